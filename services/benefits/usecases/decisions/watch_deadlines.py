"""Deadlines around decisions pass: hearings end, and reassessments are warned about before they are late."""

from dataclasses import replace

from kit.database.journal import Happening, record_all
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.decisions.complaints import Complaint
from services.benefits.store.complaints import list_overdue_complaints, list_to_warn, save_complaint
from services.benefits.store.hearings import list_passed_hearings, save_hearing

DEPARTMENT = (Party.BENEFITS_DEPARTMENT,)
AND_MANAGEMENT = (Party.BENEFITS_DEPARTMENT, Party.MANAGEMENT)


async def end_hearings(story: Story) -> int:
    """Tell the department that the citizen's time to answer has run out, each hearing once."""
    passed = await list_passed_hearings(story)
    for hearing in passed:
        await save_hearing(story, replace(hearing, passed_at=story.now))
    told = [Happening("hearing_deadline_passed", one.case_id, {"number": one.number}, ()) for one in passed]
    await record_all(story, told, DEPARTMENT)
    return len(passed)


async def warn_of_reassessments(story: Story) -> int:
    """Tell the department before a reassessment is late, each complaint once for each deadline it is given."""
    near = await list_to_warn(story)
    for complaint in near:
        await save_complaint(story, replace(complaint, warned_at=story.now))
    await record_all(story, [_told("reassessment_due_soon", one) for one in near], DEPARTMENT)
    return len(near)


async def mark_late_reassessments(story: Story) -> int:
    """Mark reassessments that are late, each once, and tell the management too; they are still to be made."""
    late = await list_overdue_complaints(story)
    for complaint in late:
        await save_complaint(story, replace(complaint, late_at=story.now))
    await record_all(story, [_told("reassessment_late", one) for one in late], AND_MANAGEMENT)
    return len(late)


def _told(kind: str, complaint: Complaint) -> Happening:
    return Happening(
        kind, complaint.case_id, {"complaint_id": complaint.id, "due_at": complaint.due_at.isoformat()}, ()
    )
