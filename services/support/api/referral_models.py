"""The shapes of referrals."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kit.web.models import ApiModel, Count, Day, Moment, ReasonOut, Reference
from services.support.domain.courses.courses import TaskKind, ends_on, milestones, phase_on
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.domain.referrals.recommendation import Lacking
from services.support.domain.referrals.referral import (
    OfferedHome,
    OfferOutcome,
    Opening,
    Referral,
    ReferralSource,
    ReferralState,
)


class ReferralIn(ApiModel):
    """An offer of a dwelling, with what support needs to know of the citizen and no more."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11",
                    "nomination_reference": "C0121",
                    "birth_year": 1984,
                    "support_needs": "medium",
                    "situation": "shelter",
                    "offered_at": "2025-03-03T10:00:00+01:00",
                    "offer_due_at": "2025-03-11T00:00:00+01:00",
                }
            ]
        }
    )

    citizen_id: UUID
    nomination_reference: Reference
    birth_year: Annotated[Count, Field(ge=1900, le=2200)]
    support_needs: SupportNeeds
    situation: Situation
    offered_at: Moment
    offer_due_at: Moment

    def to_home(self, offer_id: UUID) -> OfferedHome:
        return OfferedHome(offer_id=offer_id, **{name: getattr(self, name) for name in type(self).model_fields})


class OfferOutcomeIn(ApiModel):
    """How the offer ended; a signed lease names the day of the move."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"outcome": "signed", "at": "2025-03-07T14:00:00+01:00", "move_in_on": "2025-04-01"}]
        }
    )

    outcome: OfferOutcome
    at: Moment
    move_in_on: Day | None = None


class CourseDateOut(BaseModel):
    """A date of the course on which a task falls due: the end of a phase, or the need to be assessed."""

    kind: TaskKind
    phase: int | None
    on: date


class CourseOut(BaseModel):
    """A course of support: phase 0 is contact building before the start. Its end asks for an assessment."""

    starts_on: date
    phase: int | None
    ends_on: date | None
    dates: list[CourseDateOut]

    @staticmethod
    def of(starts_on: date, method: Method | None, today: date, method_since: date | None = None) -> "CourseOut":
        if method is None:
            return CourseOut(starts_on=starts_on, phase=None, ends_on=None, dates=[])
        since = method_since or starts_on
        dates = [CourseDateOut(kind=each.kind, phase=each.phase, on=each.on) for each in milestones(method, since)]
        phase = phase_on(method, since, today)
        return CourseOut(starts_on=starts_on, phase=phase, ends_on=ends_on(method, since), dates=dates)


class RecommendationOut(BaseModel):
    """What the needs point at (`wanted`), what is offered to this citizen (`method`), and whether there was room."""

    wanted: Method
    method: Method
    had_room: bool
    lacking: Lacking | None
    reasons: list[ReasonOut]


class ReferralOut(BaseModel):
    """A referral and where it stands."""

    id: UUID
    source: ReferralSource
    reference: str | None
    offer_id: UUID | None
    citizen_id: UUID
    nomination_reference: str | None
    support_needs: SupportNeeds
    situation: Situation
    offered_at: datetime | None
    offer_due_at: datetime | None
    duplicate_of: UUID | None
    state: ReferralState
    opened_at: datetime
    recommendation: RecommendationOut
    worker_reference: str | None
    team_reference: str | None
    method: Method | None
    assigned_at: datetime | None
    outcome: OfferOutcome | None
    course: CourseOut | None
    version: int

    @staticmethod
    def of(referral: Referral, today: date) -> "ReferralOut":
        opening = {name: getattr(referral.opening, name) for name in Opening.__dataclass_fields__}
        opened = {name: value for name, value in opening.items() if name in ReferralOut.model_fields}
        own = {name: getattr(referral, name) for name in ReferralOut.model_fields if hasattr(referral, name)}
        recommendation = RecommendationOut(
            wanted=referral.wanted_method,
            method=referral.recommended_method,
            had_room=referral.had_room,
            lacking=referral.lacking,
            reasons=[ReasonOut.model_validate(reason) for reason in referral.reasons],
        )
        course = _course(referral, referral.starts_on, today) if referral.starts_on else None
        return ReferralOut(recommendation=recommendation, course=course, **opened | own)


def _course(referral: Referral, starts_on: date, today: date) -> CourseOut:
    return CourseOut.of(starts_on, referral.method, today, referral.method_since)
