"""Deadlines of prevention: somebody is told before one is late, and what is late is recorded once."""

from kit.database.journal import Happening, record_all
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.prevention.deadlines import Deadline
from services.support.store.prevention import record_late_deadlines, warn_of_deadlines


async def tell_deadlines(story: Story) -> int:
    """Tell the team of what is near, and record what is late; how many.

    - First contact, an answer on the contact line, an agreed payment, a date in the bailiff's court.
    - Each once. What has been done in time is neither.
    """
    near, late = await warn_of_deadlines(story), await record_late_deadlines(story)
    happenings = [
        *(_happening("prevention_deadline_near", each) for each in near),
        *(_happening("prevention_deadline_missed", each) for each in late),
    ]
    if happenings:
        await record_all(story, happenings, (Party.SUPPORT_TEAM,))
    return len(happenings)


def _happening(kind: str, deadline: Deadline) -> Happening:
    return Happening(kind, deadline.subject_id, {"kind": deadline.kind, "due_at": deadline.due_at.isoformat()}, ())
