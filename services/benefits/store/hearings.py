"""Hearings as rows, and back. What they say stays closed here."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from services.benefits.domain.decisions.hearings import Hearing, HearingAnswer
from services.benefits.store import tables

KEPT_FIELDS = tuple(Hearing.__dataclass_fields__)
CHANGING = ("answer", "words", "answered_at", "recorded_by", "passed_at", "about", "key_mark")


def _row(hearing: Hearing) -> dict[str, Any]:
    return asdict(hearing) | {"rules": list(hearing.rules), "reasons": list(hearing.reasons)}


def _hearing(row: tables.Hearing) -> Hearing:
    fields = {name: getattr(row, name) for name in KEPT_FIELDS}
    answer = HearingAnswer(row.answer) if row.answer else None
    return Hearing(**fields | {"rules": tuple(row.rules), "reasons": tuple(row.reasons), "answer": answer})


async def add_hearing(story: Story, hearing: Hearing) -> None:
    """Store a hearing; its case is locked by this story."""
    story.session.add(tables.Hearing(municipality_code=story.municipality_code, **_row(hearing)))
    await story.session.flush()


async def list_hearings(story: Story, case_id: UUID) -> list[Hearing]:
    """The hearings of a case, oldest first."""
    row = tables.Hearing
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.case_id == case_id)
        .order_by(col(row.number))
        .execution_options(populate_existing=True)
    )
    return [_hearing(found) for found in (await story.session.exec(query)).all()]


async def save_hearing(story: Story, hearing: Hearing) -> None:
    """Store what has become of a hearing; its row or its case is locked by this story."""
    row, changed = tables.Hearing, _row(hearing)
    await story.execute(
        update(row)
        .where(
            col(row.municipality_code) == story.municipality_code,
            col(row.case_id) == hearing.case_id,
            col(row.number) == hearing.number,
        )
        .values({name: changed[name] for name in CHANGING})
    )


async def list_passed_hearings(story: Story) -> list[Hearing]:
    """Hearings whose time has run out without an answer, not told yet; those that another sweep holds are skipped."""
    row = tables.Hearing
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            col(row.answer).is_(None),
            col(row.passed_at).is_(None),
            row.due_at <= story.now,
        )
        .order_by(col(row.due_at), col(row.case_id))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return [_hearing(found) for found in (await story.session.exec(query)).all()]


async def list_hearings_under_others(story: Story, mark: str, limit: int) -> list[Hearing]:
    """Hearings closed under another key than the one marked, this story's to change."""
    row = tables.Hearing
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.key_mark != mark)
        .order_by(col(row.case_id), col(row.number))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return [_hearing(found) for found in (await story.session.exec(query)).all()]
