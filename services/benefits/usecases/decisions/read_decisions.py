"""A person reads what was decided, heard and complained about in a citizen's case."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.cases.cases import Decided
from services.benefits.domain.decisions.complaints import Complaint
from services.benefits.domain.decisions.hearings import Hearing
from services.benefits.store.cases import get_case
from services.benefits.store.complaints import list_complaints_of_case
from services.benefits.store.decisions import list_decisions
from services.benefits.store.hearings import list_hearings

READERS = (Party.BENEFITS_DEPARTMENT,)


async def read_decisions(story: Story, case_id: UUID) -> list[Decided]:
    """Every decision on the case, oldest first; the last one stands. The reading is entered in the journal."""
    case = await get_case(story, case_id)
    await record(story, "decisions_read", case.id, READERS)
    return await list_decisions(story, case.id)


async def read_hearings(story: Story, case_id: UUID) -> list[Hearing]:
    """Every hearing in the case, oldest first. The reading is entered in the journal."""
    case = await get_case(story, case_id)
    await record(story, "hearings_read", case.id, READERS)
    return await list_hearings(story, case.id)


async def read_complaints(story: Story, case_id: UUID) -> list[Complaint]:
    """Every complaint in the case, by decision. The reading is entered in the journal."""
    case = await get_case(story, case_id)
    await record(story, "complaints_read", case.id, READERS)
    return await list_complaints_of_case(story, case.id)
