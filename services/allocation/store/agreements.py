"""Agreements as rows, and back."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.terms import (
    AgreementKind,
    EstateShare,
    HandedBack,
    InternalMoves,
    Overlap,
    Place,
    RentMethod,
    Silence,
    Spread,
    Target,
)
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.store import tables

ORGANISATION_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('agreements ' || :of, 0))")


def condition_as_json(condition: Condition) -> dict[str, Any]:
    """The condition as it is stored: only the limits that say something."""
    values = {name: getattr(condition, name) for name in Condition.__dataclass_fields__}
    found = {name: value for name, value in values.items() if value not in (None, ())}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in found.items()}


def condition_from_json(stored: dict[str, Any]) -> Condition:
    """The condition again."""
    values = dict(stored)
    if "max_rent_dkk" in values:
        values["max_rent_dkk"] = Decimal(values["max_rent_dkk"])
    if "classes" in values:
        values["classes"] = tuple(DwellingClass(name) for name in values["classes"])
    if "estates" in values:
        values["estates"] = tuple(values["estates"])
    return Condition(**values)


def _target(stored: dict[str, Any]) -> Target:
    return Target(condition_from_json(stored["condition"]), Share.parse(stored["share"]), Overlap(stored["overlap"]))


def _target_as_json(target: Target) -> dict[str, Any]:
    return {
        "condition": condition_as_json(target.condition),
        "share": str(target.share),
        "overlap": target.overlap,
    }


def _spread_as_json(spread: Spread) -> dict[str, str]:
    return {"place": spread.place, "share": str(spread.share)}


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
        usable=condition_from_json(row.usable),
        target=_target(row.target) if row.target else None,
        estate_shares=tuple(EstateShare(each["estate"], Share.parse(each["share"])) for each in row.estate_shares),
        spread=Spread(Place(row.spread["place"]), Share.parse(row.spread["share"])) if row.spread else None,
        handed_back=HandedBack(row.handed_back),
        internal_moves=InternalMoves(row.internal_moves),
        answer_deadline_working_days=row.answer_deadline_working_days,
        saturday_is_a_working_day=row.saturday_is_a_working_day,
        silence=Silence(row.silence),
        inspection_before_claiming=row.inspection_before_claiming,
        arrears_guarantee_months=row.arrears_guarantee_months,
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
            usable=condition_as_json(agreement.usable),
            target=_target_as_json(agreement.target) if agreement.target else None,
            estate_shares=[{"estate": each.estate, "share": str(each.share)} for each in agreement.estate_shares],
            spread={"place": agreement.spread.place, "share": str(agreement.spread.share)}
            if agreement.spread
            else None,
            handed_back=agreement.handed_back,
            internal_moves=agreement.internal_moves,
            answer_deadline_working_days=agreement.answer_deadline_working_days,
            saturday_is_a_working_day=agreement.saturday_is_a_working_day,
            silence=agreement.silence,
            inspection_before_claiming=agreement.inspection_before_claiming,
            arrears_guarantee_months=agreement.arrears_guarantee_months,
            rent_method=agreement.rent_method,
            legal_basis=agreement.legal_basis,
            in_force_from=agreement.in_force_from,
            in_force_to=agreement.in_force_to,
            signed_on=None,
            case_reference=None,
            series_id=agreement_id,
            number=1,
            status="in_force",
            version=1,
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


async def get_agreement(story: Story, agreement_id: UUID) -> Agreement:
    """The agreement, or NotFound."""
    query = select(tables.Agreement).where(tables.Agreement.id == agreement_id)
    row = (await story.session.exec(query)).one_or_none()
    if row is None:
        raise NotFound
    return agreement_of(row)
