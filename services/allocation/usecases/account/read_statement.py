"""Both sides read the account between them, month by month."""

from datetime import date
from uuid import UUID

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.allocation.domain.account.lines import StatementLine
from services.allocation.domain.account.statements import MonthTotal, Statement, month_totals, total_of
from services.allocation.store.accounts import find_account, get_line, list_lines, sum_by_month


def require_party(story: Story, organisation_cvr: str) -> None:
    """Raises NotFound where an organisation asks for an account that is not its own."""
    if story.caller.cvr not in (None, organisation_cvr):
        raise NotFound


async def read_account(story: Story, organisation_cvr: str) -> list[StatementLine]:
    """Every line booked; an organisation of several municipalities reads those with each."""
    require_party(story, organisation_cvr)
    return await list_lines(story, organisation_cvr)


async def read_line(story: Story, organisation_cvr: str, line_id: UUID) -> StatementLine:
    """One line as both sides read it."""
    line = await get_line(story, organisation_cvr, line_id)
    lines = await list_lines(story, organisation_cvr, municipality_code=story.municipality_code, month=line.month)
    return next(found for found in lines if found.line.id == line_id)


async def list_statements(story: Story, organisation_cvr: str) -> list[MonthTotal]:
    """The months of the account with one municipality."""
    require_party(story, organisation_cvr)
    return month_totals(await find_account(story, organisation_cvr), await sum_by_month(story, organisation_cvr))


async def read_statement(story: Story, organisation_cvr: str, month: date) -> Statement:
    """One month, line by line."""
    require_party(story, organisation_cvr)
    account = await find_account(story, organisation_cvr)
    sums = await sum_by_month(story, organisation_cvr)
    lines = await list_lines(story, organisation_cvr, municipality_code=story.municipality_code, month=month)
    return Statement(total_of(account, sums, month), lines)
