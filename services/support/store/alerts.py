"""Alerts as rows, and back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.decisions import Reason
from kit.values.problems import NotFound
from kit.values.texts import Text
from services.support.domain.alerts.alerts import RUNNING, Action, Alert, AlertKind, AlertOutcome, AlertState, Cause
from services.support.domain.alerts.owners import Owner, Step
from services.support.domain.alerts.terms import AlertTerms, Urgency
from services.support.domain.referrals.referral import ReferralState
from services.support.store import tables

TERMS = tuple(AlertTerms.__dataclass_fields__)
CAUSE = tuple(Cause.__dataclass_fields__)
OWN = tuple(name for name in Alert.__dataclass_fields__ if name not in ("cause", "owner"))


def _alert(row: tables.Alert) -> Alert:
    own = {name: getattr(row, name) for name in OWN}
    cause = {name: getattr(row, name) for name in CAUSE}
    reasons = tuple(Reason(each["rule"], each["source"], each["met"], Text(**each["text"])) for each in row.reasons)
    typed = {
        "state": AlertState(row.state),
        "action": Action(row.action) if row.action else None,
        "outcome": AlertOutcome(row.outcome) if row.outcome else None,
    }
    return Alert(
        cause=Cause(**cause | {"kind": AlertKind(row.kind), "urgency": Urgency(row.urgency)}),
        owner=Owner(Step(row.owner_step), row.owner_reference, reasons),
        **own | typed,
    )


def _values(alert: Alert) -> dict[str, Any]:
    return {
        **{name: getattr(alert, name) for name in OWN},
        **{name: getattr(alert.cause, name) for name in CAUSE},
        "owner_step": alert.owner.step,
        "owner_reference": alert.owner.reference,
        "reasons": [reason.as_json() for reason in alert.owner.reasons],
    }


async def add_alert(story: Story, alert: Alert) -> bool:
    """Store a new alert; False where the same cause has raised it before. A cause that had ceased raises it anew."""
    row, values = tables.Alert, _values(alert)
    statement = insert(row).values(municipality_code=story.municipality_code, **values)
    anew: dict[str, Any] = {name: statement.excluded[name] for name in values if name not in ("id", "version")}
    raised = statement.on_conflict_do_update(
        index_elements=("municipality_code", "id"),
        set_=anew | {"version": col(row.version) + 1},
        where=col(row.state) == AlertState.CEASED,
    )
    return (await story.execute(raised.returning(col(row.id)))).one_or_none() is not None


async def save_alert(story: Story, alert: Alert) -> None:
    """Store the alert as it is now."""
    row = tables.Alert
    values = {name: value for name, value in _values(alert).items() if name != "id"}
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == alert.id)
        .values(**values)
    )


async def find_alert(story: Story, alert_id: UUID, *, lock: bool = False) -> Alert | None:
    """The alert in the story's municipality, with `lock` this story's to change; or None."""
    row = await story.session.get(
        tables.Alert,
        (story.municipality_code, alert_id),
        with_for_update=True if lock else None,
        populate_existing=True,
    )
    return _alert(row) if row else None


async def get_alert(story: Story, alert_id: UUID, *, lock: bool = False) -> Alert:
    """The alert, or NotFound."""
    found = await find_alert(story, alert_id, lock=lock)
    if found is None:
        raise NotFound
    return found


async def list_alerts(
    story: Story, *, worker: str | None, state: AlertState | None, after: UUID | None, limit: int
) -> list[Alert]:
    """A page of the municipality's alerts, by identifier; with `worker` those that worker or coordinator has."""
    row = tables.Alert
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if worker is not None:
        query = query.where(row.owner_reference == worker)
    if state is not None:
        query = query.where(row.state == state)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_alert(each) for each in (await story.session.exec(query)).all()]


async def list_running(story: Story, owner_reference: str) -> list[Alert]:
    """Every alert that the worker or coordinator has and that has not ended."""
    row = tables.Alert
    query = select(row).where(
        row.municipality_code == story.municipality_code,
        row.owner_reference == owner_reference,
        col(row.state).in_(RUNNING),
    )
    return [_alert(each) for each in (await story.session.exec(query)).all()]


async def list_owners(story: Story) -> list[str]:
    """The workers and coordinators who have open alerts."""
    row = tables.Alert
    query = (
        select(col(row.owner_reference))
        .where(row.municipality_code == story.municipality_code, row.state == AlertState.OPEN)
        .where(col(row.owner_reference).is_not(None))
        .distinct()
        .order_by(col(row.owner_reference))
    )
    return [each for each in (await story.session.exec(query)).all() if each is not None]


async def take_alerts_to_pass_on(story: Story, away: Sequence[str], limit: int) -> list[Alert]:
    """Open alerts that are late, whose owner is away, or whose citizen has another worker; another sweep's are left
    alone. What the manager has stays there.
    """
    row, referral = tables.Alert, tables.Referral
    helpers = select(referral.id).where(
        referral.municipality_code == row.municipality_code,
        referral.citizen_id == row.citizen_id,
        referral.state != ReferralState.CLOSED,
    )
    same_helps = helpers.where(referral.worker_reference == row.worker_reference).exists()
    somebody_helps = helpers.where(col(referral.worker_reference).is_not(None)).exists()
    another = and_(~same_helps, or_(col(row.worker_reference).is_not(None), somebody_helps))
    late = col(row.acknowledge_by) <= story.now
    goes_on = and_(or_(late, another), col(row.owner_step) != Step.MANAGER)
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            row.state == AlertState.OPEN,
            or_(goes_on, col(row.owner_reference).in_(away)),
        )
        .order_by(col(row.acknowledge_by), col(row.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return [_alert(each) for each in (await story.session.exec(query)).all()]


async def save_terms(story: Story, terms: AlertTerms) -> None:
    """Add the row, or put right the one that begins on the same day."""
    values = {name: getattr(terms, name) for name in TERMS}
    statement = insert(tables.AlertTerms).values(municipality_code=story.municipality_code, **values)
    new = {name: statement.excluded[name] for name in TERMS if name != "valid_from"}
    key = ("municipality_code", "valid_from")
    await story.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


async def list_terms(story: Story) -> list[AlertTerms]:
    """The municipality's rows, by date."""
    row = tables.AlertTerms
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.valid_from))
    found = (await story.session.exec(query)).all()
    return [AlertTerms(**{name: getattr(each, name) for name in TERMS}) for each in found]
