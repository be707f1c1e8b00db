"""Referrals as rows, and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.decisions import Reason
from kit.values.problems import NotFound
from kit.values.texts import Text
from services.support.domain.methods.dimensions import Dimension
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.needs import Level, Needs
from services.support.domain.referrals.outcomes import Change
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.domain.referrals.recommendation import Lacking
from services.support.domain.referrals.referral import (
    NO_METHOD,
    Decision,
    DepartureReason,
    OfferOutcome,
    Opening,
    Referral,
    ReferralSource,
    ReferralState,
)
from services.support.store import tables

OPENING_FIELDS = tuple(name for name in Opening.__dataclass_fields__ if name != "needs")
KEPT_OTHERWISE = ("opening", "reasons", "decision")
OWN_FIELDS = tuple(name for name in Referral.__dataclass_fields__ if name not in KEPT_OTHERWISE)


def _reason(stored: Mapping[str, Any]) -> Reason:
    return Reason(stored["rule"], stored["source"], stored["met"], Text(**stored["text"]))


def _needs(stored: Mapping[str, Any] | None) -> Needs | None:
    if stored is None:
        return None
    day = stored["discharged_on"]
    return Needs(
        levels={Dimension(name): Level(level) for name, level in stored["levels"].items()},
        complexity=SupportNeeds(stored["complexity"]) if stored["complexity"] else None,
        expected_months=stored["expected_months"],
        discharged_on=date.fromisoformat(day) if day else None,
    )


def _stored(needs: Needs | None) -> dict[str, Any] | None:
    if needs is None:
        return None
    day = needs.discharged_on
    return {
        "levels": dict(needs.levels),
        "complexity": needs.complexity,
        "expected_months": needs.expected_months,
        "discharged_on": day.isoformat() if day else None,
    }


def _decision(row: tables.Referral) -> Decision | None:
    if row.decision is None or row.decided_by is None or row.decided_at is None:
        return None
    return Decision(
        method=None if row.decision == NO_METHOD else Method(row.decision),
        reason=DepartureReason(row.decision_reason) if row.decision_reason else None,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _referral(row: tables.Referral) -> Referral:
    typed_opening = {
        "support_needs": SupportNeeds(row.support_needs),
        "situation": Situation(row.situation),
        "source": ReferralSource(row.source),
        "needs": _needs(row.needs),
    }
    opening = {name: getattr(row, name) for name in OPENING_FIELDS} | typed_opening
    own = {name: getattr(row, name) for name in OWN_FIELDS}
    typed = {
        "state": ReferralState(row.state),
        "wanted_method": Method(row.wanted_method),
        "recommended_method": Method(row.recommended_method),
        "reasons": tuple(_reason(each) for each in row.reasons),
        "method": Method(row.method) if row.method else None,
        "outcome": OfferOutcome(row.outcome) if row.outcome else None,
        "lacking": Lacking(row.lacking) if row.lacking else None,
        "decision": _decision(row),
    }
    return Referral(opening=Opening(**opening), **own | typed)


async def find_referral(story: Story, referral_id: UUID, *, lock: bool = False) -> Referral | None:
    """The referral in the story's municipality, by its own identifier or by that of an offer that joined it, or None.

    With `lock`, it is this story's to change.
    """
    row = await _get(story, referral_id, lock=lock)
    if row is None:
        joined = await story.session.get(tables.ReferralOffer, (story.municipality_code, referral_id))
        row = await _get(story, joined.referral_id, lock=lock) if joined else None
    return _referral(row) if row else None


async def _get(story: Story, referral_id: UUID, *, lock: bool) -> tables.Referral | None:
    return await story.session.get(
        tables.Referral,
        (story.municipality_code, referral_id),
        with_for_update=True if lock else None,
        populate_existing=True,
    )


async def get_referral(story: Story, referral_id: UUID, *, lock: bool = False) -> Referral:
    """The referral, or NotFound: another municipality's looks as if it were not there."""
    found = await find_referral(story, referral_id, lock=lock)
    if found is None:
        raise NotFound
    return found


async def find_running(story: Story, citizen_id: UUID, *, lock: bool = False) -> Referral | None:
    """The citizen's referral that has not ended, or None; the first one where two citizens turned out to be one."""
    row = tables.Referral
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            row.citizen_id == citizen_id,
            row.state != ReferralState.CLOSED,
        )
        .order_by(col(row.duplicate_of).is_not(None), col(row.opened_at), col(row.id))
        .limit(1)
        .execution_options(populate_existing=True)
    )
    found = (await story.session.exec(query.with_for_update() if lock else query)).first()
    return _referral(found) if found else None


async def find_by_reference(story: Story, source: ReferralSource, reference: str) -> Referral | None:
    """The referral that this source sent under its reference, or None."""
    row = tables.Referral
    query = select(row).where(
        row.municipality_code == story.municipality_code, row.source == source, row.reference == reference
    )
    found = (await story.session.exec(query)).first()
    return _referral(found) if found else None


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
    opening = referral.opening
    values = {
        "municipality_code": story.municipality_code,
        "reasons": [reason.as_json() for reason in referral.reasons],
        "needs": _stored(opening.needs),
        **{name: getattr(referral, name) for name in OWN_FIELDS},
        **{name: getattr(opening, name) for name in OPENING_FIELDS},
    }
    statement = insert(tables.Referral).values(values).on_conflict_do_nothing().returning(col(tables.Referral.id))
    return (await story.execute(statement)).one_or_none() is not None


async def save_assignment(
    story: Story, referral: Referral, worker_reference: str, method: Method, team_reference: str | None = None
) -> None:
    """Store who helps. An open referral becomes assigned; a course without a worker stays a course."""
    state = ReferralState.ASSIGNED if referral.state is ReferralState.OPEN else referral.state
    values = {
        "worker_reference": worker_reference,
        "team_reference": team_reference,
        "method": method,
        "assigned_at": story.now,
        "state": state,
    }
    await _change(story, referral, values)


async def save_outcome(story: Story, referral: Referral, outcome: OfferOutcome, change: Change, at: object) -> None:
    """Store how the offer that opened the referral ended, and what that makes of it."""
    ended = {"outcome": outcome, "outcome_at": at}
    await _change(story, referral, ended | _moved(referral, outcome, change))


async def save_standing(story: Story, referral: Referral, outcome: OfferOutcome, change: Change) -> None:
    """Store what the end of an offer that joined makes of the referral."""
    await _change(story, referral, _moved(referral, outcome, change))


def _moved(referral: Referral, outcome: OfferOutcome, change: Change) -> dict[str, Any]:
    values: dict[str, Any] = {"state": change.state, "starts_on": change.starts_on}
    if outcome is OfferOutcome.SIGNED:
        values["worker_at_signing"] = referral.worker_reference is not None
    return values


async def save_decision(story: Story, referral: Referral, decision: Decision, starts_on: date | None) -> None:
    """Store what a person decided: no method closes the referral, a first day starts its course."""
    values: dict[str, Any] = {
        "decision": decision.method or NO_METHOD,
        "decision_reason": decision.reason,
        "decided_by": decision.decided_by,
        "decided_at": decision.decided_at,
    }
    if decision.method is None:
        values["state"] = ReferralState.CLOSED
    elif starts_on is not None:
        values |= {"state": ReferralState.COURSE, "starts_on": starts_on}
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
