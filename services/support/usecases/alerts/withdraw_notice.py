"""What was warned of will not happen: the sender takes its notice back."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from services.support.domain.alerts.notices import Notice, NoticeKind, NoticeReplaced
from services.support.store.alerts import get_alert
from services.support.store.notices import get_notice, mark_notice
from services.support.usecases.alerts.cease_follow_up import cease_alert, cease_follow_up
from services.support.usecases.alerts.raise_alerts import SENDERS
from services.support.usecases.alerts.read_notice import require_own


async def withdraw_notice(story: Story, kind: NoticeKind, notice_id: UUID) -> Notice:
    """Withdraw a notice.

    - Its alert ends, since its cause has ceased, and nobody is asked about the rent; where somebody
      has been, that alert ends too.
    - The same again changes nothing; one that was replaced is not withdrawn: withdraw the newer one.
    """
    notice = require_own(story, await get_notice(story, kind, notice_id, lock=True))
    if notice.withdrawn_at is not None:
        return notice
    if notice.replaced_at is not None:
        raise NoticeReplaced
    await mark_notice(story, notice.id, withdrawn_at=story.now)
    await cease_alert(story, await get_alert(story, notice.alert_id, lock=True))
    await cease_follow_up(story, notice)
    facts = {"reference": notice.sent.reference}
    await record(story, f"{kind}_notice_withdrawn", notice.id, (SENDERS[kind],), facts=facts)
    return await get_notice(story, kind, notice_id)
