"""A person hears a citizen before a refusal, and records what comes back."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day, midnight_ending
from kit.values.callers import Party
from kit.values.problems import FieldError, PersonRequired, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.cases.cases import NOTHING_MORE, proposal_for, require_open
from services.benefits.domain.decisions.hearings import (
    Hearing,
    HearingAnswer,
    answered,
    require_known_rules,
    require_none_open,
)
from services.benefits.domain.decisions.terms import first_hearing_day
from services.benefits.domain.rates.rates import RateBook
from services.benefits.domain.wording import day_in_words
from services.benefits.store.cases import get_case
from services.benefits.store.decisions import find_decision
from services.benefits.store.hearings import add_hearing, list_hearings, save_hearing
from services.benefits.store.rates import get_rate_book

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)
LONGEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, and when; a late one is considered only where the person says so."""

    answer: HearingAnswer
    words: str | None
    received_at: datetime
    despite_deadline: bool


async def hear_citizen(
    story: Story, vault: Vault, case_id: UUID, about: str, rules: Collection[str], due_on: date | None
) -> Hearing:
    """Send a hearing.

    - It says what a refusal would rest on: the rules named, or without any every rule that is not met today.
    - The citizen has at least the time of the municipality's dated choice. One hearing at a time.
    - What is said stays closed; the journal knows the rules and the deadline.
    """
    if story.caller.person is None:
        raise PersonRequired
    case = await get_case(story, case_id, lock=True)
    require_open(case, await find_decision(story, case_id))
    hearings = await list_hearings(story, case_id)
    require_none_open(hearings, story.now)
    rates = await get_rate_book(story)
    reasons = [reason for reason in proposal_for(case, NOTHING_MORE, rates).reasons if not reason.met]
    unmet = [reason.rule for reason in reasons]
    require_known_rules(rules, unmet)
    named = list(dict.fromkeys(rules)) or unmet
    hearing = Hearing(
        case_id=case.id,
        number=len(hearings) + 1,
        rules=tuple(named),
        reasons=tuple(reason.as_json() for reason in reasons if reason.rule in named),
        about=vault.close(about) or b"",
        key_mark=vault.mark,
        sent_at=story.now,
        due_at=midnight_ending(_last_day(local_day(story.now), due_on, rates)),
        sent_by=story.caller.person,
    )
    await add_hearing(story, hearing)
    facts = {"number": hearing.number, "rules": named, "due_at": hearing.due_at.isoformat()}
    await record(story, "hearing_sent", case.id, HEARD_BY, facts=facts)
    return hearing


def _last_day(today: date, due_on: date | None, rates: RateBook) -> date:
    first = first_hearing_day(today, rates)
    if due_on is None:
        return first
    earliest = day_in_words(first)
    if due_on < first:
        text = Text(
            f"Borgeren skal have mindst til {earliest.da}", f"The citizen must have at least until {earliest.en}"
        )
        raise Unprocessable(errors=[FieldError("/due_on", text)])
    if due_on > today + LONGEST:
        raise Unprocessable(errors=[FieldError("/due_on", Text("Er mere end et år ude", "Is more than a year away"))])
    return due_on


async def record_reply(story: Story, vault: Vault, case_id: UUID, reply: Reply) -> Hearing:
    """Keep the citizen's answer to the newest hearing, once; a refusal may then be decided.

    - An answer after the deadline is told so; until the case is decided a person may let it count all the same.
    """
    if story.caller.person is None:
        raise PersonRequired
    case = await get_case(story, case_id, lock=True)
    require_open(case, await find_decision(story, case_id))
    hearings = await list_hearings(story, case_id)
    if hearings:
        _require_possible(hearings[-1], reply.received_at, story.now)
    heard = answered(
        hearings,
        reply.answer,
        vault.close(reply.words),
        reply.received_at,
        story.caller.person,
        despite_deadline=reply.despite_deadline,
    )
    # The older text is closed under the same key as the newer one, so that one mark tells of both.
    heard = replace(heard, about=vault.rotate(heard.about), key_mark=vault.mark)
    await save_hearing(story, heard)
    facts = {"number": heard.number, "answer": heard.answer, "in_time": reply.received_at < heard.due_at}
    await record(story, "hearing_answered", case.id, HEARD_BY, facts=facts)
    return heard


def _require_possible(hearing: Hearing, received_at: datetime, now: datetime) -> None:
    if received_at < hearing.sent_at:
        text = Text("Ligger før høringen blev sendt", "Is before the hearing was sent")
    elif received_at > now:
        text = Text("Ligger i fremtiden", "Is in the future")
    else:
        return
    raise Unprocessable(errors=[FieldError("/received_at", text)])
