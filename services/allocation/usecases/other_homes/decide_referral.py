"""A person assesses a referral (visitation): approved, or refused with reasons."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from kit.database.stories import Story
from kit.values.problems import Unprocessable
from services.allocation.domain.other_homes.reasons import DecisionCode, Need, Verdict, find_faults, reasons_of
from services.allocation.domain.other_homes.referrals import REFUSED, WAITING, HomeReferral, moved_referral
from services.allocation.usecases.other_homes.hold_referral import hold_referral, keep, require_under_way
from services.allocation.usecases.other_homes.tell_next import tell_next

AFTER = {Verdict.APPROVED: WAITING, Verdict.REFUSED: REFUSED}


async def decide_referral(
    story: Story,
    referral_id: UUID,
    version: int,
    verdict: Verdict,
    codes: Sequence[DecisionCode],
    *,
    need: Need | None,
    decided_by: str,
) -> HomeReferral:
    """Decide.

    - The grounds are codes of the verdict, each a sentence by the home's section of law.
    - Approved, the citizen is on the home's list, with the need as the person records it. No score is made.
    - Refused, the referral is over, with its reasons and where to complain. The nomination stands untouched.
    """
    grounds = tuple(dict.fromkeys(codes))
    faults = find_faults(verdict, codes, need)
    if faults:
        raise Unprocessable(errors=faults)
    held = await hold_referral(story, referral_id, version)
    require_under_way(held.nomination)
    status = moved_referral(held.referral.status, AFTER[verdict])
    decided = replace(
        held.referral,
        status=status,
        decided_at=story.now,
        decided_by=decided_by,
        decision_codes=grounds,
        need=need,
        ended_at=story.now if verdict is Verdict.REFUSED else None,
        version=held.referral.version + 1,
    )
    await keep(story, held.referral, decided, reasons_of(grounds, held.home.kind))
    await tell_next(story, held.home)
    return decided
