"""Who is granted which token by the development issuer."""

from collections.abc import Mapping
from typing import Any

import pytest
from joserfc import jws, jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from gateway.issuer.clients import demonstration_clients
from gateway.issuer.grants import AUDIENCE, JWT, TOKEN_EXCHANGE, Issuer
from gateway.issuer.keys import SigningKeys, new_signing_key
from gateway.issuer.refusals import InvalidRequest, InvalidScope, InvalidTarget, TokenRefused, UnsupportedGrantType

NOW = 1_750_000_000
CLIENTS = demonstration_clients()
KEYS = SigningKeys([new_signing_key()])
ISSUER = Issuer("https://issuer.example", CLIENTS, KEYS, now=lambda: NOW, token_seconds=3600)
OFFICE = CLIENTS["allocation-office"]
CREDENTIALS = {"grant_type": "client_credentials"}


def claims_of(answer: Mapping[str, object]) -> dict[str, Any]:
    token = jwt.decode(str(answer["access_token"]), KeySet.import_key_set(KEYS.public()), ["RS256"])
    return token.claims


def exchange(*, secret: str = OFFICE.secret, algorithm: str = "HS256", **changes: object) -> dict[str, str]:
    """A token exchange for the allocation officer; None leaves a claim out."""
    claims = {"iss": OFFICE.client_id, "sub": "allocation-officer", "aud": AUDIENCE, "exp": NOW + 300, **changes}
    kept = {name: value for name, value in claims.items() if value is not None}
    token = jwt.encode({"alg": algorithm}, kept, OctKey.import_key(secret.encode()), [algorithm])
    return {"grant_type": TOKEN_EXCHANGE, "subject_token": token, "subject_token_type": JWT}


def test_a_system_gets_a_token_of_its_own() -> None:
    organisation = CLIENTS["organisation-b"]
    answer = ISSUER.token(organisation, CREDENTIALS)
    claims = claims_of(answer)
    assert claims.pop("jti")
    assert claims == {
        "iss": "https://issuer.example",
        "aud": AUDIENCE,
        "sub": "organisation-b",
        "client_id": "organisation-b",
        "iat": NOW,
        "exp": NOW + 3600,
        "scope": " ".join(sorted(organisation.scopes)),
        "party": "housing_organisation",
        "municipalities": ["0217", "0269"],
        "cvr": "99000244",
    }
    assert answer["expires_in"] == 3600


def test_a_person_gets_a_token_that_names_both() -> None:
    answer = ISSUER.token(OFFICE, exchange())
    claims = claims_of(answer)
    assert (claims["sub"], claims["client_id"], claims["act"]) == (
        "allocation-officer",
        "allocation-office",
        {"sub": "allocation-office"},
    )
    assert answer["issued_token_type"] == "urn:ietf:params:oauth:token-type:access_token"


def test_a_requested_scope_narrows() -> None:
    answer = ISSUER.token(OFFICE, {**CREDENTIALS, "scope": "offers:write offers:read"})
    assert answer["scope"] == claims_of(answer)["scope"] == "offers:read offers:write"


REFUSED: list[tuple[str, dict[str, str], type[TokenRefused]]] = [
    ("a scope of somebody else's", {**CREDENTIALS, "scope": "cases:decide"}, InvalidScope),
    ("another audience", {**CREDENTIALS, "audience": "elsewhere"}, InvalidTarget),
    ("no grant type", {}, InvalidRequest),
    ("a password grant", {"grant_type": "password"}, UnsupportedGrantType),
    ("no subject token", {"grant_type": TOKEN_EXCHANGE, "subject_token_type": JWT}, InvalidRequest),
    ("a subject token that is none", {**exchange(), "subject_token": "a.b.c"}, InvalidRequest),
    ("another type of subject token", {**exchange(), "subject_token_type": "saml2"}, InvalidRequest),
    ("an actor besides the client", {**exchange(), "actor_token": "x"}, InvalidRequest),
    ("another client's secret", exchange(secret="demonstration-secret-of-partner"), InvalidRequest),
    ("another algorithm with the right secret", exchange(algorithm="HS512"), InvalidRequest),
    ("a subject token that has expired", exchange(exp=NOW - 60), InvalidRequest),
    ("one that never expires", exchange(exp=None), InvalidRequest),
    ("one that lives too long", exchange(exp=NOW + 3600), InvalidRequest),
    ("one from the future", exchange(iat=NOW + 600), InvalidRequest),
    ("one issued by another client", exchange(iss="partner"), InvalidRequest),
    ("one for another audience", exchange(aud="elsewhere"), InvalidRequest),
    ("nobody", exchange(sub=None), InvalidRequest),
    ("a person of another client's", exchange(sub="key-worker"), InvalidRequest),
    ("a person whose name is a number", exchange(sub=7), InvalidRequest),
    ("an expiry that is text", exchange(exp="tomorrow"), InvalidRequest),
]


@pytest.mark.parametrize(("reason", "fields", "refusal"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_token_is_refused(reason: str, fields: dict[str, str], refusal: type[TokenRefused]) -> None:
    with pytest.raises(refusal):
        ISSUER.token(OFFICE, fields)


def test_an_unsigned_subject_token_is_refused() -> None:
    unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGxvY2F0aW9uLW9mZmljZXIifQ."
    with pytest.raises(InvalidRequest):
        ISSUER.token(OFFICE, {**exchange(), "subject_token": unsigned})


def test_a_scope_that_is_never_granted_is_left_out_and_refused_by_name() -> None:
    issuer = Issuer("https://issuer.example", CLIENTS, KEYS, now=lambda: NOW, never=frozenset({"clock:drive"}))
    driver = CLIENTS["demonstration-driver"]
    assert "clock:drive" not in str(issuer.token(driver, CREDENTIALS)["scope"])
    with pytest.raises(InvalidScope):
        issuer.token(driver, {**CREDENTIALS, "scope": "clock:drive"})


def test_only_the_driver_may_move_clocks_and_only_in_the_demonstration_municipalities() -> None:
    drivers = [client for client in CLIENTS.values() if "clock:drive" in client.scopes]
    assert [(one.client_id, one.municipalities) for one in drivers] == [("demonstration-driver", ("0217", "0269"))]


def test_an_organisation_and_nobody_else_has_a_cvr_number() -> None:
    assert all((one.party == "housing_organisation") == (one.cvr is not None) for one in CLIENTS.values())


def test_rotation_keeps_old_tokens_valid_and_publishes_the_next_key_ahead() -> None:
    keys = SigningKeys([new_signing_key(), new_signing_key()])
    issuer = Issuer("https://issuer.example", CLIENTS, keys, now=lambda: NOW)
    before, published = str(issuer.token(OFFICE, CREDENTIALS)["access_token"]), keys.public()
    keys.rotate()
    after = str(issuer.token(OFFICE, CREDENTIALS)["access_token"])
    assert jwt.decode(after, KeySet.import_key_set(published), ["RS256"]).header["kid"] != key_id(before)
    assert jwt.decode(before, KeySet.import_key_set(keys.public()), ["RS256"]).claims["sub"] == "allocation-office"


def key_id(token: str) -> object:
    return jws.extract_compact(token.encode()).headers()["kid"]


def test_published_keys_hold_no_private_part() -> None:
    assert all(set(key) <= {"kty", "n", "e", "kid", "use", "alg"} for key in KEYS.public()["keys"])


def test_signing_keys_are_rsa() -> None:
    assert isinstance(KEYS.current, RSAKey)
