"""Matters on the contact line as rows, and back: the one table of support of which an organisation sees its own."""

from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.support.domain.prevention.contact_line import ContactLine, LineAnswer, LineState
from services.support.domain.prevention.triage import ConcernKind
from services.support.store import tables

FIELDS = tuple(ContactLine.__dataclass_fields__)


def _line(row: tables.ContactLine) -> ContactLine:
    own = {name: getattr(row, name) for name in FIELDS} | {
        "kind": ConcernKind(row.kind),
        "state": LineState(row.state),
        "answer": LineAnswer(row.answer) if row.answer else None,
    }
    return ContactLine(**own)


async def find_raised(story: Story, organisation_cvr: str, reference: str) -> ContactLine | None:
    """The matter that bears the organisation's reference, or None."""
    row = tables.ContactLine
    query = select(row).where(
        row.municipality_code == story.municipality_code,
        row.organisation_cvr == organisation_cvr,
        row.reference == reference,
    )
    found = (await story.session.exec(query.execution_options(populate_existing=True))).one_or_none()
    return _line(found) if found else None


async def get_line(story: Story, line_id: UUID, *, lock: bool = False) -> ContactLine:
    """The matter, or NotFound: another organisation's looks as if it were not there."""
    row = await story.session.get(
        tables.ContactLine,
        (story.municipality_code, line_id),
        with_for_update=True if lock else None,
        populate_existing=True,
    )
    if row is None:
        raise NotFound
    return _line(row)


async def page_lines(story: Story, *, state: LineState | None, after: UUID | None, limit: int) -> list[ContactLine]:
    """A page of matters, by identifier: an organisation's own, or the municipality's."""
    row = tables.ContactLine
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if state is not None:
        query = query.where(row.state == state)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_line(each) for each in (await story.session.exec(query)).all()]


async def add_line(story: Story, line: ContactLine) -> bool:
    """Store a new matter; False where one with its reference has been stored first."""
    values = {name: getattr(line, name) for name in FIELDS}
    statement = insert(tables.ContactLine).values(municipality_code=story.municipality_code, **values)
    added = await story.execute(statement.on_conflict_do_nothing().returning(col(tables.ContactLine.id)))
    return added.one_or_none() is not None


async def change_line(story: Story, line: ContactLine, values: dict[str, Any]) -> ContactLine:
    """Store what has changed, as a new version; the matter as it now is."""
    row = tables.ContactLine
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == line.id)
        .values(**values, version=line.version + 1)
    )
    return await get_line(story, line.id)
