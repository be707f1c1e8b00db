"""Proof that the journal was not changed: batches of entries under a hash chain.

A seal covers the entries after the previous one, per municipality. Its digest is SHA-256 over the previous digest and
each entry's salted digest. Sealing runs as a job, so that no write waits for another.
"""

import hashlib

from sqlalchemy import text

from kit.database.stories import Story

ENTRY_DIGEST = """
    sha256(salt || convert_to(concat_ws(chr(31), id, kind, subject_id, coalesce(organisation_cvr, ''), audiences::text,
           client_id, coalesce(person, ''), extract(epoch FROM happened_at), facts, reasons), 'UTF8'))
"""

LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('seal ' || :municipality_code, 0))")

LAST = text("""
    SELECT number, last_xid::text, last_id, digest FROM seal
    WHERE municipality_code = :municipality_code ORDER BY number DESC LIMIT 1
""")

UNSEALED = text(f"""
    SELECT xid::text, id, {ENTRY_DIGEST} FROM journal
    WHERE municipality_code = :municipality_code AND (xid, id) > (CAST(:xid AS xid8), :id)
      AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY journal.xid, id
""")

SEALED = text(f"""
    SELECT {ENTRY_DIGEST} FROM journal
    WHERE municipality_code = :municipality_code AND (xid, id) > (CAST(:xid AS xid8), :id)
      AND (xid, id) <= (CAST(:last_xid AS xid8), :last_id)
    ORDER BY journal.xid, id
""")

SEALS = text("""
    SELECT number, last_xid::text, last_id, entries, digest FROM seal
    WHERE municipality_code = :municipality_code ORDER BY number
""")

WRITE = text("""
    INSERT INTO seal (municipality_code, number, last_xid, last_id, entries, digest, sealed_at)
    VALUES (:municipality_code, :number, CAST(:xid AS xid8), :id, :entries, :digest, :sealed_at)
""")


def _chained(previous: bytes, digests: list[bytes]) -> bytes:
    return hashlib.sha256(previous + b"".join(digests)).digest()


async def seal_journal(story: Story) -> int:
    """Seal what has been written in the story's municipality since the last seal; the number of entries sealed."""
    here = {"municipality_code": story.municipality_code}
    await story.execute(LOCK, here)
    last = (await story.execute(LAST, here)).one_or_none()
    number, xid, entry_id, digest = last or (0, "0", 0, b"")
    rows = (await story.execute(UNSEALED, {**here, "xid": xid, "id": entry_id})).all()
    if rows:
        parameters = {
            "number": number + 1,
            "xid": rows[-1][0],
            "id": rows[-1][1],
            "entries": len(rows),
            "digest": _chained(bytes(digest), [bytes(row[2]) for row in rows]),
            "sealed_at": story.real_now,
        }
        await story.execute(WRITE, here | parameters)
    return len(rows)


async def first_broken_seal(story: Story) -> int | None:
    """The number of the first seal that the journal no longer answers to; None where all hold."""
    here = {"municipality_code": story.municipality_code}
    xid, entry_id, previous = "0", 0, b""
    for number, last_xid, last_id, entries, digest in (await story.execute(SEALS, here)).all():
        span = {"xid": xid, "id": entry_id, "last_xid": last_xid, "last_id": last_id}
        digests = [bytes(row[0]) for row in (await story.execute(SEALED, here | span)).all()]
        if len(digests) != entries or _chained(previous, digests) != bytes(digest):
            return int(number)
        xid, entry_id, previous = last_xid, last_id, bytes(digest)
    return None
