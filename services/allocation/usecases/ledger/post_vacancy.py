"""A housing organisation posts a vacancy, and learns at once whose it is."""

from dataclasses import replace
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Forbidden, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.answers.answer import answer_due
from services.allocation.domain.ledger.ledger import decide
from services.allocation.domain.registry.estates import unknown_estate
from services.allocation.domain.vacancies.facts import VacancyFacts, find_faults, is_late
from services.allocation.domain.vacancies.life import VacancyStatus
from services.allocation.domain.vacancies.outcomes import Outcome
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.ledgers import LockedLedger, lock_ledger
from services.allocation.store.postings import GIVEN, Beside, find_beside, write_posting
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.ledger.begin_count import begin_count


class NotYourOrganisation(Forbidden):
    slug = "not-your-organisation"
    title = Text(
        "Boligen hører til en anden organisation end den, der kalder",
        "The dwelling belongs to another organisation than the one that calls",
    )


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
    if story.caller.cvr != facts.organisation_cvr:
        raise NotYourOrganisation
    faults = find_faults(facts, local_day(story.now))
    if faults:
        raise Unprocessable(errors=faults)
    ledger = await lock_ledger(story, facts.organisation_cvr, facts.dwelling_class)
    given = {name: getattr(facts, name) for name in GIVEN}
    [beside] = await find_beside(story, facts.organisation_cvr, [given])
    if beside.earlier_id is not None:
        return await _same_again(story, beside.earlier_id, facts), False
    if not beside.estate_is_registered:
        raise unknown_estate()
    if full_right is not None:
        beside = replace(beside, circumstances=replace(beside.circumstances, full_right=full_right))
    return await _decide(story, facts, ledger, beside), True


async def _same_again(story: Story, earlier_id: UUID, facts: VacancyFacts) -> PostedVacancy:
    earlier = await get_vacancy(story, earlier_id)
    differing = [name for name in facts.__dataclass_fields__ if getattr(facts, name) != getattr(earlier.facts, name)]
    if differing:
        text = Text("Afviger fra det, der først blev meldt", "Differs from what was posted first")
        raise ContentDiffers(errors=[FieldError(f"/{name}", text) for name in differing])
    return earlier


async def _decide(story: Story, facts: VacancyFacts, ledger: LockedLedger, beside: Beside) -> PostedVacancy:
    begun = await begin_count(story, ledger, facts, beside.agreement_id, beside.agreement)
    decision = decide(begun.ledger.state, begun.agreement, facts, beside.circumstances)
    after = begun.ledger.after(decision, begun.agreement_id)
    claimed = decision.outcome is Outcome.CLAIMED
    posted = PostedVacancy(
        id=uuid4(),
        facts=facts,
        outcome=decision.outcome,
        right=decision.right,
        status=VacancyStatus.CLAIMED if claimed else VacancyStatus.RELEASED,
        answer_due_at=answer_due(decision.right, begun.agreement, story.now),
        posted_late=is_late(facts),
        decided_at=story.now,
        sequence=after.sequence,
        counted=decision.counted,
        reasons=[reason.as_json() for reason in decision.reasons],
        version=1,
    )
    await write_posting(story, after, posted, decision)
    await record(
        story,
        f"vacancy_{decision.outcome}",
        posted.id,
        (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT, Party.PARTNER),
        facts={"reference": facts.reference, "estate": facts.estate, "sequence": posted.sequence},
        reasons=decision.reasons,
        organisation_cvr=facts.organisation_cvr,
    )
    return posted
