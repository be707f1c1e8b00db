"""The offer that a pre-approval has committed ends."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.cases.cases import OfferOutcome
from services.benefits.domain.pre_approvals.pre_approvals import released
from services.benefits.store.pre_approvals import find_used_by, save_pre_approval

HEARD_BY = (Party.BENEFITS_DEPARTMENT, Party.SOCIAL_CENTRE, Party.SHELTER)


async def release_pre_approval(story: Story, offer_id: UUID, outcome: OfferOutcome) -> None:
    """With a lease it is spent; without one it is free for the next offer, unless its last day has passed."""
    pre_approval = await find_used_by(story, offer_id)
    if pre_approval is None:
        return
    after = await save_pre_approval(story, released(pre_approval, outcome, story.now))
    facts = {"status": after.status, "offer_id": offer_id}
    await record(story, "pre_approval_released", pre_approval.case_id, HEARD_BY, facts=facts)
