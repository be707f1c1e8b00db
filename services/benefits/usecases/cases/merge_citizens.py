"""Allocation tells that a citizen known by two identifiers is one."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.cases.cases import CaseStatus
from services.benefits.store.cases import list_open_pre_approvals, point_cases_anew, save_case
from services.benefits.usecases.pre_approvals.merge_pre_approvals import merge_pre_approvals

WHO_HEARS = (Party.BENEFITS_DEPARTMENT, Party.ALLOCATION_OFFICE)


async def merge_citizens(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> int:
    """Let the cases of the old identifier bear the one that stays; how many.

    - Of two open pre-approvals the older keeps its place and its clock; the other is closed, as there is one citizen.
    - Of two pre-approvals in force the newer stays.
    - The same again changes nothing.
    """
    if old_citizen_id == citizen_id:
        return 0
    for case in (await list_open_pre_approvals(story, old_citizen_id, citizen_id))[1:]:
        await save_case(story, replace(case, status=CaseStatus.CLOSED))
        await record(story, "benefits_case_closed", case.id, WHO_HEARS, facts={"merged_into": citizen_id})
    await merge_pre_approvals(story, old_citizen_id, citizen_id)
    moved = await point_cases_anew(story, old_citizen_id, citizen_id)
    if moved:
        facts = {"old_citizen_id": old_citizen_id, "cases": moved}
        await record(story, "citizens_merged", citizen_id, WHO_HEARS, facts=facts)
    return moved
