"""Allocation, told where support for its offers stands."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from kit.calls.neighbours import Neighbour
from services.support.domain.methods.methods import Method


class Allocation:
    """Told under the offer's identifier, so that a repeat is harmless."""

    def __init__(self, neighbour: Neighbour) -> None:
        self._neighbour = neighbour

    async def tell_assigned(
        self,
        offer_id: UUID,
        worker_reference: str,
        method: Method,
        at: datetime,
        *,
        municipality_code: str,
        caused_by: str | None,
    ) -> None:
        """A named worker helps. Raises Unreachable or Refused."""
        body = {
            "status": "assigned",
            "worker_id": worker_reference,
            "method": method.value,
            "at": at.isoformat(),
        }
        await self._put(offer_id, body, municipality_code, caused_by)

    async def tell_no_room(
        self, offer_id: UUID, method: Method, at: datetime, *, municipality_code: str, caused_by: str | None
    ) -> None:
        """The recommended method had no room. Raises Unreachable or Refused."""
        body = {"status": "no_room", "method": method.value, "at": at.isoformat()}
        await self._put(offer_id, body, municipality_code, caused_by)

    async def _put(
        self, offer_id: UUID, body: Mapping[str, object], municipality_code: str, caused_by: str | None
    ) -> None:
        path = f"/allocation/v1/offers/{offer_id}/support"
        await self._neighbour.put(path, body, municipality_code=municipality_code, caused_by=caused_by)
