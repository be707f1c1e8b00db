"""The municipality's answer to a claim, and a vacancy's life."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, TextOut
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.allocation.api.callers import ClaimConfirmer, ClaimWaiver, VacancyReader
from services.allocation.api.models import VacancyOut
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.domain.vacancies.steps import StepName
from services.allocation.usecases.answers.confirm_claim import confirm_claim
from services.allocation.usecases.vacancies.hand_back import HandBackCode
from services.allocation.usecases.vacancies.read_life import read_life
from services.allocation.usecases.vacancies.waive_claim import waive_claim

router = APIRouter(prefix="/v1", tags=["vacancies"], route_class=StoryRoute, responses=PROBLEMS)


class WaiverIn(ApiModel):
    """Why the municipality cannot use the dwelling; the landlord is not told."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "nobody_can_pay"}]})

    code: HandBackCode


class StepOut(BaseModel):
    """One step of a vacancy's life: what it was, when in business time, by which system, and by which person.

    A landlord does not learn which member of the municipality's staff acted, nor which of its offices an offer went
    through: `client_id` then says `municipality`.
    """

    model_config = ConfigDict(from_attributes=True)

    step: StepName
    text: TextOut
    happened_at: datetime
    client_id: str
    person: str | None


def _answer(after: PostedVacancy, response: Response) -> VacancyOut:
    response.headers["ETag"] = etag(after.version)
    return VacancyOut.of(after)


@router.post("/vacancies/{vacancy_id}/confirmation", summary="Say that we take the dwelling", name="confirm_claim")
async def confirm(
    vacancy_id: UUID, story: CurrentStory, _: ClaimConfirmer, version: IfMatch, response: Response
) -> VacancyOut:
    """The municipality's yes to a claim; an offer says the same. The landlord hears at once."""
    return _answer(await confirm_claim(story, vacancy_id, version), response)


@router.post("/vacancies/{vacancy_id}/waiver", summary="Say that we cannot use the dwelling", name="waive_claim")
async def waive(
    vacancy_id: UUID, body: WaiverIn, story: CurrentStory, _: ClaimWaiver, version: IfMatch, response: Response
) -> VacancyOut:
    """A person's act, with a coded reason: the dwelling goes back to its landlord in the same call. Within the deadline
    it costs nothing where the dwelling was not yet at the municipality's disposal."""
    return _answer(await waive_claim(story, vacancy_id, version, body.code), response)


@router.get("/vacancies/{vacancy_id}/life", summary="Read a vacancy's life", name="get_life")
async def get_life(vacancy_id: UUID, story: CurrentStory, _: VacancyReader) -> list[StepOut]:
    """Posted, claimed or released, answered, offered, let, handed back, withdrawn, corrected: each step by whom and
    when, oldest first. A landlord learns nothing of the households, nor of why one said no."""
    return [StepOut.model_validate(step) for step in await read_life(story, vacancy_id)]
