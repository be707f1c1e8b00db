"""The shapes of a referral that no offer opened, and of what a person decides."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kit.web.models import ApiModel, Count, Day, Reference, TextOut
from services.support.api.referral_models import ReferralOut
from services.support.domain.courses.closing import COMPLAINT
from services.support.domain.methods.dimensions import Dimension
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.needs import Level, Needs, size_of
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.domain.referrals.referral import DepartureReason, Opening, Referral, ReferralSource


class NeedsIn(ApiModel):
    """Needs as a person has assessed them; what is left out is not known."""

    levels: Annotated[
        dict[Dimension, Level], Field(default_factory=dict, description="How much support, by dimension.")
    ]
    complexity: Annotated[SupportNeeds | None, Field(description="As the person has judged the whole.")] = None
    expected_months: Annotated[Count | None, Field(description="How long support is expected to be needed.")] = None
    discharged_on: Annotated[Day | None, Field(description="When an institution discharges the citizen.")] = None

    def to_needs(self) -> Needs:
        return Needs(self.levels, self.complexity, self.expected_months, self.discharged_on)


class ReferringIn(ApiModel):
    """Who refers, whom, and why. `support_needs` may be left out where `needs` says it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "source": "shelter",
                    "reference": "S-2025-14",
                    "citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11",
                    "birth_year": 1984,
                    "situation": "shelter",
                    "needs": {
                        "levels": {"health": "severe", "practical_tasks": "moderate"},
                        "expected_months": 12,
                        "discharged_on": "2025-03-31",
                    },
                }
            ]
        }
    )

    source: ReferralSource
    reference: Reference
    citizen_id: UUID
    birth_year: Annotated[Count, Field(ge=1900, le=2200)]
    situation: Situation
    support_needs: SupportNeeds | None = None
    needs: NeedsIn | None = None

    def to_opening(self) -> Opening:
        needs = self.needs.to_needs() if self.needs else None
        size = size_of(self.support_needs, needs)
        return Opening(self.citizen_id, self.birth_year, size, self.situation, self.source, self.reference, needs)


class ReceivedOut(BaseModel):
    """That the referral is received, for whoever refers; what support recommends and does is support's."""

    id: UUID
    source: ReferralSource
    reference: str
    citizen_id: UUID
    opened_at: datetime

    @staticmethod
    def of(referral: Referral) -> "ReceivedOut":
        opening = referral.opening
        return ReceivedOut(
            id=referral.id,
            source=opening.source,
            reference=opening.reference or "",
            citizen_id=opening.citizen_id,
            opened_at=referral.opened_at,
        )


class NeedsOut(BaseModel):
    """Needs as they were assessed; read in support alone."""

    model_config = ConfigDict(from_attributes=True)

    levels: dict[Dimension, Level]
    complexity: SupportNeeds | None
    expected_months: int | None
    discharged_on: date | None


class DecisionIn(ApiModel):
    """A method, or none; why, where it departs from the recommendation; the first day, where no offer gives one."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"method": "icm", "reason": "citizens_choice", "starts_on": "2025-03-10"}]}
    )

    method: Method | None
    reason: DepartureReason | None = None
    starts_on: Day | None = None


class DecisionOut(BaseModel):
    """What a person decided. `complaint` says how a refusal is complained about."""

    referral: ReferralOut
    method: Method | None
    reason: DepartureReason | None
    decided_by: str
    decided_at: datetime
    complaint: TextOut | None

    @staticmethod
    def of(referral: Referral, today: date) -> "DecisionOut":
        decision = referral.decision
        assert decision is not None
        return DecisionOut(
            referral=ReferralOut.of(referral, today),
            method=decision.method,
            reason=decision.reason,
            decided_by=decision.decided_by,
            decided_at=decision.decided_at,
            complaint=TextOut.model_validate(COMPLAINT) if decision.method is None else None,
        )
