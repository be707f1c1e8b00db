"""Referrals to homes for those who cannot live alone, as rows and back."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound, PreconditionFailed
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.other_homes.reasons import DecisionCode, Need, WhyNotAlone
from services.allocation.domain.other_homes.referrals import OPEN_REFERRALS, HomeReferral, ReferralStatus
from services.allocation.store import tables

OVER = (NominationStatus.HOUSED, NominationStatus.CLOSED)


def _referral(row: tables.OtherHomeReferral) -> HomeReferral:
    values = {name: getattr(row, name) for name in HomeReferral.__dataclass_fields__}
    read = {
        "status": ReferralStatus(row.status),
        "why": tuple(WhyNotAlone(code) for code in row.why),
        "decision_codes": tuple(DecisionCode(code) for code in row.decision_codes),
        "need": Need(row.need) if row.need else None,
    }
    return HomeReferral(**values | read)


def _values(referral: HomeReferral) -> dict[str, Any]:
    return asdict(referral) | {"why": list(referral.why), "decision_codes": list(referral.decision_codes)}


async def add_referral(story: Story, referral: HomeReferral) -> None:
    """Store a new referral."""
    story.session.add(tables.OtherHomeReferral(municipality_code=story.municipality_code, **_values(referral)))
    await story.session.flush()


async def get_referral(story: Story, referral_id: UUID, *, lock: bool = False) -> HomeReferral:
    """The referral, or NotFound. With `lock`, it is this story's to change."""
    query = select(tables.OtherHomeReferral).where(tables.OtherHomeReferral.id == referral_id)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    row = (await story.session.exec(fresh if lock else query)).one_or_none()
    if row is None:
        raise NotFound
    return _referral(row)


async def save_referral(story: Story, referral: HomeReferral, *, expected_version: int) -> None:
    """Store the referral anew. Raises PreconditionFailed where somebody else changed it meanwhile."""
    row = tables.OtherHomeReferral
    query = select(row).where(row.id == referral.id, row.version == expected_version).with_for_update()
    found = (await story.session.exec(query)).one_or_none()
    if found is None:
        raise PreconditionFailed
    for name, value in _values(referral).items():
        setattr(found, name, value)
    await story.session.flush()


async def list_referrals(
    story: Story,
    *,
    home_id: UUID | None = None,
    nomination_id: UUID | None = None,
    status: ReferralStatus | None = None,
    after: UUID | None = None,
    limit: int,
) -> list[HomeReferral]:
    """A page of referrals, by identifier."""
    row = tables.OtherHomeReferral
    query = select(row).order_by(col(row.id)).limit(limit)
    if home_id is not None:
        query = query.where(row.home_id == home_id)
    if nomination_id is not None:
        query = query.where(row.nomination_id == nomination_id)
    if status is not None:
        query = query.where(row.status == status)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_referral(found) for found in (await story.session.exec(query)).all()]


async def list_of_homes(story: Story, home_ids: Sequence[UUID]) -> dict[UUID, list[HomeReferral]]:
    """Every referral to each of these homes, as it stands now."""
    row = tables.OtherHomeReferral
    query = select(row).where(col(row.home_id).in_(home_ids)).order_by(col(row.id))
    found: dict[UUID, list[HomeReferral]] = {home_id: [] for home_id in home_ids}
    for one in (await story.session.exec(query.execution_options(populate_existing=True))).all():
        found[one.home_id].append(_referral(one))
    return found


async def find_referral_among(
    story: Story, nomination_id: UUID, states: Collection[ReferralStatus], *, home_id: UUID | None = None
) -> HomeReferral | None:
    """A referral of the nomination that stands at one of these, to one home or to any; or None."""
    row = tables.OtherHomeReferral
    query = select(row).where(row.nomination_id == nomination_id, col(row.status).in_(sorted(states)))
    if home_id is not None:
        query = query.where(row.home_id == home_id)
    found = (await story.session.exec(query.order_by(col(row.id)).limit(1))).one_or_none()
    return _referral(found) if found else None


async def list_open_of(story: Story, nomination_id: UUID) -> list[UUID]:
    """The open referrals of one nomination."""
    row = tables.OtherHomeReferral
    query = select(row.id).where(row.nomination_id == nomination_id, col(row.status).in_(sorted(OPEN_REFERRALS)))
    return list((await story.session.exec(query.order_by(col(row.id)))).all())


async def list_without_nomination(story: Story) -> list[UUID]:
    """Open referrals whose nomination is over."""
    row, nomination = tables.OtherHomeReferral, tables.Nomination
    query = (
        select(row.id)
        .join(nomination, col(nomination.id) == col(row.nomination_id))
        .where(
            row.municipality_code == story.municipality_code,
            col(row.status).in_(sorted(OPEN_REFERRALS)),
            col(nomination.status).in_(OVER),
        )
        .order_by(col(row.id))
    )
    return list((await story.session.exec(query)).all())


async def point_referrals_anew(story: Story, nomination_id: UUID, into_id: UUID) -> None:
    """Let the referrals of the one nomination follow to the other.

    Where both are on the list of one home, the one that is there already stays, with the older of the two dates.
    """
    row = tables.OtherHomeReferral
    query = select(row).where(col(row.nomination_id).in_([nomination_id, into_id])).order_by(col(row.id))
    found = (await story.session.exec(query.with_for_update().execution_options(populate_existing=True))).all()
    there = {_place(one): one for one in found if one.nomination_id == into_id and _place(one)}
    for one in (each for each in found if each.nomination_id == nomination_id):
        same = there.get(_place(one))
        if same is None:
            one.nomination_id, one.version = into_id, one.version + 1
        elif one.referred_at < same.referred_at:
            same.referred_at, same.version = one.referred_at, same.version + 1
    await story.session.flush()


def _place(row: tables.OtherHomeReferral) -> UUID | str | None:
    """What a citizen can have once: a place on the list of one home, or a home to live in. None once it is over."""
    if row.status == ReferralStatus.RESIDENT:
        return str(ReferralStatus.RESIDENT)
    return row.home_id if row.status in OPEN_REFERRALS else None
