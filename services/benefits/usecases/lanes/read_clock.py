"""The clock of a case as people see it: when it stood still and why, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kit.database.stories import Story
from services.benefits.domain.cases.case_clock import hours_left
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.lanes.clock import elapsed_hours
from services.benefits.domain.lanes.documents import DocumentCode, DocumentRequest, awaited_in, pauses_of
from services.benefits.domain.lanes.lateness import LatenessNotice
from services.benefits.store.cases import get_case
from services.benefits.store.documents import list_requests
from services.benefits.store.notices import find_notice


@dataclass(frozen=True, slots=True)
class Pause:
    """An interval in which the clock stood still, and what was awaited; without an end it still does."""

    begin: datetime
    end: datetime | None
    awaited: tuple[DocumentCode, ...]


@dataclass(frozen=True, slots=True)
class CaseClock:
    """A case's deadline with what was asked for, the pauses and their hours, and the hours left."""

    case: Case
    requests: Sequence[DocumentRequest]
    pauses: Sequence[Pause]
    paused_hours: float
    hours_left: float
    notice: LatenessNotice | None = None


def clock_of(case: Case, requests: Sequence[DocumentRequest], now: datetime) -> CaseClock:
    """The clock now; a pause that goes on is counted up to now."""
    since = case.handling.paused_at
    whole = [pause for pause in pauses_of(requests)[0] if since is None or pause[0] < since]
    pauses = [Pause(begin, end, awaited_in(requests, (begin, end))) for begin, end in whole]
    if since is not None:
        pauses.append(Pause(since, None, awaited_in(requests, (since, now))))
    hours = sum(elapsed_hours(pause.begin, pause.end or now) for pause in pauses)
    return CaseClock(case, requests, pauses, round(hours, 2), hours_left(case, now))


async def read_clock(story: Story, case_id: UUID) -> CaseClock:
    """The clock of one case, with the notice that the citizen was given where it was late."""
    case = await get_case(story, case_id)
    found = clock_of(case, await list_requests(story, case_id), story.now)
    return replace(found, notice=await find_notice(story, case_id))
