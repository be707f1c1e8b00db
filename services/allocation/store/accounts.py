"""The accounts and their lines, as rows and back. A line is inserted and never touched again."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, text
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.problems import NotFound
from services.allocation.domain.account.lines import (
    Account,
    AccountLine,
    LineKind,
    NewLine,
    Objection,
    ObjectionCode,
    StatementLine,
    statement_month,
)
from services.allocation.store import tables

OPEN = text("""
    INSERT INTO account (municipality_code, organisation_cvr, id) VALUES (:municipality_code, :organisation_cvr, :id)
    ON CONFLICT DO NOTHING
""")
CLOSE = text("""
    UPDATE account SET open_from = :open_from
    WHERE municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
""")
NAMES = tuple(AccountLine.__dataclass_fields__)


async def lock_account(story: Story, organisation_cvr: str) -> Account:
    """Take the account's turn, opening the account with its first line. Vacancies are locked before it."""
    [account] = await lock_accounts(story, [organisation_cvr])
    return account


async def lock_accounts(
    story: Story, organisation_cvrs: Iterable[str], open_before: date | None = None
) -> list[Account]:
    """Take the turns of these accounts, and of all that are open before a day, always in the same order."""
    wanted = sorted(set(organisation_cvrs))
    for cvr in wanted:
        opening = {"municipality_code": story.municipality_code, "organisation_cvr": cvr, "id": uuid4()}
        await story.execute(OPEN, opening)
    row = tables.Account
    asked: ColumnElement[bool] = col(row.organisation_cvr).in_(wanted)
    if open_before is not None:
        asked = asked | col(row.open_from).is_(None) | (col(row.open_from) < open_before)
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, asked)
        .order_by(col(row.organisation_cvr))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    rows = (await story.session.exec(query)).all()
    return [Account(each.id, each.organisation_cvr, each.open_from) for each in rows]


async def find_account(story: Story, organisation_cvr: str) -> Account | None:
    """The account, or None before its first line."""
    row = await story.session.get(tables.Account, (story.municipality_code, organisation_cvr))
    return Account(row.id, row.organisation_cvr, row.open_from) if row else None


async def close_statements(story: Story, account: Account, open_from: date) -> None:
    """Close the statements of the months before; the account is locked."""
    names = {"municipality_code": story.municipality_code, "organisation_cvr": account.organisation_cvr}
    await story.execute(CLOSE, {**names, "open_from": open_from})


async def book(story: Story, account: Account, vacancy_id: UUID, lines: Sequence[NewLine]) -> list[AccountLine]:
    """Put lines on a locked account, each on the statement of its month; the database refuses a period twice."""
    today = local_day(story.now)
    booked = [
        AccountLine(
            id=uuid4(),
            organisation_cvr=account.organisation_cvr,
            vacancy_id=vacancy_id,
            month=statement_month(line, open_from=account.open_from, today=today),
            booked_at=story.now,
            **asdict(line),
        )
        for line in lines
    ]
    story.session.add_all(
        tables.AccountLine(municipality_code=story.municipality_code, booked_by=story.caused_by, **asdict(line))
        for line in booked
    )
    await story.session.flush()
    return booked


def _line(row: tables.AccountLine) -> AccountLine:
    return AccountLine(**{name: getattr(row, name) for name in NAMES} | {"kind": LineKind(row.kind)})


async def list_vacancy_lines(story: Story, vacancy_id: UUID) -> list[AccountLine]:
    """Every line of one vacancy, oldest period first."""
    row = tables.AccountLine
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.vacancy_id == vacancy_id)
        .order_by(col(row.period_from), col(row.booked_at), col(row.id))
    )
    return [_line(each) for each in (await story.session.exec(query)).all()]


async def get_line(story: Story, organisation_cvr: str, line_id: UUID) -> AccountLine:
    """One line of an organisation's account, or NotFound."""
    row = tables.AccountLine
    query = select(row).where(
        row.municipality_code == story.municipality_code,
        row.organisation_cvr == organisation_cvr,
        row.id == line_id,
    )
    found = (await story.session.exec(query)).one_or_none()
    if found is None:
        raise NotFound
    return _line(found)


async def list_lines(
    story: Story, organisation_cvr: str, *, municipality_code: str | None = None, month: date | None = None
) -> list[StatementLine]:
    """The lines of an account, or of one month of it, as they were booked; a correction after the line it corrects."""
    row, vacancy, objection = tables.AccountLine, tables.Vacancy, tables.LineObjection
    query = (
        select(row, vacancy.reference, objection)
        .join(vacancy, col(vacancy.id) == col(row.vacancy_id))
        .join(objection, col(objection.line_id) == col(row.id), isouter=True)
        .where(row.organisation_cvr == organisation_cvr)
        .order_by(col(row.booked_at), col(row.corrects_id).is_not(None), col(row.period_from), col(row.id))
    )
    if municipality_code is not None:
        query = query.where(row.municipality_code == municipality_code)
    if month is not None:
        query = query.where(row.month == month)
    found = (await story.session.exec(query)).all()
    return [StatementLine(_line(line), reference, _objection(said)) for line, reference, said in found]


def _objection(row: tables.LineObjection | None) -> Objection | None:
    return Objection(ObjectionCode(row.code), row.objected_at) if row is not None else None


async def sum_by_month(story: Story, organisation_cvr: str) -> list[tuple[date, int, Decimal]]:
    """For each month with a line: the number of its lines and their sum, oldest first."""
    found = await story.execute(
        text("""
            SELECT month, count(*), sum(amount_dkk) FROM account_line
            WHERE municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
            GROUP BY month ORDER BY month
        """),
        {"municipality_code": story.municipality_code, "organisation_cvr": organisation_cvr},
    )
    return [(month, count, total) for month, count, total in found]
