"""Names and CPR numbers at rest: encrypted, under keys that can be changed."""

import hashlib
import hmac
import secrets
import uuid
from typing import overload

from cryptography.fernet import Fernet, MultiFernet

from kit.values.identifiers import citizen_id

LOTS = 2**31 - 1


class Vault:
    """Encrypts with the newest key, reads with any of them; so a key is changed by putting a new one in front.

    `mark` names the newest key without telling it: rows that bear another mark are still to be rotated.
    """

    def __init__(self, keys: str, citizen_secret: str) -> None:
        newest, *older = (key.strip() for key in keys.split(","))
        self._fernet = MultiFernet([Fernet(key) for key in (newest, *older)])
        self.mark = hashlib.sha256(newest.encode()).hexdigest()[:16]
        self._citizen_secret = citizen_secret.encode()

    @overload
    def close(self, text: str) -> bytes: ...
    @overload
    def close(self, text: None) -> None: ...
    def close(self, text: str | None) -> bytes | None:
        """The text encrypted."""
        return self._fernet.encrypt(text.encode()) if text is not None else None

    @overload
    def open(self, secret: bytes) -> str: ...
    @overload
    def open(self, secret: None) -> None: ...
    def open(self, secret: bytes | None) -> str | None:
        """The text again."""
        return self._fernet.decrypt(secret).decode() if secret is not None else None

    def rotate(self, secret: bytes) -> bytes:
        """The same text under the newest key."""
        return self._fernet.rotate(secret)

    def citizen_id(self, municipality_code: str, cpr_number: str | None) -> uuid.UUID:
        """The citizen's identifier in the municipality; a random one where there is no CPR number."""
        if cpr_number is None:
            return uuid.uuid4()
        return citizen_id(self._citizen_secret, municipality_code, cpr_number)

    def key_for(self, purpose: str) -> bytes:
        """A key of its own for one purpose, which tells nothing of the secret it is derived from or of other keys."""
        return hmac.new(self._citizen_secret, f"key for {purpose}".encode(), hashlib.sha256).digest()

    @staticmethod
    def draw_lot() -> int:
        """A lottery number that nobody can foresee, from 1 on."""
        return 1 + secrets.randbelow(LOTS)
