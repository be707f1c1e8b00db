"""Workers: entered by reference, and listed with their caseloads."""

from datetime import date

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, Day, Reference
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import ReferralReader, WorkersWriter
from services.support.api.capacity_models import Hours
from services.support.domain.capacity.caseload import Absence, Worker
from services.support.domain.methods.methods import Method
from services.support.usecases.capacity.enter_worker import enter_worker
from services.support.usecases.capacity.look_at_workers import WorkerStanding, look_at_worker, look_at_workers

router = APIRouter(prefix="/v1", tags=["workers"], route_class=StoryRoute, responses=PROBLEMS)


class AbsenceModel(ApiModel):
    """Away from `starts_on` up to, not including, `ends_on`; without an end, until further notice."""

    starts_on: Day
    ends_on: Day | None = None


class WorkerIn(ApiModel):
    """A support worker, by the team's own reference: no name, no initials."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"team": "north", "method": "icm", "capacity": None, "absences": []}]}
    )

    team: Reference
    method: Method
    capacity: Count | None = Field(
        default=None, ge=0, le=100, description="Fewer citizens than the method allows, such as on part time."
    )
    absences: list[AbsenceModel] = Field(default=[], max_length=50)
    other_methods: list[Method] = Field(default=[], max_length=8, description="Methods the worker also works by.")
    hours_per_week: Hours | None = Field(default=None, description="Full time (37) where it is left out.")
    ends_on: Day | None = Field(default=None, description="The first day the worker is gone.")

    def to_worker(self, reference: str) -> Worker:
        absences = tuple(Absence(each.starts_on, each.ends_on) for each in self.absences)
        others = tuple(self.other_methods)
        return Worker(
            reference, self.team, self.method, self.capacity, absences, others, self.hours_per_week, self.ends_on
        )


class WorkerOut(BaseModel):
    """A worker and how many citizens the worker has now. `over_limit` is broken fidelity, null where a limit has not
    been entered; `over_limit_assignments` are those of the citizens who were given a place that was not there."""

    reference: str
    team: str
    method: Method
    capacity: int | None
    absences: list[AbsenceModel]
    other_methods: list[Method]
    hours_per_week: Hours | None
    ends_on: date | None
    caseload: int
    over_limit: bool | None
    over_limit_assignments: int

    @staticmethod
    def of(standing: WorkerStanding) -> "WorkerOut":
        worker = standing.worker
        own = {name: getattr(worker, name) for name in WorkerOut.model_fields if hasattr(worker, name)}
        return WorkerOut(
            **own | {"absences": [AbsenceModel.model_validate(each) for each in worker.absences]},
            caseload=standing.caseload.citizens,
            over_limit=standing.over_limit,
            over_limit_assignments=standing.over_limit_assignments,
        )


@router.put(
    "/workers/{worker_reference}",
    summary="Enter a support worker",
    name="put_worker",
    responses={201: {"model": WorkerOut, "description": "Entered now."}},
)
async def put(
    worker_reference: Reference, body: WorkerIn, story: CurrentStory, _: WorkersWriter, response: Response
) -> WorkerOut:
    """The same reference again puts the worker right. Whoever the worker helps already stays, so a worker leaves only
    when every citizen has been handed over (409)."""
    worker = body.to_worker(worker_reference)
    is_new = await enter_worker(story, worker)
    response.status_code = 201 if is_new else 200
    return WorkerOut.of(await look_at_worker(story, worker))


@router.get("/workers", summary="List support workers with their caseloads", name="list_workers")
async def list_all(story: CurrentStory, _: ReferralReader, method: Method | None = None) -> list[WorkerOut]:
    """Every worker of the municipality, by method, team and reference."""
    return [WorkerOut.of(standing) for standing in await look_at_workers(story, method)]
