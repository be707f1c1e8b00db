"""Papers that a case lacks are asked for, and come."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.cases.case_clock import resumed, stopped
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.lanes.documents import (
    DocumentCode,
    DocumentRequest,
    FactsChanged,
    ask,
    asked_once,
    pauses_of,
    receive,
)
from services.benefits.store.cases import get_case, save_case
from services.benefits.store.documents import add_request, list_requests, save_received
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.lanes.open_cases import person_of, require_undecided
from services.benefits.usecases.lanes.read_clock import CaseClock, clock_of

# Which papers are awaited can tell of a citizen's means, so others hear only that the clock stands still.
HEARD_BY = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER)


async def ask_for_documents(
    story: Story, case_id: UUID, documents: Sequence[DocumentCode], because: FactsChanged | None
) -> CaseClock:
    """Ask for everything that is missing, once; the clock stands still until the last paper has come.

    - A second asking is refused, unless the facts have changed since.
    - The offer's deadline runs on.
    """
    person = person_of(story)
    case = await get_case(story, case_id, lock=True)
    require_undecided(case)
    case.handling.require_free_for(person)
    before = await list_requests(story, case_id)
    request = ask(before, documents, because, story.now, person)
    await add_request(story, case_id, request)
    requests = [*before, request]
    since = case.handling.paused_at or story.now
    case = await save_case(story, stopped(case, since, await get_rate_book(story)))
    await _record_stopped(story, case, request)
    return clock_of(case, requests, story.now)


async def receive_documents(
    story: Story, case_id: UUID, documents: Sequence[DocumentCode], received_at: datetime
) -> CaseClock:
    """Note what has come, and when; with the last paper the clock runs again from that moment.

    - What has come already keeps its moment, so the same again changes nothing.
    """
    case = await get_case(story, case_id, lock=True)
    require_undecided(case)
    before = await list_requests(story, case_id)
    requests = receive(before, documents, received_at, story.now)
    if requests == before:
        return clock_of(case, requests, story.now)
    await save_received(story, case_id, requests)
    facts = {"documents": documents, "received_at": received_at.isoformat()}
    await record(story, "documents_received", case.id, (Party.BENEFITS_DEPARTMENT,), facts=facts)
    pauses, since = pauses_of(requests)
    if since is None and not case.lacks:
        case = await save_case(story, resumed(case, pauses, await get_rate_book(story)))
        await _record_resumed(story, case)
    return clock_of(case, requests, story.now)


async def _record_stopped(story: Story, case: Case, request: DocumentRequest) -> None:
    facts = {"documents": list(request.received), "because": request.because}
    await record(
        story, "documents_asked_for", case.id, (Party.BENEFITS_DEPARTMENT,), facts=facts, reasons=[asked_once()]
    )
    if not case.is_application:
        await record(story, "benefits_clock_stopped", case.id, HEARD_BY, facts={"offer_id": case.offer_id})


async def _record_resumed(story: Story, case: Case) -> None:
    facts = {"due_at": case.due_at.isoformat(), "offer_id": case.offer_id}
    await record(story, "benefits_clock_resumed", case.id, case.heard_of_by, facts=facts, reasons=[case.due_reason])
