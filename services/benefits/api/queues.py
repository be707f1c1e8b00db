"""Queues: a key worker's own, and the manager's over everything that is open."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from kit.web.common import PROBLEMS
from kit.web.models import Reference
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.callers import QueueManager, QueueReader
from services.benefits.domain.cases.case_clock import hours_left
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.lanes.documents import DocumentCode
from services.benefits.domain.lanes.escalation import Stage
from services.benefits.store.queues import Queued, QueueState, list_queue
from services.benefits.usecases.lanes.open_cases import person_of

router = APIRouter(prefix="/v1", tags=["queues"], route_class=StoryRoute, responses=PROBLEMS)


class QueuedOut(BaseModel):
    """An open case as it waits. `hours_left` is negative once it is late; while the clock stands still it is what was
    left when it stopped, or what is left to the offer's deadline."""

    case_id: UUID
    kind: CaseKind
    lane: Lane
    key_worker: str | None
    held_by: str | None
    due_at: datetime
    hours_left: float
    paused_at: datetime | None
    missing: list[DocumentCode]
    unassigned_since: datetime | None
    escalated: Stage | None
    late_at: datetime | None
    version: int

    @staticmethod
    def of(queued: Queued, now: datetime) -> "QueuedOut":
        case, handling = queued.case, queued.case.handling
        return QueuedOut(
            case_id=case.id,
            kind=case.kind,
            lane=case.lane,
            key_worker=handling.key_worker,
            held_by=handling.held_by,
            due_at=case.due_at,
            hours_left=hours_left(case, now),
            paused_at=handling.paused_at,
            missing=list(queued.awaited),
            unassigned_since=handling.asked_manager_at,
            escalated=handling.escalated,
            late_at=case.late_at,
            version=case.version,
        )


@router.get("/queues/mine", summary="See my own cases", name="list_my_queue")
async def get_mine(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: QueueReader,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[QueuedOut]:
    """The open cases that the person has or holds, the one due first before the others, with what is missing."""
    page = await list_queue(story, person=person_of(story), after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [QueuedOut.of(queued, story.now) for queued in page]


@router.get("/queues", summary="See every open case", name="list_queue")
async def get_all(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: QueueManager,
    key_worker: Annotated[Reference | None, Query(description="Only this key worker's.")] = None,
    lane: Annotated[Lane | None, Query(description="Only this lane's.")] = None,
    state: Annotated[
        QueueState | None, Query(description="Only those without a key worker, paused, warned of, or late.")
    ] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[QueuedOut]:
    """By deadline: whose, in which lane, hours left, paused, without a key worker, warned of, late."""
    page = await list_queue(story, key_worker=key_worker, lane=lane, state=state, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [QueuedOut.of(queued, story.now) for queued in page]
