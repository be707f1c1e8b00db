"""Deadlines pass."""

from dataclasses import replace

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.store.cases import list_overdue, save_case
from services.benefits.store.outbox import tell_late

HEARD_BY = (Party.BENEFITS_DEPARTMENT, Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER)


async def mark_late_cases(story: Story) -> int:
    """Mark the cases whose deadline has passed, each once, and tell allocation; they may still be decided."""
    overdue = await list_overdue(story, story.now)
    for case in overdue:
        await save_case(story, replace(case, late_at=story.now))
        facts = {"offer_id": case.offer_id, "kind": case.kind, "due_at": case.due_at.isoformat()}
        await record(story, "benefits_case_late", case.id, HEARD_BY, facts=facts, reasons=[case.due_reason])
        if case.offer_id is not None:
            await tell_late(story, case.id)
    return len(overdue)
