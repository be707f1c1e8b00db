"""Offers that joined a referral that was running."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.referrals.outcomes import HeardOutcome
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.domain.referrals.referral import OfferedHome, OfferOutcome
from services.support.store import tables

HOME_FIELDS = tuple(OfferedHome.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class JoinedOffer:
    """An offer that joined a referral, and how it was heard to end."""

    home: OfferedHome
    heard: HeardOutcome | None


def _joined(row: tables.ReferralOffer) -> JoinedOffer:
    values = {name: getattr(row, name) for name in HOME_FIELDS}
    typed = {"support_needs": SupportNeeds(row.support_needs), "situation": Situation(row.situation)}
    heard = HeardOutcome(OfferOutcome(row.outcome), row.move_in_on) if row.outcome else None
    return JoinedOffer(OfferedHome(**values | typed), heard)


async def join_offer(story: Story, referral_id: UUID, home: OfferedHome) -> bool:
    """Store that the offer joined the referral; False where it had before."""
    values = {name: getattr(home, name) for name in HOME_FIELDS}
    own = {"municipality_code": story.municipality_code, "referral_id": referral_id, "joined_at": story.now}
    statement = insert(tables.ReferralOffer).values(own | values).on_conflict_do_nothing()
    stored = await story.execute(statement.returning(col(tables.ReferralOffer.offer_id)))
    return stored.one_or_none() is not None


async def find_joined(story: Story, offer_id: UUID) -> JoinedOffer | None:
    """The offer, if it joined a referral."""
    key = (story.municipality_code, offer_id)
    row = await story.session.get(tables.ReferralOffer, key, populate_existing=True)
    return _joined(row) if row else None


async def list_joined(story: Story, referral_id: UUID) -> list[JoinedOffer]:
    """Every offer that joined the referral, in the order they came."""
    row = tables.ReferralOffer
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.referral_id == referral_id)
        .order_by(col(row.joined_at), col(row.offer_id))
        .execution_options(populate_existing=True)
    )
    return [_joined(each) for each in (await story.session.exec(query)).all()]


async def list_of_nomination(story: Story, nomination_reference: str) -> list[UUID]:
    """Every referral that an offer to the nomination opened or joined, oldest first."""
    row, joined = tables.Referral, tables.ReferralOffer
    joining = select(joined.referral_id).where(
        joined.municipality_code == story.municipality_code, joined.nomination_reference == nomination_reference
    )
    query = (
        select(row.id)
        .where(row.municipality_code == story.municipality_code)
        .where(or_(col(row.nomination_reference) == nomination_reference, col(row.id).in_(joining)))
        .order_by(col(row.opened_at), col(row.id))
    )
    return list((await story.session.exec(query)).all())


async def save_joined_outcome(
    story: Story, offer_id: UUID, outcome: OfferOutcome, at: datetime, move_in_on: date | None
) -> None:
    """Store how an offer that joined ended."""
    row = tables.ReferralOffer
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.offer_id) == offer_id)
        .values(outcome=outcome, outcome_at=at, move_in_on=move_in_on)
    )
