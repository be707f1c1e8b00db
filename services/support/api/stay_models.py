"""The shapes of shelter stays."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from kit.web.models import ApiModel, Count, Day, MunicipalityCode, Reference, YesOrNo
from services.support.domain.stays.forecasts import RefundDays
from services.support.domain.stays.refund_days import Why
from services.support.domain.stays.stays import CorrectionCode, Stay, StayFacts, StayState, StayVersion
from services.support.domain.stays.support_windows import Section, SupportDecision
from services.support.domain.stays.tasks import StayTaskKind, StayTaskOutcome


class StayIn(ApiModel):
    """An admission to a shelter (§ 110), under a reference of one's own. Without an end the citizen is there now.

    The municipalities are one's own unless others act or pay; the shelter may lie anywhere.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11",
                    "reference": "S-2025-17",
                    "shelter": "north-house",
                    "admitted_on": "2025-03-03",
                    "self_referral": True,
                    "acting_municipality_code": "0217",
                    "paying_municipality_code": "0217",
                }
            ]
        }
    )

    citizen_id: UUID
    reference: Reference
    shelter: Reference
    admitted_on: Day
    discharged_on: Day | None = None
    self_referral: YesOrNo
    acting_municipality_code: MunicipalityCode | None = None
    paying_municipality_code: MunicipalityCode | None = None

    def to_facts(self, own: str) -> StayFacts:
        return StayFacts(
            shelter=self.shelter,
            admitted_on=self.admitted_on,
            discharged_on=self.discharged_on,
            self_referral=self.self_referral,
            acting_municipality_code=self.acting_municipality_code or own,
            paying_municipality_code=self.paying_municipality_code or own,
        )


class DischargeIn(ApiModel):
    """The day the citizen left."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"discharged_on": "2025-04-01"}]})

    discharged_on: Day


class StayCorrectionIn(ApiModel):
    """What was wrong: only what is sent is changed. `discharged_on` as null says that the stay has not ended."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"corrects_version": 1, "code": "wrong_date", "admitted_on": "2025-03-01"}]}
    )

    corrects_version: Count = Field(ge=1, description="The version that is wrong: the one that stands.")
    code: CorrectionCode
    shelter: Reference | None = None
    admitted_on: Day | None = None
    discharged_on: Day | None = None
    self_referral: YesOrNo | None = None
    acting_municipality_code: MunicipalityCode | None = None
    paying_municipality_code: MunicipalityCode | None = None

    def changes(self) -> dict[str, object]:
        """The fields sent. A stay always has all but its end, so that null takes none of them away."""
        sent = {name: getattr(self, name) for name in StayFacts.__dataclass_fields__ if name in self.model_fields_set}
        text = Text("Kan ikke fjernes", "Cannot be taken away")
        empty = [name for name, value in sent.items() if value is None and name != "discharged_on"]
        if empty:
            raise Unprocessable(errors=[FieldError(f"/{name}", text) for name in empty])
        return sent


class StayDecisionIn(ApiModel):
    """What was decided to follow the stay; `ends_on` is the first day without it, null while it is not known."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"decided_on": "2025-03-20", "starts_on": "2025-04-01", "ends_on": None}]}
    )

    decided_on: Day
    starts_on: Day
    ends_on: Day | None = None

    def to_decision(self, own_id: UUID, stay_id: UUID, section: Section) -> SupportDecision:
        return SupportDecision(own_id, stay_id, section, self.decided_on, self.starts_on, self.ends_on)


class StayTaskEndIn(ApiModel):
    """`done`, or `not_needed`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "done"}]})

    outcome: StayTaskOutcome

    def by_person(self) -> StayTaskOutcome:
        """The outcome a person may give: that the stay ended is said by its discharge."""
        if self.outcome is StayTaskOutcome.STAY_ENDED:
            text = Text("Skal være en af: done, not_needed", "Must be one of: done, not_needed")
            raise Unprocessable(errors=[FieldError("/outcome", text)])
        return self.outcome


class StayTaskOut(BaseModel):
    """A task with its day; `raised_at` once that has come and nobody had done it."""

    model_config = ConfigDict(from_attributes=True)

    kind: StayTaskKind
    due_on: date
    raised_at: datetime | None
    outcome: StayTaskOutcome | None
    done_at: datetime | None


class DaysLeftOut(BaseModel):
    """The citizen's refund days today: `runs_out_on` is the first day without refund if the stay continues."""

    model_config = ConfigDict(from_attributes=True)

    year_from: date | None
    year_to: date | None
    limit: int
    used: int
    left: int
    runs_out_on: date | None
    runs_out_because: Why | None


class StayOut(BaseModel):
    """A stay as it stands, with the refund days its citizen has used and has left."""

    id: UUID
    citizen_id: UUID
    reference: str
    shelter: str
    admitted_on: date
    discharged_on: date | None
    self_referral: bool
    acting_municipality_code: str
    paying_municipality_code: str
    state: StayState
    recorded_at: datetime
    version: int
    refund_days: DaysLeftOut

    @staticmethod
    def of(stay: Stay, days: RefundDays) -> "StayOut":
        facts = {name: getattr(stay.facts, name) for name in StayFacts.__dataclass_fields__}
        own = {
            name: getattr(stay, name) for name in ("id", "citizen_id", "reference", "state", "recorded_at", "version")
        }
        return StayOut(refund_days=DaysLeftOut.model_validate(days), **own, **facts)


class StayVersionOut(BaseModel):
    """What was entered, in its time: the first version, a discharge or a correction."""

    version: int
    shelter: str
    admitted_on: date
    discharged_on: date | None
    self_referral: bool
    acting_municipality_code: str
    paying_municipality_code: str
    state: StayState
    code: str | None
    entered_at: datetime

    @staticmethod
    def of(version: StayVersion) -> "StayVersionOut":
        facts = {name: getattr(version.facts, name) for name in StayFacts.__dataclass_fields__}
        own = {name: getattr(version, name) for name in ("version", "state", "code", "entered_at")}
        return StayVersionOut(**own, **facts)


class StayFileOut(BaseModel):
    """A stay with its tasks and all its versions, oldest first."""

    stay: StayOut
    tasks: list[StayTaskOut]
    versions: list[StayVersionOut]
