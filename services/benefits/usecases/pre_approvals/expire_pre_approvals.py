"""The last day of a pre-approval passes."""

from kit.database.journal import Happening, record_all
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.pre_approvals.pre_approvals import expired
from services.benefits.store.pre_approvals import list_expired, save_pre_approval

HEARD_BY = (Party.BENEFITS_DEPARTMENT, Party.SOCIAL_CENTRE, Party.SHELTER)


async def expire_pre_approvals(story: Story) -> int:
    """Expire those that nobody used, each once; one that an offer has used waits for how the offer ends."""
    over = await list_expired(story, story.now)
    for pre_approval in over:
        await save_pre_approval(story, expired(pre_approval, story.now))
    told = [Happening("pre_approval_expired", one.case_id, {"valid_to_on": one.period.last}, ()) for one in over]
    await record_all(story, told, HEARD_BY)
    return len(over)
