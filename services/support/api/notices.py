"""Notices before it happens: a sanction by the job centre, a discharge by psychiatry."""

from uuid import UUID

from fastapi import APIRouter, Response

from kit.web.common import PROBLEMS, same_again
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import (
    DischargeReader,
    DischargeTeller,
    ExemptionGiver,
    SanctionReader,
    SanctionTeller,
)
from services.support.api.notice_models import (
    DischargeNoticeIn,
    DischargeNoticeOut,
    ExemptionIn,
    SanctionNoticeIn,
    SanctionNoticeOut,
)
from services.support.domain.alerts.notices import NoticeKind
from services.support.usecases.alerts.give_exemption import give_exemption
from services.support.usecases.alerts.read_notice import read_notice
from services.support.usecases.alerts.receive_notice import receive_notice
from services.support.usecases.alerts.withdraw_notice import withdraw_notice

router = APIRouter(prefix="/v1", tags=["notices"], route_class=StoryRoute, responses=PROBLEMS)


@router.post(
    "/sanction-notices",
    summary="Tell of a sanction before it falls",
    name="post_sanction_notice",
    status_code=201,
    responses=same_again(SanctionNoticeOut),
)
async def post_sanction(
    body: SanctionNoticeIn, story: CurrentStory, caller: SanctionTeller, response: Response
) -> SanctionNoticeOut:
    """Whoever helps the citizen is alerted. Only a day that has passed is refused as too late (422); too little time to
    act is accepted and marked `short`. A newer notice of the same sanction names the one it replaces."""
    notice, is_new = await receive_notice(story, body.to_sent(caller.client_id))
    response.status_code = 201 if is_new else 200
    return SanctionNoticeOut.of(await read_notice(story, NoticeKind.SANCTION, notice.id))


@router.get("/sanction-notices/{notice_id}", summary="Look at a sanction notice", name="get_sanction_notice")
async def get_sanction(notice_id: UUID, story: CurrentStory, _: SanctionReader) -> SanctionNoticeOut:
    """The job centre's own; another's looks as if it were not there."""
    return SanctionNoticeOut.of(await read_notice(story, NoticeKind.SANCTION, notice_id))


@router.post(
    "/sanction-notices/{notice_id}/exemption",
    summary="Exempt a citizen, or ask for it",
    name="post_exemption",
    status_code=201,
    responses=same_again(SanctionNoticeOut),
)
async def post_exemption(
    notice_id: UUID, body: ExemptionIn, story: CurrentStory, _: ExemptionGiver, response: Response
) -> SanctionNoticeOut:
    """The job centre grants a period, the support team asks for one. The alert stays until a person says what came of
    it."""
    _exemption, is_new = await give_exemption(story, notice_id, body.from_on, body.to_on)
    response.status_code = 201 if is_new else 200
    return SanctionNoticeOut.of(await read_notice(story, NoticeKind.SANCTION, notice_id))


@router.post(
    "/sanction-notices/{notice_id}/withdrawal", summary="Withdraw a sanction notice", name="withdraw_sanction_notice"
)
async def withdraw_sanction(notice_id: UUID, story: CurrentStory, _: SanctionTeller) -> SanctionNoticeOut:
    """The sanction will not fall: the alert ends, and nobody is asked about the rent."""
    await withdraw_notice(story, NoticeKind.SANCTION, notice_id)
    return SanctionNoticeOut.of(await read_notice(story, NoticeKind.SANCTION, notice_id))


@router.post(
    "/discharge-notices",
    summary="Tell of a discharge before it happens",
    name="post_discharge_notice",
    status_code=201,
    responses=same_again(DischargeNoticeOut),
)
async def post_discharge(
    body: DischargeNoticeIn, story: CurrentStory, caller: DischargeTeller, response: Response
) -> DischargeNoticeOut:
    """Whoever helps the citizen is alerted; on the same day with the highest urgency."""
    notice, is_new = await receive_notice(story, body.to_sent(caller.client_id))
    response.status_code = 201 if is_new else 200
    return DischargeNoticeOut.of(await read_notice(story, NoticeKind.DISCHARGE, notice.id))


@router.get("/discharge-notices/{notice_id}", summary="Look at a discharge notice", name="get_discharge_notice")
async def get_discharge(notice_id: UUID, story: CurrentStory, _: DischargeReader) -> DischargeNoticeOut:
    """Psychiatry's own; another's looks as if it were not there."""
    return DischargeNoticeOut.of(await read_notice(story, NoticeKind.DISCHARGE, notice_id))


@router.post(
    "/discharge-notices/{notice_id}/withdrawal", summary="Withdraw a discharge notice", name="withdraw_discharge_notice"
)
async def withdraw_discharge(notice_id: UUID, story: CurrentStory, _: DischargeTeller) -> DischargeNoticeOut:
    """The citizen is not discharged: the alert ends."""
    await withdraw_notice(story, NoticeKind.DISCHARGE, notice_id)
    return DischargeNoticeOut.of(await read_notice(story, NoticeKind.DISCHARGE, notice_id))
