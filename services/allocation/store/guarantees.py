"""Guarantees and the claims under them, as rows and back."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound, PreconditionFailed
from services.allocation.domain.account.guarantees import (
    ClaimStatus,
    DecisionCode,
    Guarantee,
    GuaranteeClaim,
    GuaranteeKind,
)
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store import tables

ARREARS = text("""
    SELECT agreement.arrears_guarantee_months, agreement.legal_basis
    FROM ledger_entry AS entry JOIN agreement ON agreement.id = entry.agreement_id
    WHERE entry.municipality_code = :municipality_code AND entry.organisation_cvr = :organisation_cvr
      AND entry.dwelling_class = :dwelling_class AND entry.sequence = :sequence
      AND agreement.in_force_from <= :posted_on
      AND (agreement.in_force_to IS NULL OR agreement.in_force_to > :posted_on)
""")


async def find_guarantee(story: Story, vacancy: PostedVacancy) -> Guarantee | None:
    """What is guaranteed for the lease of a vacancy; None where there is no lease."""
    key = (story.municipality_code, vacancy.id)
    lease = await story.session.get(tables.Lease, key)
    if lease is None:
        return None
    facts = vacancy.facts
    asked = {
        "municipality_code": story.municipality_code,
        "organisation_cvr": facts.organisation_cvr,
        "dwelling_class": facts.dwelling_class,
        "posted_on": facts.posted_on,
        "sequence": vacancy.sequence,
    }
    agreed = (await story.execute(ARREARS, asked)).one_or_none()
    months, source = agreed if agreed is not None else (0, "")
    moved_out = await story.session.get(tables.MoveOut, key)
    return Guarantee(
        lease.starts_on, facts.rent_dkk, months, source, moved_out.moved_out_on if moved_out is not None else None
    )


async def save_move_out(story: Story, vacancy: PostedVacancy, moved_out_on: date) -> None:
    """The tenant has moved out."""
    story.session.add(
        tables.MoveOut(
            municipality_code=story.municipality_code,
            vacancy_id=vacancy.id,
            organisation_cvr=vacancy.facts.organisation_cvr,
            moved_out_on=moved_out_on,
            reported_at=story.now,
        )
    )
    await story.session.flush()


def _claim(row: tables.GuaranteeClaim) -> GuaranteeClaim:
    values: dict[str, Any] = {name: getattr(row, name) for name in GuaranteeClaim.__dataclass_fields__}
    enums = {
        "kind": GuaranteeKind(row.kind),
        "status": ClaimStatus(row.status),
        "codes": tuple(DecisionCode(code) for code in row.codes),
    }
    return GuaranteeClaim(**values | enums)


async def add_claim(story: Story, claim: GuaranteeClaim) -> None:
    """Keep a new claim."""
    values = asdict(claim) | {"codes": list(claim.codes)}
    story.session.add(tables.GuaranteeClaim(municipality_code=story.municipality_code, **values))
    await story.session.flush()


async def get_claim(story: Story, claim_id: UUID) -> GuaranteeClaim:
    """The claim, or NotFound."""
    row = tables.GuaranteeClaim
    # A row read before it was locked is read anew: another story may have changed it while this one waited.
    query = select(row).where(row.id == claim_id).execution_options(populate_existing=True)
    found = (await story.session.exec(query)).one_or_none()
    if found is None:
        raise NotFound
    return _claim(found)


async def find_claim(story: Story, organisation_cvr: str, reference: str) -> GuaranteeClaim | None:
    """The claim under the organisation's own reference, or None."""
    row = tables.GuaranteeClaim
    query = select(row).where(
        row.municipality_code == story.municipality_code,
        row.organisation_cvr == organisation_cvr,
        row.reference == reference,
    )
    found = (await story.session.exec(query)).one_or_none()
    return _claim(found) if found is not None else None


async def list_claims_of(story: Story, vacancy_id: UUID) -> list[GuaranteeClaim]:
    """Every claim for one vacancy's tenant, oldest first."""
    row = tables.GuaranteeClaim
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.vacancy_id == vacancy_id)
        .order_by(col(row.received_at), col(row.id))
    )
    return [_claim(each) for each in (await story.session.exec(query)).all()]


async def list_claims(
    story: Story, *, status: ClaimStatus | None, after: UUID | None, limit: int
) -> list[GuaranteeClaim]:
    """A page of the claims that the caller may see, by identifier."""
    row = tables.GuaranteeClaim
    query = select(row).order_by(col(row.id)).limit(limit)
    if status is not None:
        query = query.where(row.status == status)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_claim(each) for each in (await story.session.exec(query)).all()]


async def save_claim(story: Story, claim: GuaranteeClaim, *, expected_version: int) -> None:
    """Store the decision. Raises PreconditionFailed where somebody else decided meanwhile."""
    row = tables.GuaranteeClaim
    query = select(row).where(row.id == claim.id, row.version == expected_version).with_for_update()
    found = (await story.session.exec(query)).one_or_none()
    if found is None:
        raise PreconditionFailed
    for name, value in asdict(claim).items():
        setattr(found, name, list(value) if name == "codes" else value)
    await story.session.flush()
