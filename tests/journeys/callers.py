"""A caller from outside: its tokens, and how it insists until it has an answer."""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
from joserfc import jwt
from joserfc.jwk import OctKey

TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
JWT = "urn:ietf:params:oauth:token-type:jwt"

# What says "try again" rather than "no": a service that is down or being started again, or asked too much.
AGAIN = frozenset({425, 429, 502, 503, 504})
KEY_IN_USE = "idempotency-key-in-use"
FIRST_PAUSE, LONGEST_PAUSE = 0.03, 0.4
DEADLINE = 60.0

T = TypeVar("T")


class NoAnswer(AssertionError):
    """Nobody gave the answer waited for before the deadline."""


class Unexpected(AssertionError):
    """An answer that the story has no place for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `replayed` where it was kept from an earlier attempt."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def slug(self) -> str:
        """The problem's name, without what all problems begin with."""
        return str(self.body.get("type", "")).rpartition(":")[2] if isinstance(self.body, dict) else ""

    @property
    def etag(self) -> str:
        return self.headers["ETag"]

    @property
    def asks_to_repeat(self) -> bool:
        return self.status in AGAIN or (self.status == 409 and self.slug == KEY_IN_USE)

    def expected(self, *statuses: int) -> "Answer":
        """The answer itself, if it has one of the statuses."""
        if self.status not in (statuses or (200, 201)):
            raise Unexpected(f"{self.status} {self.body}")
        return self


async def until(ask: Callable[[], Awaitable[T | None]], what: str, within: float = DEADLINE) -> T:
    """Asks until there is something, ever more slowly, and gives up at the deadline."""
    deadline, pause = time.monotonic() + within, FIRST_PAUSE
    while (found := await ask()) is None:
        if time.monotonic() > deadline:
            raise NoAnswer(f"{what}: not within {within:.0f} s")
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
    return found


class Caller:
    """One client of the demonstration, acting by itself or for a person behind it.

    It repeats what got no answer, or was asked to repeat, with the same Idempotency-Key, until it is answered.
    """

    def __init__(
        self,
        http: aiohttp.ClientSession,
        gateway_url: str,
        client_id: str,
        person: str | None = None,
        *,
        municipality_code: str = "0217",
    ) -> None:
        self.http = http
        self.gateway_url = gateway_url
        self.client_id = client_id
        self.person = person
        self.municipality_code = municipality_code
        self.repeats = 0
        self._token: str | None = None

    async def get(self, path: str) -> Answer:
        return await self.insist("GET", path)

    async def put(self, path: str, body: object) -> Answer:
        return await self.insist("PUT", path, body)

    async def post(self, path: str, body: object = None, *, key: str | None = None, version: str = "") -> Answer:
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        return await self.insist("POST", path, body, headers | ({"If-Match": version} if version else {}))

    async def insist(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer to one act, however often it must be sent."""
        attempt = 0

        async def once() -> Answer | None:
            nonlocal attempt
            attempt += 1
            answer = await self.attempt(method, path, body, headers or {}, attempt)
            return None if answer is None or answer.asks_to_repeat else answer

        answer = await until(once, f"{method} {path} as {self.client_id}")
        self.repeats += attempt - 1
        return answer

    async def attempt(
        self, method: str, path: str, body: object, headers: Mapping[str, str], _number: int
    ) -> Answer | None:
        """One attempt; None where nothing came back."""
        sent = {"Accept-Language": "en", "Hjemvej-Municipality": self.municipality_code, **headers}
        try:
            sent["Authorization"] = f"Bearer {await self.token()}"
            async with self.http.request(method, self.address(path), json=body, headers=sent) as answer:
                content = await answer.json(content_type=None)
                return Answer(answer.status, content, answer.headers)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            return None

    def address(self, path: str) -> str:
        """Where a path is asked for: everything goes through the gateway."""
        return self.gateway_url + path

    async def token(self) -> str:
        """An access token of the client, or of the person it acts for (RFC 8693)."""
        if self._token is None:
            url = f"{self.gateway_url}/oauth/token"
            async with self.http.post(url, data=self._grant()) as answer:
                if answer.status != 200:
                    raise OSError(f"no token: {answer.status}")
                self._token = str((await answer.json())["access_token"])
        return self._token

    def _secret(self) -> str:
        return f"demonstration-secret-of-{self.client_id}"

    def _grant(self) -> dict[str, str]:
        client = {"client_id": self.client_id, "client_secret": self._secret()}
        if self.person is None:
            return {"grant_type": "client_credentials", **client}
        claims = {"iss": self.client_id, "sub": self.person, "aud": "hjemvej", "exp": int(time.time()) + 240}
        assertion = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(self._secret().encode()))
        exchange = {"grant_type": TOKEN_EXCHANGE, "subject_token": assertion, "subject_token_type": JWT}
        return exchange | client
