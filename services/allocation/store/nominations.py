"""Nominations as rows, and back."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.allocation.domain.matching.candidates import Candidate
from services.allocation.domain.nominations.nomination import Nomination, NominationFacts
from services.allocation.domain.nominations.situations import NominationStatus, Situation, SupportNeeds
from services.allocation.domain.offers.offer import OPEN_OFFERS
from services.allocation.store import tables

FACTS = tuple(NominationFacts.__dataclass_fields__)


def _nomination(row: tables.Nomination) -> Nomination:
    values = {name: getattr(row, name) for name in FACTS}
    enums = {"situation": Situation(row.situation), "support_needs": SupportNeeds(row.support_needs)}
    lists = {name: tuple(values[name]) for name in ("wanted_estates", "unwanted_estates")}
    return Nomination(
        id=row.id,
        citizen_id=row.citizen_id,
        facts=NominationFacts(**values | enums | lists),
        lottery=row.lottery,
        status=NominationStatus(row.status),
        highest_rent_dkk=row.highest_rent_dkk,
        ability_question=row.ability_question,
        version=row.version,
    )


async def save_nomination(story: Story, nomination: Nomination, name: bytes | None, cpr: bytes | None) -> None:
    """Store a new nomination, and who the citizen is apart from it."""
    story.session.add(
        tables.Nomination(
            municipality_code=story.municipality_code,
            id=nomination.id,
            citizen_id=nomination.citizen_id,
            lottery=nomination.lottery,
            status=nomination.status,
            highest_rent_dkk=None,
            ability_question=None,
            version=nomination.version,
            **asdict(nomination.facts),
        )
    )
    if name is not None or cpr is not None:
        who = tables.CitizenName(
            municipality_code=story.municipality_code, citizen_id=nomination.citizen_id, name=name, cpr_number=cpr
        )
        await story.session.merge(who)
    await story.session.flush()


async def get_nomination(story: Story, nomination_id: UUID, *, lock: bool = False) -> Nomination:
    """The nomination, or NotFound."""
    query = select(tables.Nomination).where(tables.Nomination.id == nomination_id)
    row = (
        await story.session.exec(query.with_for_update().execution_options(populate_existing=True) if lock else query)
    ).one_or_none()
    if row is None:
        raise NotFound
    return _nomination(row)


async def find_nomination_by_reference(story: Story, reference: str) -> Nomination | None:
    """The nomination under the social centre's own reference, or None."""
    query = select(tables.Nomination).where(
        tables.Nomination.municipality_code == story.municipality_code, tables.Nomination.reference == reference
    )
    row = (await story.session.exec(query)).one_or_none()
    return _nomination(row) if row else None


async def list_nominations(story: Story, *, after: UUID | None, limit: int) -> list[Nomination]:
    """A page of nominations, by identifier."""
    query = select(tables.Nomination).order_by(col(tables.Nomination.id)).limit(limit)
    if after is not None:
        query = query.where(col(tables.Nomination.id) > after)
    return [_nomination(row) for row in (await story.session.exec(query)).all()]


async def save_ability(
    story: Story, nomination_id: UUID, highest_rent_dkk: Decimal | None, question: dict[str, Any] | None
) -> None:
    """Keep what benefits found."""
    await story.session.exec(
        update(tables.Nomination)
        .where(col(tables.Nomination.id) == nomination_id)
        .values(highest_rent_dkk=highest_rent_dkk, ability_question=question)
    )


async def move_nomination(story: Story, nomination_id: UUID, status: NominationStatus) -> None:
    """Store where the nomination now stands."""
    await story.session.exec(
        update(tables.Nomination).where(col(tables.Nomination.id) == nomination_id).values(status=status)
    )


def _candidate(nomination: Nomination, *, open_offer: bool, had_this: bool) -> Candidate:
    facts = nomination.facts
    shared = set(Candidate.__dataclass_fields__) & set(FACTS)
    return Candidate(
        nomination_id=nomination.id,
        highest_rent_dkk=nomination.highest_rent_dkk,
        lottery=nomination.lottery,
        status=nomination.status,
        has_open_offer=open_offer,
        had_this_dwelling=had_this,
        **{name: getattr(facts, name) for name in shared},
    )


async def list_candidates(story: Story, vacancy_id: UUID) -> list[Candidate]:
    """Everybody who waits, as the shortlist of this vacancy sees them."""
    offer = tables.Offer
    offers = (await story.session.exec(select(offer.nomination_id, offer.vacancy_id, offer.status))).all()
    busy = {nomination for nomination, _, status in offers if status in OPEN_OFFERS}
    had = {nomination for nomination, of, status in offers if of == vacancy_id and status not in OPEN_OFFERS}
    query = select(tables.Nomination).where(tables.Nomination.status == NominationStatus.OPEN)
    rows = (await story.session.exec(query.order_by(col(tables.Nomination.id)))).all()
    return [_candidate(_nomination(row), open_offer=row.id in busy, had_this=row.id in had) for row in rows]


async def get_candidate(story: Story, nomination: Nomination, vacancy_id: UUID) -> Candidate:
    """One household as the shortlist of this vacancy sees it."""
    offer = tables.Offer
    query = select(offer.vacancy_id, offer.status).where(offer.nomination_id == nomination.id)
    offers = (await story.session.exec(query)).all()
    return _candidate(
        nomination,
        open_offer=any(status in OPEN_OFFERS for _, status in offers),
        had_this=any(of == vacancy_id and status not in OPEN_OFFERS for of, status in offers),
    )
