"""A new version of an agreement takes over a ledger."""

from uuid import UUID

from kit.database.stories import Story
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.ledger.corrections import restart
from services.allocation.store.agreements import get_agreement
from services.allocation.store.ledgers import LockedLedger, write_entry


async def begin_count(
    story: Story, ledger: LockedLedger, agreement_id: UUID | None, agreement: Agreement | None
) -> LockedLedger:
    """The ledger ready for a vacancy under this agreement.

    Where the counting terms are those of the last entry, nothing happens. Where they are new, the count starts again
    with an entry of its own, that both parties can read.
    """
    if agreement is None or ledger.agreement_id is None or ledger.agreement_id == agreement_id:
        return ledger
    old = await get_agreement(story, ledger.agreement_id)
    if old.counting_terms == agreement.counting_terms:
        return ledger
    entry = restart(ledger.state, old, agreement)
    return await write_entry(story, ledger, entry, vacancy_id=None, agreement_id=agreement_id)
