"""The development issuer over HTTP, as clients and verifiers meet it."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

from kit.values.callers import Party
from kit.values.problems import Unauthorized
from kit.web.tokens import TokenVerifier
from tests.integration.gateway.running import a_gateway

ORGANISATION = ("organisation-a", "demonstration-secret-of-organisation-a")
OFFICE = ("allocation-office", "demonstration-secret-of-allocation-office")
CREDENTIALS = {"grant_type": "client_credentials"}
ISSUER = "http://127.0.0.1:8000"


def verifier_of(gateway: httpx.AsyncClient) -> TokenVerifier:
    """A service's own verification, fed with the keys the gateway publishes."""

    async def keys() -> KeySet:
        return KeySet.import_key_set((await gateway.get("/oauth/jwks")).json())

    return TokenVerifier(keys, issuer=ISSUER, audience="hjemvej")


async def token_of(gateway: httpx.AsyncClient, client: tuple[str, str], **fields: str) -> dict[str, Any]:
    answer = await gateway.post("/oauth/token", data={**CREDENTIALS, **fields}, auth=client)
    assert answer.status_code == 200
    content: dict[str, Any] = answer.json()
    return content


async def test_a_service_accepts_the_token_of_a_system(gateway: httpx.AsyncClient) -> None:
    token = await token_of(gateway, ORGANISATION, scope="vacancies:write")
    caller = await verifier_of(gateway).verify(f"Bearer {token['access_token']}")
    assert (caller.client_id, caller.person, caller.party) == ("organisation-a", None, Party.HOUSING_ORGANISATION)
    assert (caller.cvr, caller.municipalities) == ("99000236", ("0217",))
    assert caller.scopes == {"vacancies:write"}


async def test_a_service_accepts_the_token_of_a_person(gateway: httpx.AsyncClient) -> None:
    claims = {"iss": OFFICE[0], "sub": "allocation-officer", "aud": "hjemvej", "exp": int(time.time()) + 240}
    subject = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(OFFICE[1].encode()))
    token = await token_of(
        gateway,
        OFFICE,
        grant_type="urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token=subject,
        subject_token_type="urn:ietf:params:oauth:token-type:jwt",
    )
    caller = await verifier_of(gateway).verify(f"Bearer {token['access_token']}")
    assert (caller.client_id, caller.person) == ("allocation-office", "allocation-officer")


async def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(gateway: httpx.AsyncClient) -> None:
    token = (await token_of(gateway, ORGANISATION))["access_token"]
    keys = KeySet.import_key_set((await gateway.get("/oauth/jwks")).json())
    genuine = jwt.decode(token, keys, ["RS256"])
    secret = OctKey.import_key(json.dumps(keys.keys[0].as_dict(private=False)))
    forged = jwt.encode({"alg": "HS256", "kid": genuine.header["kid"]}, genuine.claims, secret)
    with pytest.raises(JoseError):
        jwt.decode(forged, keys, ["RS256"])
    with pytest.raises(Unauthorized):
        await verifier_of(gateway).verify(f"Bearer {forged}")


REFUSED: list[tuple[str, dict[str, Any], int, str]] = [
    ("a wrong secret", {"data": CREDENTIALS, "auth": ("organisation-a", "wrong")}, 401, "invalid_client"),
    ("an unknown client", {"data": CREDENTIALS, "auth": ("nobody", "x")}, 401, "invalid_client"),
    ("no client", {"data": CREDENTIALS}, 401, "invalid_client"),
    ("a bearer token", {"data": CREDENTIALS, "headers": {"Authorization": "Bearer x"}}, 401, "invalid_client"),
    ("two ways at once", {"data": {**CREDENTIALS, "client_secret": "x"}, "auth": ORGANISATION}, 400, "invalid_request"),
    ("two names", {"data": {**CREDENTIALS, "client_id": "partner"}, "auth": ORGANISATION}, 400, "invalid_request"),
    ("a field twice", {"data": {"grant_type": ["a", "b"]}, "auth": ORGANISATION}, 400, "invalid_request"),
    ("JSON", {"json": CREDENTIALS, "auth": ORGANISATION}, 400, "invalid_request"),
    ("another grant", {"data": {"grant_type": "password"}, "auth": ORGANISATION}, 400, "unsupported_grant_type"),
    ("no grant", {"data": {}, "auth": ORGANISATION}, 400, "invalid_request"),
    ("a foreign scope", {"data": {**CREDENTIALS, "scope": "clock:drive"}, "auth": ORGANISATION}, 400, "invalid_scope"),
]


@pytest.mark.parametrize(("reason", "request_", "status", "error"), REFUSED, ids=[case[0] for case in REFUSED])
async def test_a_refusal_speaks_the_language_of_oauth(
    gateway: httpx.AsyncClient, reason: str, request_: dict[str, Any], status: int, error: str
) -> None:
    answer = await gateway.post("/oauth/token", **request_)
    assert (answer.status_code, answer.json()["error"]) == (status, error), reason
    assert answer.headers["cache-control"] == "no-store"
    assert ("www-authenticate" in answer.headers) == (status == 401)


async def test_the_client_may_authenticate_in_the_form(gateway: httpx.AsyncClient) -> None:
    fields = {**CREDENTIALS, "client_id": ORGANISATION[0], "client_secret": ORGANISATION[1]}
    answer = await gateway.post("/oauth/token", data=fields)
    assert answer.status_code == 200
    assert answer.json()["token_type"] == "Bearer"


async def test_a_token_lives_as_long_as_the_setting_says(upstream_address: str) -> None:
    async with a_gateway(upstream_address, development_issuer=True, token_seconds=60) as gateway:
        token = await token_of(gateway, ORGANISATION)
        keys = KeySet.import_key_set((await gateway.get("/oauth/jwks")).json())
    claims = jwt.decode(token["access_token"], keys, ["RS256"]).claims
    assert claims["exp"] - claims["iat"] == token["expires_in"] == 60


async def test_discovery_leads_to_the_keys(gateway: httpx.AsyncClient) -> None:
    configuration = (await gateway.get("/.well-known/openid-configuration")).json()
    assert configuration["issuer"] == ISSUER
    assert configuration["jwks_uri"] == f"{ISSUER}/oauth/jwks"
    assert configuration["token_endpoint"] == f"{ISSUER}/oauth/token"
    assert "clock:drive" in configuration["scopes_supported"]


async def test_gateways_with_the_same_key_file_sign_alike(upstream_address: str, tmp_path: Path) -> None:
    file = tmp_path / "keys" / "issuer.json"
    settings: dict[str, Any] = {"development_issuer": True, "issuer_key_file": file}
    async with a_gateway(upstream_address, **settings) as one, a_gateway(upstream_address, **settings) as other:
        published = await asyncio.gather(one.get("/oauth/jwks"), other.get("/oauth/jwks"))
        token = await token_of(one, ORGANISATION)
        caller = await verifier_of(other).verify(f"Bearer {token['access_token']}")
    assert published[0].json() == published[1].json()
    assert len(published[0].json()["keys"]) == 2
    assert caller.client_id == "organisation-a"
    assert file.stat().st_mode & 0o077 == 0
    assert list(file.parent.iterdir()) == [file]


async def test_a_production_gateway_issues_nothing(upstream_address: str) -> None:
    async with a_gateway(
        upstream_address, environment="production", issuer="http://127.0.0.1:1", development_issuer=None
    ) as gateway:
        for path in ("/oauth/jwks", "/.well-known/openid-configuration"):
            assert (await gateway.get(path)).status_code == 404
        assert (await gateway.post("/oauth/token", data=CREDENTIALS, auth=ORGANISATION)).status_code == 404
