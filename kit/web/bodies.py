"""A body on its way in: counted as it streams, and refused at the limit."""

from collections.abc import Mapping

from starlette.types import Message, Receive

from kit.values.problems import Problem
from kit.values.texts import Text


class Unreadable(Problem):
    status = 400
    slug = "unreadable-request"
    title = Text("Forespørgslen kan ikke læses", "The request cannot be read")


class BodyTooLarge(Problem):
    status = 413
    slug = "body-too-large"
    title = Text("Indholdet er for stort", "The body is too large")


def declared_length(headers: Mapping[bytes, bytes]) -> int | None:
    """The Content-Length; None where the body is chunked or there is none."""
    value = headers.get(b"content-length")
    if value is None:
        return None
    if not value.isdigit() or len(value) > 18:
        raise Unreadable
    return int(value)


def too_large(limit: int) -> BodyTooLarge:
    """The refusal, with the limit in it."""
    return BodyTooLarge(Text(f"Højst {limit} bytes", f"At most {limit} bytes"), extra={"limit_bytes": limit})


def limited(headers: Mapping[bytes, bytes], receive: Receive, limit: int) -> Receive:
    """`receive`, that raises BodyTooLarge as soon as the body is known to be above the limit."""
    length = declared_length(headers)
    if length is not None and length > limit:
        raise too_large(limit)
    received = 0

    async def receive_within_limit() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise too_large(limit)
        return message

    return receive_within_limit
