"""The agreement by which a vacancy is decided, and the count that starts again where it counts in a new way."""

from dataclasses import dataclass
from uuid import UUID

from kit.database.stories import Story
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.ledger.corrections import restart
from services.allocation.domain.ledger.versions import goes_back, starts_again
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.store.agreements import get_agreement
from services.allocation.store.ledger_lines import find_versions
from services.allocation.store.ledgers import LockedLedger, write_entry


@dataclass(frozen=True, slots=True)
class Begun:
    """A ledger ready for a vacancy, and the agreement that decides on it."""

    ledger: LockedLedger
    agreement_id: UUID | None
    agreement: Agreement | None


async def begin_count(
    story: Story, ledger: LockedLedger, facts: VacancyFacts, agreement_id: UUID | None, agreement: Agreement | None
) -> Begun:
    """The ledger ready for a vacancy, for which this agreement is in force on the day it was posted.

    - Where it is the agreement of the last entry, nothing happens.
    - A ledger never goes back: a vacancy dated before the present agreement began is decided by the present one.
    - Where the counting terms are new, or nothing was agreed for a time, the count starts again with an entry of its
      own, that both parties can read.
    """
    if ledger.agreement_id is None or ledger.agreement_id == agreement_id:
        return Begun(ledger, agreement_id, agreement)
    present = await get_agreement(story, ledger.agreement_id)
    if goes_back(present, facts.posted_on):
        return Begun(ledger, ledger.agreement_id, present)
    if agreement is None:
        return Begun(ledger, None, None)
    if starts_again(present, agreement, (await find_versions(story, ledger.organisation_cvr)).values()):
        entry = restart(ledger.state, present, agreement)
        ledger = await write_entry(story, ledger, entry, vacancy_id=None, agreement_id=agreement_id)
    return Begun(ledger, agreement_id, agreement)
