"""The municipality answers a housing organisation on the contact line, in codes."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.prevention.concerns import require_version
from services.support.domain.prevention.contact_line import (
    ContactLine,
    LineAnswer,
    LineState,
    require_answered,
    require_not_closed,
)
from services.support.domain.prevention.deadlines import DeadlineKind
from services.support.store.contact_lines import change_line, get_line
from services.support.store.prevention import end_deadlines


async def look_at_matter(story: Story, line_id: UUID, version: int) -> ContactLine:
    """Say that somebody is looking at it. Never by itself, so that it tells nothing of whom it is about."""
    line = await _get(story, line_id, version)
    if line.state is not LineState.RECEIVED:
        return line
    return await _tell(story, await change_line(story, line, {"state": LineState.BEING_LOOKED_AT}), "matter_looked_at")


async def answer_matter(story: Story, line_id: UUID, version: int, answer: LineAnswer) -> ContactLine:
    """Answer, or answer anew.

    - What the municipality does; never whether the citizen gets support, which, or why.
    - When it was first answered stays, since that is what was promised.
    - Nothing more is said of a matter that is closed.
    """
    line = await _get(story, line_id, version)
    answered_at = line.answered_at or story.now
    values = {"state": LineState.ANSWERED, "answer": answer, "answered_at": answered_at}
    await end_deadlines(story, line_id, (DeadlineKind.LINE_ANSWER,))
    return await _tell(story, await change_line(story, line, values), "matter_answered")


async def close_matter(story: Story, line_id: UUID, version: int) -> ContactLine:
    """Close a matter that has been answered."""
    line = await _get(story, line_id, version)
    require_answered(line)
    return await _tell(story, await change_line(story, line, {"state": LineState.CLOSED}), "matter_closed")


async def _get(story: Story, line_id: UUID, version: int) -> ContactLine:
    line = await get_line(story, line_id, lock=True)
    require_version(line.version, version)
    require_not_closed(line)
    return line


async def _tell(story: Story, line: ContactLine, kind: str) -> ContactLine:
    told = {"reference": line.reference, "state": line.state, "answer": line.answer}
    hears = (Party.HOUSING_ORGANISATION, Party.SUPPORT_TEAM)
    await record(story, kind, line.id, hears, facts=told, organisation_cvr=line.organisation_cvr)
    return line
