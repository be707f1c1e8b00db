"""Allocation as it should not be, each variant with one promise switched off or one accident built in.

Each is a factory for uvicorn, run as a process of its own beside the suite and on the suite's own database.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kit.database.stories import Stories, Story
from kit.values.callers import Caller
from services.allocation.main import app

DIES_AT_ANSWER = 3
COMMITS_AFTER_SECONDS = 1.0


class DiesAfterCommit:
    """Ends by SIGKILL with each third posting: the transaction is committed, its answer is never sent."""

    def __init__(self, inside: ASGIApp) -> None:
        self.inside = inside
        self.answers = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_unless_dead(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 201:
                self.answers += 1
                if self.answers == DIES_AT_ANSWER:
                    os.kill(os.getpid(), signal.SIGKILL)
            await send(message)

        await self.inside(scope, receive, send_unless_dead)


class AnswersBeforeCommit(Stories):
    """The promise switched off: the answer is sent, and the transaction is committed a while later."""

    committing: set[asyncio.Task[None]]

    @asynccontextmanager
    async def begin(
        self,
        caller: Caller,
        municipality_code: str | None = None,
        caused_by: str | None = None,
        *,
        claim: str = "",
    ) -> AsyncIterator[Story]:
        session = self._sessions()
        try:
            story = Story(session, caller, self.clock(), caused_by or caller.person, claim)
            await story.act_in(municipality_code or caller.only_municipality())
            yield story
        except BaseException:
            await session.close()
            raise
        self.committing = getattr(self, "committing", set())
        task = asyncio.create_task(self._commit_later(session))
        self.committing.add(task)
        task.add_done_callback(self.committing.discard)

    async def _commit_later(self, session: AsyncSession) -> None:
        await asyncio.sleep(COMMITS_AFTER_SECONDS)
        await session.commit()
        await session.close()


def dies_after_commit() -> ASGIApp:
    """The real service, killed in the worst moment there is."""
    return DiesAfterCommit(app())


def answers_before_commit() -> ASGIApp:
    """The service without its first promise."""
    application = app()
    real: Stories = application.state.stories
    application.state.stories = AnswersBeforeCommit(real.engine, real.clock)
    return application


def as_it_is() -> ASGIApp:
    """The service itself, so that nothing but the promise differs."""
    return app()
