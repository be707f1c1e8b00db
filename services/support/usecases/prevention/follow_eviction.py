"""What happens in an eviction case until it ends: steps against arrears, the court date, marks of risk."""

from datetime import date, datetime
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day, midnight_ending
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.prevention.concerns import require_version
from services.support.domain.prevention.deadlines import DeadlineKind, of_agreed_payment, of_court_date
from services.support.domain.prevention.evictions import (
    EvictionCase,
    RiskMark,
    Step,
    StepKind,
    errors_in_court_date,
    errors_in_step,
    require_undecided,
)
from services.support.domain.prevention.terms import terms_on
from services.support.store.evictions import add_step, change_case, get_case
from services.support.store.prevention import end_deadlines, list_terms, save_deadline


async def take_step(story: Story, case_id: UUID, kind: StepKind, taken_on: date, pay_by: date | None) -> Step:
    """Record a step against arrears.

    - An agreement says by when the rent is to be paid; that day is a deadline until a payment is recorded.
    - That benefits has been asked for help under section 81 a is recorded, not asked for here.
    """
    case = await get_case(story, case_id, lock=True)
    require_undecided(case)
    errors = errors_in_step(case, kind, taken_on, pay_by, local_day(story.now))
    if errors:
        raise Unprocessable(errors=errors)
    step = Step(uuid4(), case_id, kind, taken_on, pay_by, story.now, story.caused_by)
    await add_step(story, step)
    if pay_by is not None:
        await save_deadline(story, of_agreed_payment(case_id, midnight_ending(pay_by)))
    if kind is StepKind.PAYMENT:
        await end_deadlines(story, case_id, (DeadlineKind.AGREED_PAYMENT,))
    told = {"kind": kind, "taken_on": taken_on, "pay_by": pay_by}
    await record(story, "eviction_step_taken", case_id, (Party.SUPPORT_TEAM,), facts=told)
    return step


async def set_court_date(story: Story, case_id: UUID, version: int, court_at: datetime) -> EvictionCase:
    """Set or move the date in the bailiff's court; it is told of anew. One that has passed is none."""
    case = await get_case(story, case_id, lock=True)
    require_version(case.version, version)
    require_undecided(case)
    errors = errors_in_court_date(court_at, story.now)
    if errors:
        raise Unprocessable(errors=errors)
    terms = terms_on(await list_terms(story), local_day(story.now))
    await save_deadline(story, of_court_date(case_id, court_at, terms))
    told = {"court_at": court_at.isoformat()}
    await record(story, "court_date_set", case_id, (Party.SUPPORT_TEAM,), facts=told)
    return await change_case(story, case, {"court_at": court_at})


async def mark_risks(story: Story, case_id: UUID, version: int, marks: tuple[RiskMark, ...]) -> EvictionCase:
    """Mark the groups at risk that the citizen belongs to, as a person sees it; the last marks hold.

    The journal says that somebody has marked, not what.
    """
    case = await get_case(story, case_id, lock=True)
    require_version(case.version, version)
    await record(story, "eviction_risks_marked", case_id, (Party.SUPPORT_TEAM,))
    return await change_case(story, case, {"marks": sorted(set(marks))})
