"""Offers as rows, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound, PreconditionFailed
from services.allocation.domain.offers.offer import OPEN_OFFERS, DepositDecision, Offer, OfferStatus, SupportAnswer
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store import tables
from services.allocation.store.vacancies import get_vacancy


def _offer(row: tables.Offer) -> Offer:
    values = {name: getattr(row, name) for name in Offer.__dataclass_fields__}
    enums = {
        "status": OfferStatus(row.status),
        "deposit": DepositDecision(row.deposit),
        "support": SupportAnswer(row.support),
    }
    return Offer(**values | enums)


async def add_offer(story: Story, offer: Offer, shortlist: Mapping[str, Any]) -> None:
    """Store a new offer with the shortlist it was made from."""
    row = tables.Offer(municipality_code=story.municipality_code, shortlist=dict(shortlist), **asdict(offer))
    story.session.add(row)
    await story.session.flush()


async def get_basis(story: Story, offer_id: UUID) -> dict[str, Any]:
    """What an offer was made on, as it was kept; or NotFound."""
    found = (await story.session.exec(select(tables.Offer.shortlist).where(tables.Offer.id == offer_id))).one_or_none()
    if found is None:
        raise NotFound
    return dict(found)


async def get_offer(story: Story, offer_id: UUID, *, lock: bool = False) -> Offer:
    """The offer, or NotFound. With `lock`, it is this story's to change."""
    query = select(tables.Offer).where(tables.Offer.id == offer_id)
    # A row read before it was locked is read anew: another story may have changed it while this one waited.
    fresh = query.with_for_update().execution_options(populate_existing=True)
    row = (await story.session.exec(fresh if lock else query)).one_or_none()
    if row is None:
        raise NotFound
    return _offer(row)


async def find_open_offer(story: Story, vacancy_id: UUID) -> Offer | None:
    """The offer of this vacancy that has not ended, if there is one."""
    query = select(tables.Offer).where(
        tables.Offer.vacancy_id == vacancy_id, col(tables.Offer.status).in_(sorted(OPEN_OFFERS))
    )
    row = (await story.session.exec(query)).one_or_none()
    return _offer(row) if row else None


async def find_open_offer_of(story: Story, nomination_id: UUID) -> Offer | None:
    """The offer this household holds, if it holds one."""
    query = select(tables.Offer).where(
        tables.Offer.nomination_id == nomination_id, col(tables.Offer.status).in_(sorted(OPEN_OFFERS))
    )
    row = (await story.session.exec(query)).one_or_none()
    return _offer(row) if row else None


async def find_offer_of_tenant(story: Story, vacancy_id: UUID) -> Offer | None:
    """The offer by which the dwelling has found its tenant, accepted or signed; or None."""
    found = (OfferStatus.ACCEPTED, OfferStatus.SIGNED)
    query = select(tables.Offer).where(tables.Offer.vacancy_id == vacancy_id, col(tables.Offer.status).in_(found))
    row = (await story.session.exec(query.order_by(col(tables.Offer.offered_at).desc()))).first()
    return _offer(row) if row else None


async def point_offers_anew(story: Story, nomination_id: UUID, into_id: UUID) -> None:
    """Let every offer made to the one nomination be one made to the other."""
    row = tables.Offer
    await story.session.exec(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.nomination_id) == nomination_id)
        .values(nomination_id=into_id, version=col(row.version) + 1)
    )


async def save_offer(story: Story, offer: Offer, *, expected_version: int) -> None:
    """Store the offer anew. Raises PreconditionFailed where somebody else changed it meanwhile."""
    query = select(tables.Offer).where(tables.Offer.id == offer.id, tables.Offer.version == expected_version)
    row = (await story.session.exec(query.with_for_update())).one_or_none()
    if row is None:
        raise PreconditionFailed
    for name, value in asdict(offer).items():
        setattr(row, name, value)
    row.version = expected_version + 1
    await story.session.flush()


async def list_offers(story: Story, *, status: OfferStatus | None, after: UUID | None, limit: int) -> list[Offer]:
    """A page of offers, by identifier."""
    query = select(tables.Offer).order_by(col(tables.Offer.id)).limit(limit)
    if status is not None:
        query = query.where(tables.Offer.status == status)
    if after is not None:
        query = query.where(col(tables.Offer.id) > after)
    return [_offer(row) for row in (await story.session.exec(query)).all()]


async def list_overdue(story: Story) -> list[UUID]:
    """Unanswered offers whose deadline has passed, oldest first."""
    query = (
        select(tables.Offer.id)
        .where(
            tables.Offer.municipality_code == story.municipality_code,
            tables.Offer.status == OfferStatus.MADE,
            tables.Offer.due_at <= story.now,
        )
        .order_by(col(tables.Offer.due_at), col(tables.Offer.id))
    )
    return list((await story.session.exec(query)).all())


async def list_unanswered(story: Story, *, due_by: datetime) -> list[Offer]:
    """Unanswered offers that fall due by then, held until the story ends; one that is being answered is left out."""
    query = (
        select(tables.Offer)
        .where(
            tables.Offer.municipality_code == story.municipality_code,
            tables.Offer.status == OfferStatus.MADE,
            tables.Offer.due_at > story.now,
            tables.Offer.due_at <= due_by,
        )
        .order_by(col(tables.Offer.due_at), col(tables.Offer.id))
        .with_for_update(skip_locked=True)
    )
    return [_offer(row) for row in (await story.session.exec(query)).all()]


async def lock_offer(story: Story, offer_id: UUID) -> tuple[Offer, PostedVacancy]:
    """The offer and its vacancy, ours to change. Always the vacancy first, so that two stories never wait crosswise."""
    vacancy = await get_vacancy(story, (await get_offer(story, offer_id)).vacancy_id, lock=True)
    return await get_offer(story, offer_id, lock=True), vacancy
