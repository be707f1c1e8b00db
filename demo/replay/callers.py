"""A demonstration caller: its own token from the development issuer, and REST through the gateway like anybody else."""

import asyncio
import time
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey

MUNICIPALITY = "0217"
RENEW_BEFORE_SECONDS = 60
SUBJECT_TOKEN_SECONDS = 120
MOST_TRIES = 20
LONGEST_PAUSE_SECONDS = 5.0
PAGE = 200
ASK_AGAIN = {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.BAD_GATEWAY, httpx.codes.SERVICE_UNAVAILABLE}
EXCHANGE = {
    "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
    "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
}


class Refused(Exception):
    """The suite understood and refused; `slug` names the problem."""

    def __init__(self, call: str, answer: httpx.Response) -> None:
        document = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        self.status = answer.status_code
        self.slug = str(document.get("type", "")).rpartition(":")[2]
        super().__init__(f"{call}: {answer.status_code} {document or answer.text[:300]}")


class Caller:
    """One system, or a member of staff acting through it. Every write may be repeated, so whatever fails on the way
    is sent again as it was."""

    def __init__(self, http: httpx.AsyncClient, client_id: str, person: str | None = None) -> None:
        self.client_id = client_id
        self._http = http
        self._person = person
        self._token = ""
        self._renew_at = 0.0
        self._asking = asyncio.Lock()

    async def get(self, path: str, **query: str | int) -> Any:
        return await self._send("GET", path, query=query)

    async def get_all(self, path: str, **query: str | int) -> list[dict[str, Any]]:
        """Every row of a list, page by page."""
        rows: list[dict[str, Any]] = []
        page = await self.get(path, limit=PAGE, **query)
        while page:
            rows += page
            page = await self.get(path, limit=PAGE, **query | {"after": page[-1]["id"]}) if len(page) == PAGE else []
        return rows

    async def put(self, path: str, body: dict[str, Any]) -> Any:
        return await self._send("PUT", path, body=body)

    async def post(self, path: str, body: dict[str, Any] | None, key: str, version: int | None = None) -> Any:
        """An act under a key of the caller's own; `version` is that of the row as it was read."""
        headers = {"Idempotency-Key": key} | ({} if version is None else {"If-Match": f'"{version}"'})
        return await self._send("POST", path, body=body, headers=headers)

    async def _send(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, str | int] | None = None,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        pause = 0.1
        for remaining in reversed(range(MOST_TRIES)):
            try:
                own = {"Authorization": f"Bearer {await self._bearer()}", **(headers or {})}
                answer = await self._http.request(method, path, params=query, json=body, headers=own)
            except httpx.TransportError:
                if not remaining:
                    raise
            else:
                if answer.is_success:
                    return answer.json()
                if answer.status_code not in ASK_AGAIN or not remaining:
                    raise Refused(f"{self.client_id}: {method} {path}", answer)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
        raise AssertionError("the last try either answers or raises")

    async def _bearer(self) -> str:
        async with self._asking:
            if time.monotonic() >= self._renew_at:
                form = {"grant_type": "client_credentials"} if self._person is None else self._exchange(self._person)
                secret = _secret_of(self.client_id)
                answer = await self._http.post("/oauth/token", data=form, auth=(self.client_id, secret))
                if answer.status_code in ASK_AGAIN:
                    raise httpx.ConnectError("the issuer asks to be called later")
                if not answer.is_success:
                    raise Refused(f"{self.client_id}: token", answer)
                content = answer.json()
                self._token = content["access_token"]
                self._renew_at = time.monotonic() + content["expires_in"] - RENEW_BEFORE_SECONDS
            return self._token

    def _exchange(self, person: str) -> dict[str, str]:
        """The form of a token exchange (RFC 8693): the system vouches for the person with its own secret."""
        now = int(time.time())
        claims = {
            "iss": self.client_id,
            "sub": person,
            "aud": "hjemvej",
            "iat": now,
            "exp": now + SUBJECT_TOKEN_SECONDS,
        }
        key = OctKey.import_key(_secret_of(self.client_id).encode())
        return {**EXCHANGE, "subject_token": jwt.encode({"alg": "HS256"}, claims, key)}


def _secret_of(client_id: str) -> str:
    return f"demonstration-secret-of-{client_id}"


def new_http(gateway_url: str) -> httpx.AsyncClient:
    """Connections to the gateway that are kept open, acting in the demonstration municipality."""
    return httpx.AsyncClient(
        base_url=gateway_url,
        timeout=60,
        limits=httpx.Limits(max_connections=32, keepalive_expiry=120),
        headers={"Hjemvej-Municipality": MUNICIPALITY, "Accept-Language": "en"},
        trust_env=False,
    )
