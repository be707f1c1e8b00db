"""The time limits of courses, and how courses end."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.courses.closing import CourseEnd, Ending, Receiving, Wish, WishChannel
from services.support.domain.courses.never_closing import Ground
from services.support.domain.courses.terms import CourseTerms
from services.support.domain.methods.methods import Method
from services.support.store import tables

# The referral's row is taken, so that two sweeps at once ask once.
WITHOUT_CONTACT = text("""
    SELECT referral.id, referral.assigned_at FROM referral
    WHERE referral.municipality_code = :municipality_code AND referral.state IN ('assigned', 'course')
      AND referral.worker_reference IS NOT NULL AND referral.method = ANY (:methods)
      AND (referral.starts_on IS NULL OR referral.starts_on > :today)
      AND NOT EXISTS (SELECT FROM task WHERE task.municipality_code = referral.municipality_code
                      AND task.referral_id = referral.id AND task.kind = 'build_contact')
      AND NOT EXISTS (SELECT FROM visit WHERE visit.municipality_code = referral.municipality_code
                      AND visit.referral_id = referral.id AND visit.status = 'kept')
    ORDER BY referral.id FOR UPDATE OF referral SKIP LOCKED
""")

TERMS = tuple(CourseTerms.__dataclass_fields__)


async def save_terms(story: Story, terms: CourseTerms) -> None:
    """Add the row, or put right the one that begins on the same day."""
    values = {name: getattr(terms, name) for name in TERMS}
    statement = insert(tables.CourseTerms).values(municipality_code=story.municipality_code, **values)
    new = {name: statement.excluded[name] for name in TERMS if name != "valid_from"}
    key = ("municipality_code", "valid_from")
    await story.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


async def list_terms(story: Story) -> list[CourseTerms]:
    """The municipality's rows, by date."""
    row = tables.CourseTerms
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.valid_from))
    found = (await story.session.exec(query)).all()
    return [CourseTerms(**{name: getattr(each, name) for name in TERMS}) for each in found]


def _end(row: tables.CourseEnd) -> CourseEnd:
    wish = receiving = None
    if row.wish_said_on is not None and row.wish_channel is not None:
        channel = WishChannel(row.wish_channel)
        wish = Wish(row.wish_said_on, row.wish_withdrawn_on, channel, row.wish_heard_by)
    if row.receiving_municipality_code is not None and row.moves_on is not None:
        receiving = Receiving(row.receiving_municipality_code, row.moves_on, row.acknowledged_on)
    return CourseEnd(
        wish=wish,
        receiving=receiving,
        ground=Ground(row.ground) if row.ground else None,
        ending=Ending(row.ending) if row.ending else None,
        rule=row.rule,
        ended_at=row.ended_at,
        decided_by=row.decided_by,
    )


async def find_end(story: Story, referral_id: UUID) -> CourseEnd:
    """What is known of the course's end; nothing where nobody has said anything."""
    row = await story.session.get(tables.CourseEnd, (story.municipality_code, referral_id), populate_existing=True)
    return _end(row) if row else CourseEnd()


async def save_end(story: Story, referral_id: UUID, end: CourseEnd) -> None:
    """Store what is known of the course's end."""
    wish, receiving = end.wish, end.receiving
    values: dict[str, Any] = {
        "wish_said_on": wish.said_on if wish else None,
        "wish_channel": wish.channel if wish else None,
        "wish_heard_by": wish.heard_by if wish else None,
        "wish_withdrawn_on": wish.withdrawn_on if wish else None,
        "receiving_municipality_code": receiving.municipality_code if receiving else None,
        "moves_on": receiving.moves_on if receiving else None,
        "acknowledged_on": receiving.acknowledged_on if receiving else None,
        "ground": end.ground,
        "ending": end.ending,
        "rule": end.rule,
        "ended_at": end.ended_at,
        "decided_by": end.decided_by,
    }
    statement = insert(tables.CourseEnd).values(
        municipality_code=story.municipality_code, referral_id=referral_id, **values
    )
    new = {name: statement.excluded[name] for name in values}
    key = ("municipality_code", "referral_id")
    await story.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


async def is_municipality(story: Story, code: str) -> bool:
    """Whether there is a municipality with the code."""
    found = await story.execute(text("SELECT EXISTS (SELECT FROM municipality WHERE code = :code)"), {"code": code})
    return bool(found.scalar_one())


async def list_without_contact(story: Story, methods: Sequence[Method], today: date) -> list[tuple[UUID, datetime]]:
    """Referrals with a worker of these methods, not started, where nobody was met or asked for yet; theirs since."""
    parameters = {"municipality_code": story.municipality_code, "methods": list(methods), "today": today}
    rows = await story.execute(WITHOUT_CONTACT, parameters)
    return [(row[0], row[1]) for row in rows.all()]


async def find_worker_at_signing(story: Story, referral_id: UUID) -> bool | None:
    """Whether a worker was there when the lease was signed; None where none has been signed."""
    row = tables.Referral
    query = select(row.worker_at_signing).where(row.municipality_code == story.municipality_code, row.id == referral_id)
    return (await story.session.exec(query)).one_or_none()
