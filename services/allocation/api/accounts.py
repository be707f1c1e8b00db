"""The account between a municipality and a housing organisation: lines, statements, corrections, objections."""

from uuid import UUID

from fastapi import APIRouter, Response

from kit.web.common import PROBLEMS, same_again
from kit.web.requests import CurrentStory, Cvr, StoryRoute
from services.allocation.api.account_models import (
    AccountLineOut,
    AccountOut,
    CorrectionIn,
    Month,
    ObjectionIn,
    ObjectionOut,
    StatementOut,
    StatementsOut,
    first_day,
)
from services.allocation.api.callers import AccountCorrector, AccountObjector, AccountReader
from services.allocation.usecases.account.correct_line import correct_line
from services.allocation.usecases.account.object_to_line import object_to_line
from services.allocation.usecases.account.read_statement import list_statements, read_account, read_line, read_statement

router = APIRouter(prefix="/v1/accounts", tags=["leases and accounts"], route_class=StoryRoute, responses=PROBLEMS)


class CsvResponse(Response):
    """A table as text."""

    media_type = "text/csv"


@router.get("/{cvr}", summary="Read an organisation's account", name="get_account")
async def get_account(cvr: Cvr, story: CurrentStory, _: AccountReader) -> AccountOut:
    """What the municipality owes, line by line."""
    return AccountOut.of(cvr, await read_account(story, cvr))


@router.get("/{cvr}/statements", summary="List the statements of an account", name="list_statements")
async def get_statements(cvr: Cvr, story: CurrentStory, _: AccountReader) -> StatementsOut:
    """The months in which something was booked, each with its totals. A closed month never changes."""
    return StatementsOut.of(cvr, await list_statements(story, cvr))


@router.get("/{cvr}/statements/{month}", summary="Read a month's statement", name="get_statement")
async def get_statement(cvr: Cvr, month: Month, story: CurrentStory, _: AccountReader) -> StatementOut:
    """Each line with its sum in words, between the opening and the closing total."""
    return StatementOut.of(cvr, await read_statement(story, cvr, first_day(month)))


@router.get(
    "/{cvr}/statements/{month}/export",
    summary="Take a month's statement home as a table",
    name="export_statement",
    response_class=CsvResponse,
)
async def export_statement(cvr: Cvr, month: Month, story: CurrentStory, _: AccountReader) -> CsvResponse:
    """The same statement as CSV in UTF-8, amounts with a decimal point."""
    statement = StatementOut.of(cvr, await read_statement(story, cvr, first_day(month)))
    named = {"Content-Disposition": f'attachment; filename="statement-{cvr}-{month}.csv"'}
    return CsvResponse(statement.as_csv(), headers=named)


@router.post("/{cvr}/corrections", status_code=201, summary="Correct a line of an account", name="post_correction")
async def post_correction(cvr: Cvr, body: CorrectionIn, story: CurrentStory, _: AccountCorrector) -> AccountLineOut:
    """A person's act: the difference is booked as a new line that points at the wrong one, which stands as it was.
    A correction is not corrected itself, and no line becomes negative."""
    booked = await correct_line(story, cvr, body.line_id, body.difference_dkk, body.code)
    return AccountLineOut.of(await read_line(story, cvr, booked.id))


@router.post(
    "/{cvr}/lines/{line_id}/objection",
    status_code=201,
    summary="Object to a line",
    name="post_line_objection",
    responses=same_again(ObjectionOut),
)
async def post_objection(
    cvr: Cvr, line_id: UUID, body: ObjectionIn, story: CurrentStory, _: AccountObjector, response: Response
) -> ObjectionOut:
    """The organisation's own act, once a line; both sides read it there. The same again is the same (200)."""
    objection, is_new = await object_to_line(story, cvr, line_id, body.code)
    response.status_code = 201 if is_new else 200
    return ObjectionOut.model_validate(objection)
