"""Ready-made requests, as bytes: a posting with a reference and key of its own each time, and a reading."""

import itertools
import json
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from benchmarks.load import NextRequest
from tests.journeys.players import vacancy_of

# One count for the whole run: no reference is posted twice, so that each posting is a decision.
_numbers = itertools.count(1)
_MARK = "0" * 12


def _head(method: str, url: str, path: str, token: str, *more: str) -> str:
    return "\r\n".join(
        (f"{method} {path} HTTP/1.1", f"Host: {urlsplit(url).netloc}", f"Authorization: Bearer {token}", *more, "", "")
    )


def postings(url: str, prefix: str, token: str, cvr: str) -> NextRequest:
    """Requests that each post one more vacancy of the organisation."""
    body = vacancy_of("bench", 0, cvr, reference=f"B-{_MARK}")
    content = json.dumps(body, separators=(",", ":"))
    more = ("Content-Type: application/json", f"Content-Length: {len(content)}", f"Idempotency-Key: K-{_MARK}")
    template = _head("POST", url, f"{prefix}/v1/vacancies", token, *more) + content
    first, second, third = template.encode().split(_MARK.encode())

    def following() -> bytes:
        number = b"%012d" % next(_numbers)
        return b"".join((first, number, second, number, third))

    return following


def readings(url: str, path: str, token: str) -> NextRequest:
    """Requests that each look at the same."""
    request = _head("GET", url, path, token).encode()
    return lambda: request


def shared_out(makers: list[Callable[[], NextRequest]], clients: int) -> list[NextRequest]:
    """A maker of requests for each client, in turn."""
    turns: Iterator[Callable[[], NextRequest]] = itertools.cycle(makers)
    return [next(turns)() for _ in range(clients)]
