"""Agreements as rows, and back."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from kit.database.stories import Story
from services.allocation.domain.agreements import Agreement, AgreementKind, InternalMoves
from services.allocation.domain.shares import Share
from services.allocation.domain.usable import UsableCondition
from services.allocation.domain.vacancies import DwellingClass
from services.allocation.domain.vacancy_rent import RentMethod
from services.allocation.store import tables

ORGANISATION_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('agreements ' || :of, 0))")


def usable_as_json(usable: UsableCondition) -> dict[str, Any]:
    """The condition as it is stored: only the limits that say something."""
    values = {name: getattr(usable, name) for name in UsableCondition.__dataclass_fields__}
    found = {name: value for name, value in values.items() if value not in (None, ())}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in found.items()}


def usable_from_json(stored: dict[str, Any]) -> UsableCondition:
    """The condition again."""
    values = dict(stored)
    if "max_rent_dkk" in values:
        values["max_rent_dkk"] = Decimal(values["max_rent_dkk"])
    if "classes" in values:
        values["classes"] = tuple(DwellingClass(name) for name in values["classes"])
    if "estates" in values:
        values["estates"] = tuple(values["estates"])
    return UsableCondition(**values)


def agreement_of(row: Any) -> Agreement:
    """The agreement that a row of the table holds, read by the ORM or by SQL."""
    return Agreement(
        organisation_cvr=row.organisation_cvr,
        in_force_from=row.in_force_from,
        in_force_to=row.in_force_to,
        dwelling_class=DwellingClass(row.dwelling_class),
        kind=AgreementKind(row.kind),
        share=Share.parse(row.share),
        carry=row.carry,
        usable=usable_from_json(row.usable),
        internal_moves=InternalMoves(row.internal_moves),
        answer_deadline_working_days=row.answer_deadline_working_days,
        rent_method=RentMethod(row.rent_method),
        legal_basis=row.legal_basis,
    )


async def save_agreement(story: Story, agreement_id: UUID, agreement: Agreement) -> None:
    """Store a new agreement."""
    story.session.add(
        tables.Agreement(
            id=agreement_id,
            municipality_code=story.municipality_code,
            organisation_cvr=agreement.organisation_cvr,
            dwelling_class=agreement.dwelling_class,
            kind=agreement.kind,
            share=str(agreement.share),
            carry=agreement.carry,
            usable=usable_as_json(agreement.usable),
            internal_moves=agreement.internal_moves,
            answer_deadline_working_days=agreement.answer_deadline_working_days,
            rent_method=agreement.rent_method,
            legal_basis=agreement.legal_basis,
            in_force_from=agreement.in_force_from,
            in_force_to=agreement.in_force_to,
        )
    )
    await story.session.flush()


async def list_agreements(story: Story, organisation_cvr: str | None = None) -> list[tuple[UUID, Agreement]]:
    """The municipality's agreements, by organisation, class and date."""
    query = select(tables.Agreement).order_by(
        col(tables.Agreement.organisation_cvr),
        col(tables.Agreement.dwelling_class),
        col(tables.Agreement.in_force_from),
    )
    if organisation_cvr is not None:
        query = query.where(tables.Agreement.organisation_cvr == organisation_cvr)
    return [(row.id, agreement_of(row)) for row in (await story.session.exec(query)).all()]


async def lock_agreements(story: Story, organisation_cvr: str) -> None:
    """Make two who agree with the same organisation at once take turns."""
    await story.execute(ORGANISATION_LOCK, {"of": f"{story.municipality_code} {organisation_cvr}"})


async def find_agreement_in_force(
    story: Story, organisation_cvr: str, dwelling_class: DwellingClass, day: date
) -> tuple[UUID, Agreement] | None:
    """The agreement that decides on a vacancy posted that day, or None."""
    query = (
        select(tables.Agreement)
        .where(
            tables.Agreement.municipality_code == story.municipality_code,
            tables.Agreement.organisation_cvr == organisation_cvr,
            tables.Agreement.dwelling_class == dwelling_class,
            tables.Agreement.in_force_from <= day,
        )
        .order_by(col(tables.Agreement.in_force_from).desc())
        .limit(1)
    )
    row = (await story.session.exec(query)).one_or_none()
    if row is None or (row.in_force_to is not None and row.in_force_to <= day):
        return None
    return row.id, agreement_of(row)


async def get_share(story: Story, agreement_id: UUID) -> Share:
    """The share of a stored agreement."""
    row = await story.session.get_one(tables.Agreement, agreement_id)
    return Share.parse(row.share)
