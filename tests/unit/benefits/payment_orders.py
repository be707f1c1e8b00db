"""Payment orders to be judged, every field optional."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from services.benefits.domain.payments.orders import OrderState, Payee, PayeeKind, PaymentOrder, Purpose

NOW = datetime(2025, 3, 5, 9, tzinfo=UTC)
TODAY = date(2025, 3, 5)
LANDLORD = Payee(PayeeKind.ORGANISATION, "99000236")


def an_order(number: int = 1, amount: str = "25000.00", **fields: Any) -> PaymentOrder:
    """An order to a landlord, sent out unless said otherwise."""
    standing: dict[str, Any] = {"state": OrderState.EXPORTED, "payee": LANDLORD} | fields
    return PaymentOrder(
        id=uuid.uuid4(),
        number=f"0217-{number:06}",
        case_id=uuid.uuid4(),
        citizen_id=uuid.uuid4(),
        purpose=Purpose.DEPOSIT,
        amount=Decimal(amount),
        paying_municipality_code="0217",
        pay_by=TODAY,
        ordered_at=NOW,
        ordered_by="key-worker",
        **standing,
    )
