"""A housing organisation turns to the municipality, on the one contact line."""

from uuid import uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.prevention.concerns import ConcernFacts, errors_in_concern
from services.support.domain.prevention.contact_line import ContactLine, LineState, OnlyForOrganisations
from services.support.domain.prevention.deadlines import DeadlineKind, within_opening_hours
from services.support.domain.prevention.terms import terms_on
from services.support.store.concerns import get_concern
from services.support.store.contact_lines import add_line, find_raised
from services.support.store.opening import list_opening
from services.support.store.prevention import list_terms, save_deadline
from services.support.usecases.prevention.receive_concern import open_concern, require_same


async def raise_matter(
    story: Story, vault: Vault, facts: ConcernFacts, tenancy_reference: str, words: str | None
) -> tuple[ContactLine, bool]:
    """Acknowledge a matter at once, with by when it will be answered; the matter, and whether it is new.

    - By when follows from when it came, whoever it is about.
    - It opens a concern, which is closed to the organisation and bears the same identifier.
    - The same reference again with the same content is the same matter; with other content it is refused.
    """
    cvr = story.caller.cvr
    if cvr is None:
        raise OnlyForOrganisations
    errors = errors_in_concern(facts, story.caller.party, local_day(story.now))
    async with story.as_municipality():
        earlier = await find_raised(story, cvr, facts.reference)
        if earlier is None and errors:
            raise Unprocessable(errors=errors)
        line = None if earlier is not None else await _open(story, vault, cvr, facts, tenancy_reference, words)
        if line is not None:
            return line, True
        first = earlier or await find_raised(story, cvr, facts.reference)
        assert first is not None, "who stored it first has ended"
        await require_same(story, vault, await get_concern(story, first.id), facts, words)
        return first, False


async def _open(
    story: Story, vault: Vault, cvr: str, facts: ConcernFacts, tenancy_reference: str, words: str | None
) -> ContactLine | None:
    line_id, terms = uuid4(), terms_on(await list_terms(story), local_day(story.now))
    opening, hours = await list_opening(story), terms.answer_hours
    deadline = within_opening_hours(line_id, DeadlineKind.LINE_ANSWER, story.now, hours, terms, opening)
    line = ContactLine(
        id=line_id,
        organisation_cvr=cvr,
        reference=facts.reference,
        tenancy_reference=tenancy_reference,
        kind=facts.kind,
        received_at=story.now,
        answer_due_at=deadline.due_at,
        state=LineState.RECEIVED,
        answer=None,
        answered_at=None,
        version=1,
    )
    if not await add_line(story, line):
        return None
    await save_deadline(story, deadline)
    await open_concern(story, vault, line_id, cvr, facts, words)
    told = {"reference": line.reference, "answer_due_at": line.answer_due_at.isoformat()}
    hears = (Party.HOUSING_ORGANISATION,)
    await record(story, "matter_received", line_id, hears, facts=told, organisation_cvr=cvr)
    return line
