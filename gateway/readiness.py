"""Whether the gateway has all it needs: the issuer's keys, and services that are ready themselves."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from gateway.proxy.connections import Connections

Check = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Named checks, asked at once; each has so many seconds to answer."""

    checks: Mapping[str, Check]
    seconds: float

    async def ask(self) -> dict[str, bool]:
        """Every check by its name, and whether it passed."""
        answers = await asyncio.gather(*(self._passed(check) for check in self.checks.values()))
        return dict(zip(self.checks, answers, strict=True))

    async def _passed(self, check: Check) -> bool:
        try:
            async with asyncio.timeout(self.seconds):
                return await check()
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
            return False


def answers_ok(connections: Connections, url: URL) -> Check:
    """Whether the address answers 200."""

    async def check() -> bool:
        async with connections.session.get(url, allow_redirects=False) as answer:
            return answer.status == 200

    return check
