"""The services' documents, fetched now and then; a stopped service's last good one is kept."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from yarl import URL

from gateway.proxy.connections import Connections

FRESH_SECONDS = 10.0
FETCH_SECONDS = 3.0

Document = dict[str, Any]


class Collection:
    """One document per service. The clock comes in as a function that counts seconds."""

    def __init__(self, origins: Mapping[str, URL], connections: Connections, clock: Callable[[], float]) -> None:
        self._origins = origins
        self._connections = connections
        self._clock = clock
        self._documents: dict[str, Document] = {}
        self._fetched_at: dict[str, float] = {}

    async def documents(self) -> dict[str, Document]:
        """The last good document of each service that has ever answered, in the services' own order."""
        await asyncio.gather(*(self._refresh(name) for name in self._origins))
        return {name: self._documents[name] for name in self._origins if name in self._documents}

    async def _refresh(self, name: str) -> None:
        if self._clock() - self._fetched_at.get(name, -FRESH_SECONDS) < FRESH_SECONDS:
            return
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                document = await self._fetch(self._origins[name] / "openapi.json")
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
            return
        if isinstance(document, dict) and isinstance(document.get("paths"), dict):
            self._documents[name] = document
            self._fetched_at[name] = self._clock()

    async def _fetch(self, url: URL) -> Any:
        async with self._connections.session.get(url, allow_redirects=False) as answer:
            answer.raise_for_status()
            return json.loads(await answer.read())
