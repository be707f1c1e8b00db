"""How an eviction case ended."""

from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.prevention.concerns import require_version
from services.support.domain.prevention.deadlines import DeadlineKind
from services.support.domain.prevention.evictions import (
    EvictionCase,
    EvictionOutcome,
    errors_in_outcome,
    require_undecided,
)
from services.support.store.evictions import change_case, get_case
from services.support.store.prevention import end_deadlines


async def decide_eviction(
    story: Story, case_id: UUID, version: int, outcome: EvictionOutcome, outcome_on: date
) -> EvictionCase:
    """Record the outcome, once, with the person who says so.

    - After the notice, not in the future; nobody is evicted before the court date.
    - An eviction is avoided where the home was kept; a citizen who moved is counted as that.
    """
    case = await get_case(story, case_id, lock=True)
    require_version(case.version, version)
    require_undecided(case)
    errors = errors_in_outcome(case, outcome, outcome_on, local_day(story.now))
    if errors:
        raise Unprocessable(errors=errors)
    values = {"outcome": outcome, "outcome_on": outcome_on, "decided_by": story.caused_by}
    changed = await change_case(story, case, values)
    await end_deadlines(story, case_id, (DeadlineKind.COURT_DATE, DeadlineKind.AGREED_PAYMENT))
    told = {"outcome": outcome, "outcome_on": outcome_on}
    await record(story, "eviction_decided", case_id, (Party.SUPPORT_TEAM,), facts=told)
    return changed
