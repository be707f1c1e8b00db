"""Payment orders as rows, and back."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import text, update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound, PreconditionFailed
from services.benefits.domain.payments.ordering import SignedLease
from services.benefits.domain.payments.orders import (
    LIVING,
    OrderState,
    Payee,
    PayeeKind,
    PaymentOrder,
    Purpose,
)
from services.benefits.store import tables
from services.benefits.store.tables import BenefitsCase

ROW = tables.PaymentOrder

# Whoever takes the next number holds the series until it commits: files and orders are numbered without a gap, and
# files and reconciliations of a municipality are one after the other.
NEXT_NUMBER = text("""
    INSERT INTO payment_series (municipality_code, last_order, last_file) VALUES (:municipality_code, :orders, :files)
    ON CONFLICT (municipality_code) DO UPDATE
    SET last_order = payment_series.last_order + :orders, last_file = payment_series.last_file + :files
    RETURNING last_order, last_file
""")


async def next_order_number(story: Story) -> str:
    """The number of a new order, as the finance system will know it: the municipality and a running number."""
    return f"{story.municipality_code}-{(await _take(story, orders=1))[0]:06}"


async def next_file_number(story: Story) -> int:
    """The number of a new file."""
    return int((await _take(story, files=1))[1])


async def wait_for_turn(story: Story) -> None:
    """Hold the municipality's series: until this story commits, no file is made and nothing is reconciled."""
    await _take(story)


async def _take(story: Story, orders: int = 0, files: int = 0) -> tuple[int, int]:
    taken = {"municipality_code": story.municipality_code, "orders": orders, "files": files}
    row = (await story.execute(NEXT_NUMBER, taken)).one()
    return row[0], row[1]


async def add_order(story: Story, order: PaymentOrder) -> None:
    """Store a new order; the database refuses a second one that lives for the same case and purpose."""
    fixed: dict[str, Any] = {
        "municipality_code": story.municipality_code,
        "id": order.id,
        "number": order.number,
        "case_id": order.case_id,
        "purpose": order.purpose,
        "amount_dkk": order.amount,
        "pay_by_on": order.pay_by,
        "ordered_at": order.ordered_at,
        "ordered_by": order.ordered_by,
        "version": order.version,
    }
    story.session.add(ROW(**fixed, **_columns(order)))
    await story.session.flush()


async def save_order(story: Story, order: PaymentOrder) -> PaymentOrder:
    """Store where the order, locked by this story, now stands."""
    await story.execute(
        update(ROW)
        .where(col(ROW.municipality_code) == story.municipality_code, col(ROW.id) == order.id)
        .values(version=order.version + 1, **_columns(order))
    )
    return replace(order, version=order.version + 1)


def _columns(order: PaymentOrder) -> dict[str, Any]:
    """What may change in the life of an order."""
    return {
        "payee_kind": order.payee.kind if order.payee else None,
        "payee_cvr": order.payee.cvr if order.payee else None,
        "paying_municipality_code": order.paying_municipality_code,
        "state": order.state,
        "file_number": order.file_number,
        "exported_at": order.exported_at,
        "exported_by": order.exported_by,
        "ended_at": order.ended_at,
        "ended_by": order.ended_by,
        "paid_dkk": order.paid,
        "paid_on": order.paid_on,
        "code": order.code,
        "posting": order.posting,
    }


def _order(row: tables.PaymentOrder, citizen_id: UUID) -> PaymentOrder:
    return PaymentOrder(
        id=row.id,
        number=row.number,
        case_id=row.case_id,
        citizen_id=citizen_id,
        purpose=Purpose(row.purpose),
        amount=row.amount_dkk,
        payee=Payee(PayeeKind(row.payee_kind), row.payee_cvr) if row.payee_kind else None,
        paying_municipality_code=row.paying_municipality_code,
        pay_by=row.pay_by_on,
        ordered_at=row.ordered_at,
        ordered_by=row.ordered_by,
        state=OrderState(row.state),
        file_number=row.file_number,
        exported_at=row.exported_at,
        exported_by=row.exported_by,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        paid=row.paid_dkk,
        paid_on=row.paid_on,
        code=row.code,
        posting=row.posting,
        version=row.version,
    )


def orders_of(story: Story) -> Any:
    """Orders of the municipality, each with the citizen of its case."""
    of_case = (col(BenefitsCase.municipality_code) == ROW.municipality_code) & (col(BenefitsCase.id) == ROW.case_id)
    return (
        select(ROW, BenefitsCase.citizen_id)
        .join(BenefitsCase, of_case)
        .where(ROW.municipality_code == story.municipality_code)
        .execution_options(populate_existing=True)
    )


async def read_orders(story: Story, query: Any) -> list[PaymentOrder]:
    """The orders that a query of `orders_of` finds."""
    return [_order(row, citizen_id) for row, citizen_id in (await story.session.exec(query)).all()]


async def get_order(story: Story, order_id: UUID, *, lock: bool = False, version: int | None = None) -> PaymentOrder:
    """The order, or NotFound. With `lock` this story's to change, in the version that the caller has read."""
    query = orders_of(story).where(ROW.id == order_id)
    found = await read_orders(story, query.with_for_update(of=ROW) if lock else query)
    if not found:
        raise NotFound
    if version is not None and found[0].version != version:
        raise PreconditionFailed
    return found[0]


async def list_orders(story: Story, *, state: OrderState | None, after: UUID | None, limit: int) -> list[PaymentOrder]:
    """A page of the municipality's orders, by identifier."""
    query = orders_of(story).order_by(col(ROW.id)).limit(limit)
    if state is not None:
        query = query.where(ROW.state == state)
    if after is not None:
        query = query.where(col(ROW.id) > after)
    return await read_orders(story, query)


async def list_orders_of_case(story: Story, case_id: UUID) -> list[PaymentOrder]:
    """Every order that the case has had, in the order of their numbers."""
    return await read_orders(story, orders_of(story).where(ROW.case_id == case_id).order_by(col(ROW.number)))


async def find_living_order(story: Story, case_id: UUID, purpose: Purpose) -> PaymentOrder | None:
    """The one order of the case and purpose that is neither rejected nor cancelled."""
    orders = await list_orders_of_case(story, case_id)
    return next((order for order in orders if order.purpose is purpose and order.state in LIVING), None)


async def lock_orders(story: Story, numbers: Collection[str]) -> dict[str, PaymentOrder]:
    """The orders with these numbers, this story's to change."""
    query = orders_of(story).where(col(ROW.number).in_(numbers)).order_by(col(ROW.number)).with_for_update(of=ROW)
    return {order.number: order for order in await read_orders(story, query)}


async def note_lease(story: Story, case_id: UUID, lease: SignedLease) -> None:
    """Keep what was told of the lease of a case."""
    row = tables.SignedLease(
        municipality_code=story.municipality_code,
        case_id=case_id,
        payee_cvr=lease.organisation_cvr,
        starts_on=lease.starts_on,
    )
    story.session.add(row)
    await story.session.flush()


async def find_lease(story: Story, case_id: UUID) -> SignedLease:
    """What was told of the lease of a case; nothing where nothing was."""
    row = await story.session.get(tables.SignedLease, (story.municipality_code, case_id))
    return SignedLease(row.payee_cvr, row.starts_on) if row else SignedLease()
