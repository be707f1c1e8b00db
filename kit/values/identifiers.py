"""Numbers that name organisations and citizens."""

import hashlib
import hmac
import uuid
from functools import lru_cache

from stdnum.dk import cvr as danish_cvr


@lru_cache(maxsize=1024)
def is_cvr(text: str) -> bool:
    """Whether the text is a well-formed CVR number: eight digits, the check digit right (modulus 11)."""
    return len(text) == 8 and text.isascii() and danish_cvr.is_valid(text)


def citizen_id(secret: bytes, municipality_code: str, cpr_number: str) -> uuid.UUID:
    """The citizen's identifier in one municipality: HMAC-SHA-256 of the CPR number under its secret.

    The same citizen has another identifier in another municipality, so nothing can be joined across.
    """
    key = hmac.new(secret, municipality_code.encode(), hashlib.sha256).digest()
    return uuid.UUID(bytes=hmac.new(key, cpr_number.encode(), hashlib.sha256).digest()[:16], version=5)
