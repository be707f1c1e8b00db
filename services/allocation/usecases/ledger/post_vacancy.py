"""A housing organisation posts a vacancy, and learns at once whose it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from kit.database.journal import Happening, record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.answers.answer import answer_due
from services.allocation.domain.ledger.ledger import Decision, decide
from services.allocation.domain.vacancies.batches import Line, find_differences
from services.allocation.domain.vacancies.facts import VacancyFacts, find_faults_among, is_late
from services.allocation.domain.vacancies.life import VacancyStatus
from services.allocation.domain.vacancies.outcomes import Outcome
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.ledgers import LockedLedger, lock_ledger
from services.allocation.store.postings import Beside, find_beside, write_posting
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.ledger.begin_count import begin_count
from services.allocation.usecases.ledger.check_vacancies import (
    find_faults_beside,
    given_of,
    own_organisation,
    problem_of,
    refuse_vacancy,
)

AUDIENCES = (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT, Party.PARTNER)


async def post_vacancy(
    story: Story, facts: VacancyFacts, *, full_right: str | None = None
) -> tuple[PostedVacancy, bool]:
    """Post a vacancy; the answer says *claimed* or *released* with the arithmetic.

    - The organisation's own reference again, with the same content, is the same vacancy and the first answer; with
      other content it is refused, and the fields that differ are named.
    - Vacancies count in the order in which they are accepted: one at a time per ledger.
    - The decision and its entry in the ledger are never changed afterwards.
    - `full_right` names the agreement by which just this dwelling is put at the municipality's disposal, if one is.
    """
    given = given_of(facts)
    cvr = own_organisation(story, given)
    if find_faults_among(given, local_day(story.now)):
        await refuse_vacancy(story, Line(given))
    ledger = await lock_ledger(story, cvr, facts.dwelling_class)
    [beside] = await find_beside(story, cvr, [given])
    if beside.earlier_id is not None:
        return await _same_again(story, beside.earlier_id, given), False
    if faults := find_faults_beside(given, beside):
        raise problem_of(faults)
    if full_right is not None:
        beside = replace(beside, circumstances=replace(beside.circumstances, full_right=full_right))
    return await _decide(story, facts, ledger, beside), True


async def _same_again(story: Story, earlier_id: UUID, given: Mapping[str, Any]) -> PostedVacancy:
    earlier = await get_vacancy(story, earlier_id)
    if differences := find_differences(given_of(earlier.facts), given):
        raise ContentDiffers(errors=differences)
    return earlier


async def _decide(story: Story, facts: VacancyFacts, ledger: LockedLedger, beside: Beside) -> PostedVacancy:
    begun = await begin_count(story, ledger, facts, beside.agreement_id, beside.agreement)
    decision = decide(begun.ledger.state, begun.agreement, facts, beside.circumstances)
    after = begun.ledger.after(decision, begun.agreement_id)
    posted = posted_as(facts, decision, after, begun.agreement, story.now)
    await write_posting(story, after, posted, decision)
    told = happening_of(posted)
    await record(
        story,
        told.kind,
        posted.id,
        AUDIENCES,
        facts=told.facts,
        reasons=decision.reasons,
        organisation_cvr=facts.organisation_cvr,
    )
    return posted


def posted_as(
    facts: VacancyFacts, decision: Decision, after: LockedLedger, agreement: Agreement | None, now: datetime
) -> PostedVacancy:
    """The vacancy with the decision on it; `after` is the ledger that stands with it."""
    claimed = decision.outcome is Outcome.CLAIMED
    return PostedVacancy(
        id=uuid4(),
        facts=facts,
        outcome=decision.outcome,
        right=decision.right,
        status=VacancyStatus.CLAIMED if claimed else VacancyStatus.RELEASED,
        answer_due_at=answer_due(decision.right, agreement, now),
        posted_late=is_late(facts),
        decided_at=now,
        sequence=after.sequence,
        counted=decision.counted,
        reasons=[reason.as_json() for reason in decision.reasons],
        version=1,
    )


def happening_of(posted: PostedVacancy) -> Happening:
    """What the journal says of the posting."""
    facts = {"reference": posted.facts.reference, "estate": posted.facts.estate, "sequence": posted.sequence}
    return Happening(f"vacancy_{posted.outcome}", posted.id, facts, posted.reasons)
