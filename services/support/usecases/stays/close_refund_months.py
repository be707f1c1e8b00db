"""When a month has ended, the municipality has its statement of what shelter stays cost and what the state refunds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.stays.refund_days import count_days
from services.support.domain.stays.statements import (
    LineKey,
    Lines,
    NewLine,
    ShelterRate,
    Sums,
    differences,
    first_of_month,
    lines_of,
    month_after,
    months_to_close,
    total,
)
from services.support.domain.stays.stays import Stay, StayState
from services.support.domain.stays.terms import REFORM_ON, RefundRules
from services.support.store.refunds import (
    book_lines,
    close_month,
    find_rules,
    last_closed,
    list_closed,
    list_lines,
    list_rates,
    sum_booked,
)
from services.support.store.stays import first_admission, list_of_citizens


@dataclass(frozen=True, slots=True)
class Statement:
    """A month's lines with their total; one that is not closed says what it would be as things stand."""

    month: date
    closed: bool
    lines: list[NewLine]
    total: Sums


@dataclass(frozen=True, slots=True)
class _Basis:
    """What lines are counted from."""

    stays: list[Stay]
    rules: RefundRules
    rates: list[ShelterRate]


async def close_refund_months(story: Story) -> int:
    """Close the statements of the months that have ended by the municipality's business time; how many.

    - A statement bears the days of its month, and the difference to what earlier statements said of theirs.
    - A month is closed once, also where two sweeps come to it together.
    """
    first = await first_admission(story)
    months = months_to_close(await last_closed(story), max(first, REFORM_ON) if first else None, local_day(story.now))
    if not months:
        return 0
    basis, closed = await _basis(story), 0
    for month in months:
        if not await close_month(story, month):
            continue
        lines = await _lines_due(story, basis, month, month_after(month))
        await book_lines(story, month, lines)
        sums = total(line.sums for line in lines)
        facts = {
            "month": month.isoformat()[:7],
            "lines": len(lines),
            "gross_dkk": sums.gross_dkk,
            "refund_dkk": sums.refund_dkk,
        }
        subject = uuid5(NAMESPACE_URL, f"refund statement {story.municipality_code} {month}")
        await record(story, "refund_statement_closed", subject, (Party.SUPPORT_TEAM, Party.MANAGEMENT), facts=facts)
        closed += 1
    return closed


async def read_refund_statement(story: Story, month: date) -> Statement:
    """The statement of a month: as it was closed, or what it would be up to and with today."""
    if month in await list_closed(story):
        lines, closed = await list_lines(story, month), True
    else:
        until = min(month_after(month), local_day(story.now) + timedelta(days=1))
        lines, closed = await _lines_due(story, await _basis(story), month, until), False
    return Statement(month, closed, lines, total(line.sums for line in lines))


async def list_refund_months(story: Story) -> list[date]:
    """The months whose statements are closed."""
    return await list_closed(story)


async def _basis(story: Story) -> _Basis:
    stays = [each for each in await list_of_citizens(story) if each.state is StayState.COUNTED]
    return _Basis(stays, await find_rules(story), await list_rates(story))


async def _lines_due(story: Story, basis: _Basis, month: date, until: date) -> list[NewLine]:
    """What the month's statement must say so that all up to it say what is right; in months to come, nothing."""
    if first_of_month(until) < month:
        return []
    right = _right(basis, story.municipality_code, until)
    return differences(right, await sum_booked(story, month), month)


def _right(basis: _Basis, municipality_code: str, until: date) -> Lines:
    """Every day before `until` of the stays that this municipality pays; another's use days but cost nothing here."""
    found: dict[LineKey, Sums] = {}
    for _, group in groupby(basis.stays, key=lambda stay: stay.citizen_id):
        own = list(group)
        runs = count_days([stay.period for stay in own], basis.rules, until).runs
        for stay in own:
            if stay.facts.paying_municipality_code == municipality_code:
                rates = [rate for rate in basis.rates if rate.shelter == stay.facts.shelter]
                of_stay = (run for run in runs if run.stay_id == stay.id)
                found |= _after_reform(lines_of(of_stay, stay.facts.shelter, rates, basis.rules).items())
    return found


def _after_reform(lines: Iterable[tuple[LineKey, Sums]]) -> Lines:
    return {key: sums for key, sums in lines if key.period_month >= REFORM_ON}
