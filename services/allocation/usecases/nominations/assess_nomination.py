"""A person at the allocation office makes the whole assessment of a household that no criterion lets in."""

from dataclasses import replace

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.problems import Unprocessable
from services.allocation.domain.nominations.assessing import (
    FOR,
    SENTENCES,
    Assessment,
    AssessmentOutcome,
    find_faults,
)
from services.allocation.domain.nominations.judging import approved_reason
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.nominations.ways import CloseCode, NominationNotThere, moved_nomination
from services.allocation.store.nominations import change_nomination
from services.allocation.store.whole_assessments import save_assessment
from services.allocation.usecases.nominations.ask_for import ask_what_is_needed
from services.allocation.usecases.nominations.hold_nomination import hold_under_way

WHO_HEARS = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER, Party.MANAGEMENT)


async def assess_nomination(story: Story, vault: Vault, version: int, assessment: Assessment) -> Nomination:
    """Decide.

    - Only a nomination that waits for it; a person decides, with coded reasons.
    - Approved, it waits like any other, from the day it was nominated.
    - A refusal has been heard first and is written in words to the citizen, which are kept encrypted; it is told with
      its guidance.
    """
    nomination = await hold_under_way(story, assessment.nomination_id, version)
    if nomination.status is not NominationStatus.ASSESSMENT:
        raise NominationNotThere
    today = local_day(story.now)
    faults = find_faults(
        assessment.outcome,
        assessment.codes,
        assessment.reason,
        assessment.heard_on,
        nominated_on=nomination.facts.nominated_on,
        today=today,
    )
    if faults:
        raise Unprocessable(errors=faults)
    approved = assessment.outcome is AssessmentOutcome.APPROVED
    judgement = nomination.judgement
    after = replace(
        nomination,
        status=moved_nomination(nomination.status, NominationStatus.OPEN if approved else NominationStatus.CLOSED),
        close_code=None if approved else CloseCode.REFUSED,
        qualified_on=today if approved else None,
        judgement=replace(judgement, reasons=(*judgement.reasons, approved_reason())) if approved else judgement,
        version=nomination.version + 1,
    )
    await change_nomination(story, after, expected_version=nomination.version)
    await save_assessment(story, assessment, vault.close(assessment.reason), vault.mark)
    await ask_what_is_needed(story, after)
    reasons = [Reason(code, "whole assessment", code in FOR, SENTENCES[code]) for code in assessment.codes]
    await record(story, f"nomination_{assessment.outcome}", nomination.id, WHO_HEARS, reasons=reasons)
    return after
