"""The allocation office asks several organisations at once for a dwelling."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import due_after_working_days, local_day
from kit.values.callers import Party
from kit.values.problems import FieldError, NotFound, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.requests.request import (
    Asked,
    DwellingRequest,
    ReceivedRequest,
    ReceivedStatus,
    RequestStatus,
    find_unknown,
)
from services.allocation.domain.requests.wanted import Wanted, find_faults
from services.allocation.store.nominations import get_nomination
from services.allocation.store.requests import add_request, list_registered


async def ask_organisations(
    story: Story,
    wanted: Wanted,
    asked: Sequence[Asked],
    *,
    answer_within_working_days: int,
    asked_by: str,
    nomination_id: UUID | None,
) -> DwellingRequest:
    """Ask for a dwelling (efterlysning).

    - What is asked for describes a dwelling, and says nothing of a citizen. Whom it is for stays with the municipality.
    - Each organisation receives a request of its own, in its own estates: it never learns who else was asked.
    - The deadline is in working days. The first usable dwelling offered before it is taken at once.
    """
    faults = find_faults(wanted, local_day(story.now))
    faults += find_unknown(asked, await list_registered(story, [one.organisation_cvr for one in asked]))
    faults += await _faults_of_nomination(story, nomination_id)
    if faults:
        raise Unprocessable(errors=faults)
    request = DwellingRequest(
        id=uuid4(),
        wanted=wanted,
        status=RequestStatus.OPEN,
        asked_at=story.now,
        due_at=due_after_working_days(story.now, answer_within_working_days),
        asked_by=asked_by,
        nomination_id=nomination_id,
    )
    received = [_received(story, request, one) for one in asked]
    await add_request(story, request, received)
    await _tell(story, request, received)
    return request


async def _faults_of_nomination(story: Story, nomination_id: UUID | None) -> list[FieldError]:
    if nomination_id is None:
        return []
    try:
        nomination = await get_nomination(story, nomination_id)
    except NotFound:
        return [FieldError("/nomination_id", Text("Indstillingen findes ikke", "There is no such nomination"))]
    if nomination.status is NominationStatus.OPEN:
        return []
    return [FieldError("/nomination_id", Text("Indstillingen er ikke åben", "The nomination is not open"))]


def _received(story: Story, request: DwellingRequest, one: Asked) -> ReceivedRequest:
    return ReceivedRequest(
        id=uuid4(),
        request_id=request.id,
        municipality_code=story.municipality_code,
        organisation_cvr=one.organisation_cvr,
        wanted=request.wanted.among(one.estates),
        status=ReceivedStatus.OPEN,
        received_at=request.asked_at,
        due_at=request.due_at,
    )


async def _tell(story: Story, request: DwellingRequest, received: Sequence[ReceivedRequest]) -> None:
    for one in received:
        await record(
            story,
            "request_received",
            one.id,
            (Party.HOUSING_ORGANISATION, Party.PARTNER),
            facts={"due_at": one.due_at},
            organisation_cvr=one.organisation_cvr,
        )
    facts = {"due_at": request.due_at, "asked": [one.organisation_cvr for one in received]}
    await record(story, "dwelling_requested", request.id, (Party.ALLOCATION_OFFICE,), facts=facts)
