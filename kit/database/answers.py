"""Answers kept for repeats: the same request sent twice happens once (Idempotency-Key)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text

from kit.database.stories import Story
from kit.values.callers import Caller
from kit.values.problems import Conflict, Unprocessable
from kit.values.texts import Text

KEPT_FOR = timedelta(days=30)

FIND = text("SELECT request_digest, status, headers, body FROM kept_answer WHERE client_id = :client_id AND key = :key")
KEEP = text("""
    INSERT INTO kept_answer (client_id, key, request_digest, status, headers, body)
    VALUES (:client_id, :key, :request_digest, :status, CAST(:headers AS jsonb), :body)
""")
FORGET = text("DELETE FROM kept_answer WHERE kept_at < :before")


class KeyInUse(Conflict):
    slug = "idempotency-key-in-use"
    title = Text(
        "En forespørgsel med samme Idempotency-Key er i gang: prøv igen om lidt",
        "A request with the same Idempotency-Key is in progress: try again shortly",
    )


class KeyReused(Unprocessable):
    slug = "idempotency-key-reused"
    title = Text(
        "Idempotency-Key er allerede brugt til en anden forespørgsel: brug en ny nøgle",
        "The Idempotency-Key has already been used for another request: use a new key",
    )


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def claim_of(caller: Caller, key: str) -> str:
    """What a story claims for itself alone while it answers a request with this key."""
    return f"{caller.client_id} {key}"


async def find_answer(story: Story, key: str, request_digest: bytes) -> KeptAnswer | None:
    """The answer already given to the same request, if there is one. The story has claimed the key.

    Raises KeyInUse where another transaction holds the key, and KeyReused where it was used for something else.
    """
    if not story.claimed:
        raise KeyInUse(retry_after=1)
    kept = (await story.execute(FIND, {"client_id": story.caller.client_id, "key": key})).one_or_none()
    if kept is None:
        return None
    if bytes(kept.request_digest) != request_digest:
        raise KeyReused
    return KeptAnswer(kept.status, kept.headers, bytes(kept.body))


async def keep_answer(story: Story, key: str, request_digest: bytes, answer: KeptAnswer) -> None:
    """Keep the answer in the transaction that did the work, so that both exist or neither."""
    await story.execute(
        KEEP,
        {
            "client_id": story.caller.client_id,
            "key": key,
            "request_digest": request_digest,
            "status": answer.status,
            "headers": json.dumps(dict(answer.headers)),
            "body": answer.body,
        },
    )


async def forget_old_answers(story: Story) -> None:
    """Delete every client's answers older than thirty days of real time."""
    await story.execute(FORGET, {"before": story.real_now - KEPT_FOR})
