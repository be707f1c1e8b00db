"""Every service verifies each token for itself: nobody gets in where they do not belong."""

import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from kit.values.problems import Unauthorized
from kit.web.tokens import TokenVerifier
from tests.integration.issuer import AUDIENCE, ISSUER, Issuer

CLAIMS: dict[str, tuple[dict[str, Any], str]] = {
    "expired": ({"exp": int(time.time()) - 60}, "an hour-old token opens nothing"),
    "another audience": ({"aud": "somebody-else"}, "a token for another system is not for us"),
    "another issuer": ({"iss": "https://elsewhere.test"}, "a token of an issuer we do not trust"),
    "no party": ({"party": None}, "we must know what kind of caller it is"),
    "unknown party": ({"party": "landlord"}, "a party we do not know sees nothing"),
    "an organisation without its number": ({"party": "housing_organisation"}, "it would see every organisation's rows"),
    "an office with an organisation's number": ({"cvr": "99000236"}, "only an organisation has one"),
    "no municipalities": ({"municipalities": None}, "it belongs nowhere"),
}


def headers_of(token: str) -> str:
    return f"Bearer {token}"


async def test_a_token_that_is_right_names_its_caller(issuer: Issuer, tokens: TokenVerifier) -> None:
    token = issuer.token("allocation-office", "allocation_office", "offers:write", person="officer")
    caller = await tokens.verify(headers_of(token))
    assert (caller.client_id, caller.person) == ("allocation-office", "officer")
    assert caller.scopes == {"offers:write"}


@pytest.mark.parametrize("name", CLAIMS)
async def test_a_token_that_is_wrong_is_refused(issuer: Issuer, tokens: TokenVerifier, name: str) -> None:
    claims, reason = CLAIMS[name]
    with pytest.raises(Unauthorized):
        await tokens.verify(headers_of(issuer.token("x", "allocation_office", "a", claims=claims)))
        pytest.fail(reason)


async def test_another_key_another_algorithm_and_none_are_refused(issuer: Issuer, tokens: TokenVerifier) -> None:
    claims = jwt.decode(issuer.token("x", "allocation_office", "a"), issuer.key, algorithms=["RS256"]).claims
    stranger = RSAKey.generate_key(2048, {"kid": "first"})
    unbound = RSAKey.import_key(issuer.key.as_pem(private=True), {"kid": "first"})
    published = issuer.key.as_pem(private=False)
    forged = {
        "signed by another key": jwt.encode({"alg": "RS256", "kid": "first"}, claims, stranger, algorithms=["RS256"]),
        "another algorithm": jwt.encode({"alg": "PS256", "kid": "first"}, claims, unbound, algorithms=["PS256"]),
        "the public key as a secret": jwt.encode(
            {"alg": "HS256", "kid": "first"}, claims, OctKey.import_key(published.hex()), algorithms=["HS256"]
        ),
        "not a token": "abc.def.ghi",
        "not signed": "eyJhbGciOiJub25lIn0.e30.",
        "beyond ASCII": "æøå",
    }
    for name, token in forged.items():
        with pytest.raises(Unauthorized):
            await tokens.verify(headers_of(token))
            pytest.fail(name)
    for authorization in ("", "Bearer", "Basic YTpi"):
        with pytest.raises(Unauthorized):
            await tokens.verify(authorization)


async def test_a_rotated_key_is_fetched_once_and_then_known(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    new, fetched = Issuer(), 0
    new.key = RSAKey.generate_key(2048, {"kid": "second", "use": "sig", "alg": "RS256"})

    async def keys() -> KeySet:
        nonlocal fetched
        fetched += 1
        known = [issuer.key] if fetched == 1 else [issuer.key, new.key]
        return KeySet.import_key_set({"keys": [key.as_dict(private=False) for key in known]})

    verifier = TokenVerifier(keys, issuer=ISSUER, audience=AUDIENCE)
    await verifier.verify(headers_of(issuer.token("x", "allocation_office", "a")))
    claims = jwt.decode(issuer.token("y", "allocation_office", "a"), issuer.key, algorithms=["RS256"]).claims
    rotated = jwt.encode({"alg": "RS256", "kid": "second"}, claims, new.key, algorithms=["RS256"])
    with pytest.raises(Unauthorized):
        await verifier.verify(headers_of(rotated))
    assert fetched == 1, "the issuer is not asked again at once: a caller cannot make us hammer it"
    monkeypatch.setattr("kit.web.tokens.REFETCH_AFTER_SECONDS", 0.0)
    assert (await verifier.verify(headers_of(rotated))).client_id == "y"
    assert fetched == 2
