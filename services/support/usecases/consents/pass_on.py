"""Support tells others something of a citizen, if it may."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.consents.passing import What, may_pass
from services.support.store.consents import list_consents


async def pass_on(story: Story, citizen_id: UUID, subject_id: UUID, what: What, to: Party) -> bool:
    """Whether it may be told; either way it is recorded why.

    - A passing is journaled with its basis, in the transaction that causes it.
    - What may not pass is journaled as held back, and nothing is told.
    """
    passing = may_pass(what, to, await list_consents(story, citizen_id), local_day(story.now))
    facts = {"what": what, "to": to, "basis": passing.basis, "section": passing.section}
    kind = "passed_on" if passing.may_pass else "held_back"
    await record(story, kind, subject_id, (Party.SUPPORT_TEAM,), facts=facts, reasons=(passing.reason,))
    return passing.may_pass
