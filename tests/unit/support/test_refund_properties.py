"""Ten thousand random histories, counted once by the rule and once day by day in another way."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.support.domain.stays.refund_days import Period, count_days
from services.support.domain.stays.terms import (
    NATIONAL_LIMITS,
    EdgeDays,
    NextYear,
    RefundRules,
    RunningAtReform,
    StayTerms,
    Transition,
    refund_rules,
)
from tests.unit.support.stays import Chance, terms

HISTORIES = 10_000
SEED = 110
REFORM = date(2023, 10, 1).toordinal()
CHANGE = date(2026, 4, 1).toordinal()

Judged = dict[int, tuple[UUID, bool]]


@cache
def a_year_later(day: int, years: int = 1) -> int:
    """The same date another year; of 29 February, the 28th."""
    found = date.fromordinal(day)
    last = 28 if (found.month, found.day) == (2, 29) and (found.year + years) % 4 else found.day
    return date(found.year + years, found.month, last).toordinal()


class ByDay:
    """The choices in force on a day: of one row or two, looked up by the day's ordinal."""

    def __init__(self, rows: list[StayTerms]) -> None:
        self._first, self._last = rows[0], rows[-1]
        self._begins = self._last.valid_from.toordinal()

    def on(self, day: int) -> StayTerms:
        return self._last if day >= self._begins else self._first


def days_there(stay: Period, rows: ByDay, until: int) -> Iterator[int]:
    """The days of a stay on which somebody is there, one after the other."""
    day, out = stay.admitted_on.toordinal(), stay.discharged_on.toordinal() if stay.discharged_on else until
    came = day
    if came < REFORM and rows.on(REFORM).running_at_reform is RunningAtReform.ADMITTED:
        came = REFORM
    yield from range(day, min(out, until))
    if out < until:
        edge = rows.on(out).edge_days
        if edge is EdgeDays.BOTH or (edge is EdgeDays.ADMISSION and out == came):
            yield out


def one_day_at_a_time(stays: list[Period], rows: ByDay, until: int) -> Judged:
    """Walk the calendar: who is there, what opened the year, and how many days it has had."""
    outside = rows.on(REFORM).running_at_reform is RunningAtReform.OUTSIDE
    there: dict[int, UUID] = {}
    for stay in sorted(stays, key=lambda each: (each.admitted_on, each.discharged_on or date.max)):
        # Whoever comes in later on a day has the day.
        there |= dict.fromkeys(days_there(stay, rows, until), stay.stay_id)
    admissions = {stay.admitted_on.toordinal() for stay in stays}
    old = {stay.stay_id for stay in stays if stay.admitted_on.toordinal() < REFORM}
    left_out = old if outside else set()
    if not outside and any(_was_there_at_the_reform(stay) for stay in stays):
        admissions.add(REFORM)
    opened: int | None = None
    since = seen = over = 0
    judged: Judged = {}
    for day in sorted(admissions | set(there)):
        if day in there and (day < REFORM or there[day] in left_out):
            judged[day] = (there[day], False)
        if day < REFORM:
            continue
        counts = day in there and there[day] not in left_out
        if (opened is None or day >= over) and (counts or day in admissions):
            next_year = rows.on(day).next_year
            if opened is not None and next_year is NextYear.ANNIVERSARY:
                opened, seen = latest_anniversary(since, day), 0
                over = a_year_later(since, date.fromordinal(opened).year - date.fromordinal(since).year + 1)
            elif day in admissions or next_year is NextYear.PRESENCE:
                opened, since, seen, over = day, day, 0, a_year_later(day)
        if counts:
            covered = opened is not None and day < over
            seen += covered
            judged[day] = (there[day], covered and (seen <= 90 or seen <= most(rows, day, opened or day)))
    return judged


def _was_there_at_the_reform(stay: Period) -> bool:
    came, out = stay.admitted_on.toordinal(), stay.discharged_on
    return came < REFORM and (out is None or out.toordinal() >= REFORM)


def latest_anniversary(since: int, day: int) -> int:
    return max(a_year_later(since, years) for years in range(20) if a_year_later(since, years) <= day)


def most(rows: ByDay, day: int, opened: int) -> int:
    held_on = day if rows.on(day).transition is Transition.BY_DAY else opened
    return 90 if held_on >= CHANGE else 120


LENGTHS = (0, 0, 1, 2, 7, 14, 29, 30, 60, 89, 90, 91, 119, 120, 121, 366)
GAPS = (0, 0, 1, 2, 30, 60, 200, 275, 365, 400)


def a_history(chance: Chance) -> list[Period]:
    """Up to six stays one after the other, often sharing a day, sometimes of one day, at times very long."""
    day = date(2023, 6, 1) + timedelta(days=chance.below(1100))
    found: list[Period] = []
    for number in range(1, chance.below(6) + 2):
        length = chance.of(LENGTHS)
        out = day + timedelta(days=length)
        runs_on = chance.below(10) == 0
        found.append(Period(UUID(int=number), day, None if runs_on else out))
        if runs_on:
            break
        day = out + timedelta(days=chance.of(GAPS) or (length == 0))
    return found


def some_rows(chance: Chance) -> list[StayTerms]:
    starts = ("2000-01-01", chance.of(("2024-02-29", "2025-01-01", "2026-03-31", "2026-04-01")))
    return [
        terms(
            start,
            edge_days=chance.of(list(EdgeDays)),
            next_year=chance.of(list(NextYear)),
            running_at_reform=chance.of(list(RunningAtReform)),
            transition=chance.of(list(Transition)),
        )
        for start in starts[: chance.of((1, 1, 1, 2))]
    ]


def by_the_rule(stays: list[Period], rules: RefundRules, until: date) -> Judged:
    return {
        ordinal: (run.stay_id, run.refundable)
        for run in count_days(stays, rules, until).runs
        for ordinal in range(run.first, run.end)
    }


def test_ten_thousand_histories_are_counted_as_day_by_day() -> None:
    chance = Chance(SEED)
    refundable = refused = 0
    for number in range(HISTORIES):
        stays, rows = a_history(chance), some_rows(chance)
        until = stays[-1].admitted_on + timedelta(days=1 + chance.below(400))
        known = [stay for stay in stays if stay.admitted_on < until]
        expected = one_day_at_a_time(known, ByDay(rows), until.toordinal())
        assert by_the_rule(known, refund_rules(rows), until) == expected, (number, stays, rows, until)
        refundable += sum(yes for _, yes in expected.values())
        refused += sum(not yes for _, yes in expected.values())
    assert refundable > 500_000 and refused > 500_000, "the histories try both sides of the rule"


@given(st.integers(0, 2**63))
@settings(max_examples=25, deadline=None)
def test_no_year_ever_has_more_refundable_days_than_its_limit(seed: int) -> None:
    chance = Chance(seed)
    stays, rows = a_history(chance), some_rows(chance)
    counted = count_days(stays, refund_rules(rows), date(2030, 1, 1))
    for start, end in counted.years:
        own = [run for run in counted.runs if run.year_from == start]
        assert sum(run.days for run in own if run.refundable) <= NATIONAL_LIMITS[0].days
        assert all(start <= run.from_on and run.to_on < end for run in own)


@given(st.integers(0, 2**63))
@settings(max_examples=25, deadline=None)
def test_what_a_day_was_judged_is_not_changed_by_what_comes_later(seed: int) -> None:
    chance = Chance(seed)
    stays, rules = a_history(chance), refund_rules(some_rows(chance))
    early, late = sorted(stays[0].admitted_on + timedelta(days=1 + chance.below(1500)) for _ in range(2))
    sooner = by_the_rule(stays, rules, early)
    later = by_the_rule(stays, rules, late)
    # On the last day alone something may still come: a discharge, or an admission that takes the day over.
    settled = {day: judged for day, judged in sooner.items() if day < early.toordinal() - 1}
    assert {day: later[day] for day in settled} == settled
