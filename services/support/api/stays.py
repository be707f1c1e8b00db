"""Shelter stays: entered, ended, put right, with their tasks and what is decided to follow them."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response

from kit.database.stories import Story
from kit.web.common import PROBLEMS, same_again
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.support.api.callers import StayActor, StayReader, StayWriter
from services.support.api.stay_models import (
    DischargeIn,
    StayCorrectionIn,
    StayDecisionIn,
    StayFileOut,
    StayIn,
    StayOut,
    StayTaskEndIn,
    StayTaskOut,
    StayVersionOut,
)
from services.support.domain.stays.stays import Stay
from services.support.domain.stays.support_windows import Section
from services.support.domain.stays.tasks import StayTaskKind
from services.support.store import stays
from services.support.store.stay_tasks import list_stay_tasks
from services.support.usecases.stays.admit_citizen import admit_citizen
from services.support.usecases.stays.correct_stay import correct_stay
from services.support.usecases.stays.discharge_citizen import discharge_citizen
from services.support.usecases.stays.end_stay_task import end_stay_task
from services.support.usecases.stays.read_refund_days import days_of_citizens
from services.support.usecases.stays.record_decision import record_decision

router = APIRouter(prefix="/v1/stays", tags=["stays"], route_class=StoryRoute, responses=PROBLEMS)


async def _shown(story: Story, stay: Stay, response: Response) -> StayOut:
    response.headers["ETag"] = etag(stay.version)
    return StayOut.of(stay, (await days_of_citizens(story, [stay]))[stay.citizen_id])


@router.post("", summary="Enter a shelter stay", name="post_stay", status_code=201, responses=same_again(StayOut))
async def post(body: StayIn, story: CurrentStory, _: StayWriter, response: Response) -> StayOut:
    """From the admission on, the tasks that lead to a home have their dates. A stay that overlaps another of the
    citizen is refused (409), naming it; out and in on the same day is no overlap. The same reference of the shelter
    with the same content is the same stay (200)."""
    facts = body.to_facts(story.municipality_code)
    stay, is_new = await admit_citizen(story, body.citizen_id, body.reference, facts)
    response.status_code = 201 if is_new else 200
    return await _shown(story, stay, response)


@router.get("", summary="List shelter stays", name="list_stays")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: StayReader,
    running: Annotated[bool | None, Query(description="Only those running now, or only the others.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[StayOut]:
    """The municipality's stays, each with the refund days its citizen has used and has left today."""
    page = await stays.list_stays(story, running=running, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    days = await days_of_citizens(story, page)
    return [StayOut.of(stay, days[stay.citizen_id]) for stay in page]


@router.get("/{stay_id}", summary="Look at one shelter stay", name="get_stay")
async def get(stay_id: UUID, story: CurrentStory, _: StayReader, response: Response) -> StayFileOut:
    """With its tasks, and every version of it."""
    stay = await stays.get_stay(story, stay_id)
    return StayFileOut(
        stay=await _shown(story, stay, response),
        tasks=[StayTaskOut.model_validate(task) for task in await list_stay_tasks(story, stay_id)],
        versions=[StayVersionOut.of(version) for version in await stays.list_versions(story, stay_id)],
    )


@router.post("/{stay_id}/discharge", summary="End a shelter stay", name="discharge_citizen")
async def discharge(
    stay_id: UUID, body: DischargeIn, story: CurrentStory, _: StayWriter, version: IfMatch, response: Response
) -> StayOut:
    """A stay ends once: the same day again is the same discharge (200), another day is put right by a correction (409).
    What nobody did during the stay ends with it."""
    return await _shown(story, await discharge_citizen(story, stay_id, body.discharged_on, version), response)


@router.post("/{stay_id}/corrections", summary="Put a shelter stay right", name="correct_stay", status_code=201)
async def correct(
    stay_id: UUID, body: StayCorrectionIn, story: CurrentStory, _: StayActor, response: Response
) -> StayOut:
    """A person's act: a new version, and the old ones remain. Only the version that stands is corrected (409); a stay
    entered in error (`entered_in_error`) is annulled. Closed statements stay as they are: the next one bears the
    difference."""
    stay = await correct_stay(story, stay_id, body.corrects_version, body.changes(), body.code)
    return await _shown(story, stay, response)


@router.put("/{stay_id}/decisions/{section}", summary="Record what is to follow a shelter stay", name="put_decision")
async def decide(
    stay_id: UUID, section: Section, body: StayDecisionIn, story: CurrentStory, _: StayActor, response: Response
) -> StayOut:
    """A person's act: support (§ 85 a) or temporary residence (§ 107). Decided before the discharge, the state refunds
    a share of it afterwards. Sent again, it is put right."""
    await record_decision(story, body.to_decision(uuid4(), stay_id, section))
    return await _shown(story, await stays.get_stay(story, stay_id), response)


@router.post("/{stay_id}/tasks/{kind}/completion", summary="Do a task of a shelter stay", name="complete_stay_task")
async def complete(
    stay_id: UUID, kind: StayTaskKind, body: StayTaskEndIn, story: CurrentStory, _: StayActor
) -> StayTaskOut:
    """A person's act: done, or not needed. The same again is the same (200)."""
    return StayTaskOut.model_validate(await end_stay_task(story, stay_id, kind, body.by_person()))
