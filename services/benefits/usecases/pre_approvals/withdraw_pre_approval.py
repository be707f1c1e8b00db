"""A person takes a pre-approval back, since what it rested on is no longer so."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import PersonRequired, PreconditionFailed
from services.benefits.domain.pre_approvals.pre_approvals import PreApproval, WithdrawalCode, withdrawn
from services.benefits.store.pre_approvals import get_pre_approval, save_pre_approval

HEARD_BY = (Party.BENEFITS_DEPARTMENT, Party.SOCIAL_CENTRE, Party.SHELTER)


async def withdraw_pre_approval(story: Story, case_id: UUID, version: int, code: WithdrawalCode) -> PreApproval:
    """Withdraw, once, with a coded reason.

    - What it has committed already stands: that is a decision of its own.
    - A second withdrawal is told how and when it ended first.
    - Those who asked for it hear that it is withdrawn, not why.
    """
    if story.caller.person is None:
        raise PersonRequired
    pre_approval = await get_pre_approval(story, case_id, lock=True)
    ended = withdrawn(pre_approval, code, story.now, story.caller.person)
    if pre_approval.version != version:
        raise PreconditionFailed
    saved = await save_pre_approval(story, ended)
    await record(story, "pre_approval_withdrawn", case_id, HEARD_BY)
    await record(story, "pre_approval_withdrawal", case_id, (Party.BENEFITS_DEPARTMENT,), facts={"code": code})
    return saved
