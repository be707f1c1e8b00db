"""A person fetches a letter to a citizen, to send it."""

from dataclasses import dataclass
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Conflict, NotFound, PersonRequired
from kit.values.texts import Text
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.decisions.letters.decision_letter import decision_letter
from services.benefits.domain.decisions.letters.letter import Channel, Letter, LetterKind, Sender
from services.benefits.domain.decisions.letters.other_letters import delay_letter, hearing_letter, reassessment_letter
from services.benefits.domain.decisions.terms import terms_of
from services.benefits.store.cases import get_case
from services.benefits.store.complaints import list_complaints_of_case
from services.benefits.store.decisions import list_decisions
from services.benefits.store.hearings import list_hearings
from services.benefits.store.notices import find_notice
from services.benefits.store.rates import get_rate_book
from services.benefits.store.senders import get_municipality_name

AUTOMATIC_DECISION = "Automatisk afgørelse"
READERS = (Party.BENEFITS_DEPARTMENT,)


class NothingToWrite(Conflict):
    slug = "nothing-to-write"
    title = Text(
        "Der er endnu intet at skrive om: sagen er ikke kommet dertil",
        "There is nothing to write about yet: the case has not come to it",
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letter: its kind, how it is sent, and of several of a kind the number; without one, the newest."""

    kind: LetterKind
    channel: Channel
    number: int | None


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter and whom it is for; the post system knows the citizen's name and address, benefits does not."""

    letter: Letter
    citizen_id: UUID


async def read_letter(story: Story, vault: Vault, case_id: UUID, wanted: Wanted, form: str) -> Addressed:
    """The letter as the case now has it.

    - Each kind once there is something to write: a hearing sent, a decision made, a deadline exceeded, a complaint
      reassessed. An older decision or hearing is fetched by its number, and says what it said then.
    - Each fetching is an entry in the journal: which letter, how it is sent, in which form, by whom.
    """
    if story.caller.person is None:
        raise PersonRequired
    case = await get_case(story, case_id)
    letter = await _write(story, vault, case, wanted)
    facts = {"kind": wanted.kind, "number": wanted.number, "channel": wanted.channel, "form": form}
    await record(story, "letter_fetched", case.id, READERS, facts=facts)
    return Addressed(letter, case.facts.citizen_id)


async def _write(story: Story, vault: Vault, case: Case, wanted: Wanted) -> Letter:
    write = {
        LetterKind.HEARING: _hearing,
        LetterKind.DECISION: _decision,
        LetterKind.DELAY: _delay,
        LetterKind.REASSESSMENT: _reassessment,
    }
    return await write[wanted.kind](story, vault, case, wanted)


async def _sender(story: Story, person: str) -> Sender:
    return Sender(await get_municipality_name(story), person)


async def _hearing(story: Story, vault: Vault, case: Case, wanted: Wanted) -> Letter:
    hearings = await list_hearings(story, case.id)
    if not hearings:
        raise NothingToWrite
    found = [one for one in hearings if one.number == (wanted.number or hearings[-1].number)]
    if not found:
        raise NotFound
    about = vault.open(found[0].about) or ""
    return hearing_letter(case, found[0], about, await _sender(story, found[0].sent_by), wanted.channel)


async def _decision(story: Story, _: Vault, case: Case, wanted: Wanted) -> Letter:
    decisions = await list_decisions(story, case.id)
    if not decisions:
        raise NothingToWrite
    found = [one for one in decisions if one.number == (wanted.number or decisions[-1].number)]
    if not found:
        raise NotFound
    terms = terms_of(local_day(found[0].decided_at), await get_rate_book(story))
    signed = AUTOMATIC_DECISION if found[0].automatic else found[0].decided_by
    return decision_letter(case, found[0], await _sender(story, signed), wanted.channel, terms)


async def _delay(story: Story, _: Vault, case: Case, wanted: Wanted) -> Letter:
    notice = await find_notice(story, case.id)
    if notice is None:
        raise NothingToWrite
    sender = await _sender(story, story.caller.person or "")
    return delay_letter(case, notice, sender, wanted.channel)


async def _reassessment(story: Story, _: Vault, case: Case, wanted: Wanted) -> Letter:
    complaints = [one for one in await list_complaints_of_case(story, case.id) if one.is_reassessed]
    if wanted.number is not None:
        complaints = [one for one in complaints if one.decision_number == wanted.number]
    if not complaints:
        raise NothingToWrite
    newest = complaints[-1]
    assert newest.settled_at is not None
    terms = terms_of(local_day(newest.settled_at), await get_rate_book(story))
    sender = await _sender(story, newest.settled_by or "")
    return reassessment_letter(case, newest, newest.settled_at, sender, wanted.channel, terms)
