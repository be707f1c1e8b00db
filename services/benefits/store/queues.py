"""Which cases wait for whom: pages by deadline, and what the sweeps take up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, tuple_
from sqlalchemy import select as of_columns
from sqlmodel import col, select

from kit.database.stories import Story
from services.benefits.domain.cases.cases import Case, CaseStatus
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.lanes.documents import DocumentCode
from services.benefits.store.cases import case_from, clock_binds
from services.benefits.store.documents import list_requests_of
from services.benefits.store.tables import BenefitsCase

AT_A_TIME = 200


class QueueState(StrEnum):
    """What a manager may ask for."""

    UNASSIGNED = "unassigned"
    PAUSED = "paused"
    ESCALATED = "escalated"
    LATE = "late"


STATES: dict[QueueState, ColumnElement[bool]] = {
    QueueState.UNASSIGNED: col(BenefitsCase.asked_manager_at).is_not(None),
    QueueState.PAUSED: col(BenefitsCase.paused_at).is_not(None),
    QueueState.ESCALATED: col(BenefitsCase.escalated).is_not(None),
    QueueState.LATE: col(BenefitsCase.late_at).is_not(None),
}


@dataclass(frozen=True, slots=True)
class Queued:
    """An open case with the papers that are still awaited."""

    case: Case
    awaited: tuple[DocumentCode, ...]

    @property
    def id(self) -> UUID:
        return self.case.id


async def list_queue(
    story: Story,
    *,
    person: str | None = None,
    key_worker: str | None = None,
    lane: Lane | None = None,
    state: QueueState | None = None,
    after: UUID | None = None,
    limit: int,
) -> list[Queued]:
    """A page of the open cases, the one that is due first before the others; `person` has it or holds it."""
    wanted = _open_here(story)
    if person is not None:
        wanted.append(or_(col(BenefitsCase.key_worker) == person, col(BenefitsCase.held_by) == person))
    if key_worker is not None:
        wanted.append(col(BenefitsCase.key_worker) == key_worker)
    if lane is not None:
        wanted.append(col(BenefitsCase.lane) == lane)
    if state is not None:
        wanted.append(STATES[state])
    if after is not None:
        wanted.append(_order() > _place_of(story, after))
    query = select(BenefitsCase).where(*wanted).order_by(*BY_DUE).limit(limit)
    cases = [case_from(row) for row in (await story.session.exec(query)).all()]
    requests = await list_requests_of(story, [case.id for case in cases])
    return [
        Queued(case, tuple(code for request in requests.get(case.id, []) for code in request.outstanding))
        for case in cases
    ]


async def take_escalating(story: Story, now: datetime) -> list[Case]:
    """Cases not yet late whose next warning is due, locked; one that another story has is left to it."""
    due = (col(BenefitsCase.escalates_at) <= now, col(BenefitsCase.due_at) > now, clock_binds())
    return await _take(story, *due, col(BenefitsCase.late_at).is_(None))


async def take_waiting(story: Story) -> list[Case]:
    """Fast-track cases that the manager was told of since nobody was free, and that nobody holds, locked."""
    fast = col(BenefitsCase.lane) == Lane.FAST
    return await _take(story, STATES[QueueState.UNASSIGNED], fast, col(BenefitsCase.held_by).is_(None))


async def take_cases_of(story: Story, people: Collection[str]) -> list[Case]:
    """The open cases that these people have or hold, locked."""
    if not people:
        return []
    return await _take(story, or_(col(BenefitsCase.key_worker).in_(people), col(BenefitsCase.held_by).in_(people)))


BY_DUE: tuple[Any, Any] = (col(BenefitsCase.due_at), col(BenefitsCase.id))


def _order() -> Any:
    return tuple_(*BY_DUE)


def _place_of(story: Story, case_id: UUID) -> Any:
    here = col(BenefitsCase.municipality_code) == story.municipality_code
    return of_columns(*BY_DUE).where(here, col(BenefitsCase.id) == case_id).scalar_subquery()


def _open_here(story: Story) -> list[ColumnElement[bool]]:
    here = col(BenefitsCase.municipality_code) == story.municipality_code
    return [here, col(BenefitsCase.status) == CaseStatus.OPEN]


async def _take(story: Story, *wanted: ColumnElement[bool]) -> list[Case]:
    query = (
        select(BenefitsCase)
        .where(*_open_here(story), *wanted)
        .order_by(*BY_DUE)
        .limit(AT_A_TIME)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return [case_from(row) for row in (await story.session.exec(query)).all()]
