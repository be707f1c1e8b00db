"""What a client is granted: a token of its own, or one for a member of staff it acts for."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from gateway.issuer.clients import Client
from gateway.issuer.keys import SigningKeys
from gateway.issuer.refusals import InvalidRequest, InvalidScope, InvalidTarget, UnsupportedGrantType

AUDIENCE = "hjemvej"
CLIENT_CREDENTIALS = "client_credentials"
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
JWT = "urn:ietf:params:oauth:token-type:jwt"
GRANT_TYPES = (CLIENT_CREDENTIALS, TOKEN_EXCHANGE)
SUBJECT_TOKEN_SECONDS = 300
CLOCK_DRIFT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Issuer:
    """Grants tokens in its own name; `never` are the scopes no client gets here, whatever it is registered with."""

    name: str
    clients: Mapping[str, Client]
    keys: SigningKeys
    now: Callable[[], float]
    token_seconds: int = 3600
    never: frozenset[str] = field(default_factory=frozenset)

    def token(self, client: Client, fields: Mapping[str, str]) -> dict[str, object]:
        """The answer of the token endpoint (RFC 6749, section 5.1; RFC 8693, section 2.2.1)."""
        grant_type = fields.get("grant_type")
        if grant_type == CLIENT_CREDENTIALS:
            return self._granted(client, fields, client.client_id)
        if grant_type == TOKEN_EXCHANGE:
            answer = self._granted(client, fields, self._person(client, fields))
            return {**answer, "issued_token_type": ACCESS_TOKEN}
        if grant_type is None:
            raise InvalidRequest("grant_type is missing")
        raise UnsupportedGrantType(f"grant_type is one of {', '.join(GRANT_TYPES)}")

    def _granted(self, client: Client, fields: Mapping[str, str], subject: str) -> dict[str, object]:
        """A signed token for the subject; a requested scope narrows what the client is registered with."""
        if fields.get("audience", AUDIENCE) != AUDIENCE:
            raise InvalidTarget(f"the audience is {AUDIENCE}")
        registered = client.scopes - self.never
        requested = frozenset(fields["scope"].split()) if "scope" in fields else registered
        if not requested <= registered:
            raise InvalidScope(f"not granted to this client: {' '.join(sorted(requested - registered))}")
        scope = " ".join(sorted(requested))
        issued_at = int(self.now())
        claims: dict[str, object] = {
            "iss": self.name,
            "aud": AUDIENCE,
            "sub": subject,
            "client_id": client.client_id,
            "iat": issued_at,
            "exp": issued_at + self.token_seconds,
            "jti": str(uuid.uuid4()),
            "scope": scope,
            "party": client.party.value,
            "municipalities": list(client.municipalities),
        }
        if client.cvr is not None:
            claims["cvr"] = client.cvr
        if subject != client.client_id:
            claims["act"] = {"sub": client.client_id}
        return {
            "access_token": self._signed(claims),
            "token_type": "Bearer",
            "expires_in": self.token_seconds,
            "scope": scope,
        }

    def _signed(self, claims: dict[str, object]) -> str:
        key = self.keys.current
        return jwt.encode({"alg": "RS256", "kid": key.kid, "typ": "at+jwt"}, claims, key, ["RS256"])

    def _person(self, client: Client, fields: Mapping[str, str]) -> str:
        """The person named by the subject token, which the client signs with its own secret (RFC 8693, RFC 7523).

        The token lives five minutes at most, and the person must be registered with the client.
        """
        if fields.get("subject_token_type") not in {JWT, ACCESS_TOKEN}:
            raise InvalidRequest(f"subject_token_type is {JWT}")
        if fields.get("requested_token_type", ACCESS_TOKEN) not in {JWT, ACCESS_TOKEN}:
            raise InvalidRequest(f"requested_token_type is {ACCESS_TOKEN}")
        if "actor_token" in fields:
            raise InvalidRequest("the actor is the client itself: leave actor_token out")
        try:
            secret = OctKey.import_key(client.secret.encode())
            claims = jwt.decode(fields.get("subject_token", ""), secret, ["HS256"]).claims
            self._registry(client).validate(claims)
        except (JoseError, ValueError) as error:
            raise InvalidRequest("subject_token is missing, expired, or not signed with the client's secret") from error
        if claims["exp"] > self.now() + SUBJECT_TOKEN_SECONDS + CLOCK_DRIFT_SECONDS:
            raise InvalidRequest(f"subject_token may live {SUBJECT_TOKEN_SECONDS} seconds at most")
        if claims["sub"] not in client.persons:
            raise InvalidRequest("the person is not registered with this client")
        return str(claims["sub"])

    def _registry(self, client: Client) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(self.now()),
            leeway=CLOCK_DRIFT_SECONDS,
            iss={"essential": True, "value": client.client_id},
            aud={"essential": True, "value": AUDIENCE},
            sub={"essential": True},
            exp={"essential": True},
        )
