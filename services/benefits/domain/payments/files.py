"""A payment file: numbered, a line an order, and a last line with the count and the sum to check it by."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from kit.values.problems import Conflict
from kit.values.texts import Text
from services.benefits.domain.payments.orders import PayeeKind, PaymentOrder

COLUMNS = (
    *("record", "number", "purpose", "payee_kind", "payee", "amount_dkk", "pay_by_on", "acting_municipality_code"),
    *("paying_municipality_code", "case_id", "count"),
)


class NothingToPay(Conflict):
    slug = "nothing-to-pay"
    title = Text(
        "Der er ingen bestillinger, som ikke allerede er i en fil; dem uden modtager venter",
        "There are no orders that are not in a file already; those without a payee wait",
    )


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """A file as it was made; its content never changes."""

    id: UUID
    number: int
    made_at: datetime
    made_by: str
    count: int
    total: Decimal
    content: bytes
    sha256: str


def total_of(orders: Sequence[PaymentOrder]) -> Decimal:
    """The sum of the orders, to the øre."""
    return sum((order.amount for order in orders), Decimal("0.00"))


def content_of(number: int, municipality_code: str, orders: Sequence[PaymentOrder]) -> bytes:
    """The file in UTF-8 as RFC 4180 says: a line an order in their order, and the control line."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows(_line(order, municipality_code) for order in orders)
    total = f"{total_of(orders):.2f}"
    table.writerow(("control", number, "", "", "", total, "", municipality_code, "", "", len(orders)))
    return text.getvalue().encode()


def _line(order: PaymentOrder, municipality_code: str) -> tuple[object, ...]:
    assert order.payee is not None
    payee = order.payee.cvr if order.payee.kind is PayeeKind.ORGANISATION else order.citizen_id
    return (
        *("order", order.number, order.purpose, order.payee.kind, payee, f"{order.amount:.2f}", order.pay_by),
        *(municipality_code, order.paying_municipality_code, order.case_id, ""),
    )
