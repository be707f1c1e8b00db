"""One transaction per story, in one tenancy, at one business time."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CursorResult, Executable, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from kit.values.callers import ANY_MUNICIPALITY, Caller, Party
from kit.values.problems import Forbidden, Unprocessable
from kit.values.texts import Text

IDENTIFY = text("""
    SELECT set_config('hjemvej.municipalities', :municipalities, true),
           set_config('hjemvej.municipality', :municipality, true),
           set_config('hjemvej.party', :party, true),
           set_config('hjemvej.cvr', :cvr, true),
           set_config('hjemvej.client', :client, true),
           (SELECT now_at FROM business_clock WHERE municipality_code = :municipality),
           EXISTS (SELECT FROM municipality WHERE code = :municipality),
           :claim = '' OR pg_try_advisory_xact_lock(hashtextextended(:claim, 0))
""")


class MunicipalityNotCovered(Forbidden):
    slug = "municipality-not-covered"
    title = Text(
        "Adgangen gælder ikke i den kommune, der er nævnt",
        "The access is not valid in the municipality named",
    )


class UnknownMunicipality(Unprocessable):
    slug = "unknown-municipality"
    title = Text("Kommunekoden findes ikke", "There is no municipality with this code")


class MunicipalityNotNamed(Unprocessable):
    slug = "municipality-not-named"
    title = Text(
        "Adgangen gælder flere kommuner: nævn den ene i headeren Hjemvej-Municipality",
        "The access covers several municipalities: name one in the header Hjemvej-Municipality",
    )


@dataclass(slots=True)
class Story:
    """What a use case needs from outside: the session, who acts, for which municipality, and the time.

    `claim` is what the story wants for itself alone, and `claimed` whether it has it.
    `now` is the municipality's business time. `caused_by` is the person behind the act: the caller's own,
    or the one that a service's job carries.
    """

    session: AsyncSession
    caller: Caller
    real_now: datetime
    caused_by: str | None = None
    claim: str = ""
    claimed: bool = False
    _connection: AsyncConnection | None = None
    _municipality_code: str | None = None
    _now: datetime | None = None

    @property
    def municipality_code(self) -> str:
        """The municipality the transaction acts in. Raises MunicipalityNotNamed."""
        if self._municipality_code is None:
            raise MunicipalityNotNamed
        return self._municipality_code

    @property
    def now(self) -> datetime:
        """Business time: the municipality's driven clock where it has one, the real clock otherwise."""
        return self._now or self.real_now

    async def execute(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run SQL of one's own in the story's transaction."""
        if self._connection is None:
            self._connection = await self.session.connection()
        return await self._connection.execute(statement, parameters)

    async def act_in(self, municipality_code: str | None) -> None:
        """Act in this municipality from here on. Raises MunicipalityNotCovered where the token is not valid there."""
        if municipality_code is not None and not self.caller.covers(municipality_code):
            raise MunicipalityNotCovered
        if municipality_code is not None and municipality_code == self._municipality_code:
            return
        await self._identify(municipality_code)

    @asynccontextmanager
    async def as_municipality(self) -> AsyncIterator[None]:
        """The municipality's own bookkeeping that follows from an organisation's act, on rows closed to it.

        What is read in here must not reach the organisation's answer.
        """
        organisation = self.caller
        self.caller = replace(organisation, party=Party.SERVICE, cvr=None)
        await self._identify(self.municipality_code)
        yield
        self.caller = organisation
        await self._identify(self.municipality_code)

    async def _identify(self, municipality_code: str | None) -> None:
        readable = [code for code in self.caller.municipalities if code != ANY_MUNICIPALITY]
        row = await self.execute(
            IDENTIFY,
            {
                "municipalities": ",".join(readable or filter(None, [municipality_code])),
                "municipality": municipality_code or "",
                "party": self.caller.party,
                "cvr": self.caller.cvr or "",
                "client": self.caller.client_id,
                "claim": self.claim,
            },
        )
        *_, driven, is_known, self.claimed = row.one()
        if municipality_code is not None and not is_known:
            raise UnknownMunicipality
        self._now = driven.astimezone(UTC) if driven else None
        self._municipality_code = municipality_code


class Stories:
    """Opens stories on a service's database."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime]) -> None:
        self.engine = engine
        self.clock = clock
        self._sessions = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)

    @asynccontextmanager
    async def begin(
        self,
        caller: Caller,
        municipality_code: str | None = None,
        caused_by: str | None = None,
        *,
        claim: str = "",
    ) -> AsyncIterator[Story]:
        """A transaction that is committed when the block ends and rolled back when it raises."""
        async with self._sessions() as session, session.begin():
            story = Story(session, caller, self.clock(), caused_by or caller.person, claim)
            await story.act_in(municipality_code or caller.only_municipality())
            yield story
