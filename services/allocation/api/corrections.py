"""Corrections of the ledger: a vacancy withdrawn or posted anew by its organisation, one found by audit."""

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import ConfigDict

from kit.values.calendar import local_day
from kit.values.problems import FieldError
from kit.values.texts import Text
from kit.web.common import PROBLEMS, same_again
from kit.web.models import ApiModel
from kit.web.requests import CurrentStory, Cvr, IfMatch, StoryRoute, etag
from services.allocation.api.callers import LedgerAuditor, VacancyPoster
from services.allocation.api.lines import VacancyLine, act_for
from services.allocation.api.models import VacancyOut
from services.allocation.domain.vacancies.facts import find_faults_among
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.usecases.ledger.check_vacancies import problem_of, refuse_vacancy
from services.allocation.usecases.ledger.miss_vacancy import miss_vacancy
from services.allocation.usecases.vacancies.correct_vacancy import correct_vacancy
from services.allocation.usecases.vacancies.withdraw_vacancy import VacancyWithdrawalCode, withdraw_vacancy

router = APIRouter(prefix="/v1", tags=["ledgers"], route_class=StoryRoute, responses=PROBLEMS)

ANOTHERS = Text("Ikke organisationen i adressen", "Not the organisation of the address")


class VacancyWithdrawalIn(ApiModel):
    """Why the dwelling is not to be let after all."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "fire"}]})

    code: VacancyWithdrawalCode


def _answer(posted: PostedVacancy, is_new: bool, response: Response) -> VacancyOut:
    response.status_code = 201 if is_new else 200
    response.headers["ETag"] = etag(posted.version)
    response.headers["Location"] = f"/allocation/v1/vacancies/{posted.id}"
    return VacancyOut.of(posted)


@router.post("/vacancies/{vacancy_id}/withdrawal", summary="Withdraw a vacancy", name="withdraw_vacancy")
async def withdraw(
    vacancy_id: UUID,
    body: VacancyWithdrawalIn,
    story: CurrentStory,
    _: VacancyPoster,
    version: IfMatch,
    response: Response,
) -> VacancyOut:
    """As if it had never been posted: the ledger takes back what it moved, in an entry of its own, and later decisions
    stand. Not once the dwelling is let. An open offer of it ends."""
    after = await withdraw_vacancy(story, vacancy_id, version, body.code)
    response.headers["ETag"] = etag(after.version)
    return VacancyOut.of(after)


@router.post(
    "/vacancies/{vacancy_id}/correction",
    status_code=201,
    responses=same_again(VacancyOut),
    summary="Correct a vacancy posted with wrong facts",
    name="correct_vacancy",
)
async def correct(
    vacancy_id: UUID,
    line: VacancyLine,
    story: CurrentStory,
    _: VacancyPoster,
    version: IfMatch,
    response: Response,
) -> VacancyOut:
    """The right facts in full, under a new reference: the wrong posting is withdrawn and the right one decided now,
    both or neither, each naming the other. Not while somebody holds an offer. The same correction again is the same
    vacancy (200); a vacancy already corrected is refused (409) with the `newest_id`, which can be corrected."""
    await act_for(story, [line])
    if line.faults:
        await refuse_vacancy(story, line)
    return _answer(*await correct_vacancy(story, vacancy_id, version, line.facts()), response)


@router.post(
    "/ledgers/{cvr}/missed-vacancies",
    status_code=201,
    responses=same_again(VacancyOut),
    summary="Enter a vacancy that was let without having been posted",
    name="miss_vacancy",
)
async def miss(cvr: Cvr, line: VacancyLine, story: CurrentStory, _: LedgerAuditor, response: Response) -> VacancyOut:
    """A person's act, after an audit. `posted_on` is the day on which the dwelling ought to have been posted. It counts
    when it is found; each right that it would have given is owed, and never lapses."""
    await act_for(story, [line])
    faults = [*line.faults, *find_faults_among(line.given, local_day(story.now))]
    if line.given.get("organisation_cvr", cvr) != cvr:
        faults.append(FieldError("/organisation_cvr", ANOTHERS))
    if faults:
        raise problem_of(faults)
    return _answer(*await miss_vacancy(story, line.facts()), response)
