"""The waiting list: the council's order, who waits, and who has been told of a place."""

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.capacity.waiting import Criterion, Waiting, WaitingOrder
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.domain.referrals.referral import ReferralState
from services.support.store import tables

ORDER_KEY = ("municipality_code", "valid_from")


async def save_order(story: Story, order: WaitingOrder) -> None:
    """Add the order, or put right the one that begins on the same day."""
    values = {
        "valid_from": order.valid_from,
        "criteria": list(order.criteria),
        "situations": list(order.situations),
        "source": order.source,
    }
    statement = insert(tables.WaitingOrder).values(municipality_code=story.municipality_code, **values)
    new = {name: statement.excluded[name] for name in values if name not in ORDER_KEY}
    await story.execute(statement.on_conflict_do_update(index_elements=ORDER_KEY, set_=new))


async def list_orders(story: Story) -> list[WaitingOrder]:
    """The orders that the council has declared, by date."""
    row = tables.WaitingOrder
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.valid_from))
    return [
        WaitingOrder(
            each.valid_from,
            tuple(Criterion(by) for by in each.criteria),
            tuple(Situation(situation) for situation in each.situations),
            each.source,
        )
        for each in (await story.session.exec(query)).all()
    ]


async def list_without_worker(story: Story, method: Method) -> list[Waiting]:
    """Citizens without a worker for whom the method is recommended."""
    row, told = tables.Referral, tables.WaitingTold
    query = (
        select(row, told.told_at)
        .outerjoin(
            told,
            (col(told.municipality_code) == col(row.municipality_code)) & (col(told.referral_id) == col(row.id)),
        )
        .where(
            row.municipality_code == story.municipality_code,
            row.recommended_method == method,
            col(row.worker_reference).is_(None),
            col(row.state).in_((ReferralState.OPEN, ReferralState.COURSE)),
        )
    )
    return [
        Waiting(
            referral_id=each.id,
            method=method,
            needs=SupportNeeds(each.support_needs),
            situation=Situation(each.situation),
            since=each.opened_at,
            had_room=each.had_room,
            told_at=told_at,
        )
        for each, told_at in (await story.session.exec(query)).all()
    ]


async def mark_told(story: Story, waiting: Waiting) -> bool:
    """Mark that the citizen's place in the line has been told of a free place; False where it has been before."""
    statement = (
        insert(tables.WaitingTold)
        .values(
            municipality_code=story.municipality_code,
            referral_id=waiting.referral_id,
            method=waiting.method,
            told_at=story.now,
        )
        .on_conflict_do_nothing()
        .returning(col(tables.WaitingTold.referral_id))
    )
    return (await story.execute(statement)).one_or_none() is not None
