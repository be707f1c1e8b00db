"""Workers: entered by reference, and listed with their caseloads."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, Day, Reference
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import ReferralReader, WorkersWriter
from services.support.domain.capacity.caseload import Absence, Worker
from services.support.domain.methods.methods import Method
from services.support.store.workers import list_workers
from services.support.usecases.capacity.enter_worker import enter_worker

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

    def to_worker(self, reference: str) -> Worker:
        absences = tuple(Absence(each.starts_on, each.ends_on) for each in self.absences)
        return Worker(reference, self.team, self.method, self.capacity, absences)


class WorkerOut(BaseModel):
    """A worker and how many citizens the worker has now."""

    reference: str
    team: str
    method: Method
    capacity: int | None
    absences: list[AbsenceModel]
    caseload: int

    @staticmethod
    def of(worker: Worker, caseload: int) -> "WorkerOut":
        absences = [AbsenceModel.model_validate(each) for each in worker.absences]
        return WorkerOut(
            reference=worker.reference,
            team=worker.team,
            method=worker.method,
            capacity=worker.capacity,
            absences=absences,
            caseload=caseload,
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
    """The same reference again puts the worker right. Whoever the worker helps already stays."""
    worker = body.to_worker(worker_reference)
    caseload, is_new = await enter_worker(story, worker)
    response.status_code = 201 if is_new else 200
    return WorkerOut.of(worker, caseload)


@router.get("/workers", summary="List support workers with their caseloads", name="list_workers")
async def list_all(story: CurrentStory, _: ReferralReader, method: Method | None = None) -> list[WorkerOut]:
    """Every worker of the municipality, by method, team and reference."""
    return [WorkerOut.of(worker, caseload) for worker, caseload in await list_workers(story, method)]
