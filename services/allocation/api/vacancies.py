"""Vacancies: posted, and looked at."""

from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kit.values.calendar import midnight_ending
from kit.web.common import PROBLEMS, same_again
from kit.web.models import CvrNumber, Day, Moment
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute, etag
from services.allocation.api.callers import VacancyPoster, VacancyReader
from services.allocation.api.lines import VacancyLine, act_for
from services.allocation.api.models import VacancyOut
from services.allocation.domain.vacancies.life import VacancyStatus
from services.allocation.store import vacancies
from services.allocation.usecases.ledger.check_vacancies import refuse_vacancy
from services.allocation.usecases.ledger.post_vacancy import post_vacancy

router = APIRouter(prefix="/v1", tags=["vacancies"], route_class=StoryRoute, responses=PROBLEMS)


@router.post(
    "/vacancies",
    status_code=201,
    summary="Post a vacancy and learn whose it is",
    name="post_vacancy",
    responses=same_again(VacancyOut),
)
async def post(line: VacancyLine, story: CurrentStory, _: VacancyPoster, response: Response) -> VacancyOut:
    """The answer says *claimed* or *released*, with the arithmetic, in the same request. The same reference again is
    the same vacancy (200); with other content it is refused (409) and the fields that differ are named. Everything
    that is wrong with a vacancy is told at once."""
    await act_for(story, [line])
    if line.faults:
        await refuse_vacancy(story, line)
    posted, is_new = await post_vacancy(story, line.facts())
    response.status_code = 201 if is_new else 200
    response.headers["ETag"] = etag(posted.version)
    response.headers["Location"] = f"/allocation/v1/vacancies/{posted.id}"
    return VacancyOut.of(posted)


def _as_moment(before: datetime | date | None) -> datetime | None:
    """A day begins at local midnight: what must be answered before 10 March is due by the end of the 9th."""
    if before is None or isinstance(before, datetime):
        return before
    return midnight_ending(before - timedelta(days=1))


@router.get("/vacancies", summary="List vacancies", name="list_vacancies")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: VacancyReader,
    status: Annotated[VacancyStatus | None, Query(description="Only those that stand here.")] = None,
    organisation_cvr: Annotated[CvrNumber | None, Query(description="Only those of this organisation.")] = None,
    answer_due_before: Annotated[
        Moment | Day | None,
        Query(description="Only claims that still wait for an answer, and must have it before this moment or day."),
    ] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[VacancyOut]:
    """An organisation sees its own, in each municipality it works in; the municipality sees all of its own."""
    wanted = vacancies.Wanted(status, organisation_cvr, _as_moment(answer_due_before))
    page = await vacancies.list_vacancies(story, wanted, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [VacancyOut.of(posted) for posted in page]


@router.get("/vacancies/{vacancy_id}", summary="Look at one vacancy", name="get_vacancy")
async def get(vacancy_id: UUID, story: CurrentStory, _: VacancyReader, response: Response) -> VacancyOut:
    """With the decision as it was told, and its `ETag` for the next step."""
    posted = await vacancies.get_vacancy(story, vacancy_id)
    response.headers["ETag"] = etag(posted.version)
    return VacancyOut.of(posted)
