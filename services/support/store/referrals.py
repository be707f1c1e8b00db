"""Referrals as rows, and back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.decisions import Reason
from kit.values.problems import NotFound
from kit.values.texts import Text
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.recommendation import Situation, SupportNeeds
from services.support.domain.referrals.referral import Change, OfferedHome, OfferOutcome, Referral, ReferralState
from services.support.store import tables

HOME_FIELDS = tuple(OfferedHome.__dataclass_fields__)


def _reason(stored: Mapping[str, Any]) -> Reason:
    return Reason(stored["rule"], stored["source"], stored["met"], Text(**stored["text"]))


def _referral(row: tables.Referral) -> Referral:
    home = {name: getattr(row, name) for name in HOME_FIELDS}
    own = {name: getattr(row, name) for name in Referral.__dataclass_fields__ if name != "home"}
    typed = {
        "state": ReferralState(row.state),
        "wanted_method": Method(row.wanted_method),
        "recommended_method": Method(row.recommended_method),
        "reasons": tuple(_reason(each) for each in row.reasons),
        "method": Method(row.method) if row.method else None,
        "outcome": OfferOutcome(row.outcome) if row.outcome else None,
    }
    needs = {"support_needs": SupportNeeds(row.support_needs), "situation": Situation(row.situation)}
    return Referral(home=OfferedHome(**home | needs), **own | typed)


async def find_referral(story: Story, referral_id: UUID, *, lock: bool = False) -> Referral | None:
    """The referral in the story's municipality, or None. With `lock`, it is this story's to change."""
    row = await story.session.get(
        tables.Referral,
        (story.municipality_code, referral_id),
        with_for_update=True if lock else None,
        populate_existing=True,
    )
    return _referral(row) if row else None


async def get_referral(story: Story, referral_id: UUID, *, lock: bool = False) -> Referral:
    """The referral, or NotFound: another municipality's looks as if it were not there."""
    found = await find_referral(story, referral_id, lock=lock)
    if found is None:
        raise NotFound
    return found


async def list_referrals(
    story: Story, *, state: ReferralState | None, after: UUID | None, limit: int
) -> list[Referral]:
    """A page of the municipality's referrals, by identifier."""
    row = tables.Referral
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if state is not None:
        query = query.where(row.state == state)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_referral(each) for each in (await story.session.exec(query)).all()]


async def add_referral(story: Story, referral: Referral) -> bool:
    """Store a new referral; False where somebody else has stored it first, whose transaction has then ended."""
    own = {name: getattr(referral, name) for name in Referral.__dataclass_fields__ if name not in ("home", "reasons")}
    home = {name: getattr(referral.home, name) for name in HOME_FIELDS}
    reasons = [reason.as_json() for reason in referral.reasons]
    values = {"municipality_code": story.municipality_code, "reasons": reasons, **own, **home}
    statement = insert(tables.Referral).values(values).on_conflict_do_nothing().returning(col(tables.Referral.id))
    return (await story.execute(statement)).one_or_none() is not None


async def save_assignment(story: Story, referral: Referral, worker_reference: str, method: Method) -> None:
    """Store who helps. An open referral becomes assigned; a course without a worker stays a course."""
    state = ReferralState.ASSIGNED if referral.state is ReferralState.OPEN else referral.state
    values = {"worker_reference": worker_reference, "method": method, "assigned_at": story.now, "state": state}
    await _change(story, referral, values)


async def save_outcome(story: Story, referral: Referral, outcome: OfferOutcome, change: Change, at: object) -> None:
    """Store how the offer ended and what that makes of the referral."""
    signed = outcome is OfferOutcome.SIGNED
    values = {
        "state": change.state,
        "starts_on": change.starts_on,
        "outcome": outcome,
        "outcome_at": at,
        "worker_at_signing": referral.worker_reference is not None if signed else None,
    }
    await _change(story, referral, values)


async def close_referral(story: Story, referral: Referral) -> None:
    """Store that the course has ended, which frees the worker's place."""
    await _change(story, referral, {"state": ReferralState.CLOSED})


async def _change(story: Story, referral: Referral, values: dict[str, Any]) -> None:
    row = tables.Referral
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == referral.id)
        .values(**values, version=referral.version + 1)
    )


async def point_referrals_anew(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> int:
    """Let every referral of the one identifier bear the other; how many."""
    row = tables.Referral
    moved = await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.citizen_id) == old_citizen_id)
        .values(citizen_id=citizen_id)
    )
    return moved.rowcount
