"""The shapes of the account, its statements and its lines."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from kit.web.models import ApiModel, Dkk, TextOut
from services.allocation.domain.account.lines import CorrectionCode, ObjectionCode, StatementLine, in_words
from services.allocation.domain.account.statements import MonthTotal, Statement

Month = Annotated[
    str,
    Path(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", description="The month: 2025-03.", examples=["2025-03"]),
    AfterValidator(lambda month: month[:7]),
]
CSV_COLUMNS = (
    "kind", "amount_dkk", "id", "reference", "period_from", "period_to", "days", "rent_dkk", "method",
    "corrects_line_id", "code", "booked_at", "da", "en",
)  # fmt: skip


def first_day(month: str) -> date:
    """The first day of a month written as 2025-03."""
    return date.fromisoformat(f"{month}-01")


class ObjectionOut(BaseModel):
    """The organisation's objection to a line."""

    model_config = ConfigDict(from_attributes=True)

    code: ObjectionCode
    objected_at: datetime


class AccountLineOut(BaseModel):
    """One line both sides can check: so many days at so much rent a month, by the agreement's method.

    `text` is the sum in words. A correction bears the days and the amount by which the line it points at changes.
    """

    id: UUID
    vacancy_id: UUID
    reference: str
    kind: str
    month: str
    period_from: date
    period_to: date
    days: int
    rent_dkk: Dkk
    method: str
    amount_dkk: Dkk
    text: TextOut
    corrects_line_id: UUID | None
    code: str | None
    claim_id: UUID | None
    booked_at: datetime
    objection: ObjectionOut | None

    @staticmethod
    def of(found: StatementLine) -> "AccountLineOut":
        line = found.line
        names = [name for name in AccountLineOut.model_fields if hasattr(line, name)]
        return AccountLineOut.model_validate(
            {
                **{name: getattr(line, name) for name in names},
                "reference": found.reference,
                "month": line.month.isoformat()[:7],
                "text": TextOut.model_validate(in_words(line)),
                "corrects_line_id": line.corrects_id,
                "objection": ObjectionOut.model_validate(found.objection) if found.objection else None,
            }
        )


class AccountOut(BaseModel):
    """An organisation's account with the municipality."""

    organisation_cvr: str
    total_dkk: Dkk
    lines: list[AccountLineOut]

    @staticmethod
    def of(organisation_cvr: str, lines: Sequence[StatementLine]) -> "AccountOut":
        total = sum((found.line.amount_dkk for found in lines), start=Decimal(0))
        shown = [AccountLineOut.of(found) for found in lines]
        return AccountOut(organisation_cvr=organisation_cvr, total_dkk=total, lines=shown)


class MonthOut(BaseModel):
    """One month of the account; a closed one never changes."""

    month: str
    closed: bool
    opening_dkk: Dkk
    total_dkk: Dkk
    closing_dkk: Dkk

    @staticmethod
    def values(total: MonthTotal) -> dict[str, object]:
        names = ("closed", "opening_dkk", "total_dkk", "closing_dkk")
        return {"month": total.month.isoformat()[:7], **{name: getattr(total, name) for name in names}}


class MonthTotalOut(MonthOut):
    """A month with the number of its lines."""

    lines: int


class StatementsOut(BaseModel):
    """The months in which something was booked, oldest first."""

    organisation_cvr: str
    statements: list[MonthTotalOut]

    @staticmethod
    def of(organisation_cvr: str, totals: Sequence[MonthTotal]) -> "StatementsOut":
        months = [MonthTotalOut.model_validate({**MonthOut.values(total), "lines": total.lines}) for total in totals]
        return StatementsOut(organisation_cvr=organisation_cvr, statements=months)


class StatementOut(MonthOut):
    """A month's statement: what was stated before, each line with its sum, and what is stated after."""

    organisation_cvr: str
    lines: list[AccountLineOut]

    @staticmethod
    def of(organisation_cvr: str, statement: Statement) -> "StatementOut":
        lines = [AccountLineOut.of(found) for found in statement.lines]
        values = MonthOut.values(statement.total)
        return StatementOut.model_validate({**values, "organisation_cvr": organisation_cvr, "lines": lines})

    def as_csv(self) -> str:
        """The lines between a row of the opening and a row of the closing total; amounts with a decimal point."""
        written = StringIO()
        table = csv.DictWriter(written, CSV_COLUMNS, restval="", extrasaction="ignore", lineterminator="\r\n")
        table.writeheader()
        table.writerow({"kind": "opening", "amount_dkk": f"{self.opening_dkk:.2f}"})
        for line in self.lines:
            shown = line.model_dump(mode="json")
            table.writerow({name: "" if value is None else value for name, value in (shown | shown["text"]).items()})
        table.writerow({"kind": "closing", "amount_dkk": f"{self.closing_dkk:.2f}"})
        return written.getvalue()


class CorrectionIn(ApiModel):
    """The line that is wrong, and by how much; less than nothing lowers it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "line_id": "7c0d3c1e-3b8e-4f0e-9a57-1f5f0a6f2d11",
                    "difference_dkk": "-157.81",
                    "code": "wrong_days",
                }
            ]
        }
    )

    line_id: UUID
    difference_dkk: Dkk
    code: CorrectionCode


class ObjectionIn(ApiModel):
    """Why the organisation objects."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "wrong_days"}]})

    code: ObjectionCode = Field(description="Free text belongs elsewhere: a line concerns somebody's home.")
