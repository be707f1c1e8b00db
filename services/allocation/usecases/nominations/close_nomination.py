"""A nomination ends without a dwelling from here, or is under way again."""

from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.domain.nominations.judging import status_of
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.nominations.tasks import OF_A_NOMINATION
from services.allocation.domain.nominations.ways import CloseCode, NominationNotThere, closed, reopened
from services.allocation.domain.offers.problems import CitizenHasOpenOffer
from services.allocation.store.nominations import change_nomination
from services.allocation.store.offers import find_open_offer_of
from services.allocation.store.tasks import close_tasks
from services.allocation.usecases.nominations.ask_for import ask_what_is_needed
from services.allocation.usecases.nominations.hold_nomination import hold_nomination

WHO_HEARS = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER, Party.MANAGEMENT)


class ReopenCode(StrEnum):
    """Why a nomination is under way again."""

    TENANCY_ENDED_EARLY = "tenancy_ended_early"
    CLOSED_IN_ERROR = "closed_in_error"


FROM = {
    ReopenCode.TENANCY_ENDED_EARLY: NominationStatus.HOUSED,
    ReopenCode.CLOSED_IN_ERROR: NominationStatus.CLOSED,
}


async def close_nomination(story: Story, nomination_id: UUID, version: int, code: CloseCode) -> Nomination:
    """End it, with a code.

    - An open offer is answered or withdrawn first, so that nobody loses one unseen.
    - What was asked for is asked for no longer.
    """
    nomination = await hold_nomination(story, nomination_id, version)
    status = closed(nomination.status)
    if await find_open_offer_of(story, nomination_id) is not None:
        raise CitizenHasOpenOffer
    after = replace(nomination, status=status, close_code=code, version=nomination.version + 1)
    await change_nomination(story, after, expected_version=nomination.version)
    await close_tasks(story, nomination_id, OF_A_NOMINATION)
    await record(story, "nomination_closed", nomination_id, WHO_HEARS, facts={"code": code})
    return after


async def reopen_nomination(story: Story, nomination_id: UUID, version: int, code: ReopenCode) -> Nomination:
    """Let it wait again, with the waiting start and the lottery number it had.

    - A tenancy that ended early, or a closing made in error; never a refusal or a merge.
    - Once qualified it stays qualified.
    """
    nomination = await hold_nomination(story, nomination_id, version)
    wanted = NominationStatus.OPEN if nomination.qualified_on is not None else status_of(nomination.judgement)
    status = reopened(nomination.status, nomination.close_code, wanted)
    if nomination.status is not FROM[code]:
        raise NominationNotThere
    after = replace(nomination, status=status, close_code=None, version=nomination.version + 1)
    await change_nomination(story, after, expected_version=nomination.version)
    await ask_what_is_needed(story, after)
    await record(story, "nomination_reopened", nomination_id, WHO_HEARS, facts={"code": code})
    return after
