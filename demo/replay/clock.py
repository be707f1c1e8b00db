"""The municipality's clock in all three services: moved together, and answered when what fell due is delivered."""

import asyncio
from datetime import date, datetime, time

from demo.replay.callers import Caller
from kit.values.calendar import COPENHAGEN

SERVICES = ("allocation", "benefits", "support")
LOOK_AGAIN_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 120.0


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The local moment."""
    return datetime.combine(day, time(hour, minute), COPENHAGEN)


class Undelivered(Exception):
    """A job between the services has failed for minutes on end."""


class Clock:
    """`now` is the municipality's business time, None until somebody has driven it."""

    def __init__(self, driver: Caller, reader: Caller) -> None:
        self._driver = driver
        self._reader = reader
        self._now: datetime | None = None

    @property
    def now(self) -> datetime:
        if self._now is None:
            raise RuntimeError("the clock has not been moved yet")
        return self._now

    async def read(self) -> datetime | None:
        """The latest business time of the three services, or None where none has been driven."""
        shown = await asyncio.gather(*(self._reader.get(f"/{service}/v1/clock") for service in SERVICES))
        driven = [datetime.fromisoformat(each["now_at"]).astimezone(COPENHAGEN) for each in shown if each["driven"]]
        self._now = max(driven, default=None)
        return self._now

    async def move(self, to: datetime) -> None:
        """On to the moment, and never back: a play that goes on where it was cut off does so at the time it was."""
        self._now = to if self._now is None else max(to, self._now)
        await self.settle("allocation")  # first: what it sends lets the others answer it
        await self.settle("benefits", "support")

    async def settle(self, *services: str) -> None:
        """Wait until what these services have sent is received, also where a receiver was away for a while."""
        await asyncio.gather(*(self._settle(service) for service in services))

    async def _settle(self, service: str) -> None:
        waited = 0.0
        body = {"now_at": self.now.isoformat()}
        while (await self._driver.put(f"/{service}/v1/clock", body))["retrying"]:
            if waited >= LONGEST_WAIT_SECONDS:
                raise Undelivered(f"{service} cannot deliver: see /{service}/v1/undelivered")
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            waited += LOOK_AGAIN_SECONDS
