"""The shapes of refund days, local choices and rates."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kit.web.models import ApiModel, Count, Day, Dkk, ReasonOut, Reference, YesOrNo
from services.support.api.stay_models import DaysLeftOut
from services.support.domain.stays.refund_days import Run, Why
from services.support.domain.stays.statements import ShelterRate
from services.support.domain.stays.support_windows import RefundWindow, Section
from services.support.domain.stays.terms import (
    DEFAULT_TERMS,
    EdgeDays,
    NextYear,
    RunningAtReform,
    StayTerms,
    Transition,
)
from services.support.domain.stays.words import reason_of
from services.support.usecases.stays.read_refund_days import CitizenRefunds


class StayTermsModel(ApiModel):
    """One dated row of local choices, in force from `valid_from` until the next row.

    No source says how edge days count, what opens the next year when a stay outlasts one, what a stay running on
    2023-10-01 is, nor which limit holds in a year open on 2026-04-01: `verified` says whether somebody has asked.
    """

    valid_from: Day
    edge_days: EdgeDays = DEFAULT_TERMS.edge_days
    next_year: NextYear = DEFAULT_TERMS.next_year
    running_at_reform: RunningAtReform = DEFAULT_TERMS.running_at_reform
    transition: Transition = DEFAULT_TERMS.transition
    meeting_days: Count = DEFAULT_TERMS.meeting_days
    action_plan_days: Count = DEFAULT_TERMS.action_plan_days
    nomination_days: Count = DEFAULT_TERMS.nomination_days
    support_decision_days: Count = DEFAULT_TERMS.support_decision_days
    warn_days: Count = Field(default=DEFAULT_TERMS.warn_days, description="Days before the refund days run out.")
    source: str = Field(min_length=1, max_length=300)
    verified: YesOrNo = False

    def to_terms(self) -> StayTerms:
        return StayTerms(**{name: getattr(self, name) for name in StayTerms.__dataclass_fields__})


class StayTermsIn(ApiModel):
    """Dated rows of local choices."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"terms": [{"valid_from": "2025-01-01", "edge_days": "admission", "source": "Local choice"}]}]
        }
    )

    terms: list[StayTermsModel] = Field(min_length=1, max_length=50)


class StayTermsOut(BaseModel):
    """Every row the municipality has entered; before the first of them the default holds."""

    default: StayTermsModel
    terms: list[StayTermsModel]

    @staticmethod
    def of(rows: Sequence[StayTerms]) -> "StayTermsOut":
        values = {name: getattr(DEFAULT_TERMS, name) for name in StayTerms.__dataclass_fields__}
        return StayTermsOut(
            default=StayTermsModel.model_construct(**values),
            terms=[StayTermsModel.model_validate(row) for row in rows],
        )


class ShelterRateModel(ApiModel):
    """What a day in a shelter costs, from `valid_from` until the shelter's next rate."""

    shelter: Reference
    valid_from: Day
    daily_rate_dkk: Dkk
    source: str = Field(min_length=1, max_length=300)
    verified: YesOrNo = False

    def to_rate(self) -> ShelterRate:
        return ShelterRate(**{name: getattr(self, name) for name in ShelterRate.__dataclass_fields__})


class ShelterRatesIn(ApiModel):
    """Dated rates of shelters."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rates": [
                        {
                            "shelter": "north-house",
                            "valid_from": "2025-01-01",
                            "daily_rate_dkk": "1345.50",
                            "source": "The shelter's list of rates for 2025",
                        }
                    ]
                }
            ]
        }
    )

    rates: list[ShelterRateModel] = Field(min_length=1, max_length=200)


class ShelterRatesOut(BaseModel):
    """Every rate entered, by shelter and date."""

    rates: list[ShelterRateModel]


class RunOut(BaseModel):
    """Days of one stay judged alike, with the reason; `number_from` is the first one's number in its year."""

    stay_id: UUID
    from_on: date
    to_on: date
    days: int
    refundable: bool
    why: Why
    year_from: date | None
    number_from: int
    limit: int
    reason: ReasonOut

    @staticmethod
    def of(run: Run) -> "RunOut":
        own = {
            name: getattr(run, name)
            for name in ("stay_id", "from_on", "to_on", "days", "refundable", "why", "year_from", "limit")
        }
        return RunOut(number_from=run.number, reason=ReasonOut.model_validate(reason_of(run)), **own)


class RefundWindowOut(BaseModel):
    """What was decided to follow a stay and when it is refunded: up to, not including, `refundable_to`."""

    stay_id: UUID
    section: Section
    decided_on: date
    starts_on: date
    ends_on: date | None
    period_from: date | None
    period_to: date | None
    refundable_from: date | None
    refundable_to: date | None
    reasons: list[ReasonOut]

    @staticmethod
    def of(window: RefundWindow) -> "RefundWindowOut":
        decided = {
            name: getattr(window.decision, name)
            for name in ("stay_id", "section", "decided_on", "starts_on", "ends_on")
        }
        own = {name: getattr(window, name) for name in ("period_from", "period_to", "refundable_from", "refundable_to")}
        return RefundWindowOut(reasons=[ReasonOut.model_validate(each) for each in window.reasons], **decided, **own)


class RefundDaysOut(BaseModel):
    """A citizen's refund days on a day; `verified` says whether the choices they were counted by are."""

    citizen_id: UUID
    on: date
    stay_id: UUID | None
    days: DaysLeftOut
    runs: list[RunOut]
    windows: list[RefundWindowOut]
    terms_source: str
    verified: bool

    @staticmethod
    def of(citizen_id: UUID, found: CitizenRefunds) -> "RefundDaysOut":
        return RefundDaysOut(
            citizen_id=citizen_id,
            on=found.days.on,
            stay_id=found.days.stay_id,
            days=DaysLeftOut.model_validate(found.days),
            runs=[RunOut.of(run) for run in found.days.runs],
            windows=[RefundWindowOut.of(window) for window in found.windows],
            terms_source=found.terms.source,
            verified=found.terms.verified,
        )


class RunningOutOut(BaseModel):
    """A citizen in a shelter whose refund days run out soon, or have run out."""

    citizen_id: UUID
    stay_id: UUID | None
    days: DaysLeftOut
