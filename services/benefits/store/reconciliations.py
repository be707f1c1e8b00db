"""Reconciliations as rows, and back. What was reported is never edited; a line is resolved once."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from kit.values.texts import Text
from services.benefits.domain.payments.reconciling import (
    DIFFERENCES,
    Line,
    LineOutcome,
    Posting,
    Reconciliation,
    ResolutionCode,
)
from services.benefits.store import tables

LINE = tables.ReconciliationLine


def _line(row: tables.ReconciliationLine) -> Line:
    return Line(
        id=row.id,
        posting=_posting(row),
        outcome=LineOutcome(row.outcome),
        text=Text(row.text_da, row.text_en),
        resolution=ResolutionCode(row.resolution) if row.resolution else None,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
    )


def _posting(row: tables.ReconciliationLine) -> Posting:
    return Posting(row.posting, row.order_number, row.amount_dkk, row.paid_on)


async def add_reconciliation(story: Story, new: Reconciliation) -> None:
    """Store what was reported, with what came of each line."""
    code = story.municipality_code
    story.session.add(
        tables.Reconciliation(
            municipality_code=code,
            id=new.id,
            reference=new.reference,
            received_at=new.received_at,
            received_by=new.received_by,
        )
    )
    await story.session.flush()
    story.session.add_all(
        LINE(
            municipality_code=code,
            id=line.id,
            reconciliation_id=new.id,
            position=position,
            posting=line.posting.reference,
            order_number=line.posting.order_number,
            amount_dkk=line.posting.amount,
            paid_on=line.posting.paid_on,
            outcome=line.outcome,
            text_da=line.text.da,
            text_en=line.text.en,
            resolution=None,
            resolved_at=None,
            resolved_by=None,
        )
        for position, line in enumerate(new.lines)
    )
    await story.session.flush()


async def find_reconciliation(story: Story, reference: str) -> Reconciliation | None:
    """What was reported under the reference, or None."""
    row = tables.Reconciliation
    query = select(row).where(row.municipality_code == story.municipality_code, row.reference == reference)
    found = (await story.session.exec(query)).one_or_none()
    if found is None:
        return None
    of_it = select(LINE).where(LINE.municipality_code == story.municipality_code, LINE.reconciliation_id == found.id)
    lines = (await story.session.exec(of_it.order_by(col(LINE.position)))).all()
    return Reconciliation(
        found.id, found.reference, found.received_at, found.received_by, tuple(_line(line) for line in lines)
    )


async def known_postings(story: Story, references: Collection[str]) -> dict[str, Posting]:
    """Those of the postings that have been told before, as they were told first."""
    query = select(LINE).where(
        LINE.municipality_code == story.municipality_code,
        col(LINE.posting).in_(references),
        LINE.outcome != LineOutcome.REPEATED,
    )
    return {row.posting: _posting(row) for row in (await story.session.exec(query)).all()}


async def list_differences(story: Story, *, is_open: bool | None, after: UUID | None, limit: int) -> list[Line]:
    """A page of the lines that differ, by identifier."""
    query = select(LINE).where(LINE.municipality_code == story.municipality_code, col(LINE.outcome).in_(DIFFERENCES))
    query = query.order_by(col(LINE.id)).limit(limit)
    if is_open is not None:
        unresolved = col(LINE.resolution).is_(None)
        query = query.where(unresolved if is_open else ~unresolved)
    if after is not None:
        query = query.where(col(LINE.id) > after)
    return [_line(row) for row in (await story.session.exec(query)).all()]


async def get_difference(story: Story, line_id: UUID) -> Line:
    """The line that differs, this story's to resolve; or NotFound."""
    query = select(LINE).where(
        LINE.municipality_code == story.municipality_code,
        LINE.id == line_id,
        col(LINE.outcome).in_(DIFFERENCES),
    )
    query = query.with_for_update().execution_options(populate_existing=True)
    row = (await story.session.exec(query)).one_or_none()
    if row is None:
        raise NotFound
    return _line(row)


async def save_resolution(story: Story, line: Line) -> None:
    """Store how the line, locked by this story, was resolved."""
    await story.execute(
        update(LINE)
        .where(col(LINE.municipality_code) == story.municipality_code, col(LINE.id) == line.id)
        .values(resolution=line.resolution, resolved_at=line.resolved_at, resolved_by=line.resolved_by)
    )
