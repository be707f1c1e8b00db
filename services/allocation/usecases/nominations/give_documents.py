"""Documents come in, or one that does not serve is asked for again."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.allocation.domain.nominations.judging import ask_again, status_of, with_documents
from services.allocation.domain.nominations.nomination import Judgement, Nomination
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.nominations.ways import moved_nomination
from services.allocation.store.nominations import change_nomination
from services.allocation.usecases.nominations.ask_for import ask_what_is_needed
from services.allocation.usecases.nominations.hold_nomination import hold_under_way

WHO_HEARS = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER)


async def give_documents(story: Story, nomination_id: UUID, version: int, documents: Sequence[str]) -> Nomination:
    """Note which documents have come, by their codes; what they say is not kept here.

    - With the last one needed the nomination is on the list, or goes to a person for assessment.
    - A document that nobody needs is noted and changes nothing; the same again changes nothing.
    """
    nomination = await hold_under_way(story, nomination_id, version)
    judgement = with_documents(nomination.judgement, documents)
    if judgement == nomination.judgement:
        return nomination
    return await _judged_anew(story, nomination, judgement, "documents_given")


async def ask_for_documents(story: Story, nomination_id: UUID, version: int, documents: Sequence[str]) -> Nomination:
    """Ask again for documents that were given and do not serve.

    - Only those that the criterion needs, and none that is asked for already; a nomination on the list stays there.
    """
    nomination = await hold_under_way(story, nomination_id, version)
    judgement = ask_again(nomination.judgement, documents)
    return await _judged_anew(story, nomination, judgement, "documents_asked_again")


async def _judged_anew(story: Story, nomination: Nomination, judgement: Judgement, kind: str) -> Nomination:
    status = nomination.status
    if nomination.qualified_on is None:
        status = moved_nomination(status, status_of(judgement))
    opened = status is NominationStatus.OPEN and nomination.qualified_on is None
    after = replace(
        nomination,
        judgement=judgement,
        status=status,
        qualified_on=local_day(story.now) if opened else nomination.qualified_on,
        version=nomination.version + 1,
    )
    await change_nomination(story, after, expected_version=nomination.version)
    await ask_what_is_needed(story, after)
    facts = {"missing": list(judgement.documents_missing), "status": status}
    await record(story, kind, nomination.id, WHO_HEARS, facts=facts)
    return after
