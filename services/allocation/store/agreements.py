"""Agreements, in versions, as rows and back."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, text, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from kit.database.stories import Story
from kit.values.problems import NotFound, PreconditionFailed
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
from services.allocation.domain.agreements.versions import AgreementStatus, AgreementVersion
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.store import tables

STORED_OTHERWISE = frozenset({"share", "usable", "target", "estate_shares", "spread"})
PLAIN = tuple(name for name in Agreement.__dataclass_fields__ if name not in STORED_OTHERWISE)
"""The clauses that are stored as they are."""

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
        signed_on=row.signed_on,
        case_reference=row.case_reference,
    )


def _version_of(row: tables.Agreement) -> AgreementVersion:
    return AgreementVersion(
        id=row.id,
        series_id=row.series_id,
        number=row.number,
        municipality_code=row.municipality_code,
        is_draft=row.status == AgreementStatus.DRAFT,
        agreement=agreement_of(row),
        version=row.version,
    )


def _columns(version: AgreementVersion) -> dict[str, Any]:
    """The row's values; a version that is no draft is kept as in force, and its dates say when it ends."""
    agreement = version.agreement
    plain = {name: getattr(agreement, name) for name in PLAIN}
    return {
        **plain,
        "share": str(agreement.share),
        "usable": condition_as_json(agreement.usable),
        "target": _target_as_json(agreement.target) if agreement.target else None,
        "estate_shares": [{"estate": each.estate, "share": str(each.share)} for each in agreement.estate_shares],
        "spread": _spread_as_json(agreement.spread) if agreement.spread else None,
        "status": AgreementStatus.DRAFT if version.is_draft else AgreementStatus.IN_FORCE,
        "series_id": version.series_id,
        "number": version.number,
        "version": version.version,
    }


async def add_version(story: Story, version: AgreementVersion) -> None:
    """Store a new version."""
    row = tables.Agreement(id=version.id, municipality_code=version.municipality_code, **_columns(version))
    story.session.add(row)
    await story.session.flush()


async def save_version(story: Story, version: AgreementVersion, *, expected_version: int) -> None:
    """Store the version as it now is. Raises PreconditionFailed where somebody else has changed it meanwhile."""
    statement = (
        update(tables.Agreement)
        .where(
            col(tables.Agreement.municipality_code) == version.municipality_code,
            col(tables.Agreement.id) == version.id,
            col(tables.Agreement.version) == expected_version,
        )
        .values(**_columns(version))
        .execution_options(synchronize_session=False)
    )
    changed = await story.execute(statement)
    if changed.rowcount != 1:
        raise PreconditionFailed


async def get_version(story: Story, agreement_id: UUID) -> AgreementVersion:
    """The version, or NotFound."""
    row = (await story.session.exec(_fresh().where(tables.Agreement.id == agreement_id))).one_or_none()
    if row is None:
        raise NotFound
    return _version_of(row)


async def get_own_version(story: Story, agreement_id: UUID) -> AgreementVersion:
    """The acting municipality's version, to take a step with, or NotFound."""
    version = await get_version(story, agreement_id)
    if version.municipality_code != story.municipality_code:
        raise NotFound
    return version


async def list_series(story: Story, series_id: UUID) -> list[AgreementVersion]:
    """The versions of a series that the caller may see, first to last."""
    query = _fresh().where(tables.Agreement.series_id == series_id).order_by(col(tables.Agreement.number))
    return [_version_of(row) for row in (await story.session.exec(query)).all()]


async def list_versions(
    story: Story, organisation_cvr: str | None = None, *, drafts: bool = False
) -> list[AgreementVersion]:
    """Agreements by organisation, class and date: those in force or ended, or the drafts."""
    row = tables.Agreement
    query = (
        _fresh()
        .where((row.status == AgreementStatus.DRAFT) if drafts else (row.status != AgreementStatus.DRAFT))
        .order_by(
            col(row.organisation_cvr),
            col(row.dwelling_class),
            col(row.in_force_from),
            col(row.municipality_code),
            col(row.id),
        )
    )
    if organisation_cvr is not None:
        query = query.where(row.organisation_cvr == organisation_cvr)
    return [_version_of(found) for found in (await story.session.exec(query)).all()]


async def lock_agreements(story: Story, organisation_cvr: str) -> None:
    """Make two who agree with the same organisation at once take turns."""
    await story.execute(ORGANISATION_LOCK, {"of": f"{story.municipality_code} {organisation_cvr}"})


async def get_agreement(story: Story, agreement_id: UUID) -> Agreement:
    """The agreement, or NotFound."""
    return (await get_version(story, agreement_id)).agreement


async def find_last_decided_on(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> date | None:
    """The latest day of posting that a vacancy of the ledger is decided for; None where none is."""
    query = select(func.max(tables.Vacancy.posted_on)).where(
        tables.Vacancy.municipality_code == story.municipality_code,
        tables.Vacancy.organisation_cvr == organisation_cvr,
        tables.Vacancy.dwelling_class == dwelling_class,
    )
    return (await story.session.exec(query)).one()


def _fresh() -> SelectOfScalar[tables.Agreement]:
    """Rows as they now stand: another story may have changed one since this transaction first read it."""
    return select(tables.Agreement).execution_options(populate_existing=True)
