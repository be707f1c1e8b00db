"""Payment orders and files as they are sent and answered."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kit.values.identifiers import is_cvr
from kit.values.texts import Text
from kit.web.models import ApiModel, CvrNumber, Day, Dkk
from services.benefits.api.facts import PaidAmount
from services.benefits.domain.payments.files import PaymentFile
from services.benefits.domain.payments.orders import (
    CITIZEN,
    CancellationCode,
    OrderState,
    Payee,
    PayeeKind,
    PaymentOrder,
    Purpose,
    Receipt,
    RejectionCode,
)

WRONG_CVR = Text("Er ikke et CVR-nummer: kontrolcifret passer ikke", "Is not a CVR number: the check digit is wrong")


def checked_cvr(number: str | None) -> str | None:
    """The number, where it is one."""
    if number is not None and not is_cvr(number):
        raise ValueError(WRONG_CVR)
    return number


class PaymentOrderOut(BaseModel):
    """An order: what is paid, to whom, by when, and where it stands. `payee` is the organisation's CVR number or the
    citizen's identifier; the account is the finance system's own knowledge."""

    id: UUID
    number: str
    case_id: UUID
    purpose: Purpose
    amount_dkk: Dkk
    payee_kind: PayeeKind | None
    payee: str | None
    paying_municipality_code: str
    pay_by_on: date
    state: OrderState
    ordered_at: datetime
    ordered_by: str
    file_number: int | None
    exported_at: datetime | None
    exported_by: str | None
    ended_at: datetime | None
    ended_by: str | None
    paid_dkk: Dkk | None
    paid_on: date | None
    code: str | None
    version: int

    @staticmethod
    def of(order: PaymentOrder) -> "PaymentOrderOut":
        payee = order.payee
        return PaymentOrderOut(
            id=order.id,
            number=order.number,
            case_id=order.case_id,
            purpose=order.purpose,
            amount_dkk=order.amount,
            payee_kind=payee.kind if payee else None,
            payee=str(payee.cvr or order.citizen_id) if payee else None,
            paying_municipality_code=order.paying_municipality_code,
            pay_by_on=order.pay_by,
            state=order.state,
            ordered_at=order.ordered_at,
            ordered_by=order.ordered_by,
            file_number=order.file_number,
            exported_at=order.exported_at,
            exported_by=order.exported_by,
            ended_at=order.ended_at,
            ended_by=order.ended_by,
            paid_dkk=order.paid,
            paid_on=order.paid_on,
            code=order.code,
            version=order.version,
        )


class PaymentFileOut(BaseModel):
    """A file that has been made; its content is at `GET /v1/payment-files/{number}`."""

    model_config = ConfigDict(from_attributes=True)

    number: int
    made_at: datetime
    made_by: str
    orders: int
    total_dkk: Dkk
    sha256: str

    @staticmethod
    def of(made: PaymentFile) -> "PaymentFileOut":
        return PaymentFileOut(
            number=made.number,
            made_at=made.made_at,
            made_by=made.made_by,
            orders=made.count,
            total_dkk=made.total,
            sha256=made.sha256,
        )


class CancellationIn(ApiModel):
    """Why the payment is called off."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "paid_otherwise"}]})

    code: CancellationCode


class PayeeIn(ApiModel):
    """The citizen of the case, or an organisation by its CVR number."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"kind": "organisation", "cvr": "99000236"}]})

    kind: PayeeKind
    cvr: CvrNumber | None = None

    @model_validator(mode="after")
    def number_of_an_organisation(self) -> "PayeeIn":
        if (self.kind is PayeeKind.ORGANISATION) != (self.cvr is not None):
            raise ValueError(
                Text("Nævn CVR-nummer for en organisation, og kun dér", "Name a CVR number for an organisation only")
            )
        checked_cvr(self.cvr)
        return self

    def to_payee(self) -> Payee:
        return CITIZEN if self.cvr is None else Payee(self.kind, self.cvr)


class ReceiptIn(ApiModel):
    """What became of an order: paid, with the amount and the day; or rejected, with a code."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"outcome": "paid", "amount_dkk": "25000.00", "paid_on": "2025-03-14"},
                {"outcome": "rejected", "code": "account_closed"},
            ]
        }
    )

    outcome: Literal["paid", "rejected"]
    amount_dkk: PaidAmount | None = None
    paid_on: Day | None = None
    code: RejectionCode | None = Field(default=None, description="Only with a rejection.")

    @model_validator(mode="after")
    def one_or_the_other(self) -> "ReceiptIn":
        if self.outcome == "paid" and (self.amount_dkk is None or self.paid_on is None or self.code is not None):
            raise ValueError(
                Text("En betaling har beløb og dag, ingen kode", "A payment has an amount and a day, no code")
            )
        if self.outcome == "rejected" and (
            self.code is None or self.amount_dkk is not None or self.paid_on is not None
        ):
            raise ValueError(Text("En afvisning har en kode, intet beløb", "A rejection has a code, no amount"))
        return self

    def to_receipt(self) -> Receipt:
        return Receipt(OrderState(self.outcome), self.amount_dkk, self.paid_on, self.code)
