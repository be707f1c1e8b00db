"""Tasks with dates."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from kit.values.callers import Party
from kit.web.common import PROBLEMS
from kit.web.models import Moment
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import TaskReader
from services.allocation.domain.nominations.tasks import TaskKind
from services.allocation.store import tasks

router = APIRouter(prefix="/v1", tags=["tasks"], route_class=StoryRoute, responses=PROBLEMS)


class TaskOut(BaseModel):
    """What `party` is asked to do by `due_at`. The act that fulfils it closes it; `told_at`: told to be overdue."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: TaskKind
    party: Party
    subject_id: UUID
    nomination_id: UUID
    raised_at: datetime
    due_at: datetime
    told_at: datetime | None
    done_at: datetime | None
    done_by: str | None


@router.get("/tasks", summary="List tasks", name="list_tasks")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: TaskReader,
    due_before: Annotated[Moment | None, Query(description="Only those due before this moment.")] = None,
    done: Annotated[bool | None, Query(description="Only those done, or only those not done.")] = None,
    party: Annotated[Party | None, Query(description="Only this party's.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[TaskOut]:
    """The municipality's tasks about nominations and offers."""
    page = await tasks.list_tasks(story, due_before=due_before, done=done, party=party, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [TaskOut.model_validate(task) for task in page]
