"""Answers that hold a citizen's means are kept for a repeat only closed."""

from fastapi import Request, Response

from kit.database.stories import Story
from kit.database.vault import Vault
from kit.web.requests import StoryRoute, Tell


class SealedRoute(StoryRoute):
    """A POST whose answer is kept closed by the vault: a repeat is answered as the first time, and no table tells.

    A key that is replaced is kept as an older one for as long as answers are, thirty days.
    """

    async def _once(self, request: Request, story: Story, key: str, body: bytes, tell: Tell) -> Response:
        vault: Vault = request.app.state.vault
        told: list[Response] = []

        async def tell_closed(request: Request) -> Response:
            answer = await tell(request)
            told.append(answer)
            closed = vault.close(bytes(answer.body).decode())
            headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
            return Response(closed, answer.status_code, headers)

        kept = await super()._once(request, story, key, body, tell_closed)
        if told:
            return told[0]
        headers = {name: value for name, value in kept.headers.items() if name != "content-length"}
        return Response(vault.open(bytes(kept.body)), kept.status_code, headers)
