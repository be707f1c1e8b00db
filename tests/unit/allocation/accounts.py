"""Lines of an account, as they stand once they are booked."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from services.allocation.domain.account.lines import AccountLine, NewLine, statement_month
from services.allocation.domain.account.rent_due import RentRun, lines_due
from services.allocation.domain.agreements.terms import RentMethod

BOOKED_AT = datetime(2025, 6, 1, tzinfo=UTC)
RENT = Decimal("4800.00")


def on_account(
    new: Sequence[NewLine], *, open_from: date | None = None, today: date = date(2025, 6, 1)
) -> list[AccountLine]:
    """The lines as they stand once they are booked."""
    return [
        AccountLine(
            **asdict(line),
            id=uuid4(),
            organisation_cvr="99000236",
            vacancy_id=UUID(int=1),
            month=statement_month(line, open_from=open_from, today=today),
            booked_at=BOOKED_AT,
        )
        for line in new
    ]


def a_line(**changes: object) -> AccountLine:
    """March 2025 at 4,800 a month."""
    run = RentRun(date(2025, 3, 1), date(2025, 4, 1), RENT, RentMethod.YEARLY_365)
    [line] = on_account(lines_due(run, [], ended=False))
    return AccountLine(**{**asdict(line), **changes})
