"""Key workers of the fast track, and which case is whose."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, Day, Reference
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.benefits.api.callers import CaseAssigner, CaseDecider, KeyWorkersReader, KeyWorkersWriter
from services.benefits.api.models import CaseOut
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.lanes.handling import WhyReassigned
from services.benefits.domain.lanes.key_workers import Absence, KeyWorker, Loaded
from services.benefits.store.key_workers import list_loaded
from services.benefits.usecases.lanes.enter_key_worker import enter_key_worker
from services.benefits.usecases.lanes.hold_case import hold_case, let_go_of_case
from services.benefits.usecases.lanes.reassign_case import reassign_case

router = APIRouter(prefix="/v1", tags=["key workers"], route_class=StoryRoute, responses=PROBLEMS)

KeyWorkerReference = Annotated[
    Reference, Path(description="As the worker's own token names the worker: no name, no initials.")
]


class AbsenceIn(ApiModel):
    """Away from `starts_on` up to, not including, `ends_on`; without an end, until further notice."""

    starts_on: Day
    ends_on: Day | None = None


class KeyWorkerIn(ApiModel):
    """The kinds of case that the key worker takes (none named: every kind), how many at once, and absences."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kinds": ["deposit_loan", "pre_approval"],
                    "capacity": 12,
                    "absences": [{"starts_on": "2025-04-14", "ends_on": "2025-04-22"}],
                }
            ]
        }
    )

    kinds: list[CaseKind] = Field(default_factory=list, max_length=20)
    capacity: Count = Field(le=1_000)
    absences: list[AbsenceIn] = Field(default_factory=list, max_length=50)

    def to_key_worker(self, reference: str) -> KeyWorker:
        absences = tuple(Absence(each.starts_on, each.ends_on) for each in self.absences)
        return KeyWorker(reference, frozenset(self.kinds), self.capacity, absences)


class AbsenceOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    starts_on: date
    ends_on: date | None


class KeyWorkerOut(BaseModel):
    """A key worker with the open cases that the worker has now."""

    reference: str
    kinds: list[str]
    capacity: int
    absences: list[AbsenceOut]
    open_cases: int

    @staticmethod
    def of(loaded: Loaded) -> "KeyWorkerOut":
        worker = loaded.worker
        return KeyWorkerOut(
            reference=worker.reference,
            kinds=sorted(worker.kinds),
            capacity=worker.capacity,
            absences=[AbsenceOut.model_validate(each) for each in worker.absences],
            open_cases=loaded.open_cases,
        )


class ReassignmentIn(ApiModel):
    """Whom the case is given to, and why; `over_capacity` where the manager knows that the worker is full."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"key_worker": "kw-17", "why": "workload"}]})

    key_worker: Reference
    why: WhyReassigned
    over_capacity: bool = False


@router.put(
    "/key-workers/{reference}",
    summary="Enter a key worker",
    name="put_key_worker",
    responses={201: {"model": KeyWorkerOut, "description": "Entered now."}},
)
async def put(
    reference: KeyWorkerReference, body: KeyWorkerIn, story: CurrentStory, _: KeyWorkersWriter, response: Response
) -> KeyWorkerOut:
    """The same reference again puts the key worker right. Cases of somebody absent today go to others at once that
    somebody is free, or to the manager's queue."""
    loaded, is_new = await enter_key_worker(story, body.to_key_worker(reference))
    response.status_code = 201 if is_new else 200
    return KeyWorkerOut.of(loaded)


@router.get("/key-workers", summary="List key workers", name="list_key_workers")
async def list_all(story: CurrentStory, _: KeyWorkersReader) -> list[KeyWorkerOut]:
    """Every key worker with kinds, capacity, absences and open cases."""
    return [KeyWorkerOut.of(loaded) for loaded in await list_loaded(story)]


@router.post("/cases/{case_id}/hold", summary="Take a case in hand", name="hold_case")
async def post_hold(case_id: UUID, story: CurrentStory, _: CaseDecider, response: Response) -> CaseOut:
    """Needs a person. While it is held nobody else may decide it; a second person is told who holds it (409)."""
    held = await hold_case(story, case_id)
    response.headers["ETag"] = etag(held.version)
    return CaseOut.model_validate(held)


@router.post("/cases/{case_id}/release", summary="Let go of a case", name="release_case")
async def post_release(case_id: UUID, story: CurrentStory, _: CaseDecider, response: Response) -> CaseOut:
    """Needs the person who holds it."""
    free = await let_go_of_case(story, case_id)
    response.headers["ETag"] = etag(free.version)
    return CaseOut.model_validate(free)


@router.post("/cases/{case_id}/reassignment", summary="Give a case to another key worker", name="reassign_case")
async def post_reassignment(
    case_id: UUID, body: ReassignmentIn, story: CurrentStory, _: CaseAssigner, version: IfMatch, response: Response
) -> CaseOut:
    """Needs a person, a manager. Somebody absent cannot be given it; a full one only with `over_capacity`."""
    given = await reassign_case(story, case_id, version, body.key_worker, body.why, body.over_capacity)
    response.headers["ETag"] = etag(given.version)
    return CaseOut.model_validate(given)
