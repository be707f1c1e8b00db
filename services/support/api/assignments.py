"""Who has a citizen: assigned by a person, handed over without a break, moved between methods without a gap."""

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import ConfigDict

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, Reference
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.support.api.callers import Assigner
from services.support.api.referral_models import ReferralOut
from services.support.domain.capacity.assignments import Taker
from services.support.domain.capacity.handovers import Meeting, NoMeetingReason
from services.support.domain.capacity.overrides import OverrideReason
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import Referral
from services.support.usecases.capacity.assign_worker import assign_worker
from services.support.usecases.capacity.hand_over import change_method, hand_over

router = APIRouter(prefix="/v1", tags=["assignments"], route_class=StoryRoute, responses=PROBLEMS)


class OverrideIn(ApiModel):
    """Why a person gives a place over the limit."""

    reason: OverrideReason


class AssignmentIn(ApiModel):
    """Who is to help: a worker, or a team of ACT or M-ACT as a whole; `method` where the worker works by several."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"worker_reference": "north-07"},
                {"worker_reference": "north-07", "override": {"reason": "keeps_relation"}},
                {"team_reference": "act-city"},
            ]
        }
    )

    worker_reference: Reference | None = None
    team_reference: Reference | None = None
    method: Method | None = None
    override: OverrideIn | None = None

    def to_taker(self) -> Taker:
        reason = self.override.reason if self.override else None
        return Taker(self.worker_reference, self.team_reference, self.method, reason)


class HandoverIn(ApiModel):
    """Who takes over, and the day on which old and new met the citizen together, or why they did not."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"worker_reference": "north-08", "joint_meeting_on": "2025-04-02"}]}
    )

    worker_reference: Reference | None = None
    team_reference: Reference | None = None
    joint_meeting_on: Day | None = None
    no_meeting_reason: NoMeetingReason | None = None
    override: OverrideIn | None = None

    def to_taker(self) -> Taker:
        reason = self.override.reason if self.override else None
        return Taker(self.worker_reference, self.team_reference, None, reason)

    def to_meeting(self) -> Meeting:
        return Meeting(self.joint_meeting_on, self.no_meeting_reason)


class MethodChangeIn(HandoverIn):
    """The new method, and who gives it: the same worker, or another one as at a handover."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"method": "icm", "worker_reference": "north-08", "joint_meeting_on": "2025-04-02"}]
        }
    )

    method: Method


def _shown(story: Story, referral: Referral, response: Response) -> ReferralOut:
    response.headers["ETag"] = etag(referral.version)
    return ReferralOut.of(referral, local_day(story.now))


@router.post("/referrals/{referral_id}/assignment", summary="Assign a worker or a team", name="assign_worker")
async def assign(
    referral_id: UUID, body: AssignmentIn, story: CurrentStory, _: Assigner, response: Response
) -> ReferralOut:
    """A person decides. Over the method's caseload limit it is refused (409), naming limit and caseload, unless the
    person gives a coded reason; that is recorded and shown as broken fidelity. The same worker again is the same
    assignment (200); another one is refused (409)."""
    return _shown(story, await assign_worker(story, referral_id, body.to_taker()), response)


@router.post("/referrals/{referral_id}/handover", summary="Hand a citizen to another worker", name="hand_over")
async def post_handover(
    referral_id: UUID, body: HandoverIn, story: CurrentStory, _: Assigner, version: IfMatch, response: Response
) -> ReferralOut:
    """The new worker has met the citizen together with the old one on a day that has come, or the person says by a
    code why not. The old worker has the citizen until the new one has; both caseloads change at once."""
    referral = await hand_over(story, referral_id, body.to_taker(), body.to_meeting(), version)
    return _shown(story, referral, response)


@router.post("/referrals/{referral_id}/method-change", summary="Move a citizen to another method", name="change_method")
async def post_method_change(
    referral_id: UUID, body: MethodChangeIn, story: CurrentStory, _: Assigner, version: IfMatch, response: Response
) -> ReferralOut:
    """More or less support without a gap. In a course the new method's dates are counted from the day of the change;
    a worker who works by both methods goes on, and another one takes over as at a handover."""
    changed = await change_method(story, referral_id, body.method, body.to_taker(), body.to_meeting(), version)
    return _shown(story, changed, response)
