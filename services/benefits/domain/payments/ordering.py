"""What is to be paid for a case, and when it falls.

- A commitment of a deposit loan secures the deposit. It is paid when the lease is signed: nothing is owed for a
  dwelling that nobody has taken, and boligstøtteloven § 54 lends towards a deposit, not towards an offer.
- It is paid to the organisation that lets the dwelling, so that the keys are not held back: at the latest on the last
  working day before the lease starts, or at once where that day has passed.
- Without an offer there is nothing to wait for: what is granted is paid at once, on the day of the commitment.
- A benefit that is paid every month is no order; it runs in the municipality's payment of benefits.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kit.values.calendar import is_working_day
from services.benefits.domain.cases.cases import Case, Decided, DecisionOutcome, OfferOutcome
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.payments.orders import CITIZEN, Payee, PayeeKind, Purpose

PURPOSES = {
    CaseKind.DEPOSIT_LOAN: Purpose.DEPOSIT,
    CaseKind.PRIVATE_DEPOSIT: Purpose.PRIVATE_DEPOSIT,
    CaseKind.SINGLE_PAYMENT: Purpose.SINGLE_PAYMENT,
    CaseKind.FURNISHING_GRANT: Purpose.FURNISHING,
    CaseKind.RENT_ARREARS: Purpose.RENT_ARREARS,
    CaseKind.MOVING_GRANT: Purpose.MOVING,
}
"""The kinds that are paid once. A pre-approval pays nothing by itself, and monthly benefits are no orders."""

TO_THE_CITIZEN = frozenset({Purpose.SINGLE_PAYMENT, Purpose.FURNISHING, Purpose.MOVING})
"""The others are paid to whoever lets the dwelling: told with the lease, or asked for."""


@dataclass(frozen=True, slots=True)
class SignedLease:
    """What is told of the lease as an offer ends signed; None where nobody has said."""

    organisation_cvr: str | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaymentDue:
    """What is to be paid; the payee is None where somebody must be asked."""

    purpose: Purpose
    amount: Decimal
    payee: Payee | None
    pay_by: date


def amount_granted(case: Case, decided: Decided) -> Decimal | None:
    """What the decision grants. A deposit is never lent in part (Ankestyrelsen, PM 99-19); of the other kinds the
    decision keeps the amount, which may be less than was applied for."""
    if case.kind is CaseKind.DEPOSIT_LOAN:
        return case.facts.dwelling.deposit if case.facts.dwelling else None
    kept = decided.document.get("amount_dkk")
    return None if kept is None else Decimal(kept)


def payment_due(case: Case, decided: Decided | None, lease: SignedLease, today: date) -> PaymentDue | None:
    """What the case, by the decision that stands, says is to be paid; None where nothing is."""
    purpose = PURPOSES.get(case.kind)
    amount = amount_granted(case, decided) if decided else None
    is_granted = decided is not None and decided.outcome is DecisionOutcome.COMMITTED
    has_fallen = case.offer_id is None or case.offer_outcome is OfferOutcome.SIGNED
    if purpose is None or amount is None or amount <= 0 or not (is_granted and has_fallen):
        return None
    return PaymentDue(purpose, amount, _payee(purpose, lease), last_day_to_pay(lease.starts_on, today))


def last_day_to_pay(lease_starts_on: date | None, today: date) -> date:
    """The last working day before the lease starts, and never a day that has passed."""
    if lease_starts_on is None or lease_starts_on <= today:
        return today
    day = lease_starts_on - timedelta(days=1)
    while day > today and not is_working_day(day):
        day -= timedelta(days=1)
    return day


def _payee(purpose: Purpose, lease: SignedLease) -> Payee | None:
    if purpose in TO_THE_CITIZEN:
        return CITIZEN
    return Payee(PayeeKind.ORGANISATION, lease.organisation_cvr) if lease.organisation_cvr else None
