"""A person reads a pre-approval, or what was found of an offer by it."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.pre_approvals.pre_approvals import PreApproval
from services.benefits.store.pre_approvals import Check, get_check, get_pre_approval


async def read_pre_approval(story: Story, case_id: UUID) -> PreApproval:
    """With what it is given on. The reading is an entry in the journal, with the person who read."""
    pre_approval = await get_pre_approval(story, case_id)
    await record(story, "pre_approval_read", case_id, (Party.BENEFITS_DEPARTMENT,))
    return pre_approval


async def read_check(story: Story, case_id: UUID) -> Check:
    """Why the offer was covered, or went the ordinary way. The reading is an entry in the journal."""
    check = await get_check(story, case_id)
    await record(story, "pre_approval_check_read", case_id, (Party.BENEFITS_DEPARTMENT,))
    return check
