"""A person looks at how the deposit loan of a case is repaid."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.cases.cases import Case, DecisionOutcome
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.entitlements.repayment import Loan, Plan, Terms, plan_of, terms_on
from services.benefits.store.cases import get_case
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.cases.open_case import RateNeeded


class NoLoan(Conflict):
    slug = "no-loan"
    title = Text("Sagen er ikke et indskudslån, der kan betales tilbage", "The case is no deposit loan to be repaid")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the plan is asked for: by default the case's deposit, paid out today."""

    loan: Decimal | None
    paid_out_on: date | None
    extra_payment_on: date | None
    extra_payment: Decimal | None
    called_on: date | None


async def plan_repayment(story: Story, case_id: UUID, asked: Asked) -> Plan:
    """The plan month by month, as it would be; nothing of it is stored.

    - The terms are the rates of the day on which the loan is paid out.
    - An extra payment, or the loan called whole, is counted into it.
    - The reading is an entry in the journal, with the person who read.
    """
    case = await get_case(story, case_id)
    amount = _lent(case) if asked.loan is None else asked.loan
    if case.kind is not CaseKind.DEPOSIT_LOAN or case.outcome is DecisionOutcome.REFUSED or amount is None:
        raise NoLoan
    extra = _extra(asked)
    paid_out_on = asked.paid_out_on or local_day(story.now)
    terms = terms_on(await get_rate_book(story), paid_out_on)
    if not isinstance(terms, Terms):
        first = terms[0]
        raise RateNeeded(first.question, extra={"rate": first.key, "on": first.day.isoformat()})
    loan = replace(Loan(amount, paid_out_on, terms), extra=extra, called_on=asked.called_on)
    plan = plan_of(loan)
    await record(story, "repayment_plan_read", case.id, (Party.BENEFITS_DEPARTMENT,))
    return plan


def _lent(case: Case) -> Decimal | None:
    return case.facts.dwelling.deposit if case.facts.dwelling else None


def _extra(asked: Asked) -> tuple[tuple[date, Decimal], ...]:
    """Both or neither. Raises Unprocessable at the one that is missing."""
    if asked.extra_payment is None and asked.extra_payment_on is None:
        return ()
    if asked.extra_payment is None or asked.extra_payment_on is None:
        pointer = "/query/extra_payment_dkk" if asked.extra_payment is None else "/query/extra_payment_on"
        text = Text("Både dagen og beløbet skal nævnes", "Both the day and the amount must be given")
        raise Unprocessable(errors=[FieldError(pointer, text)])
    return ((asked.extra_payment_on, asked.extra_payment),)
