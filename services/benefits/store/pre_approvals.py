"""Pre-approvals as rows, and back; what was found of the offers that met one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text, update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.problems import NotFound
from kit.values.texts import Text
from services.benefits.domain.households.households import DwellingClass
from services.benefits.domain.pre_approvals.pre_approvals import STANDING, PreApproval, PreApprovalStatus
from services.benefits.domain.pre_approvals.terms import Period
from services.benefits.store import tables
from services.benefits.store.facts import as_stored, household_from

Row = tables.PreApproval
AS_IT_IS = (
    *("citizen_id", "status", "highest_rent", "highest_deposit", "expires_at", "granted_at", "granted_by"),
    *("offer_id", "ended_at", "end_code", "ended_by"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a pre-approval covered an offer, with every reason."""

    case_id: UUID
    pre_approval_id: UUID
    covered: bool
    reasons: tuple[Reason, ...]
    checked_at: datetime


def _from(row: Row) -> PreApproval:
    return PreApproval(
        case_id=row.case_id,
        citizen_id=row.citizen_id,
        highest_rent=row.highest_rent,
        highest_deposit=row.highest_deposit,
        period=Period(row.valid_from_on, row.valid_to_on),
        dwelling_classes=tuple(DwellingClass(each) for each in row.dwelling_classes),
        household=household_from(row.household),
        judged_against=tuple(row.judged_against),
        granted_at=row.granted_at,
        granted_by=row.granted_by,
        requested_by=tuple(row.requested_by),
        status=PreApprovalStatus(row.status),
        offer_id=row.offer_id,
        ended_at=row.ended_at,
        end_code=row.end_code,
        ended_by=row.ended_by,
        version=row.version,
    )


def _columns(pre_approval: PreApproval) -> dict[str, Any]:
    """Everything but the key; a decision that is made anew gives the same case a new pre-approval."""
    return {name: getattr(pre_approval, name) for name in AS_IT_IS} | {
        "valid_from_on": pre_approval.period.first,
        "valid_to_on": pre_approval.period.last,
        "dwelling_classes": list(pre_approval.dwelling_classes),
        "household": as_stored(pre_approval.household),
        "judged_against": list(pre_approval.judged_against),
        "requested_by": list(pre_approval.requested_by),
    }


async def add_pre_approval(story: Story, pre_approval: PreApproval) -> None:
    """Store a new one. The database refuses a second one that stands for the same citizen."""
    key = {"municipality_code": story.municipality_code, "case_id": pre_approval.case_id}
    story.session.add(Row(**_columns(pre_approval) | key, version=pre_approval.version))
    await story.session.flush()


async def save_pre_approval(story: Story, pre_approval: PreApproval) -> PreApproval:
    """Store where one, locked by this story, now stands."""
    await story.execute(
        update(Row)
        .where(col(Row.municipality_code) == story.municipality_code, col(Row.case_id) == pre_approval.case_id)
        .values(**_columns(pre_approval), version=pre_approval.version + 1)
    )
    return replace(pre_approval, version=pre_approval.version + 1)


def _here(story: Story) -> Any:
    return select(Row).where(Row.municipality_code == story.municipality_code)


async def _all(story: Story, query: Any, *, lock: bool) -> list[PreApproval]:
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return [_from(row) for row in (await story.session.exec(query)).all()]


def _asked_for(story: Story, query: Any) -> Any:
    if story.caller.party is not Party.SOCIAL_CENTRE:
        return query
    return query.where(col(Row.requested_by).contains([story.caller.client_id]))


async def find_pre_approval(story: Story, case_id: UUID, *, lock: bool = False) -> PreApproval | None:
    """The pre-approval that was decided in the case, or None; a social centre finds those it has asked for."""
    found = await _all(story, _asked_for(story, _here(story).where(Row.case_id == case_id)), lock=lock)
    return found[0] if found else None


async def get_pre_approval(story: Story, case_id: UUID, *, lock: bool = False) -> PreApproval:
    """The pre-approval, or NotFound."""
    found = await find_pre_approval(story, case_id, lock=lock)
    if found is None:
        raise NotFound
    return found


async def list_standing(story: Story, *citizen_ids: UUID) -> list[PreApproval]:
    """Those that stand for a citizen, who may be known by several identifiers; oldest first, this story's to change."""
    query = _here(story).where(col(Row.citizen_id).in_(citizen_ids), col(Row.status).in_(STANDING))
    return await _all(story, query.order_by(col(Row.granted_at), col(Row.case_id)), lock=True)


async def find_newest(story: Story, citizen_id: UUID) -> PreApproval | None:
    """The one that stands for the citizen, else the last one given; this story's to change."""
    standing_first = text("status IN ('valid', 'used') DESC")
    query = _here(story).where(Row.citizen_id == citizen_id)
    query = query.order_by(standing_first, col(Row.granted_at).desc(), col(Row.case_id)).limit(1)
    found = await _all(story, query, lock=True)
    return found[0] if found else None


async def find_used_by(story: Story, offer_id: UUID) -> PreApproval | None:
    """The one that has committed the offer and stands with it; this story's to change."""
    query = _here(story).where(Row.offer_id == offer_id, Row.status == PreApprovalStatus.USED)
    found = await _all(story, query, lock=True)
    return found[0] if found else None


async def list_expired(story: Story, now: datetime) -> list[PreApproval]:
    """Those whose last day has passed while nobody used them; this story's to change."""
    query = _here(story).where(Row.status == PreApprovalStatus.VALID, Row.expires_at <= now)
    return await _all(story, query.order_by(col(Row.expires_at), col(Row.case_id)), lock=True)


async def list_pre_approvals(
    story: Story, *, citizen_id: UUID | None, status: PreApprovalStatus | None, after: UUID | None, limit: int
) -> list[PreApproval]:
    """A page, by identifier; a social centre sees those it has asked for."""
    query = _asked_for(story, _here(story)).order_by(col(Row.case_id)).limit(limit)
    if citizen_id is not None:
        query = query.where(Row.citizen_id == citizen_id)
    if status is not None:
        query = query.where(Row.status == status)
    if after is not None:
        query = query.where(col(Row.case_id) > after)
    return await _all(story, query, lock=False)


async def point_pre_approvals_anew(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> None:
    """Let every pre-approval of the one identifier bear the other."""
    where = col(Row.municipality_code) == story.municipality_code, col(Row.citizen_id) == old_citizen_id
    await story.execute(update(Row).where(*where).values(citizen_id=citizen_id))


async def add_check(story: Story, check: Check) -> None:
    """Store what was found of an offer, once."""
    story.session.add(
        tables.PreApprovalCheck(
            municipality_code=story.municipality_code,
            case_id=check.case_id,
            pre_approval_id=check.pre_approval_id,
            covered=check.covered,
            reasons=[reason.as_json() for reason in check.reasons],
            checked_at=check.checked_at,
        )
    )
    await story.session.flush()


async def get_check(story: Story, case_id: UUID) -> Check:
    """What was found of the offer, or NotFound where the citizen had no pre-approval."""
    row = tables.PreApprovalCheck
    query = select(row).where(row.municipality_code == story.municipality_code, row.case_id == case_id)
    found = (await story.session.exec(query)).one_or_none()
    if found is None:
        raise NotFound
    return Check(found.case_id, found.pre_approval_id, found.covered, _reasons(found.reasons), found.checked_at)


def _reasons(stored: Sequence[dict[str, Any]]) -> tuple[Reason, ...]:
    return tuple(Reason(one["rule"], one["source"], one["met"], Text(**one["text"])) for one in stored)
