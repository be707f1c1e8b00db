"""Alerts: whose they are, acknowledged and ended by a person, and counted."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, ReasonOut, Reference
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.support.api.callers import AlertAcknowledger, AlertReader, FiguresReader
from services.support.domain.alerts.alerts import Action, Alert, AlertKind, AlertOutcome, AlertState
from services.support.domain.alerts.owners import Step
from services.support.domain.alerts.terms import Urgency
from services.support.store.alerts import get_alert, list_alerts
from services.support.usecases.alerts.acknowledge_alert import acknowledge_alert
from services.support.usecases.alerts.count_alerts import count_alerts
from services.support.usecases.alerts.end_alert import end_alert

router = APIRouter(prefix="/v1", tags=["alerts"], route_class=StoryRoute, responses=PROBLEMS)


class OwnerOut(BaseModel):
    """Who has the alert, and why; queue and manager have no reference."""

    model_config = ConfigDict(from_attributes=True)

    step: Step
    reference: str | None
    reasons: list[ReasonOut]


class AlertOut(BaseModel):
    """An alert. `subject_id` is the notice, referral or stay it comes from; `happens_on` the day it warns of."""

    id: UUID
    kind: AlertKind
    subject_id: UUID
    citizen_id: UUID
    happens_on: date
    phase: int | None
    urgency: Urgency
    owner: OwnerOut
    state: AlertState
    raised_at: datetime
    acknowledge_by: datetime
    escalations: int
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    action: Action | None
    outcome: AlertOutcome | None
    ended_at: datetime | None
    version: int

    @staticmethod
    def of(alert: Alert) -> "AlertOut":
        own = {name: getattr(alert, name) for name in AlertOut.model_fields if hasattr(alert, name)}
        cause = {name: getattr(alert.cause, name) for name in AlertOut.model_fields if hasattr(alert.cause, name)}
        return AlertOut(**cause | own | {"owner": OwnerOut.model_validate(alert.owner)})


class AcknowledgementIn(ApiModel):
    """What has been done about it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"action": "contacted_sender"}]})

    action: Action


class AlertOutcomeIn(ApiModel):
    """What came of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "sanction_averted"}]})

    outcome: AlertOutcome


class KindFiguresOut(BaseModel):
    """The alerts of one kind; `overdue` are those nobody acknowledged though the first time limit has passed."""

    model_config = ConfigDict(from_attributes=True)

    kind: AlertKind
    raised: int
    open: int
    acknowledged: int
    acknowledged_in_time: int
    overdue: int
    escalated: int
    ceased: int


class AlertFiguresOut(BaseModel):
    """Alerts by kind. The share in time is of those acknowledged or overdue; `sanctions_averted` as persons say."""

    by_kind: list[KindFiguresOut]
    acknowledged_in_time_percent: float | None
    sanctions_averted: int


@router.get("/alerts", summary="List alerts", name="list_alerts")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: AlertReader,
    worker: Annotated[Reference | None, Query(description="Only those this worker or coordinator has.")] = None,
    state: Annotated[AlertState | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[AlertOut]:
    """What is coming, and whose it is."""
    page = await list_alerts(story, worker=worker, state=state, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [AlertOut.of(alert) for alert in page]


@router.get("/alerts/{alert_id}", summary="Look at one alert", name="get_alert")
async def get(alert_id: UUID, story: CurrentStory, _: AlertReader, response: Response) -> AlertOut:
    """With its owner and the reasons."""
    return _shown(await get_alert(story, alert_id), response)


@router.post("/alerts/{alert_id}/acknowledgement", summary="Acknowledge an alert", name="acknowledge_alert")
async def post_acknowledgement(
    alert_id: UUID,
    body: AcknowledgementIn,
    story: CurrentStory,
    _: AlertAcknowledger,
    version: IfMatch,
    response: Response,
) -> AlertOut:
    """A person says what has been done. It is passed on no more, and stays until its outcome is said. Acknowledged
    twice is refused (409), naming who did."""
    return _shown(await acknowledge_alert(story, alert_id, body.action, version), response)


@router.post("/alerts/{alert_id}/outcome", summary="Say what came of an alert", name="end_alert")
async def post_outcome(
    alert_id: UUID,
    body: AlertOutcomeIn,
    story: CurrentStory,
    _: AlertAcknowledger,
    version: IfMatch,
    response: Response,
) -> AlertOut:
    """Only where it is acknowledged (409), and as its kind can end (422)."""
    return _shown(await end_alert(story, alert_id, body.outcome, version), response)


@router.get("/figures/alerts", summary="Read management's figures of alerts", name="get_alert_figures")
async def get_figures(story: CurrentStory, _: FiguresReader) -> AlertFiguresOut:
    """Counts only: no single citizen can be read from them."""
    figures = await count_alerts(story)
    share = figures.acknowledged_in_time_share
    return AlertFiguresOut(
        by_kind=[KindFiguresOut.model_validate(each) for each in figures.by_kind],
        acknowledged_in_time_percent=None if share is None else round(float(share * 100), 1),
        sanctions_averted=figures.sanctions_averted,
    )


def _shown(alert: Alert, response: Response) -> AlertOut:
    response.headers["ETag"] = etag(alert.version)
    return AlertOut.of(alert)
