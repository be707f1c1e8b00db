"""A payment order: what is to be paid, to whom, by when; and what may follow what.

A commitment secures the money; the order is what makes it be paid. The account to pay to is the finance system's
knowledge and has no place here.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.wording import in_kroner


class OrderState(StrEnum):
    """Ordered, then sent out in a file, then paid or rejected by the finance system; or cancelled before it is sent."""

    ORDERED = "ordered"
    EXPORTED = "exported"
    PAID = "paid"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


LIVING = frozenset({OrderState.ORDERED, OrderState.EXPORTED, OrderState.PAID})
"""A case has at most one of these for each purpose: nothing is paid twice."""


class Purpose(StrEnum):
    """What the money is for."""

    DEPOSIT = "deposit"
    PRIVATE_DEPOSIT = "private_deposit"
    SINGLE_PAYMENT = "single_payment"
    FURNISHING = "furnishing"
    RENT_ARREARS = "rent_arrears"
    MOVING = "moving"


class PayeeKind(StrEnum):
    """Who receives the money: an organisation, known by its CVR number, or the citizen of the case."""

    ORGANISATION = "organisation"
    CITIZEN = "citizen"


class CancellationCode(StrEnum):
    """Why an order is not paid after all."""

    COMMITMENT_WITHDRAWN = "commitment_withdrawn"
    DWELLING_NOT_TAKEN = "dwelling_not_taken"
    PAID_OTHERWISE = "paid_otherwise"
    ORDERED_IN_ERROR = "ordered_in_error"


class RejectionCode(StrEnum):
    """Why the finance system did not pay."""

    NO_ACCOUNT = "no_account"
    ACCOUNT_CLOSED = "account_closed"
    PAYEE_UNKNOWN = "payee_unknown"
    STOPPED_BY_FINANCE = "stopped_by_finance"


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid. `cvr` only for an organisation."""

    kind: PayeeKind
    cvr: str | None = None


CITIZEN = Payee(PayeeKind.CITIZEN)


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """One order. `citizen_id` is the case's, so it follows a merge; the payee is None until somebody has said.

    `posting` is the finance system's own reference to the payment, once a reconciliation has matched it.
    """

    id: UUID
    number: str
    case_id: UUID
    citizen_id: UUID
    purpose: Purpose
    amount: Decimal
    payee: Payee | None
    paying_municipality_code: str
    pay_by: date
    ordered_at: datetime
    ordered_by: str
    state: OrderState = OrderState.ORDERED
    file_number: int | None = None
    exported_at: datetime | None = None
    exported_by: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    paid: Decimal | None = None
    paid_on: date | None = None
    code: str | None = None
    posting: str | None = None
    version: int = 1


class AlreadyOrdered(Conflict):
    slug = "payment-already-ordered"
    title = Text(
        "Betalingen er allerede bestilt; den samme ydelse betales kun én gang",
        "The payment has already been ordered; the same benefit is paid once only",
    )


class NotSentOut(Conflict):
    slug = "payment-not-sent-out"
    title = Text(
        "Betalingen er ikke sendt til økonomisystemet, så der kan ikke kvitteres for den",
        "The payment has not been sent to the finance system, so there is nothing to acknowledge",
    )


class SentOut(Conflict):
    slug = "payment-sent-out"
    title = Text(
        "Betalingen er sendt til økonomisystemet: stop den dér, og meld den tilbage som afvist",
        "The payment has been sent to the finance system: stop it there, and report it as rejected",
    )


class OrderOver(Conflict):
    slug = "payment-order-over"
    title = Text("Bestillingen er annulleret eller afvist", "The order is cancelled or rejected")


def cancel(order: PaymentOrder, code: CancellationCode, at: datetime, by: str) -> PaymentOrder:
    """The order once it is called off, which only works before it is sent out."""
    if order.state in {OrderState.EXPORTED, OrderState.PAID}:
        raise SentOut
    if order.state is not OrderState.ORDERED:
        raise OrderOver
    return replace(order, state=OrderState.CANCELLED, code=code, ended_at=at, ended_by=by)


def name_payee(order: PaymentOrder, payee: Payee) -> PaymentOrder:
    """The order with the payee that somebody has named; not after it is sent out."""
    if order.payee == payee:
        return order
    if order.state in {OrderState.EXPORTED, OrderState.PAID}:
        raise SentOut
    if order.state is not OrderState.ORDERED:
        raise OrderOver
    return replace(order, payee=payee)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the finance system says has become of an order: paid with amount and day, or rejected with a code."""

    state: OrderState
    amount: Decimal | None = None
    on: date | None = None
    code: RejectionCode | None = None


def acknowledge(order: PaymentOrder, receipt: Receipt, at: datetime, by: str) -> PaymentOrder:
    """The order once the finance system has answered.

    - Only what has been sent out can be acknowledged.
    - The amount is the one that was ordered, to the øre.
    - The same receipt again changes nothing; another one is refused.
    """
    if order.state in {OrderState.ORDERED, OrderState.CANCELLED}:
        raise NotSentOut(extra={"state": order.state})
    if receipt.state is OrderState.PAID and receipt.amount != order.amount:
        raise Unprocessable(errors=[FieldError("/amount_dkk", _differs(order.amount))])
    if order.state is not OrderState.EXPORTED:
        _require_same(order, receipt)
        return order
    ended = replace(order, state=receipt.state, ended_at=at, ended_by=by)
    return replace(ended, paid=receipt.amount, paid_on=receipt.on, code=receipt.code)


class OtherReceipt(Conflict):
    slug = "payment-acknowledged-otherwise"
    title = Text("Der er allerede kvitteret anderledes", "It has already been acknowledged otherwise")


def _require_same(order: PaymentOrder, receipt: Receipt) -> None:
    text = Text("Afviger fra den første kvittering", "Differs from the first receipt")
    said = {
        "/outcome": (order.state, receipt.state),
        "/paid_on": (order.paid_on, receipt.on),
        "/code": (order.code, receipt.code),
    }
    differing = [pointer for pointer, (first, again) in said.items() if first != again]
    if differing:
        raise OtherReceipt(errors=[FieldError(pointer, text) for pointer in differing])


def _differs(ordered: Decimal) -> Text:
    amount = in_kroner(ordered)
    return Text(f"Der er bestilt {amount.da}, på øren", f"What was ordered is {amount.en}, to the øre")
