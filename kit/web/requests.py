"""One request, one story: the transaction is opened and committed at the door, and a repeat is answered as before."""

import hashlib
from collections.abc import Callable, Coroutine, Mapping
from inspect import signature
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Header, Path, Request, Response, Security
from fastapi.routing import APIRoute
from fastapi.security import OAuth2, SecurityScopes
from starlette.datastructures import Headers

from kit.database.answers import KeptAnswer, claim_of, find_answer, keep_answer
from kit.database.stories import Stories, Story
from kit.values.callers import Caller, Party
from kit.values.problems import (
    FieldError,
    Forbidden,
    PersonRequired,
    PreconditionRequired,
    Problem,
    Unprocessable,
)
from kit.values.texts import Text
from kit.web.bodies import limited
from kit.web.problems import ProblemDocument
from kit.web.tokens import TokenVerifier

PRECONDITIONS: Mapping[int | str, dict[str, Any]] = {
    status: {"model": ProblemDocument, "content": {"application/problem+json": {}}, "description": description}
    for status, description in {
        412: "Somebody has changed it meanwhile: fetch it again.",
        428: "`If-Match` is missing: send the ETag last read.",
    }.items()
}
LONGEST_KEY = 200
KEPT_HEADERS = ("content-type", "location", "etag", "link")


Tell = Callable[[Request], Coroutine[Any, Any, Response]]


class KeyRequired(Problem):
    status = 400
    slug = "idempotency-key-required"
    title = Text(
        "Headeren Idempotency-Key mangler: send en nøgle, der er din egen for netop denne handling",
        "The header Idempotency-Key is missing: send a key of your own for just this act",
    )


class NulCharacter(Unprocessable):
    slug = "nul-character"
    title = Text("Forespørgslen indeholder et NUL-tegn", "The request contains a NUL character")


def _refuse_nul(request: Request, body: bytes) -> None:
    address = request.scope.get("raw_path", b"") + request.scope["query_string"]
    if b"\x00" in body or b"\\u0000" in body or b"%00" in address:
        raise NulCharacter


def _caused_by(caller: Caller, headers: Headers) -> str | None:
    return caller.person or (headers.get("hjemvej-caused-by") if caller.party is Party.SERVICE else None)


def _key_of(request: Request) -> str | None:
    """The Idempotency-Key of a POST; other methods are harmless to repeat and need none."""
    if request.method != "POST":
        return None
    key = request.headers.get("idempotency-key")
    if not key or len(key) > LONGEST_KEY:
        raise KeyRequired
    return key


def _digest(request: Request, caller: Caller, body: bytes) -> bytes:
    """What makes a request the same request: the address, the municipality, the person behind it, and the body.

    Another person of the same system is never given the answer to somebody's personal act.
    """
    municipality = request.headers.get("hjemvej-municipality", "")
    parts = (request.method, request.url.path, request.url.query, municipality, caller.person or "")
    return hashlib.sha256("\n".join(parts).encode() + b"\n" + body).digest()


class StoryRoute(APIRoute):
    """Verifies the token, begins the story, tells it, keeps the answer to a POST, commits, and only then answers.

    A route that takes larger bodies says so in a class of its own.
    """

    body_limit: ClassVar[int] = 1024 * 1024

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        if "POST" in (options.get("methods") or ()):
            options["dependencies"] = [*(options.get("dependencies") or ()), Depends(idempotency_key)]
        if IfMatch in (parameter.annotation for parameter in signature(endpoint).parameters.values()):
            options["responses"] = {**(options.get("responses") or {}), **PRECONDITIONS}
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Tell:
        tell = super().get_route_handler()

        async def handle(request: Request) -> Response:
            tokens: TokenVerifier = request.app.state.tokens
            stories: Stories = request.app.state.stories
            caller = await tokens.verify(request.headers.get("authorization", ""))
            request = Request(request.scope, limited(dict(request.headers.raw), request.receive, self.body_limit))
            body = await request.body()
            _refuse_nul(request, body)
            key = _key_of(request)
            claim = claim_of(caller, key) if key else ""
            municipality, caused_by = request.headers.get("hjemvej-municipality"), _caused_by(caller, request.headers)
            async with stories.begin(caller, municipality, caused_by, claim=claim) as story:
                request.state.story = story
                return await (self._once(request, story, key, body, tell) if key else tell(request))

        return handle

    async def _once(self, request: Request, story: Story, key: str, body: bytes, tell: Tell) -> Response:
        digest = _digest(request, story.caller, body)
        kept = await find_answer(story, key, digest)
        if kept is not None:
            return Response(kept.body, kept.status, {**kept.headers, "idempotent-replay": "true"})
        answer = await tell(request)
        headers = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
        await keep_answer(story, key, digest, KeptAnswer(answer.status_code, headers, bytes(answer.body)))
        return answer


async def idempotency_key(
    key: Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=LONGEST_KEY)],
) -> str:
    """A key of the caller's own for this act: the same key with the same body is answered as the first time."""
    return key


async def current_story(request: Request) -> Story:
    story: Story = request.state.story
    return story


CurrentStory = Annotated[Story, Depends(current_story)]

oauth2 = OAuth2(flows={"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": {}}}, auto_error=False)


async def _check(
    scopes: SecurityScopes, story: CurrentStory, _documented: Annotated[str | None, Depends(oauth2)]
) -> Caller:
    missing = sorted(set(scopes.scopes) - story.caller.scopes)
    if missing:
        needed = ", ".join(missing)
        raise Forbidden(Text(f"Adgangen mangler: {needed}", f"The access lacks: {needed}"))
    return story.caller


def needs(scope: str) -> Any:
    """A parameter type's requirement: the caller's token carries this scope."""
    return Security(_check, scopes=[scope])


def needs_person(scope: str) -> Any:
    """The scope, and a token that names the person who acts."""

    async def check_person(caller: Annotated[Caller, Security(_check, scopes=[scope])]) -> Caller:
        if caller.person is None:
            raise PersonRequired
        return caller

    return Depends(check_person)


async def _if_match(
    value: Annotated[str | None, Header(alias="If-Match", description="The ETag last read.")] = None,
) -> int:
    if value is None:
        raise PreconditionRequired
    number = value.removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        text = Text("If-Match er ikke en ETag herfra", "If-Match is not an ETag from here")
        raise Unprocessable(errors=[FieldError("/header/If-Match", text)])
    return int(number)


IfMatch = Annotated[int, Depends(_if_match)]
Cvr = Annotated[str, Path(pattern=r"^[0-9]{8}$", description="CVR number, eight digits.")]


def etag(version: int) -> str:
    """The ETag of a row's version."""
    return f'"{version}"'
