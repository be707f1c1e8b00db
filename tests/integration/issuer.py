"""An issuer for tests: signs tokens as a real one would, and publishes its keys."""

import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

ISSUER = "https://issuer.test"
AUDIENCE = "hjemvej"


class Issuer:
    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})

    async def keys(self) -> KeySet:
        """What the services fetch."""
        return KeySet.import_key_set({"keys": [self.key.as_dict(private=False)]})

    def token(
        self,
        client: str,
        party: str,
        scopes: str,
        *,
        municipalities: Sequence[str] = ("0217",),
        person: str | None = None,
        cvr: str | None = None,
        claims: Mapping[str, Any] | None = None,
    ) -> str:
        """A signed token; `claims` replace the usual ones."""
        now = int(time.time())
        usual = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + 600,
            "jti": str(uuid.uuid4()),
            "sub": person or client,
            "client_id": client,
            "scope": scopes,
            "party": party,
            "municipalities": list(municipalities),
        }
        content = usual | ({"cvr": cvr} if cvr else {}) | dict(claims or {})
        return jwt.encode({"alg": "RS256", "kid": "first"}, content, self.key, algorithms=["RS256"])
