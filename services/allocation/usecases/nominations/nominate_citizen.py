"""The social centre puts a citizen forward for municipal allocation."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.nominations.criteria import in_force
from services.allocation.domain.nominations.judging import judge, status_of
from services.allocation.domain.nominations.nomination import Nomination, NominationFacts, find_faults
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.store.citizens import SealedCitizen, save_citizen
from services.allocation.store.criteria import list_criteria
from services.allocation.store.nominations import (
    facts_as_json,
    find_nomination_by_reference,
    list_replaced_facts,
    save_nomination,
)
from services.allocation.store.outbox import ask_for_ability
from services.allocation.usecases.nominations.ask_for import ask_what_is_needed


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent with the facts: who the citizen is, where somebody says so, and the documents enclosed, by code."""

    name: str | None = None
    cpr_number: str | None = None
    documents: Sequence[str] = ()


async def nominate_citizen(story: Story, vault: Vault, facts: NominationFacts, sent: Sent) -> tuple[Nomination, bool]:
    """Nominate a citizen.

    - The same reference with the same content is the same nomination; with other content it is refused.
    - A citizen has one nomination under way at a time.
    - It is judged by the council's criteria in force on its day: on the list at once, or after the documents that its
      criterion needs, or after a whole assessment by a person. No other document holds it back.
    - Name and CPR number are kept apart and encrypted; everything else works without them.
    - A lottery number is drawn once and sealed: it decides between households that are equal in everything else.
    - Benefits is asked at once what the household can pay.
    """
    faults = find_faults(facts, local_day(story.now))
    if faults:
        raise Unprocessable(errors=faults)
    earlier = await find_nomination_by_reference(story, facts.reference)
    if earlier is not None:
        return await _same_again(story, earlier, facts), False
    nomination = await _judged(story, vault, facts, sent)
    await save_nomination(story, nomination)
    if sent.name is not None or sent.cpr_number is not None:
        closed = (vault.close(sent.name), vault.close(sent.cpr_number))
        await save_citizen(story, SealedCitizen(nomination.citizen_id, *closed, vault.mark))
    await ask_for_ability(story, nomination.id)
    await ask_what_is_needed(story, nomination)
    await record(story, "citizen_nominated", nomination.id, (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE))
    return nomination, True


async def _judged(story: Story, vault: Vault, facts: NominationFacts, sent: Sent) -> Nomination:
    judgement = judge(facts, in_force(await list_criteria(story), facts.nominated_on), sent.documents)
    status = status_of(judgement)
    return Nomination(
        id=uuid4(),
        citizen_id=vault.citizen_id(story.municipality_code, sent.cpr_number),
        facts=facts,
        lottery=vault.draw_lot(),
        status=status,
        highest_rent_dkk=None,
        ability_question=None,
        version=1,
        judgement=judgement,
        waiting_since_on=facts.nominated_on,
        facts_on=facts.nominated_on,
        qualified_on=local_day(story.now) if status is NominationStatus.OPEN else None,
    )


async def _same_again(story: Story, earlier: Nomination, facts: NominationFacts) -> Nomination:
    """Compared with what was sent first: facts that were changed since are no difference."""
    replaced = await list_replaced_facts(story, earlier.id)
    first, now = (replaced or [facts_as_json(earlier.facts)])[0], facts_as_json(facts)
    differing = [name for name in now if name in first and now[name] != first[name]]
    if differing:
        text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
        raise ContentDiffers(errors=[FieldError(f"/{name}", text) for name in differing])
    return earlier
