"""Time limits of prevention, and its deadlines."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import TextClause, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.prevention.deadlines import Deadline, DeadlineKind
from services.support.domain.prevention.terms import PreventionTerms
from services.support.store import tables

TERMS = tuple(PreventionTerms.__dataclass_fields__)
DEADLINE = tuple(Deadline.__dataclass_fields__)

# Each row is said once: it leaves the set as it is returned.
WARN = text("""
    UPDATE prevention_deadline SET warned_at = :now
    WHERE municipality_code = :municipality_code AND warn_at <= :now AND due_at >= :now
      AND warned_at IS NULL AND done_at IS NULL
    RETURNING subject_id, kind, due_at, warn_at, warned_at, late_at, done_at
""")
RECORD_LATE = text("""
    UPDATE prevention_deadline SET late_at = :now, warned_at = coalesce(warned_at, :now)
    WHERE municipality_code = :municipality_code AND due_at < :now AND late_at IS NULL AND done_at IS NULL
    RETURNING subject_id, kind, due_at, warn_at, warned_at, late_at, done_at
""")


async def save_terms(story: Story, terms: PreventionTerms) -> None:
    """Add the row, or put right the one that begins on the same day."""
    values = {name: getattr(terms, name) for name in TERMS}
    statement = insert(tables.PreventionTerms).values(municipality_code=story.municipality_code, **values)
    new = {name: statement.excluded[name] for name in TERMS if name != "valid_from"}
    key = ("municipality_code", "valid_from")
    await story.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


async def list_terms(story: Story) -> list[PreventionTerms]:
    """The municipality's rows, by date."""
    row = tables.PreventionTerms
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.valid_from))
    found = (await story.session.exec(query)).all()
    return [PreventionTerms(**{name: getattr(each, name) for name in TERMS}) for each in found]


async def save_deadline(story: Story, deadline: Deadline) -> None:
    """Add the deadline, or move the one of its kind; a moved one is told of anew."""
    values = {name: getattr(deadline, name) for name in DEADLINE}
    statement = insert(tables.PreventionDeadline).values(municipality_code=story.municipality_code, **values)
    new = {name: statement.excluded[name] for name in DEADLINE if name not in ("subject_id", "kind")}
    key = ("municipality_code", "subject_id", "kind")
    await story.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


async def end_deadlines(story: Story, subject_id: UUID, kinds: Iterable[DeadlineKind]) -> None:
    """What was to happen has happened, or is no longer asked for."""
    row = tables.PreventionDeadline
    await story.execute(
        update(row)
        .where(
            col(row.municipality_code) == story.municipality_code,
            col(row.subject_id) == subject_id,
            col(row.kind).in_(list(kinds)),
            col(row.done_at).is_(None),
        )
        .values(done_at=story.now)
    )


async def list_deadlines(
    story: Story, *, until: datetime, kind: DeadlineKind | None = None, limit: int | None = None
) -> list[Deadline]:
    """What is still to happen by the moment, late or not, earliest first."""
    row = tables.PreventionDeadline
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, col(row.done_at).is_(None), col(row.due_at) <= until)
        .order_by(col(row.due_at), col(row.subject_id))
        .limit(limit)
    )
    if kind is not None:
        query = query.where(row.kind == kind)
    found = (await story.session.exec(query)).all()
    return [
        Deadline(**{name: getattr(each, name) for name in DEADLINE} | {"kind": DeadlineKind(each.kind)})
        for each in found
    ]


async def warn_of_deadlines(story: Story) -> list[Deadline]:
    """Mark what is near and not yet late as told of; what was marked."""
    return await _swept(story, WARN)


async def record_late_deadlines(story: Story) -> list[Deadline]:
    """Mark what has passed as late; what was marked."""
    return await _swept(story, RECORD_LATE)


async def _swept(story: Story, statement: TextClause) -> list[Deadline]:
    parameters = {"municipality_code": story.municipality_code, "now": story.now}
    rows = (await story.execute(statement, parameters)).mappings()
    found = [Deadline(**{name: row[name] for name in DEADLINE} | {"kind": DeadlineKind(row["kind"])}) for row in rows]
    return sorted(found, key=lambda deadline: (deadline.due_at, deadline.subject_id))
