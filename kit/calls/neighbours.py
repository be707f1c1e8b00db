"""Another service of the suite, called through the gateway."""

import time
from collections.abc import Mapping

import httpx

from kit.calls.traces import outgoing

# A token is renewed this long before it ends, so that none ends on the way.
RENEW_BEFORE_SECONDS = 60


class Unreachable(Exception):
    """The receiver did not answer, or asked to be called later: try again."""


class Refused(Exception):
    """The receiver understood and refused: trying again will not help."""


class ServiceToken:
    """An access token of the service's own, by OAuth 2.0 client credentials, kept until shortly before it ends."""

    def __init__(self, http: httpx.AsyncClient, token_url: str, client_id: str, client_secret: str) -> None:
        self._http = http
        self._token_url = token_url
        self._credentials = (client_id, client_secret)
        self._token = ""
        self._renew_at = 0.0

    async def __call__(self) -> str:
        if time.monotonic() >= self._renew_at:
            answer = await self._http.post(
                self._token_url, data={"grant_type": "client_credentials"}, auth=self._credentials
            )
            if answer.status_code != httpx.codes.OK:
                raise Unreachable(f"no token: {answer.status_code}")
            body = answer.json()
            self._token = body["access_token"]
            self._renew_at = time.monotonic() + int(body["expires_in"]) - RENEW_BEFORE_SECONDS
        return self._token

    def forget(self) -> None:
        """Fetch a new token next time: the issuer may have changed its keys."""
        self._renew_at = 0.0


class Neighbour:
    """The other services behind one gateway. Every call is a PUT under an identifier of the sender's: repeats are
    harmless."""

    def __init__(self, http: httpx.AsyncClient, gateway_url: str, token: ServiceToken) -> None:
        self._http = http
        self._gateway_url = gateway_url.rstrip("/")
        self._token = token

    async def put(
        self, path: str, body: Mapping[str, object], *, municipality_code: str, caused_by: str | None
    ) -> Mapping[str, object]:
        """Send, and return the answer's JSON. Raises Unreachable (try again) or Refused (final)."""
        try:
            headers = {
                "Authorization": f"Bearer {await self._token()}",
                "Hjemvej-Municipality": municipality_code,
                "traceparent": outgoing(),
            }
            if caused_by:
                headers["Hjemvej-Caused-By"] = caused_by
            answer = await self._http.put(f"{self._gateway_url}{path}", json=dict(body), headers=headers)
        except httpx.HTTPError as error:
            raise Unreachable(type(error).__name__) from error
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._token.forget()
        if answer.is_success:
            content: Mapping[str, object] = answer.json() if answer.content else {}
            return content
        again = {401, 408, 425, 429}
        if answer.status_code in again or answer.is_server_error:
            raise Unreachable(f"{answer.status_code}")
        raise Refused(f"{answer.status_code}")
