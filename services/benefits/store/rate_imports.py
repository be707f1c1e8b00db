"""Imports of rates as rows, and back."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.benefits.domain.rates.imports import ImportStatus, RateImport
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Rate
from services.benefits.domain.rates.reviewing import Placed
from services.benefits.store import tables


def _line_as_stored(line: Placed) -> dict[str, Any]:
    place, rate = line
    return {
        "place": place,
        "key": rate.key,
        "valid_from": rate.valid_from.isoformat(),
        "valid_to": rate.valid_to.isoformat() if rate.valid_to else None,
        "value": f"{rate.value:f}",
        "unit": rate.unit,
        "verified": rate.verified,
        "source": rate.source,
    }


def _line_from(stored: dict[str, Any]) -> Placed:
    first, last = stored["valid_from"], stored["valid_to"]
    return stored["place"], Rate(
        key=RateKey(stored["key"]),
        valid_from=date.fromisoformat(first),
        valid_to=date.fromisoformat(last) if last else None,
        value=Decimal(stored["value"]),
        unit=stored["unit"],
        verified=stored["verified"],
        source=stored["source"],
    )


def _import_from(row: tables.RateImport) -> RateImport:
    return RateImport(
        id=row.id,
        lines=tuple(_line_from(stored) for stored in row.rows),
        imported_at=row.imported_at,
        imported_by=row.imported_by,
        confirmed=tuple(row.confirmed),
        status=ImportStatus(row.status),
        reviewed_at=row.reviewed_at,
        reviewed_by=row.reviewed_by,
        reason=row.reason,
        review=row.review,
        version=row.version,
    )


async def add_rate_import(story: Story, new: RateImport) -> None:
    """Store a new import."""
    story.session.add(
        tables.RateImport(
            municipality_code=story.municipality_code,
            id=new.id,
            status=new.status,
            rows=[_line_as_stored(line) for line in new.lines],
            confirmed=list(new.confirmed),
            imported_at=new.imported_at,
            imported_by=new.imported_by,
            reviewed_at=None,
            reviewed_by=None,
            reason=None,
            review=None,
            version=new.version,
        )
    )
    await story.session.flush()


async def get_rate_import(story: Story, import_id: UUID, *, lock: bool = False) -> RateImport:
    """The import, or NotFound. With `lock`, it is this story's to change."""
    row = tables.RateImport
    query = select(row).where(row.municipality_code == story.municipality_code, row.id == import_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = (await story.session.exec(query)).one_or_none()
    if found is None:
        raise NotFound
    return _import_from(found)


async def list_rate_imports(
    story: Story, *, status: ImportStatus | None, after: UUID | None, limit: int
) -> list[RateImport]:
    """A page of the municipality's imports, by identifier."""
    row = tables.RateImport
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if status is not None:
        query = query.where(row.status == status)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_import_from(found) for found in (await story.session.exec(query)).all()]


async def save_rate_import(story: Story, reviewed: RateImport) -> None:
    """Store what became of the import, locked by this story."""
    row = tables.RateImport
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == reviewed.id)
        .values(
            status=reviewed.status,
            reviewed_at=reviewed.reviewed_at,
            reviewed_by=reviewed.reviewed_by,
            reason=reviewed.reason,
            review=reviewed.review,
            version=reviewed.version,
        )
    )
