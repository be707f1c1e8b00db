"""How a deposit loan is repaid."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from kit.web.common import PROBLEMS
from kit.web.models import Day, Dkk
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.callers import CaseReader
from services.benefits.domain.entitlements.repayment import Plan
from services.benefits.usecases.cases.plan_repayment import Asked, plan_repayment

router = APIRouter(prefix="/v1", tags=["repayment"], route_class=StoryRoute, responses=PROBLEMS)

LentAmount = Annotated[Dkk | None, Query(description="Another amount than the case's deposit.", examples=["25000.00"])]
PaidOutDay = Annotated[Day | None, Query(description="When it is paid out; today unless said otherwise.")]
ExtraDay = Annotated[Day | None, Query(description="The day of a payment beside the instalments.")]
ExtraAmount = Annotated[Dkk | None, Query(description="What is paid beside the instalments.", examples=["5000.00"])]
CalledDay = Annotated[Day | None, Query(description="The day on which the whole loan is called, with its notice.")]


class PaymentOut(BaseModel):
    """One payment: what of it is interest, what repays the loan, and what is owed then."""

    due_on: date
    amount_dkk: Dkk
    interest_dkk: Dkk
    repaid_dkk: Dkk
    owed_dkk: Dkk
    extra: bool


class PlanOut(BaseModel):
    """The terms and every payment; the last leaves nothing owed."""

    loan_dkk: Dkk
    paid_out_on: date
    free_months: int
    repaid_months: int
    interest_percent: str
    by_annuity: bool
    called_on: date | None
    interest_dkk: Dkk
    paid_dkk: Dkk
    payments: list[PaymentOut]

    @staticmethod
    def of(plan: Plan) -> "PlanOut":
        loan, terms = plan.loan, plan.loan.terms
        return PlanOut(
            loan_dkk=loan.principal,
            paid_out_on=loan.paid_out_on,
            free_months=terms.free_months,
            repaid_months=terms.repaid_months,
            interest_percent=f"{terms.percent:f}",
            by_annuity=terms.by_annuity,
            called_on=loan.called_on,
            interest_dkk=plan.interest,
            paid_dkk=sum((payment.amount for payment in plan.payments), Decimal(0)),
            payments=[
                PaymentOut(
                    due_on=payment.due_on,
                    amount_dkk=payment.amount,
                    interest_dkk=payment.interest,
                    repaid_dkk=payment.repaid,
                    owed_dkk=payment.owed,
                    extra=payment.extra,
                )
                for payment in plan.payments
            ],
        )


@router.get("/cases/{case_id}/repayment-plan", summary="See how a deposit loan is repaid", name="plan_repayment")
async def get(
    case_id: UUID,
    story: CurrentStory,
    _: CaseReader,
    loan_dkk: LentAmount = None,
    paid_out_on: PaidOutDay = None,
    extra_payment_on: ExtraDay = None,
    extra_payment_dkk: ExtraAmount = None,
    called_on: CalledDay = None,
) -> PlanOut:
    """Without interest and instalments at first, then month by month to the øre. An extra payment, or the loan called
    whole, is counted into the plan; nothing of it is stored. Needs a person; the reading is entered in the journal."""
    asked = Asked(loan_dkk, paid_out_on, extra_payment_on, extra_payment_dkk, called_on)
    return PlanOut.of(await plan_repayment(story, case_id, asked))
