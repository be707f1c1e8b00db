"""A social centre asks for a fast answer: for an offer already made, or before there is one."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Conflict, NotFound
from kit.values.texts import Text
from services.benefits.domain.cases.case_clock import moved_to_fast_lane
from services.benefits.domain.cases.cases import Case, CaseFacts, CaseStatus, OfferOver
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.plausibility import HIGHEST, require_plausible, require_possible
from services.benefits.domain.lanes.clock import Lane
from services.benefits.store.cases import add_case, find_case, save_case
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.cases.open_case import clocked, record_opened
from services.benefits.usecases.lanes.assign_case import assign_case

HEARD_BY = (Party.BENEFITS_DEPARTMENT, Party.SOCIAL_CENTRE, Party.SHELTER)


class NoCaseForOffer(NotFound):
    slug = "no-case-for-offer"
    title = Text(
        "Der er ingen sag for dette tilbud; er tilbuddet lige afgivet, så prøv igen om lidt",
        "There is no case for this offer; if the offer has just been made, try again shortly",
    )


class PreApprovalOpen(Conflict):
    slug = "pre-approval-open"
    title = Text(
        "Der er allerede en åben anmodning om forhåndstilsagn for borgeren",
        "There is already an open request for a pre-approval for the citizen",
    )


async def join_case_of_offer(story: Story, offer_id: UUID) -> Case:
    """Ask for the fast track on an offer's case.

    - The request joins the one case that the offer has; no second case is opened.
    - A case in the ordinary lane moves to the fast one: its clock then runs from the request, and is never set later.
    - From here on the centre may look the case up.
    """
    case = await find_case(story, offer_id, lock=True, any_centre=True)
    if case is None:
        raise NoCaseForOffer
    if case.status is CaseStatus.CLOSED:
        raise OfferOver
    joined = replace(case, requested_by=tuple(dict.fromkeys([*case.requested_by, story.caller.client_id])))
    if case.status is CaseStatus.OPEN and case.lane is Lane.ORDINARY:
        joined = moved_to_fast_lane(joined, story.now, await get_rate_book(story))
    if joined != case:
        joined = await save_case(story, joined)
        facts = {"kind": case.kind, "due_at": joined.due_at.isoformat(), "offer_id": offer_id}
        await record(story, "fast_track_requested", case.id, HEARD_BY, facts=facts)
    if joined.lane is not case.lane:
        joined = await assign_case(story, joined)
    return joined


async def request_pre_approval(story: Story, facts: CaseFacts, confirmed: Collection[str]) -> Case:
    """Ask for an approval before there is an offer, for a highest rent and deposit.

    - The clock is the fast track's, from now. One open request per citizen.
    """
    require_possible(facts.household, local_day(facts.complete_at).year)
    require_plausible(facts.household, facts.dwelling, confirmed, HIGHEST)
    case = await clocked(story, uuid4(), None, CaseKind.PRE_APPROVAL, facts, Lane.FAST)
    case = replace(case, requested_by=(story.caller.client_id,))
    await add_case(story, case)
    await record_opened(story, case)
    entry = {"kind": case.kind, "due_at": case.due_at.isoformat(), "offer_id": None}
    await record(story, "fast_track_requested", case.id, HEARD_BY, facts=entry)
    return await assign_case(story, case)
