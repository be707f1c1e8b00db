"""The allocation office takes an ad hoc request back."""

from uuid import UUID

from kit.database.stories import Story
from kit.values.problems import PreconditionFailed
from services.allocation.domain.requests.request import DwellingRequest, RequestStatus, require_under_way
from services.allocation.store.requests import get_request
from services.allocation.usecases.requests.close_request import close_request


async def withdraw_request(story: Story, request_id: UUID, version: int) -> DwellingRequest:
    """Nothing is needed any longer: each organisation hears just that. A dwelling already taken stays taken."""
    request = await get_request(story, request_id, lock=True)
    require_under_way(request)
    if request.version != version:
        raise PreconditionFailed
    return await close_request(story, request, RequestStatus.WITHDRAWN)
