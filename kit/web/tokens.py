"""Access tokens: every service verifies each one for itself."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx
import structlog
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from kit.values.callers import Caller, Party
from kit.values.problems import ServiceUnavailable, Unauthorized

KeySource = Callable[[], Awaitable[KeySet]]

# Keys are fetched anew for an unknown key id, but no more often: a caller cannot make us hammer the issuer.
REFETCH_AFTER_SECONDS = 10.0
LEEWAY_SECONDS = 30
REMEMBERED = 10_000

log = structlog.get_logger("tokens")


def keys_of_issuer(http: httpx.AsyncClient, issuer: str, jwks_url: str | None = None) -> KeySource:
    """The issuer's public keys: from `jwks_url`, or where its OpenID configuration says."""

    async def fetch() -> KeySet:
        try:
            url = jwks_url
            if url is None:
                configuration = await http.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
                url = str(configuration.raise_for_status().json()["jwks_uri"])
            answer = await http.get(url)
            return KeySet.import_key_set(answer.raise_for_status().json())
        except (httpx.HTTPError, KeyError, ValueError, JoseError) as error:
            raise ServiceUnavailable(retry_after=2) from error

    return fetch


class TokenVerifier:
    """Signature by the issuer's keys with the one algorithm agreed, issuer, audience and expiry; then who it is."""

    def __init__(self, keys: KeySource, *, issuer: str, audience: str, algorithm: str = "RS256") -> None:
        self._fetch = keys
        self._algorithm = algorithm
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        self._keys: KeySet | None = None
        self._fetched_at = 0.0
        self._fetching = asyncio.Lock()
        self._known: dict[bytes, tuple[Caller, float]] = {}

    async def verify(self, authorization: str) -> Caller:
        """The caller behind an Authorization header. Raises Unauthorized."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.isascii():
            raise Unauthorized
        digest = hashlib.sha256(token.encode()).digest()
        known = self._known.get(digest)
        if known and known[1] > time.time():
            return known[0]
        claims = await self._verified_claims(token)
        caller = caller_of(claims)
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[digest] = (caller, float(claims["exp"]))
        return caller

    async def _verified_claims(self, token: str) -> Mapping[str, Any]:
        try:
            try:
                decoded = jwt.decode(token, await self._current_keys(), algorithms=[self._algorithm])
            except InvalidKeyIdError:
                decoded = jwt.decode(token, await self._current_keys(rotated=True), algorithms=[self._algorithm])
            self._claims.validate(decoded.claims)
        except (JoseError, ValueError, TypeError) as error:
            log.info("token_refused", error=type(error).__name__)
            raise Unauthorized from error
        return decoded.claims

    async def _current_keys(self, *, rotated: bool = False) -> KeySet:
        async with self._fetching:
            stale = rotated and time.monotonic() - self._fetched_at > REFETCH_AFTER_SECONDS
            if self._keys is None or stale:
                self._keys = await self._fetch()
                self._fetched_at = time.monotonic()
            return self._keys


def caller_of(claims: Mapping[str, Any]) -> Caller:
    """The caller that verified claims describe. Raises Unauthorized where they describe none we know."""
    try:
        client_id, subject = str(claims["client_id"]), str(claims["sub"])
        municipalities = tuple(str(code) for code in claims["municipalities"])
        party = Party(claims["party"])
        cvr = str(claims["cvr"]) if claims.get("cvr") else None
        scopes = frozenset(str(claims["scope"]).split())
    except (KeyError, ValueError, TypeError) as error:
        raise Unauthorized from error
    if (party is Party.HOUSING_ORGANISATION) != (cvr is not None):
        raise Unauthorized
    return Caller(client_id, party, municipalities, scopes, None if subject == client_id else subject, cvr)
