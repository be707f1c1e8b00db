"""State refund of shelter stays: days left, local choices, rates, and the monthly statement."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kit.web.common import PROBLEMS
from kit.web.models import Day
from kit.web.paging import AfterId, PageSize
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import RefundReader, RefundWriter, StayFileReader, StayReader
from services.support.api.refund_models import (
    RefundDaysOut,
    RunningOutOut,
    ShelterRateModel,
    ShelterRatesIn,
    ShelterRatesOut,
    StayTermsIn,
    StayTermsOut,
)
from services.support.api.refund_statement_models import Month, RefundStatementOut, as_csv
from services.support.api.stay_models import DaysLeftOut
from services.support.store.refunds import list_rates, list_stay_terms
from services.support.usecases.stays.close_refund_months import list_refund_months, read_refund_statement
from services.support.usecases.stays.enter_terms import enter_shelter_rates, enter_stay_terms
from services.support.usecases.stays.read_refund_days import list_days_running_out, read_refund_days

router = APIRouter(prefix="/v1", tags=["refunds"], route_class=StoryRoute, responses=PROBLEMS)
LONGEST_LOOK = 730


class CsvResponse(Response):
    """A table as text."""

    media_type = "text/csv"


@router.get("/citizens/{citizen_id}/refund-days", summary="Read a citizen's refund days", name="get_refund_days")
async def get_days(
    citizen_id: UUID,
    story: CurrentStory,
    _: StayFileReader,
    on: Annotated[Day | None, Query(description="The day asked about; today where none is named.")] = None,
) -> RefundDaysOut:
    """A person's act, and the reading is recorded. Used and left in the year that is open on the day, the day they run
    out if the stay continues, every day's reason, and what is refunded after the stays."""
    return RefundDaysOut.of(citizen_id, await read_refund_days(story, citizen_id, on))


@router.get("/refunds/running-out", summary="List whose refund days run out", name="list_running_out")
async def running_out(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: StayReader,
    within: Annotated[int, Query(ge=0, le=LONGEST_LOOK, description="Days from today.")] = 30,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[RunningOutOut]:
    """Citizens in a shelter whose days run out within so many days, or have run out, if the stay continues."""
    page = await list_days_running_out(story, within, after, limit)
    if len(page) == limit:
        following = request.url.include_query_params(after=str(page[-1][0]), limit=limit)
        response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
    return [
        RunningOutOut(citizen_id=citizen_id, stay_id=days.stay_id, days=DaysLeftOut.model_validate(days))
        for citizen_id, days in page
    ]


@router.put("/stay-terms", summary="Enter how refund days are counted", name="put_stay_terms")
async def put_terms(body: StayTermsIn, story: CurrentStory, _: RefundWriter) -> StayTermsOut:
    """Dated local choices, in force from their day until the next row; one from the same day is replaced."""
    return StayTermsOut.of(await enter_stay_terms(story, [row.to_terms() for row in body.terms]))


@router.get("/stay-terms", summary="Read how refund days are counted", name="get_stay_terms")
async def get_terms(story: CurrentStory, _: StayReader) -> StayTermsOut:
    """The municipality's rows, and the default that holds before the first of them."""
    return StayTermsOut.of(await list_stay_terms(story))


@router.put("/shelter-rates", summary="Enter what a day in a shelter costs", name="put_shelter_rates")
async def put_rates(body: ShelterRatesIn, story: CurrentStory, _: RefundWriter) -> ShelterRatesOut:
    """Dated rates; one of the same shelter and day is replaced. What a closed statement said at another rate, the next
    one puts right."""
    rates = await enter_shelter_rates(story, [rate.to_rate() for rate in body.rates])
    return ShelterRatesOut(rates=[ShelterRateModel.model_validate(rate) for rate in rates])


@router.get("/shelter-rates", summary="Read what a day in a shelter costs", name="list_shelter_rates")
async def get_rates(story: CurrentStory, _: RefundReader) -> ShelterRatesOut:
    """Every rate entered, by shelter and date."""
    return ShelterRatesOut(rates=[ShelterRateModel.model_validate(rate) for rate in await list_rates(story)])


@router.get("/refunds/statements", summary="List the months whose statements are closed", name="list_refund_statements")
async def get_statements(story: CurrentStory, _: RefundReader) -> list[str]:
    """A closed statement never changes."""
    return [month.isoformat()[:7] for month in await list_refund_months(story)]


@router.get("/refunds/statements/{month}", summary="Read a month's refund statement", name="get_refund_statement")
async def get_statement(month: Month, story: CurrentStory, _: RefundReader) -> RefundStatementOut:
    """Per stay: days, refundable days, rate and amounts. A month under way is stated as it stands today. Days of
    earlier months are corrections of statements already closed."""
    return RefundStatementOut.of(await read_refund_statement(story, date.fromisoformat(f"{month}-01")))


@router.get(
    "/refunds/statements/{month}/export",
    summary="Take a month's refund statement home as a table",
    name="export_refund_statement",
    response_class=CsvResponse,
)
async def export_statement(month: Month, story: CurrentStory, _: RefundReader) -> CsvResponse:
    """The same statement as CSV in UTF-8, amounts with a decimal point, without names."""
    statement = await read_refund_statement(story, date.fromisoformat(f"{month}-01"))
    named = {"Content-Disposition": f'attachment; filename="refund-statement-{month}.csv"'}
    return CsvResponse(as_csv(statement), headers=named)
