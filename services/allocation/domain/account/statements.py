"""A month's statement of an account: what was owed before, its lines, and what is owed after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.allocation.domain.account.lines import Account, StatementLine


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """One month of an account: the number of its lines and its totals. A closed month never changes."""

    month: date
    lines: int
    opening_dkk: Decimal
    total_dkk: Decimal
    closed: bool

    @property
    def closing_dkk(self) -> Decimal:
        """What has been stated in all, with this month."""
        return self.opening_dkk + self.total_dkk


@dataclass(frozen=True, slots=True)
class Statement:
    """A month with its lines."""

    total: MonthTotal
    lines: Sequence[StatementLine]


def month_totals(account: Account | None, sums: Sequence[tuple[date, int, Decimal]]) -> list[MonthTotal]:
    """The months in which something was booked, each opening with what the one before closed with; oldest first."""
    found: list[MonthTotal] = []
    opening = Decimal(0)
    for month, lines, total in sums:
        found.append(MonthTotal(month, lines, opening, total, is_closed(account, month)))
        opening = found[-1].closing_dkk
    return found


def total_of(account: Account | None, sums: Sequence[tuple[date, int, Decimal]], month: date) -> MonthTotal:
    """The totals of one month, also where nothing was booked in it."""
    opening = sum((total for each, _, total in sums if each < month), start=Decimal(0))
    lines, total = next(((lines, total) for each, lines, total in sums if each == month), (0, Decimal(0)))
    return MonthTotal(month, lines, opening, total, is_closed(account, month))


def is_closed(account: Account | None, month: date) -> bool:
    """Whether nothing more can be put on the month's statement."""
    return account is not None and account.open_from is not None and month < account.open_from
