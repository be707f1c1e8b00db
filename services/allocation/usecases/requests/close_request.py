"""What follows when an ad hoc request ends: every organisation whose dwelling was not taken is told, and no more."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.domain.requests.request import RECEIVED_AFTER, DwellingRequest, RequestStatus
from services.allocation.store.requests import close_received, save_end


async def close_request(
    story: Story,
    request: DwellingRequest,
    status: RequestStatus,
    *,
    taken: UUID | None = None,
    vacancy_id: UUID | None = None,
) -> DwellingRequest:
    """End a request that the story has locked, acting as the municipality.

    - `taken` is what the organisation received whose dwelling is taken; it hears of its dwelling by the vacancy.
    - Each of the others hears that the request is closed: not who else was asked, nor which dwelling was taken, nor
      whether any was.
    - The office hears how it ended.
    """
    ended = replace(request, status=status, vacancy_id=vacancy_id, ended_at=story.now, version=request.version + 1)
    await save_end(story, ended)
    told = RECEIVED_AFTER[status]
    for received_id, organisation_cvr in await close_received(story, request.id, told, taken=taken):
        await record(
            story,
            "request_closed",
            received_id,
            (Party.HOUSING_ORGANISATION, Party.PARTNER),
            facts={"status": told},
            organisation_cvr=organisation_cvr,
        )
    facts = {"nomination_id": request.nomination_id, "vacancy_id": vacancy_id}
    known = {name: value for name, value in facts.items() if value is not None}
    await record(story, f"request_{status}", request.id, (Party.ALLOCATION_OFFICE,), facts=known)
    return ended
