"""The lines of the account between a municipality and a housing organisation: what each says, in words and in sums.

A line is never edited. What was wrong is put right by a new line that points at the one it corrects.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kit.values.texts import Text
from services.allocation.domain.account.vacancy_rent import RentLine, month_of, sum_of_days
from services.allocation.domain.agreements.terms import RentMethod
from services.allocation.domain.amounts import kroner


class LineKind(StrEnum):
    """What a line of the account is for."""

    VACANCY_RENT = "vacancy_rent"
    """The rent of a claimed dwelling that stands empty."""
    CORRECTION = "correction"
    """What an earlier line had wrong."""
    REINSTATEMENT = "reinstatement"
    """The guarantee for putting the dwelling in order after the tenant (ABL § 59(1))."""
    ARREARS = "arrears"
    """The guarantee for unpaid rent, where the agreement gives one."""


class CorrectionCode(StrEnum):
    """Why a person corrects a line."""

    WRONG_DAYS = "wrong_days"
    WRONG_RENT = "wrong_rent"
    WRONG_METHOD = "wrong_method"
    BOOKED_IN_ERROR = "booked_in_error"
    AGREED = "agreed"


class FollowsFrom(StrEnum):
    """Why a line is corrected without anybody judging it."""

    LET_EARLIER = "let_earlier"
    """The letting was reported after its month had been booked."""
    WITHDRAWN = "withdrawn"
    """The organisation withdrew the dwelling: as if it had never been posted."""
    NOT_AT_DISPOSAL = "not_at_disposal"
    """Given back within the deadline for the answer: it never was at the municipality's disposal."""


class ObjectionCode(StrEnum):
    """Why an organisation objects to a line."""

    WRONG_DAYS = "wrong_days"
    WRONG_RENT = "wrong_rent"
    WRONG_METHOD = "wrong_method"
    WRONG_DWELLING = "wrong_dwelling"
    AMOUNT_TOO_LOW = "amount_too_low"
    OTHER = "other"


WHY: Mapping[str, Text] = {
    CorrectionCode.WRONG_DAYS: Text("forkert antal dage", "wrong number of days"),
    CorrectionCode.WRONG_RENT: Text("forkert leje", "wrong rent"),
    CorrectionCode.WRONG_METHOD: Text("forkert beregningsmåde", "wrong method"),
    CorrectionCode.BOOKED_IN_ERROR: Text("bogført ved en fejl", "booked in error"),
    CorrectionCode.AGREED: Text("aftalt mellem parterne", "agreed between the parties"),
    FollowsFrom.LET_EARLIER: Text("udlejet tidligere", "let earlier"),
    FollowsFrom.WITHDRAWN: Text("boligen er trukket tilbage", "the dwelling was withdrawn"),
    FollowsFrom.NOT_AT_DISPOSAL: Text("boligen var aldrig til rådighed", "the dwelling never was at disposal"),
}
AS_DECIDED = "as_decided"
"""The method of a line that no days are counted for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line about to be booked.

    A correction bears the days and the amount by which the line it points at changes: fewer days are negative.
    `claim_id` is that of the guarantee claim that was accepted, also on what corrects its line.
    """

    kind: LineKind
    period_from: date
    period_to: date
    days: int
    rent_dkk: Decimal
    method: str
    amount_dkk: Decimal
    corrects_id: UUID | None = None
    code: str | None = None
    claim_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine(NewLine):
    """One booked line; `month` is the first day of the month on whose statement it stands."""

    id: UUID
    organisation_cvr: str
    vacancy_id: UUID
    month: date
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """An organisation's objection to a line."""

    code: ObjectionCode
    objected_at: datetime


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line as both sides read it: with the organisation's reference of the vacancy, and its objection."""

    line: AccountLine
    reference: str
    objection: Objection | None


@dataclass(frozen=True, slots=True)
class Account:
    """One organisation's account in one municipality; statements of the months before `open_from` are closed."""

    id: UUID
    organisation_cvr: str
    open_from: date | None


def rent_as_line(line: RentLine) -> NewLine:
    """The line of so many days of vacancy rent."""
    return NewLine(
        kind=LineKind.VACANCY_RENT,
        period_from=line.period_from,
        period_to=line.period_to,
        days=line.days,
        rent_dkk=line.rent_dkk,
        method=line.method,
        amount_dkk=line.amount_dkk,
    )


def statement_month(line: NewLine, *, open_from: date | None, today: date) -> date:
    """The month on whose statement a line is put: its own, or the first that is not closed yet.

    Rent belongs to the month of its days. A correction or a guarantee belongs to the month in which it is booked, and
    never stands before the line it corrects.
    """
    own = month_of(line.period_from)
    if line.kind is not LineKind.VACANCY_RENT:
        own = max(own, month_of(today))
    return max(own, open_from) if open_from is not None else own


def net_of(line: AccountLine, lines: Iterable[AccountLine]) -> Decimal:
    """What a line amounts to with all its corrections among these lines."""
    return line.amount_dkk + sum((each.amount_dkk for each in lines if each.corrects_id == line.id), start=Decimal(0))


def in_words(line: NewLine) -> Text:
    """The sum of a line, so that both sides can check it without asking."""
    amount = kroner(line.amount_dkk)
    match line.kind:
        case LineKind.VACANCY_RENT:
            return sum_of_days(
                line.period_from, line.period_to, line.rent_dkk, RentMethod(line.method), line.amount_dkk
            )
        case LineKind.CORRECTION:
            why = WHY[line.code or ""]
            days = _days_changed(line.days)
            return Text(
                f"Rettelse ({why.da}){days.da}: {amount.da}",
                f"Correction ({why.en}){days.en}: {amount.en}",
            )
        case LineKind.REINSTATEMENT:
            return Text(
                f"Istandsættelse efter lejeren, som godkendt: {amount.da}",
                f"Reinstatement after the tenant, as accepted: {amount.en}",
            )
        case LineKind.ARREARS:
            return Text(
                f"Restance efter aftalen, som godkendt: {amount.da}",
                f"Arrears by the agreement, as accepted: {amount.en}",
            )


def _days_changed(days: int) -> Text:
    if days == 0:
        return Text("", "")
    count, one = abs(days), abs(days) == 1
    return Text(
        f", {count} {'dag' if one else 'dage'} {'færre' if days < 0 else 'flere'}",
        f", {count} {'day' if one else 'days'} {'fewer' if days < 0 else 'more'}",
    )
