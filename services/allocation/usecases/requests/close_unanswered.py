"""Ad hoc requests whose deadline has passed without a usable dwelling."""

from kit.database.stories import Story
from services.allocation.domain.requests.request import RequestStatus
from services.allocation.store.requests import get_request, list_overdue
from services.allocation.usecases.requests.close_request import close_request


async def close_unanswered(story: Story) -> int:
    """End each of them once; how many there were. One that was answered while we waited for it is left alone."""
    closed = 0
    for request_id in await list_overdue(story):
        request = await get_request(story, request_id, lock=True)
        if request.status is RequestStatus.OPEN:
            await close_request(story, request, RequestStatus.UNANSWERED)
            closed += 1
    return closed
