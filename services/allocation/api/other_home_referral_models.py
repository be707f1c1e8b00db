"""The shapes of referrals to homes for those who cannot live alone."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kit.web.models import ApiModel, Day, ReasonOut, TextOut, YesOrNo
from services.allocation.domain.other_homes.homes import (
    HomeKind,
)
from services.allocation.domain.other_homes.reasons import (
    COMPLAINT_GUIDANCE,
    COMPLAINTS_GO_TO_THE_BOARD,
    DecisionCode,
    Need,
    Verdict,
    WhyNotAlone,
    reasons_of,
)
from services.allocation.domain.other_homes.referrals import (
    REFUSED,
    DeclineCode,
    HomeReferral,
    MoveOutCode,
    OutOfOrderCode,
    ReferralStatus,
    WithdrawalCode,
)


class HomeReferralIn(ApiModel):
    """A nominated citizen referred to a home, with coded reasons why they cannot live alone."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "home_id": "5f6f6d0e-0a3c-4c55-9d6e-0d9a52a9a1f4",
                    "nomination_id": "0d9a52a9-a1f4-4c55-9d6e-5f6f6d0e0a3c",
                    "why": ["needs_staff_day_and_night", "lost_homes_despite_support"],
                }
            ]
        }
    )

    home_id: UUID
    nomination_id: UUID
    why: list[WhyNotAlone] = Field(min_length=1, max_length=20)
    also_ordinary_dwellings: YesOrNo = Field(
        default=True, description="Whether the citizen is offered ordinary dwellings too."
    )


class HomeDecisionIn(ApiModel):
    """The assessment decision. `need` is recorded with an approval."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "approved", "reasons": ["need_confirmed"], "need": "ordinary"}]}
    )

    outcome: Verdict
    reasons: list[DecisionCode] = Field(min_length=1, max_length=20)
    need: Need | None = None


class PlaceOfferIn(ApiModel):
    """Why the order is departed from, where it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"why_out_of_order": None}]})

    why_out_of_order: OutOfOrderCode | None = None


class PlaceDeclineIn(ApiModel):
    """Why the citizen said no; it costs nothing."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "not_now"}]})

    code: DeclineCode


class MoveInIn(ApiModel):
    """The day of moving in."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"moved_in_on": "2025-03-01"}]})

    moved_in_on: Day
    stays_nominated: YesOrNo = Field(default=False, description="The citizen still waits for a dwelling of their own.")


class MoveOutIn(ApiModel):
    """The day of moving out, and where to."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"moved_out_on": "2025-09-01", "code": "own_dwelling"}]})

    moved_out_on: Day
    code: MoveOutCode


class HomeWithdrawalIn(ApiModel):
    """Why the referral ends without a place."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "citizens_wish"}]})

    code: WithdrawalCode


class HomeReferralOut(BaseModel):
    """A referral and where it stands; a refusal says where to complain."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    home_id: UUID
    nomination_id: UUID
    status: ReferralStatus
    why: list[WhyNotAlone]
    also_ordinary_dwellings: bool
    referred_at: datetime
    decided_at: datetime | None
    decision: list[ReasonOut]
    complaint_guidance: TextOut | None
    need: Need | None
    offered_at: datetime | None
    why_out_of_order: OutOfOrderCode | None
    moved_in_on: date | None
    moved_out_on: date | None
    ended_at: datetime | None
    end_code: str | None
    version: int

    @staticmethod
    def of(referral: HomeReferral, kind: HomeKind) -> "HomeReferralOut":
        own = {name: getattr(referral, name) for name in HomeReferralOut.model_fields if hasattr(referral, name)}
        is_refused = referral.status is REFUSED and kind in COMPLAINTS_GO_TO_THE_BOARD
        return HomeReferralOut(
            **own | {"why": list(referral.why)},
            decision=[ReasonOut.model_validate(reason) for reason in reasons_of(referral.decision_codes, kind)],
            complaint_guidance=TextOut.model_validate(COMPLAINT_GUIDANCE) if is_refused else None,
        )
