"""What an account lacks for one claimed vacancy: the months not booked yet, and what was booked for too long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from services.allocation.domain.account.lines import AccountLine, FollowsFrom, LineKind, NewLine, net_of, rent_as_line
from services.allocation.domain.account.vacancy_rent import idle_days, months_between, rent_line
from services.allocation.domain.agreements.terms import RentMethod

UNJUDGED = frozenset(FollowsFrom)


class RentEnds(StrEnum):
    """Why no more vacancy rent runs on a dwelling."""

    LEASE = "lease"
    """The citizen's lease starts."""
    LETTING = "letting"
    """Handed back, and let by the organisation."""
    CAP = "cap"
    """Handed back, and a notice of that day would have had effect."""
    WITHDRAWN = "withdrawn"
    """Withdrawn by the organisation: as if it had never been posted."""
    NOT_AT_DISPOSAL = "not_at_disposal"
    """Given back before it was at the municipality's disposal."""


@dataclass(frozen=True, slots=True)
class RentRun:
    """The days for which a vacancy costs rent as far as is known: half-open, at one rent and by one method."""

    begins: date
    ends: date
    rent_dkk: Decimal
    method: RentMethod


def lines_due(run: RentRun, booked: Sequence[AccountLine], *, ended: bool) -> list[NewLine]:
    """The lines that make the account say what the run says.

    - Each day from the first not booked to the end stands on one line, a line a month, rounded once.
    - A line that goes on after the end is corrected by the difference to the line it ought to have been.
    - A vacancy whose rent has `ended` without a day of it still shows a line: of no days.
    """
    rents = [line for line in booked if line.kind is LineKind.VACANCY_RENT]
    after = max((line.period_to for line in rents), default=run.begins)
    periods = list(months_between(after, run.ends))
    if ended and not rents and not periods:
        periods = [(run.begins, run.begins)]
    missing = [rent_as_line(rent_line(run.rent_dkk, first, end, run.method)) for first, end in periods]
    too_long = (line for line in rents if line.period_to > run.ends)
    return missing + [back for line in too_long if (back := _shortened(line, run, booked)) is not None]


def taken_back(booked: Sequence[AccountLine], code: FollowsFrom) -> list[NewLine]:
    """The corrections after which a vacancy costs nothing."""
    rents = (line for line in booked if line.kind is LineKind.VACANCY_RENT)
    whole = (
        _correction(line, line.period_from, -line.days - _days_followed(line, booked), -net_of(line, booked), code)
        for line in rents
    )
    return [back for back in whole if back.days or back.amount_dkk]


def _shortened(line: AccountLine, run: RentRun, booked: Sequence[AccountLine]) -> NewLine | None:
    """The correction of a line that goes on after the end; what a person has corrected on it stands, down to zero."""
    ends = max(line.period_from, run.ends)
    right = rent_line(line.rent_dkk, line.period_from, ends, RentMethod(line.method))
    already = sum((each.amount_dkk for each in _followed(line, booked)), start=Decimal(0))
    difference = max(right.amount_dkk - line.amount_dkk - already, -net_of(line, booked))
    days = -idle_days(ends, line.period_to) - _days_followed(line, booked)
    return _correction(line, ends, days, difference, FollowsFrom.LET_EARLIER) if days or difference else None


def _followed(line: AccountLine, booked: Sequence[AccountLine]) -> Iterator[AccountLine]:
    """The corrections of a line that nobody judged."""
    return (each for each in booked if each.corrects_id == line.id and each.code in UNJUDGED)


def _days_followed(line: AccountLine, booked: Sequence[AccountLine]) -> int:
    return sum(each.days for each in _followed(line, booked))


def _correction(line: AccountLine, first: date, days: int, amount_dkk: Decimal, code: FollowsFrom) -> NewLine:
    return NewLine(
        kind=LineKind.CORRECTION,
        period_from=first,
        period_to=line.period_to,
        days=days,
        rent_dkk=line.rent_dkk,
        method=line.method,
        amount_dkk=amount_dkk,
        corrects_id=line.id,
        code=code,
    )
