"""A citizen who was known by two identifiers may have a pre-approval under each."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.pre_approvals.pre_approvals import replaced_by
from services.benefits.store.pre_approvals import list_standing, point_pre_approvals_anew, save_pre_approval

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)


async def merge_pre_approvals(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> None:
    """The newer of two in force stays and answers for the offer of the older; all bear the identifier that stays."""
    standing = await list_standing(story, old_citizen_id, citizen_id)
    if len(standing) > 1:
        older, newer = standing
        older, newer = replaced_by(older, newer, story.now)
        await save_pre_approval(story, older)
        await save_pre_approval(story, newer)
        await record(story, "pre_approval_replaced", older.case_id, HEARD_BY, facts={"by": newer.case_id})
    await point_pre_approvals_anew(story, old_citizen_id, citizen_id)
