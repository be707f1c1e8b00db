"""How many refund days a citizen has used and has left on a day, and when they run out if the stay continues."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from services.support.domain.courses.courses import add_months
from services.support.domain.stays.refund_days import Period, Run, Why, count_days, limit_in
from services.support.domain.stays.terms import RefundRules

LOOKS_AHEAD_MONTHS = 24
"""A year and the one after: by then every stay has run out of days or of its year."""


@dataclass(frozen=True, slots=True)
class RefundDays:
    """One citizen's refund days on a day.

    `year_from` up to, not including, `year_to` is the year open on the day; without one, a new admission has `left`.
    `runs_out_on` is the first day without refund if the stay that runs continues; it may have passed. There may be
    another one from `look_again_on` on.
    """

    on: date
    stay_id: UUID | None
    year_from: date | None
    year_to: date | None
    limit: int
    used: int
    left: int
    runs_out_on: date | None
    runs_out_because: Why | None
    look_again_on: date | None
    runs: tuple[Run, ...]


def refund_days(periods: Sequence[Period], rules: RefundRules, on: date) -> RefundDays:
    """Count up to and with the day.

    - Used are the days of stay in the year that is open on the day; left is what its limit leaves.
    - A stay that has outlasted its year has none left, until something opens the next.
    """
    counted = count_days(periods, rules, on + timedelta(days=1))
    opened = next(((start, end) for start, end in reversed(counted.years) if start <= on < end), None)
    running = _running(periods, on)
    year_from, year_to = opened or (None, None)
    limit = limit_in(rules, on, year_from or on)
    own = [run for run in counted.runs if year_from is not None and run.year == year_from.toordinal()]
    used = sum(run.days for run in own)
    stuck = running is not None and opened is None
    out = _without(periods, rules, running, on)
    return RefundDays(
        on=on,
        stay_id=running.stay_id if running else None,
        year_from=year_from,
        year_to=year_to,
        limit=limit,
        used=used,
        left=0 if stuck else max(0, limit - used),
        runs_out_on=out[0].from_on if out else None,
        runs_out_because=out[0].why if out else None,
        look_again_on=date.fromordinal(out[-1].end) if out else None,
        runs=counted.runs,
    )


def _running(periods: Sequence[Period], on: date) -> Period | None:
    there = (each for each in periods if each.admitted_on <= on and (each.discharged_on or date.max) > on)
    return max(there, key=lambda each: each.admitted_on, default=None)


def _without(periods: Sequence[Period], rules: RefundRules, running: Period | None, on: date) -> tuple[Run, ...]:
    """The days without refund that the running stay reaches first on or after the day, if it continues: runs on end."""
    if running is None:
        return ()
    known = [each for each in periods if each.admitted_on <= on and each.stay_id != running.stay_id]
    horizon = add_months(on, LOOKS_AHEAD_MONTHS)
    counted = count_days([*known, replace(running, discharged_on=None)], rules, horizon)
    own = (run for run in counted.runs if run.stay_id == running.stay_id)
    for refunded, stretch in groupby(own, key=lambda run: run.refundable):
        runs = tuple(stretch)
        if not refunded and runs[-1].end > on.toordinal():
            return runs
    return ()


def warn_on(days: RefundDays, rules: RefundRules) -> date | None:
    """The day on which somebody is told that the days run out; None where no day of the stay was ever in the count."""
    if days.runs_out_on is None or days.runs_out_because not in (Why.LIMIT_USED, Why.YEAR_OVER):
        return None
    return days.runs_out_on - timedelta(days=rules.terms_on(days.on).warn_days)
