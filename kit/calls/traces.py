"""The trace id of a request, from the first door to the last (W3C Trace Context)."""

import re
import secrets
from contextvars import ContextVar

TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")

trace_id: ContextVar[str] = ContextVar("trace_id", default="")


def continued(traceparent: str) -> str:
    """The trace id of a `traceparent` header, or a new one where the header is missing or malformed."""
    match = TRACEPARENT.fullmatch(traceparent)
    return match.group(1) if match and set(match.group(1)) != {"0"} else secrets.token_hex(16)


def outgoing() -> str:
    """A `traceparent` header for a call made on behalf of the current request."""
    return f"00-{trace_id.get() or secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
