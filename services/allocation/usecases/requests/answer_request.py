"""An organisation answers an ad hoc request: with a dwelling, or with nothing now."""

from dataclasses import fields, replace
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.problems import ContentDiffers, FieldError, NotFound, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.requests.problems import DwellingAlreadyPosted, DwellingAtDisposal
from services.allocation.domain.requests.request import (
    Answer,
    AnswerOutcome,
    DwellingRequest,
    OfferedDwelling,
    ReceivedRequest,
    RequestStatus,
    find_faults_of_offered,
    in_the_answer,
    require_answerable,
)
from services.allocation.domain.requests.wanted import AD_HOC
from services.allocation.domain.vacancies.facts import VacancyFacts, find_faults
from services.allocation.store import requests as store
from services.allocation.store.ledgers import lock_ledger
from services.allocation.usecases.ledger.post_vacancy import post_vacancy
from services.allocation.usecases.requests.close_request import close_request


async def answer_request(story: Story, received_id: UUID, dwelling: OfferedDwelling | None) -> tuple[Answer, bool]:
    """Answer with a dwelling, or with None: nothing now.

    - The dwelling is judged on the values of the answer, which are frozen. The first usable one is taken in the same
      transaction: it is claimed outside the count, and every other organisation's request closes.
    - One that is not usable is told which limits it misses. Until the deadline another can be offered.
    - An organisation answers for itself; a request that is another's is not there.
    - Answers to one request take turns: of two usable at the same moment exactly one is taken.
    - The same dwelling under the same reference again is the same answer, also once the request has closed.
    """
    received = await store.get_received(story, received_id)
    if story.caller.cvr != received.organisation_cvr:
        raise NotFound
    await story.act_in(received.municipality_code)
    async with story.as_municipality():
        request = await store.get_request(story, received.request_id, lock=True)
    received = await store.get_received(story, received_id, fresh=True)
    earlier = await store.list_answers(story, [received_id])
    same = _same_again(earlier, dwelling)
    if same is not None:
        return same, False
    require_answerable(received, story.now)
    if dwelling is None:
        answer = _new(story, received, len(earlier) + 1, None, AnswerOutcome.NOTHING_NOW, ())
    else:
        answer = await _judge(story, received, len(earlier) + 1, dwelling)
        if answer.outcome is AnswerOutcome.TAKEN:
            answer = await _take(story, request, answer, dwelling.as_facts(received, local_day(story.now)))
    await store.add_answer(story, answer)
    await _tell_office(story, request, answer)
    return answer, True


def _same_again(earlier: list[Answer], dwelling: OfferedDwelling | None) -> Answer | None:
    if dwelling is None:
        return earlier[-1] if earlier and earlier[-1].dwelling is None else None
    found = next((one for one in earlier if one.dwelling and one.dwelling.reference == dwelling.reference), None)
    if found is None:
        return None
    names = [field.name for field in fields(dwelling)]
    differing = [name for name in names if getattr(found.dwelling, name) != getattr(dwelling, name)]
    if differing:
        text = Text("Afviger fra det, der først blev svaret", "Differs from what was answered first")
        raise ContentDiffers(errors=[FieldError(f"/dwelling/{name}", text) for name in differing])
    return found


async def _judge(story: Story, received: ReceivedRequest, number: int, dwelling: OfferedDwelling) -> Answer:
    today = local_day(story.now)
    facts = dwelling.as_facts(received, today)
    estates = await store.list_registered(story, [facts.organisation_cvr])
    registered = facts.estate in estates.get(facts.organisation_cvr, ())
    faults = find_faults_of_offered(facts, find_faults(facts, today), registered=registered)
    if faults:
        raise Unprocessable(errors=faults)
    reasons = received.wanted.judge(facts)
    usable = all(reason.met for reason in reasons)
    return _new(story, received, number, dwelling, AnswerOutcome.TAKEN if usable else AnswerOutcome.NOT_USABLE, reasons)


def _new(
    story: Story,
    received: ReceivedRequest,
    number: int,
    dwelling: OfferedDwelling | None,
    outcome: AnswerOutcome,
    reasons: tuple[Reason, ...],
) -> Answer:
    return Answer(
        id=uuid4(),
        received_id=received.id,
        organisation_cvr=received.organisation_cvr,
        number=number,
        outcome=outcome,
        dwelling=dwelling,
        reasons=[reason.as_json() for reason in reasons],
        answered_at=story.now,
    )


async def _take(story: Story, request: DwellingRequest, answer: Answer, facts: VacancyFacts) -> Answer:
    """Claim the dwelling outside the count, and close the request for everybody; a dwelling is taken once."""
    await lock_ledger(story, facts.organisation_cvr, facts.dwelling_class)
    if await store.is_posted(story, facts):
        raise DwellingAlreadyPosted
    if await store.is_at_disposal(story, facts):
        raise DwellingAtDisposal
    try:
        posted, _ = await post_vacancy(story, facts, full_right=AD_HOC)
    except Unprocessable as problem:
        raise Unprocessable(errors=in_the_answer(problem.errors)) from problem
    async with story.as_municipality():
        await close_request(story, request, RequestStatus.TAKEN, taken=answer.received_id, vacancy_id=posted.id)
    return replace(answer, vacancy_id=posted.id)


async def _tell_office(story: Story, request: DwellingRequest, answer: Answer) -> None:
    async with story.as_municipality():
        facts = {"organisation_cvr": answer.organisation_cvr, "outcome": answer.outcome, "answer_id": answer.id}
        await record(story, "request_answered", request.id, (Party.ALLOCATION_OFFICE,), facts=facts)
