"""A caseworker assesses whether a household may be allocated a dwelling in an area that the law closes to some."""

from collections.abc import Mapping
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.domain.nominations.assessments import AreaAssessment, RestrictedArea
from services.allocation.store.assessments import list_assessments, save_assessments
from services.allocation.store.nominations import get_nomination


async def assess_areas(
    story: Story, nomination_id: UUID, found: Mapping[RestrictedArea, bool], assessed_by: str
) -> list[AreaAssessment]:
    """Enter what a person has found.

    - Yes or no for each kind of area, by whom and when: ABL § 59(6) and (7) ask for sentences, citizenship and
      benefits, and none of that is kept.
    - Areas that are not named stay as they were assessed; the same answer again changes nothing.
    """
    await get_nomination(story, nomination_id, lock=True)
    earlier = {each.area: each.may_live_there for each in await list_assessments(story, nomination_id)}
    changed = {area: outcome for area, outcome in found.items() if earlier.get(area) is not outcome}
    if changed:
        assessments = [AreaAssessment(area, outcome, assessed_by, story.now) for area, outcome in changed.items()]
        await save_assessments(story, nomination_id, assessments)
        facts = {str(area): outcome for area, outcome in changed.items()}
        await record(story, "areas_assessed", nomination_id, (Party.ALLOCATION_OFFICE,), facts=facts)
    return await list_assessments(story, nomination_id)
