"""The municipality's own time limits of alerts."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.values.calendar import local_day
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, Day, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import AlertReader, WorkersWriter
from services.support.domain.alerts.terms import AlertTerms, terms_on
from services.support.store.alerts import list_terms
from services.support.usecases.alerts.enter_alert_terms import enter_alert_terms

router = APIRouter(prefix="/v1", tags=["alerts"], route_class=StoryRoute, responses=PROBLEMS)


class AlertTermsModel(ApiModel):
    """One dated row, in force until the next one begins. The hours are those in which support is open, a step each."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "valid_from": "2025-01-01",
                    "normal_hours": 16,
                    "high_hours": 8,
                    "highest_hours": 1,
                    "time_to_act_days": 5,
                    "follow_up_days": 14,
                    "offer_risk_days": 2,
                    "phase_warning_days": 14,
                    "source": "Local choice of the municipality",
                    "verified": False,
                }
            ]
        }
    )

    valid_from: Day
    normal_hours: Count = Field(description="Opening hours to acknowledge an alert in, at each step.")
    high_hours: Count
    highest_hours: Count
    time_to_act_days: Count = Field(description="Working days before a sanction; with fewer its notice is short.")
    follow_up_days: Count = Field(description="Days from a sanction until it is asked whether the rent was paid.")
    offer_risk_days: Count = Field(description="Working days before an offer ends that it is at risk without a worker.")
    phase_warning_days: Count = Field(description="Days before a phase ends that it is told.")
    source: str = Field(min_length=1, max_length=300, description="Where the numbers come from.")
    verified: YesOrNo = False

    def to_terms(self) -> AlertTerms:
        return AlertTerms(**{name: getattr(self, name) for name in AlertTerms.__dataclass_fields__})


class AlertTermsOut(BaseModel):
    """What holds today, and every row that the municipality has entered."""

    today: AlertTermsModel
    rows: list[AlertTermsModel]


@router.put("/alert-terms", summary="Enter time limits of alerts", name="put_alert_terms")
async def put(body: AlertTermsModel, story: CurrentStory, _: WorkersWriter) -> AlertTermsOut:
    """No source sets them. A row that begins on the same day replaces the one that did."""
    rows = await enter_alert_terms(story, body.to_terms())
    today = terms_on(rows, local_day(story.now))
    return AlertTermsOut.model_validate({"today": today, "rows": rows}, from_attributes=True)


@router.get("/alert-terms", summary="Read time limits of alerts", name="get_alert_terms")
async def get(story: CurrentStory, _: AlertReader) -> AlertTermsOut:
    """Until the municipality has entered its own, what holds until then, marked as not verified."""
    rows = await list_terms(story)
    today = terms_on(rows, local_day(story.now))
    return AlertTermsOut.model_validate({"today": today, "rows": rows}, from_attributes=True)
