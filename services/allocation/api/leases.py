"""Leases and hand-backs."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from kit.values.problems import NotFound
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.allocation.api.callers import HandBacker, LeaseWriter, VacancyReader
from services.allocation.api.models import VacancyOut
from services.allocation.store.leases import find_lease
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.offers.sign_lease import sign_lease
from services.allocation.usecases.vacancies.hand_back import HandBackCode, hand_back, report_letting

router = APIRouter(prefix="/v1", tags=["leases and accounts"], route_class=StoryRoute, responses=PROBLEMS)


class LeaseIn(ApiModel):
    """The day the tenant signed, and the day the lease starts."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"signed_on": "2025-03-10", "starts_on": "2025-04-01"}]})

    signed_on: Day
    starts_on: Day


class LeaseOut(BaseModel):
    """A signed lease."""

    model_config = ConfigDict(from_attributes=True)

    vacancy_id: UUID
    signed_on: date
    starts_on: date


class HandBackIn(ApiModel):
    """Why nobody could be given the dwelling."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "nobody_can_pay"}]})

    code: HandBackCode


class LettingIn(ApiModel):
    """The day from which the organisation has let the dwelling itself."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"let_from_on": "2025-05-01"}]})

    let_from_on: Day


@router.put("/vacancies/{vacancy_id}/lease", summary="Report that the tenant has signed", name="put_lease")
async def put_lease(vacancy_id: UUID, body: LeaseIn, story: CurrentStory, _: LeaseWriter) -> LeaseOut:
    """The vacancy is let; vacancy rent stops the day the lease starts and is put on the account. The same lease again
    is the same lease."""
    return LeaseOut.model_validate(await sign_lease(story, vacancy_id, body.signed_on, body.starts_on))


@router.get("/vacancies/{vacancy_id}/lease", summary="Look at the lease of a vacancy", name="get_lease")
async def get_lease(vacancy_id: UUID, story: CurrentStory, _: VacancyReader) -> LeaseOut:
    """When it was signed, and the day of the keys."""
    vacancy = await get_vacancy(story, vacancy_id)
    await story.act_in(vacancy.facts.municipality_code)
    lease = await find_lease(story, vacancy_id)
    if lease is None:
        raise NotFound
    return LeaseOut.model_validate(lease)


@router.post("/vacancies/{vacancy_id}/hand-back", summary="Give a claimed dwelling back", name="hand_back")
async def post_hand_back(
    vacancy_id: UUID, body: HandBackIn, story: CurrentStory, _: HandBacker, version: IfMatch, response: Response
) -> VacancyOut:
    """A person's act; the organisation hears at once, and lets the dwelling itself."""
    after = await hand_back(story, vacancy_id, version, body.code)
    response.headers["ETag"] = etag(after.version)
    return VacancyOut.of(after)


@router.put("/vacancies/{vacancy_id}/letting", summary="Report that a dwelling handed back is let", name="put_letting")
async def put_letting(vacancy_id: UUID, body: LettingIn, story: CurrentStory, _: LeaseWriter) -> VacancyOut:
    """Vacancy rent ends, at most at the day a notice would have had effect, and is put on the account."""
    return VacancyOut.of(await report_letting(story, vacancy_id, body.let_from_on))
