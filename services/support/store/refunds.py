"""Local choices, shelters' rates, and the statements of state refund as rows; a line is never touched again."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from uuid import uuid4

from sqlalchemy import func, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.stays.statements import LineKey, NewLine, ShelterRate, Sums
from services.support.domain.stays.terms import (
    EdgeDays,
    NextYear,
    RefundRules,
    RunningAtReform,
    StayTerms,
    Transition,
    refund_rules,
)
from services.support.store import tables

TERMS = tuple(StayTerms.__dataclass_fields__)
RATE = tuple(ShelterRate.__dataclass_fields__)
BOOKED = text("""
    SELECT stay_id, period_month, shelter, daily_rate_dkk, sum(days), sum(refundable_days), sum(gross_dkk),
           sum(refund_dkk)
    FROM refund_line WHERE municipality_code = :municipality_code AND month < :before
    GROUP BY stay_id, period_month, shelter, daily_rate_dkk
""")


async def save_stay_terms(story: Story, rows: Sequence[StayTerms]) -> None:
    """Add the rows, or put right those that begin on the same day."""
    values = [{"municipality_code": story.municipality_code, **asdict(row)} for row in rows]
    statement = insert(tables.StayTerms).values(values)
    new = {name: statement.excluded[name] for name in TERMS if name != "valid_from"}
    await story.execute(statement.on_conflict_do_update(index_elements=["municipality_code", "valid_from"], set_=new))


async def list_stay_terms(story: Story) -> list[StayTerms]:
    """The municipality's own rows, by date."""
    row = tables.StayTerms
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.valid_from))
    return [
        StayTerms(
            **{name: getattr(each, name) for name in TERMS}
            | {
                "edge_days": EdgeDays(each.edge_days),
                "next_year": NextYear(each.next_year),
                "running_at_reform": RunningAtReform(each.running_at_reform),
                "transition": Transition(each.transition),
            }
        )
        for each in (await story.session.exec(query)).all()
    ]


async def find_rules(story: Story) -> RefundRules:
    """The rules the municipality counts by."""
    return refund_rules(await list_stay_terms(story))


async def save_rates(story: Story, rates: Sequence[ShelterRate]) -> None:
    """Add the rates, or put right those of the same shelter that begin on the same day."""
    statement = insert(tables.ShelterRate).values(
        [{"municipality_code": story.municipality_code, **asdict(rate)} for rate in rates]
    )
    key = ["municipality_code", "shelter", "valid_from"]
    new = {name: statement.excluded[name] for name in RATE if name not in key}
    await story.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


async def list_rates(story: Story) -> list[ShelterRate]:
    """Every rate entered, by shelter and date."""
    row = tables.ShelterRate
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code)
        .order_by(col(row.shelter), col(row.valid_from))
    )
    found = (await story.session.exec(query)).all()
    return [ShelterRate(**{name: getattr(each, name) for name in RATE}) for each in found]


async def last_closed(story: Story) -> date | None:
    """The last month whose statement is closed."""
    row = tables.RefundStatement
    query = select(func.max(col(row.month))).where(col(row.municipality_code) == story.municipality_code)
    return (await story.session.exec(query)).one()


async def list_closed(story: Story) -> list[date]:
    """The months whose statements are closed, oldest first."""
    row = tables.RefundStatement
    query = select(col(row.month)).where(row.municipality_code == story.municipality_code).order_by(col(row.month))
    return list((await story.session.exec(query)).all())


async def close_month(story: Story, month: date) -> bool:
    """Mark the month as closed; False where somebody else has closed it first, whose transaction has then ended."""
    row = tables.RefundStatement
    statement = insert(row).values(municipality_code=story.municipality_code, month=month, closed_at=story.now)
    closed = await story.execute(statement.on_conflict_do_nothing().returning(col(row.month)))
    return closed.one_or_none() is not None


async def book_lines(story: Story, month: date, lines: Iterable[NewLine]) -> None:
    """Put lines on the statement of a month that is being closed."""
    story.session.add_all(
        tables.RefundLine(
            municipality_code=story.municipality_code,
            id=uuid4(),
            month=month,
            correction=line.correction,
            booked_at=story.now,
            **asdict(line.key),
            **asdict(line.sums),
        )
        for line in lines
    )
    await story.session.flush()


async def sum_booked(story: Story, before: date) -> dict[LineKey, Sums]:
    """What all statements before the month say together, by stay, month and rate."""
    found = await story.execute(BOOKED, {"municipality_code": story.municipality_code, "before": before})
    return {LineKey(*row[:4]): Sums(*row[4:]) for row in found}


async def list_lines(story: Story, month: date) -> list[NewLine]:
    """The lines of a closed statement, in order."""
    row = tables.RefundLine
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.month == month)
        .order_by(col(row.period_month), col(row.shelter), col(row.stay_id), col(row.days))
    )
    return [
        NewLine(
            LineKey(each.stay_id, each.period_month, each.shelter, each.daily_rate_dkk),
            Sums(each.days, each.refundable_days, each.gross_dkk, each.refund_dkk),
            each.correction,
        )
        for each in (await story.session.exec(query)).all()
    ]
