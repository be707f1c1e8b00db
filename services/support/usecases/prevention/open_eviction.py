"""A notice that may end in the bailiff's court opens an eviction case."""

from datetime import datetime
from uuid import uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, NotFound, Unprocessable
from kit.values.texts import Text
from services.support.domain.prevention.deadlines import of_court_date
from services.support.domain.prevention.evictions import EvictionCase, EvictionFacts, differing, errors_in_case
from services.support.domain.prevention.terms import terms_on
from services.support.store.concerns import get_concern
from services.support.store.evictions import add_case, find_opened
from services.support.store.prevention import list_terms, save_deadline


async def open_eviction(story: Story, facts: EvictionFacts, court_at: datetime | None) -> tuple[EvictionCase, bool]:
    """Open a case; the case, and whether it is new.

    - About a concern, a citizen or a tenancy; with the day of the notice, which has been.
    - A date in the bailiff's court is still to come, and is told of in good time.
    - The same reference again with the same content is the same case, also where its court date has been moved since.
    """
    earlier = await find_opened(story, facts.reference)
    if earlier is not None:
        return _same_again(earlier, facts), False
    errors = [*errors_in_case(facts, court_at, story.now), *await _errors_in_concern(story, facts)]
    if errors:
        raise Unprocessable(errors=errors)
    case = EvictionCase(
        id=uuid4(),
        facts=facts,
        sent_citizen_id=facts.citizen_id,
        opened_at=story.now,
        court_at=court_at,
        marks=(),
        outcome=None,
        outcome_on=None,
        decided_by=None,
        correction=None,
        version=1,
    )
    if not await add_case(story, case):
        earlier = await find_opened(story, facts.reference)
        assert earlier is not None, "who stored it first has ended"
        return _same_again(earlier, facts), False
    if court_at is not None:
        terms = terms_on(await list_terms(story), local_day(story.now))
        await save_deadline(story, of_court_date(case.id, court_at, terms))
    told = {"notice_on": facts.notice_on, "court_at": court_at.isoformat() if court_at else None}
    await record(story, "eviction_case_opened", case.id, (Party.SUPPORT_TEAM,), facts=told)
    return case, True


def _same_again(earlier: EvictionCase, facts: EvictionFacts) -> EvictionCase:
    errors = differing(earlier, facts)
    if errors:
        raise ContentDiffers(errors=errors)
    return earlier


async def _errors_in_concern(story: Story, facts: EvictionFacts) -> list[FieldError]:
    if facts.concern_id is None:
        return []
    try:
        await get_concern(story, facts.concern_id)
    except NotFound:
        return [FieldError("/about/concern_id", Text("Henvendelsen findes ikke.", "There is no such concern."))]
    return []
