"""Referrals without an offer, the needs they came with, and what a person decides."""

from uuid import UUID

from fastapi import APIRouter, Response

from kit.values.calendar import local_day
from kit.values.problems import FieldError, Forbidden, NotFound, Unprocessable
from kit.values.texts import Text
from kit.web.common import PROBLEMS, same_again
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.support.api.callers import OUTREACH, Decider, NeedsReader, Referrer
from services.support.api.referring_models import DecisionIn, DecisionOut, NeedsOut, ReceivedOut, ReferringIn
from services.support.domain.referrals.referral import ReferralSource
from services.support.store.referrals import get_referral
from services.support.usecases.referrals.decide_referral import Said, decide_referral
from services.support.usecases.referrals.refer_citizen import refer_citizen

router = APIRouter(prefix="/v1", tags=["referrals"], route_class=StoryRoute, responses=PROBLEMS)


@router.post(
    "/referrals",
    summary="Refer a citizen to support without an offer",
    name="refer_citizen",
    status_code=201,
    responses=same_again(ReceivedOut),
)
async def post(body: ReferringIn, story: CurrentStory, caller: Referrer, response: Response) -> ReceivedOut:
    """By a shelter, a concern, another department or outreach workers with authority, under their own reference. A
    citizen has one referral that runs: a second is refused (409), naming it. Outreach needs a scope of its own; support
    then starts at once, and the needs are assessed afterwards. What support recommends is read in support."""
    if body.source is ReferralSource.OFFER:
        text = Text("Et tilbud henviser under sit eget id.", "An offer refers under its own identifier.")
        raise Unprocessable(errors=[FieldError("/source", text)])
    if body.source is ReferralSource.OUTREACH and OUTREACH not in caller.scopes:
        raise Forbidden(Text(f"Adgangen mangler: {OUTREACH}", f"The access lacks: {OUTREACH}"))
    referral, is_new = await refer_citizen(story, body.to_opening())
    response.status_code = 201 if is_new else 200
    response.headers["ETag"] = etag(referral.version)
    return ReceivedOut.of(referral)


@router.get("/referrals/{referral_id}/needs", summary="Look at assessed needs", name="get_needs")
async def needs(referral_id: UUID, story: CurrentStory, _: NeedsReader) -> NeedsOut:
    """By dimension, as a person assessed them when the citizen was referred. Read in support alone."""
    referral = await get_referral(story, referral_id)
    if referral.opening.needs is None:
        raise NotFound
    return NeedsOut.model_validate(referral.opening.needs)


@router.post("/referrals/{referral_id}/decision", summary="Decide on a referral", name="decide_referral")
async def decide(
    referral_id: UUID, body: DecisionIn, story: CurrentStory, _: Decider, version: IfMatch, response: Response
) -> DecisionOut:
    """A person's act. Another method than the recommended one says why. No method refuses a referral that is no course
    yet, and says how that is complained about; that there is no room refuses nobody."""
    said = Said(body.method, body.reason, body.starts_on)
    referral = await decide_referral(story, referral_id, version, said)
    response.headers["ETag"] = etag(referral.version)
    return DecisionOut.of(referral, local_day(story.now))
