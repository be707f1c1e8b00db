"""The shapes of the monthly statement of state refund."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict

from kit.web.models import Dkk
from services.support.domain.stays.statements import NewLine, Sums
from services.support.usecases.stays.close_refund_months import Statement

Month = Annotated[
    str,
    Path(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", description="The month: 2025-03.", examples=["2025-03"]),
    AfterValidator(lambda month: month[:7]),
]


class SumsOut(BaseModel):
    """Days, refundable days, the full cost, the state's share, and what the municipality bears itself."""

    model_config = ConfigDict(from_attributes=True)

    days: int
    refundable_days: int
    gross_dkk: Dkk
    refund_dkk: Dkk
    own_dkk: Dkk

    @staticmethod
    def of(sums: Sums) -> "SumsOut":
        return SumsOut.model_validate(sums)


class RefundLineOut(BaseModel):
    """A line: days of one stay in one month at one rate; without a rate there is no amount until it is entered."""

    stay_id: UUID
    shelter: str
    period_month: str
    correction: bool
    daily_rate_dkk: Dkk | None
    sums: SumsOut

    @staticmethod
    def of(line: NewLine) -> "RefundLineOut":
        return RefundLineOut(
            stay_id=line.key.stay_id,
            shelter=line.key.shelter,
            period_month=line.key.period_month.isoformat()[:7],
            correction=line.correction,
            daily_rate_dkk=line.key.daily_rate_dkk,
            sums=SumsOut.of(line.sums),
        )


class RefundStatementOut(BaseModel):
    """A month's statement. The refund does not relieve the service ceiling: there the full cost counts."""

    month: str
    closed: bool
    lines: list[RefundLineOut]
    total: SumsOut
    counts_in_service_ceiling_dkk: Dkk
    days_without_rate: int

    @staticmethod
    def of(statement: Statement) -> "RefundStatementOut":
        without = sum(line.sums.days for line in statement.lines if line.key.daily_rate_dkk is None)
        return RefundStatementOut(
            month=statement.month.isoformat()[:7],
            closed=statement.closed,
            lines=[RefundLineOut.of(line) for line in statement.lines],
            total=SumsOut.of(statement.total),
            counts_in_service_ceiling_dkk=statement.total.gross_dkk,
            days_without_rate=without,
        )


SUMS = ("days", "refundable_days", "gross_dkk", "refund_dkk", "own_dkk")


def as_csv(statement: Statement) -> str:
    """The statement as a table without anybody's name or identifier but the stay's own; lines end as RFC 4180 says."""
    text = StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(("statement_month", "period_month", "shelter", "stay_id", "correction", "daily_rate_dkk", *SUMS))
    for line in statement.lines:
        key = line.key
        amounts = [getattr(line.sums, name) for name in SUMS]
        row = (
            statement.month,
            key.period_month,
            key.shelter,
            key.stay_id,
            line.correction,
            key.daily_rate_dkk,
            *amounts,
        )
        out.writerow([_cell(value) for value in row])
    return text.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()[:7]
        case Decimal():
            return f"{value:.2f}"
        case _:
            return str(value)
