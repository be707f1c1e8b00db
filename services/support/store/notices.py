"""Notices and exemptions as rows, and back."""

from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.support.domain.alerts.notices import Exemption, ExemptionBy, Notice, NoticeKind, SanctionKind, Sent
from services.support.store import tables

SENT = tuple(Sent.__dataclass_fields__)
OWN = tuple(name for name in Notice.__dataclass_fields__ if name != "sent")


def _notice(row: tables.Notice) -> Notice:
    sent = {name: getattr(row, name) for name in SENT}
    typed = {"kind": NoticeKind(row.kind), "code": SanctionKind(row.code) if row.code else None}
    return Notice(sent=Sent(**sent | typed), **{name: getattr(row, name) for name in OWN})


async def add_notice(story: Story, notice: Notice) -> bool:
    """Store a new notice; False where somebody else has stored one of the same reference first."""
    values = {name: getattr(notice, name) for name in OWN} | {name: getattr(notice.sent, name) for name in SENT}
    statement = insert(tables.Notice).values(municipality_code=story.municipality_code, **values)
    added = await story.execute(statement.on_conflict_do_nothing().returning(col(tables.Notice.id)))
    return added.one_or_none() is not None


async def find_notice(
    story: Story, kind: NoticeKind, sender: str, reference: str, *, lock: bool = False
) -> Notice | None:
    """The sender's notice of the reference, with `lock` this story's to change; or None."""
    row = tables.Notice
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.kind == kind)
        .where(row.sender == sender, row.reference == reference)
        .execution_options(populate_existing=True)
    )
    found = (await story.session.exec(query.with_for_update() if lock else query)).one_or_none()
    return _notice(found) if found else None


async def get_notice(story: Story, kind: NoticeKind, notice_id: UUID, *, lock: bool = False) -> Notice:
    """The notice of the kind, or NotFound."""
    row = await story.session.get(
        tables.Notice,
        (story.municipality_code, notice_id),
        with_for_update=True if lock else None,
        populate_existing=True,
    )
    if row is None or row.kind != kind:
        raise NotFound
    return _notice(row)


async def list_notices_of(story: Story, alert_id: UUID) -> list[Notice]:
    """Every notice of one alert, earliest first."""
    row = tables.Notice
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.alert_id == alert_id)
        .order_by(col(row.received_at), col(row.id))
    )
    return [_notice(each) for each in (await story.session.exec(query)).all()]


async def mark_notice(story: Story, notice_id: UUID, **moments: Any) -> None:
    """Store when the notice was replaced, withdrawn, or followed up."""
    row = tables.Notice
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == notice_id)
        .values(**moments)
    )


async def take_due_follow_ups(story: Story, limit: int) -> list[Notice]:
    """Notices after which the rent is to be asked for now; another sweep's are left alone."""
    row = tables.Notice
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            col(row.follow_up_due_at) <= story.now,
            col(row.follow_up_asked_at).is_(None),
            col(row.replaced_at).is_(None),
            col(row.withdrawn_at).is_(None),
        )
        .order_by(col(row.follow_up_due_at), col(row.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_notice(each) for each in (await story.session.exec(query)).all()]


async def add_exemption(story: Story, exemption: Exemption, person: str | None) -> bool:
    """Store a period; False where the same one stands there already."""
    values = {name: getattr(exemption, name) for name in Exemption.__dataclass_fields__}
    statement = insert(tables.Exemption).values(municipality_code=story.municipality_code, made_by=person, **values)
    added = await story.execute(statement.on_conflict_do_nothing().returning(col(tables.Exemption.id)))
    return added.one_or_none() is not None


async def list_exemptions(story: Story, notice_id: UUID) -> list[Exemption]:
    """The periods of one notice, by when they begin."""
    row = tables.Exemption
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.notice_id == notice_id)
        .order_by(col(row.from_on), col(row.made_at), col(row.id))
    )
    found = (await story.session.exec(query)).all()
    names = Exemption.__dataclass_fields__
    return [Exemption(**{name: getattr(each, name) for name in names} | {"by": ExemptionBy(each.by)}) for each in found]
