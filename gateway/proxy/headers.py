"""Which headers pass: end-to-end ones do, hop-by-hop ones do not (RFC 9110, section 7.6.1)."""

from collections.abc import Iterable, Mapping

from multidict import CIMultiDict

RawHeaders = Iterable[tuple[bytes, bytes]]

HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
# Replaced by the gateway's own, or settled between it and the caller.
NOT_FORWARDED = HOP_BY_HOP | {
    b"host",
    b"content-length",
    b"expect",
    b"traceparent",
    b"forwarded",
    b"x-forwarded-for",
    b"x-forwarded-host",
    b"x-forwarded-proto",
    b"x-forwarded-prefix",
}
# The server in front of the gateway puts its own; the trace id is the gateway's.
NOT_PASSED_BACK = HOP_BY_HOP | {b"server", b"date", b"trace-id"}


def named_by_connection(value: bytes) -> frozenset[bytes]:
    """The headers that the Connection header declares hop-by-hop for this message."""
    return frozenset(name.strip().lower() for name in value.split(b",")) - {b"close", b"keep-alive", b""}


def as_text(value: bytes) -> str:
    """A header's bytes as text: UTF-8, or else ISO 8859-1, which reads anything."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def forwarded_headers(headers: RawHeaders, connection: bytes | None, own: Mapping[str, str]) -> CIMultiDict[str]:
    """The request's headers as the service gets them; `own` are those the gateway puts there."""
    left_out = NOT_FORWARDED | named_by_connection(connection) if connection else NOT_FORWARDED
    kept = CIMultiDict((as_text(name), as_text(value)) for name, value in headers if name not in left_out)
    kept.update(own)
    return kept


def passed_back_headers(headers: RawHeaders, prefix: bytes) -> list[tuple[bytes, bytes]]:
    """The answer's headers as the caller gets them; addresses within the service get the prefix they have out here."""
    kept: list[tuple[bytes, bytes]] = []
    named: frozenset[bytes] = frozenset()
    for raw_name, value in headers:
        name = raw_name.lower()
        if name == b"connection":
            named |= named_by_connection(value)
        elif name == b"location" and value.startswith(b"/") and not value.startswith(b"//"):
            kept.append((name, prefix + value))
        elif name == b"link":
            kept.append((name, value.replace(b"</", b"<" + prefix + b"/")))
        elif name not in NOT_PASSED_BACK:
            kept.append((name, value))
    return [pair for pair in kept if pair[0] not in named] if named else kept
