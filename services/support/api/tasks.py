"""Tasks: what a date of a course asks a person to do."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import Assigner, CourseReader
from services.support.domain.courses.courses import TaskKind
from services.support.domain.courses.tasks import LossReason, TaskOutcome
from services.support.store import tasks
from services.support.usecases.courses.complete_task import complete_task

router = APIRouter(prefix="/v1", tags=["tasks"], route_class=StoryRoute, responses=PROBLEMS)


class TaskOut(BaseModel):
    """A task; `phase` is which of its kind: the phase that ends (0 where the method has none), the months of a home
    check, the number of a next attempt. `reminded_at` where nobody did it in time."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    referral_id: UUID
    kind: TaskKind
    phase: int
    due_at: datetime
    raised_at: datetime
    outcome: TaskOutcome | None
    done_at: datetime | None
    reason: LossReason | None
    reminded_at: datetime | None


class CompletionIn(ApiModel):
    """A phase's end is `noted`; the need at a method's end is `need_met` or `need_remains`; a home at its check is
    `home_kept`, or `home_lost` with the reason."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "need_remains"}]})

    outcome: TaskOutcome
    reason: LossReason | None = None


@router.get("/tasks", summary="List tasks", name="list_tasks")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: CourseReader,
    done: Annotated[bool | None, Query(description="Only those done, or only those not done.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[TaskOut]:
    """Ends of phases, and needs to be assessed. A method's time run out closes nothing by itself."""
    page = await tasks.list_tasks(story, done=done, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [TaskOut.model_validate(task) for task in page]


@router.post("/tasks/{task_id}/completion", summary="Do a task", name="complete_task")
async def complete(task_id: UUID, body: CompletionIn, story: CurrentStory, _: Assigner) -> TaskOut:
    """A person decides. A need assessed as met closes the course and frees the worker's place; a need that remains
    keeps the worker."""
    return TaskOut.model_validate(await complete_task(story, task_id, body.outcome, body.reason))
