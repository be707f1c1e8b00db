"""A sender looks at what came of its own notice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import NotFound
from services.support.domain.alerts.notices import Exemption, Notice, NoticeKind
from services.support.store.alerts import get_alert
from services.support.store.notices import get_notice, list_exemptions


@dataclass(frozen=True, slots=True)
class NoticeSeen:
    """All that a sender is told of its notice."""

    notice: Notice
    acknowledged_at: datetime | None
    exemptions: tuple[Exemption, ...]


async def read_notice(story: Story, kind: NoticeKind, notice_id: UUID) -> NoticeSeen:
    """The notice as its sender sees it: received, acknowledged, followed up, exempted. Never what was done."""
    notice = require_own(story, await get_notice(story, kind, notice_id))
    alert = await get_alert(story, notice.alert_id)
    return NoticeSeen(notice, alert.acknowledged_at, tuple(await list_exemptions(story, notice.id)))


def require_own(story: Story, notice: Notice) -> Notice:
    """The notice, where it is the caller's own or the caller is the support team; another's looks as if not there."""
    if story.caller.party is not Party.SUPPORT_TEAM and notice.sent.sender != story.caller.client_id:
        raise NotFound
    return notice
