"""The job centre exempts a citizen for a time, or the worker asks it to."""

from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.alerts.notices import (
    Exemption,
    ExemptionBy,
    NoticeKind,
    errors_in_exemption,
    exemption_id,
    require_in_force,
)
from services.support.store.notices import add_exemption, get_notice
from services.support.usecases.alerts.read_notice import require_own


async def give_exemption(story: Story, notice_id: UUID, from_on: date, to_on: date) -> tuple[Exemption, bool]:
    """Record a period of exemption under a notice; the exemption, and whether it is new.

    - The job centre grants it, the support team asks for it; the other side hears of it.
    - The alert stays until a person says what came of it: a period alone does not tell that the sanction is averted.
    """
    notice = require_own(story, await get_notice(story, NoticeKind.SANCTION, notice_id, lock=True))
    errors = errors_in_exemption(from_on, to_on)
    if errors:
        raise Unprocessable(errors=errors)
    require_in_force(notice)
    by = ExemptionBy.ASKED if story.caller.party is Party.SUPPORT_TEAM else ExemptionBy.GRANTED
    exemption = Exemption(exemption_id(notice.id, by, from_on, to_on), notice.id, by, from_on, to_on, story.now)
    is_new = await add_exemption(story, exemption, story.caller.person)
    if is_new:
        facts = {"reference": notice.sent.reference, "from_on": from_on, "to_on": to_on}
        audiences = (Party.JOB_CENTRE, Party.SUPPORT_TEAM)
        await record(story, f"exemption_{by}", notice.id, audiences, facts=facts)
    return exemption, is_new
