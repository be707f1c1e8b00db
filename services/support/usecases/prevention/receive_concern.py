"""Somebody is concerned for a citizen or a tenancy."""

from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.prevention.concerns import (
    Concern,
    ConcernFacts,
    ConcernState,
    differing,
    errors_in_concern,
)
from services.support.domain.prevention.contact_line import UseTheContactLine
from services.support.domain.prevention.deadlines import DeadlineKind, within_opening_hours
from services.support.domain.prevention.terms import terms_on
from services.support.domain.prevention.triage import triage
from services.support.store.concerns import add_concern, find_sent, find_words, find_worker_of, save_words
from services.support.store.opening import list_opening
from services.support.store.prevention import list_terms, save_deadline


async def receive_concern(story: Story, vault: Vault, facts: ConcernFacts, words: str | None) -> tuple[Concern, bool]:
    """Receive a concern; the concern, and whether it is new.

    - It is about somebody, and each speaks for itself. A housing organisation uses the contact line.
    - The same reference again with the same content is the same concern; with other content it is refused.
    - Its lane follows from danger and deadline; from then on the clock to first contact runs in opening hours.
    - It goes to the worker of the citizen's course, or to everybody in the team where there is none.
    - What it says in words is encrypted.
    """
    if story.caller.cvr is not None:
        raise UseTheContactLine
    errors = errors_in_concern(facts, story.caller.party, local_day(story.now))
    sender = story.caller.client_id
    earlier = await find_sent(story, sender, facts.reference)
    if earlier is not None:
        return await require_same(story, vault, earlier, facts, words), False
    if errors:
        raise Unprocessable(errors=errors)
    concern = await open_concern(story, vault, uuid4(), sender, facts, words)
    if concern is None:
        earlier = await find_sent(story, sender, facts.reference)
        assert earlier is not None, "who stored it first has ended"
        return await require_same(story, vault, earlier, facts, words), False
    return concern, True


async def open_concern(
    story: Story, vault: Vault, concern_id: UUID, sender: str, facts: ConcernFacts, words: str | None
) -> Concern | None:
    """Store a new concern and start its clock; None where one with its reference has been stored first."""
    today = local_day(story.now)
    terms, opening = terms_on(await list_terms(story), today), await list_opening(story)
    found = triage(facts.kind, facts.danger, facts.deadline_on, today, terms)
    deadline = within_opening_hours(concern_id, DeadlineKind.FIRST_CONTACT, story.now, found.hours, terms, opening)
    concern = Concern(
        id=concern_id,
        sender=sender,
        facts=facts,
        sent_citizen_id=facts.citizen_id,
        received_at=story.now,
        lane=found.lane,
        first_contact_due_at=deadline.due_at,
        reasons=(found.reason,),
        worker_reference=await find_worker_of(story, facts.citizen_id) if facts.citizen_id else None,
        state=ConcernState.OPEN,
        contacted_at=None,
        contact_channel=None,
        contacted_by=None,
        outcome=None,
        closed_at=None,
        version=1,
    )
    if not await add_concern(story, concern):
        return None
    if words is not None:
        await save_words(story, concern_id, vault.close(words), vault.mark)
    await save_deadline(story, deadline)
    told: dict[str, object] = {
        "source": facts.source,
        "kind": facts.kind,
        "lane": found.lane,
        "first_contact_due_at": deadline.due_at.isoformat(),
        "worker_reference": concern.worker_reference,
    }
    await record(story, "concern_received", concern_id, (Party.SUPPORT_TEAM,), facts=told, reasons=concern.reasons)
    return concern


async def require_same(story: Story, vault: Vault, earlier: Concern, facts: ConcernFacts, words: str | None) -> Concern:
    """The concern sent first, where this is the same again. Raises ContentDiffers, naming the fields.

    A citizen whom a person has named since, or who has turned out to be another, does not make it another concern.
    """
    errors = differing(earlier, facts)
    if vault.open(await find_words(story, earlier.id)) != words:
        errors.append(FieldError("/words", Text("Afviger fra det, der først blev sendt", "Differs from the first")))
    if errors:
        raise ContentDiffers(errors=errors)
    return earlier
