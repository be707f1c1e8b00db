"""An eviction outcome that was entered in error is put right."""

from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.prevention.concerns import require_version
from services.support.domain.prevention.evictions import (
    Correction,
    CorrectionReason,
    EvictionCase,
    EvictionOutcome,
    errors_in_correction,
    require_correctable,
)
from services.support.store.evictions import add_correction, change_case, get_case


async def correct_outcome(
    story: Story, case_id: UUID, version: int, outcome: EvictionOutcome, outcome_on: date, reason: CorrectionReason
) -> EvictionCase:
    """Put the outcome right, once, with a reason and the person who says so.

    - A line of its own: what was entered first stays as it was.
    - From then on the corrected outcome is the one that holds and counts, and it is counted as corrected.
    - It is another outcome or another day, and makes as much sense as an outcome does.
    """
    case = await get_case(story, case_id, lock=True)
    require_version(case.version, version)
    require_correctable(case)
    errors = errors_in_correction(case, outcome, outcome_on, local_day(story.now))
    if errors:
        raise Unprocessable(errors=errors)
    await add_correction(story, Correction(case_id, outcome, outcome_on, reason, story.caused_by, story.now))
    told = {"outcome": outcome, "outcome_on": outcome_on, "first_outcome": case.outcome, "reason": reason}
    await record(story, "eviction_outcome_corrected", case_id, (Party.SUPPORT_TEAM,), facts=told)
    return await change_case(story, case, {})
