"""The social centre puts a citizen forward for municipal allocation."""

from uuid import uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.nominations.nomination import Nomination, NominationFacts, find_faults
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.store.nominations import find_nomination_by_reference, save_nomination
from services.allocation.store.outbox import ask_for_ability


async def nominate_citizen(
    story: Story, vault: Vault, facts: NominationFacts, name: str | None, cpr_number: str | None
) -> tuple[Nomination, bool]:
    """Nominate a citizen.

    - The same reference with the same content is the same nomination; with other content it is refused.
    - A citizen has one open nomination at a time.
    - Name and CPR number are kept apart and encrypted; everything else works without them.
    - A lottery number is drawn once and sealed: it decides between households that are equal in everything else.
    - Benefits is asked at once what the household can pay.
    """
    faults = find_faults(facts, local_day(story.now))
    if faults:
        raise Unprocessable(errors=faults)
    earlier = await find_nomination_by_reference(story, facts.reference)
    if earlier is not None:
        return _same_again(earlier, facts), False
    nomination = Nomination(
        id=uuid4(),
        citizen_id=vault.citizen_id(story.municipality_code, cpr_number),
        facts=facts,
        lottery=vault.draw_lot(),
        status=NominationStatus.OPEN,
        highest_rent_dkk=None,
        ability_question=None,
        version=1,
    )
    await save_nomination(story, nomination, vault.close(name), vault.close(cpr_number))
    await ask_for_ability(story, nomination.id)
    await record(story, "citizen_nominated", nomination.id, (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE))
    return nomination, True


def _same_again(earlier: Nomination, facts: NominationFacts) -> Nomination:
    names = facts.__dataclass_fields__
    differing = [name for name in names if getattr(facts, name) != getattr(earlier.facts, name)]
    if differing:
        text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
        raise ContentDiffers(errors=[FieldError(f"/{name}", text) for name in differing])
    return earlier
