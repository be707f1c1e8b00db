"""Rates as rows, and back: the municipality's own and the national ones."""

from collections.abc import Iterable

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Rate, RateBook, rate_table
from services.benefits.store import tables

LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('rates ' || :municipality_code, 0))")
KEY = ["municipality_code", "key", "valid_from"]


def _rate(row: tables.Rate | tables.NationalRate) -> Rate:
    return Rate(RateKey(row.key), row.valid_from, row.valid_to, row.value, row.unit, row.verified, row.source)


async def lock_rates(story: Story) -> None:
    """Make two who enter rates for the same municipality at once take turns."""
    await story.execute(LOCK, {"municipality_code": story.municipality_code})


async def list_local_rates(story: Story) -> list[Rate]:
    """The municipality's own rows, by key and date."""
    query = (
        select(tables.Rate)
        .where(tables.Rate.municipality_code == story.municipality_code)
        .order_by(col(tables.Rate.key), col(tables.Rate.valid_from))
    )
    return [_rate(row) for row in (await story.session.exec(query)).all()]


async def list_national_rates(story: Story) -> list[Rate]:
    """The national rows, by key and date."""
    query = select(tables.NationalRate).order_by(col(tables.NationalRate.key), col(tables.NationalRate.valid_from))
    return [_rate(row) for row in (await story.session.exec(query)).all()]


async def get_rate_book(story: Story) -> RateBook:
    """The rates by which the municipality decides."""
    local, national = await list_local_rates(story), await list_national_rates(story)
    return RateBook(rate_table(local), rate_table(national))


async def save_rates(story: Story, rates: Iterable[Rate]) -> None:
    """Add the rows, or replace those of the same key and first day."""
    rows = [
        {"municipality_code": story.municipality_code, **{name: getattr(rate, name) for name in Rate.__slots__}}
        for rate in rates
    ]
    if not rows:
        return
    statement = insert(tables.Rate).values(rows)
    new = {name: statement.excluded[name] for name in Rate.__slots__ if name not in KEY}
    await story.execute(statement.on_conflict_do_update(index_elements=KEY, set_=new))
