"""The clock of a case as people see it: when it stood still and why, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from kit.database.stories import Story
from services.benefits.domain.cases.case_clock import hours_left
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.lanes.clock import elapsed_hours
from services.benefits.domain.lanes.documents import DocumentRequest, pauses_of
from services.benefits.domain.lanes.lateness import LatenessNotice
from services.benefits.domain.lanes.running_time import Interval
from services.benefits.store.cases import get_case
from services.benefits.store.documents import list_requests
from services.benefits.store.notices import find_notice


@dataclass(frozen=True, slots=True)
class CaseClock:
    """A case's deadline with what was asked for, the intervals in which it stood still, and the hours left."""

    case: Case
    requests: Sequence[DocumentRequest]
    pauses: Sequence[Interval]
    paused_hours: float
    hours_left: float
    notice: LatenessNotice | None = None


def clock_of(case: Case, requests: Sequence[DocumentRequest], now: datetime) -> CaseClock:
    """The clock now; a pause that goes on is counted up to now."""
    pauses, since = pauses_of(requests)
    running = [(since, max(now, since.astimezone(UTC)))] if since is not None else []
    hours = sum(elapsed_hours(begin, end) for begin, end in [*pauses, *running])
    return CaseClock(case, requests, pauses, round(hours, 2), hours_left(case, now))


async def read_clock(story: Story, case_id: UUID) -> CaseClock:
    """The clock of one case, with the notice that the citizen was given where it was late."""
    case = await get_case(story, case_id)
    found = clock_of(case, await list_requests(story, case_id), story.now)
    return CaseClock(
        case, found.requests, found.pauses, found.paused_hours, found.hours_left, await find_notice(story, case_id)
    )
