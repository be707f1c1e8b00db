"""Rights of 100 % as rows, and back; and the dated values of the rent reduction scheme."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, or_, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.allocation.domain.agreements.terms import RentMethod
from services.allocation.domain.full_rights.full_right import FullRight, FullRightKind
from services.allocation.domain.full_rights.rent_scheme import RentScheme
from services.allocation.store import tables

LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('full rights ' || :municipality_code, 0))")
PLAIN = (
    "organisation_cvr", "dwelling_id", "kind", "valid_from", "valid_to", "legal_basis", "source", "verified",
    "rent_method",
)  # fmt: skip


def _scheme(row: tables.FullRight) -> RentScheme | None:
    if row.scheme_starts_on is None:
        return None
    return RentScheme(
        ordinary_rent_dkk=row.ordinary_rent_dkk or Decimal(0),
        reduced_rent_dkk=row.reduced_rent_dkk or Decimal(0),
        starts_on=row.scheme_starts_on,
        full_years=row.full_years or 0,
        taper=tuple(Fraction(step) for step in row.taper or ()),
    )


def _right(row: tables.FullRight) -> FullRight:
    values: dict[str, Any] = {name: getattr(row, name) for name in PLAIN}
    enums = {"kind": FullRightKind(row.kind), "rent_method": RentMethod(row.rent_method)}
    return FullRight(id=row.id, scheme=_scheme(row), **values | enums)


def _values(right: FullRight) -> dict[str, Any]:
    scheme = right.scheme
    return {
        **{name: getattr(right, name) for name in PLAIN},
        "ordinary_rent_dkk": scheme.ordinary_rent_dkk if scheme else None,
        "reduced_rent_dkk": scheme.reduced_rent_dkk if scheme else None,
        "scheme_starts_on": scheme.starts_on if scheme else None,
        "full_years": scheme.full_years if scheme else None,
        "taper": [str(step) for step in scheme.taper] if scheme else None,
    }


async def lock_full_rights(story: Story) -> None:
    """Make two who enter rights in one municipality at once take turns."""
    await story.execute(LOCK, {"municipality_code": story.municipality_code})


async def list_full_rights(story: Story, dwelling_ids: Iterable[UUID]) -> list[FullRight]:
    """Every right to these dwellings, by dwelling and date."""
    row = tables.FullRight
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, col(row.dwelling_id).in_(sorted(set(dwelling_ids))))
        .order_by(col(row.dwelling_id), col(row.valid_from))
    )
    return [_right(each) for each in (await story.session.exec(query)).all()]


async def get_full_right(story: Story, right_id: UUID) -> FullRight:
    """The right, or NotFound: another organisation's looks as if it were not there."""
    row = (await story.session.exec(select(tables.FullRight).where(tables.FullRight.id == right_id))).one_or_none()
    if row is None:
        raise NotFound
    return _right(row)


async def save_full_right(story: Story, right: FullRight) -> None:
    """Enter the right, or put right the one with its identifier."""
    row = await story.session.get(tables.FullRight, right.id)
    if row is None:
        row = tables.FullRight(id=right.id, municipality_code=story.municipality_code, **_values(right))
        story.session.add(row)
    for name, value in _values(right).items():
        setattr(row, name, value)


async def read_scheme_values(story: Story, day: date) -> dict[str, Decimal]:
    """The national values of the rent reduction scheme in force on a day, by their keys."""
    row = tables.NationalRate
    query = select(row).where(
        col(row.key).startswith("rent_reduction_"),
        row.valid_from <= day,
        or_(col(row.valid_to).is_(None), col(row.valid_to) > day),
    )
    return {each.key: each.value for each in (await story.session.exec(query)).all()}
