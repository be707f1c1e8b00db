"""Eviction cases and their steps as rows, and back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.support.domain.prevention.evictions import (
    Correction,
    CorrectionReason,
    EvictionCase,
    EvictionFacts,
    EvictionOutcome,
    RiskMark,
    Step,
    StepKind,
)
from services.support.store import tables

FACTS = tuple(EvictionFacts.__dataclass_fields__)
OWN = tuple(name for name in EvictionCase.__dataclass_fields__ if name not in ("facts", "correction"))
CORRECTION = tuple(Correction.__dataclass_fields__)
STEP = tuple(Step.__dataclass_fields__)


def _correction(row: tables.EvictionCorrection) -> Correction:
    coded = {"outcome": EvictionOutcome(row.outcome), "reason": CorrectionReason(row.reason)}
    return Correction(**{name: getattr(row, name) for name in CORRECTION} | coded)


async def _cases(story: Story, rows: Sequence[tables.EvictionCase]) -> list[EvictionCase]:
    row = tables.EvictionCorrection
    query = select(row).where(
        row.municipality_code == story.municipality_code, col(row.case_id).in_([each.id for each in rows])
    )
    corrections = {each.case_id: _correction(each) for each in (await story.session.exec(query)).all()}
    return [_case(each, corrections.get(each.id)) for each in rows]


def _case(row: tables.EvictionCase, correction: Correction | None) -> EvictionCase:
    own = {name: getattr(row, name) for name in OWN} | {
        "marks": tuple(RiskMark(mark) for mark in row.marks),
        "outcome": EvictionOutcome(row.outcome) if row.outcome else None,
    }
    facts = EvictionFacts(**{name: getattr(row, name) for name in FACTS})
    return EvictionCase(facts=facts, correction=correction, **own)


async def find_opened(story: Story, reference: str) -> EvictionCase | None:
    """The case with the reference, or None."""
    row = tables.EvictionCase
    query = select(row).where(row.municipality_code == story.municipality_code, row.reference == reference)
    found = (await story.session.exec(query.execution_options(populate_existing=True))).one_or_none()
    return (await _cases(story, [found]))[0] if found else None


async def get_case(story: Story, case_id: UUID, *, lock: bool = False) -> EvictionCase:
    """The case, or NotFound. With `lock`, it is this story's to change."""
    row = await story.session.get(
        tables.EvictionCase,
        (story.municipality_code, case_id),
        with_for_update=True if lock else None,
        populate_existing=True,
    )
    if row is None:
        raise NotFound
    return (await _cases(story, [row]))[0]


async def page_cases(story: Story, *, decided: bool | None, after: UUID | None, limit: int) -> list[EvictionCase]:
    """A page of the municipality's cases, by identifier."""
    row = tables.EvictionCase
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if decided is not None:
        query = query.where(col(row.outcome).is_not(None) if decided else col(row.outcome).is_(None))
    if after is not None:
        query = query.where(col(row.id) > after)
    return await _cases(story, (await story.session.exec(query)).all())


async def add_case(story: Story, case: EvictionCase) -> bool:
    """Store a new case; False where one with its reference has been stored first."""
    values = {name: getattr(case, name) for name in OWN} | {name: getattr(case.facts, name) for name in FACTS}
    values |= {"marks": list(case.marks)}
    statement = insert(tables.EvictionCase).values(municipality_code=story.municipality_code, **values)
    added = await story.execute(statement.on_conflict_do_nothing().returning(col(tables.EvictionCase.id)))
    return added.one_or_none() is not None


async def change_case(story: Story, case: EvictionCase, values: dict[str, Any]) -> EvictionCase:
    """Store what has changed, as a new version; the case as it now is."""
    row = tables.EvictionCase
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == case.id)
        .values(**values, version=case.version + 1)
    )
    return await get_case(story, case.id)


async def add_correction(story: Story, correction: Correction) -> None:
    """Store an outcome put right, beside the one that was entered first."""
    values = {name: getattr(correction, name) for name in CORRECTION}
    story.session.add(tables.EvictionCorrection(municipality_code=story.municipality_code, **values))
    await story.session.flush()


async def add_step(story: Story, step: Step) -> None:
    """Store a step."""
    values = {name: getattr(step, name) for name in STEP}
    story.session.add(tables.EvictionStep(municipality_code=story.municipality_code, **values))
    await story.session.flush()


async def list_steps(story: Story, case_id: UUID) -> list[Step]:
    """The steps of a case, earliest first."""
    row = tables.EvictionStep
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.case_id == case_id)
        .order_by(col(row.taken_on), col(row.recorded_at), col(row.id))
    )
    found = (await story.session.exec(query)).all()
    return [Step(**{name: getattr(each, name) for name in STEP} | {"kind": StepKind(each.kind)}) for each in found]
