"""The issuer's signing keys: the first one signs, all are published, so that keys can change without a gap."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from joserfc.jwk import KeySet, KeySetSerialization, RSAKey

KEY_BITS = 2048


def new_signing_key() -> RSAKey:
    """A fresh RSA key, named by its thumbprint (RFC 7638)."""
    key = RSAKey.generate_key(KEY_BITS, {"use": "sig", "alg": "RS256"}, private=True)
    key.ensure_kid()
    return key


class SigningKeys:
    """The current key, then keys published ahead of their use, then keys that signed before."""

    def __init__(self, keys: Sequence[RSAKey]) -> None:
        if not keys:
            raise ValueError("an issuer needs at least one signing key")
        self._keys = list(keys)

    @classmethod
    def generated(cls) -> "SigningKeys":
        """Two new keys: one to sign with, one published ahead of the first rotation."""
        return cls([new_signing_key(), new_signing_key()])

    @property
    def current(self) -> RSAKey:
        return self._keys[0]

    def rotate(self) -> None:
        """The next key signs from now on; the former stays published, and a new next one is published ahead."""
        former, following, *others = [*self._keys, *([new_signing_key()] if len(self._keys) == 1 else [])]
        self._keys = [following, new_signing_key(), former, *others]

    def public(self) -> KeySetSerialization:
        """The JWKS document: public parts only (RFC 7517)."""
        return KeySet(list(self._keys)).as_dict(private=False)

    def private_json(self) -> str:
        return json.dumps(KeySet(list(self._keys)).as_dict(private=True))


def keys_kept_in(file: Path) -> SigningKeys:
    """The keys in the file, so that several processes sign alike; whoever comes first makes it.

    Nobody else can read it. It is written aside and linked into place: who comes second never reads half of it.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(SigningKeys.generated().private_json())
        try:
            file.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    content = cast(KeySetSerialization, json.loads(file.read_text(encoding="utf-8")))
    return SigningKeys([key for key in KeySet.import_key_set(content).keys if isinstance(key, RSAKey)])
