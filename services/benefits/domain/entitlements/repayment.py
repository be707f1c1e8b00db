"""How a deposit loan is repaid: month by month, exact to the øre, and the last instalment closes it.

Free of interest and instalments for so many years; then so much percent a year of what is owed, over so many years, as
an annuity or with equal instalments. The terms are dated rates, the form a local choice. A month's interest is a
twelfth of the year's, of what is owed, half up.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kit.values.money import rounded
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook, UnknownRate
from services.benefits.domain.wording import in_kroner

MONTHS = 12
HUNDRED = Decimal(100)
NONE = Decimal(0)
OF_THE_TERMS = (
    RateKey.LOAN_FREE_YEARS,
    RateKey.LOAN_REPAID_YEARS,
    RateKey.LOAN_INTEREST_PERCENT,
    RateKey.LOAN_BY_ANNUITY,
    RateKey.LOAN_CALL_NOTICE,
)


class NotRepaidThus(Unprocessable):
    slug = "repayment-plan"
    title = Text("Der kan ikke laves en afdragsplan", "No repayment plan can be made")


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed when the loan was paid out, and for how long a call is announced."""

    free_months: int
    repaid_months: int
    percent: Decimal
    by_annuity: bool
    notice_months: int


@dataclass(frozen=True, slots=True)
class Loan:
    """What was lent, when it was paid out, and what has happened to it since.

    `extra` are payments beside the instalments, by their days; `called_on` is the day on which the whole was called.
    """

    principal: Decimal
    paid_out_on: date
    terms: Terms
    extra: tuple[tuple[date, Decimal], ...] = ()
    called_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment: its day, what of it is interest and what repays the loan, and what is owed then.

    `extra` says that it is paid beside the instalments.
    """

    due_on: date
    interest: Decimal
    repaid: Decimal
    owed: Decimal
    extra: bool = False

    @property
    def amount(self) -> Decimal:
        """What is paid that day."""
        return self.interest + self.repaid


@dataclass(frozen=True, slots=True)
class Plan:
    """Every payment in order; the last leaves nothing owed."""

    loan: Loan
    payments: tuple[Payment, ...]

    @property
    def interest(self) -> Decimal:
        """All interest together."""
        return sum((payment.interest for payment in self.payments), NONE)


def terms_on(rates: RateBook, on: date) -> Terms | tuple[UnknownRate, ...]:
    """The terms of the day, or every rate of them that is not known."""
    looked = rates.look_up(on, *OF_THE_TERMS)
    if looked.unknown:
        return looked.unknown
    return Terms(
        free_months=int(looked.value(RateKey.LOAN_FREE_YEARS)) * MONTHS,
        repaid_months=int(looked.value(RateKey.LOAN_REPAID_YEARS)) * MONTHS,
        percent=looked.value(RateKey.LOAN_INTEREST_PERCENT),
        by_annuity=looked.value(RateKey.LOAN_BY_ANNUITY) == 1,
        notice_months=int(looked.value(RateKey.LOAN_CALL_NOTICE)),
    )


def plan_of(loan: Loan) -> Plan:
    """The whole plan, from the first instalment to the last.

    - Instalments fall due month by month after the free years, on the day of the month of the paying out.
    - An extra payment repays the loan that day; the instalments that follow are counted anew over the months left.
    - A loan that is called is due whole on the first day of instalment at least the notice later.

    Raises NotRepaidThus where there is nothing to repay, or an extra payment does not fit.
    """
    _require_possible(loan)
    last = loan.terms.free_months + loan.terms.repaid_months
    ends = _called_month(loan, last)
    owed, payments, extra = loan.principal, list[Payment](), sorted(loan.extra)
    fixed: Decimal | None = None
    for month in range(1, ends + 1):
        due_on = months_after(loan.paid_out_on, month)
        while extra and extra[0][0] < due_on:
            payments.append(_extra(*extra.pop(0), owed))
            owed, fixed = payments[-1].owed, None
        if owed and (month > loan.terms.free_months or month == ends):
            rate = _monthly_rate(loan, month)
            if fixed is None:
                fixed = _fixed_part(owed, rate, last - month + 1, by_annuity=loan.terms.by_annuity)
            payments.append(_instalment(loan, owed, rate, fixed, due_on, closes=month == ends))
            owed = payments[-1].owed
    if extra:
        raise _extra_refused("Lånet er betalt ud den dag", "The loan has been repaid by that day")
    return Plan(loan, tuple(payments))


def with_extra_payment(loan: Loan, on: date, amount: Decimal) -> Loan:
    """The loan with a payment beside the instalments."""
    return replace(loan, extra=(*loan.extra, (on, amount)))


def called(loan: Loan, on: date) -> Loan:
    """The loan called whole, because circumstances have changed."""
    return replace(loan, called_on=on)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _monthly_rate(loan: Loan, month: int) -> Decimal:
    return loan.terms.percent / HUNDRED / MONTHS if month > loan.terms.free_months else NONE


def _fixed_part(owed: Decimal, rate: Decimal, left: int, *, by_annuity: bool) -> Decimal:
    """What stays the same in every instalment: of an annuity the whole payment, else what repays the loan."""
    if not by_annuity or rate == 0:
        return rounded(owed / left)
    return rounded(owed * rate / (1 - (1 + rate) ** -left))


def _instalment(loan: Loan, owed: Decimal, rate: Decimal, fixed: Decimal, due_on: date, *, closes: bool) -> Payment:
    """One month's payment: never more than is owed, and the closing one all of it."""
    interest = rounded(owed * rate)
    repaid = max(NONE, fixed - interest) if loan.terms.by_annuity and rate else fixed
    repaid = owed if closes else min(owed, repaid)
    return Payment(due_on, interest, repaid, owed - repaid)


def _called_month(loan: Loan, last: int) -> int:
    """The month in which everything is due: the last, or the first that leaves the borrower the notice."""
    if loan.called_on is None:
        return last
    earliest = months_after(loan.called_on, loan.terms.notice_months)
    return next((month for month in range(1, last) if months_after(loan.paid_out_on, month) >= earliest), last)


def _extra(on: date, amount: Decimal, owed: Decimal) -> Payment:
    if amount > owed:
        words = in_kroner(owed)
        raise _extra_refused(f"Der skyldes kun {words.da} den dag", f"Only {words.en} is owed that day")
    return Payment(on, NONE, amount, owed - amount, extra=True)


def _require_possible(loan: Loan) -> None:
    if loan.principal <= 0:
        text = Text("Der er intet lån at betale tilbage", "There is no loan to repay")
        raise NotRepaidThus(errors=[FieldError("/query/loan_dkk", text)])
    for on, amount in loan.extra:
        if amount <= 0:
            raise _extra_refused("Skal være over nul", "Must be above zero")
        if on < loan.paid_out_on:
            text = Text("Ligger før udbetalingen", "Is before the loan was paid out")
            raise NotRepaidThus(errors=[FieldError("/query/extra_payment_on", text)])
    if loan.called_on is not None and loan.called_on < loan.paid_out_on:
        text = Text("Ligger før udbetalingen", "Is before the loan was paid out")
        raise NotRepaidThus(errors=[FieldError("/query/called_on", text)])


def _extra_refused(da: str, en: str) -> NotRepaidThus:
    return NotRepaidThus(errors=[FieldError("/query/extra_payment_dkk", Text(da, en))])
