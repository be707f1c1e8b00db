"""A hand-back or a withdrawal is entered in the ledger of its vacancy, which the story has locked."""

from kit.database.stories import Story
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.ledger import corrections
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.state import total
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.agreements import get_agreement
from services.allocation.store.ledgers import LockedLedger, list_movements, lock_ledger, write_entry


async def enter_hand_back(story: Story, vacancy: PostedVacancy) -> Decision:
    """The municipality gave the dwelling back: the right is spent or returns, by the agreement that now counts."""
    assert vacancy.right is not None  # only a claimed vacancy can be handed back
    ledger = await _ledger_of(story, vacancy)
    entry = corrections.hand_back(
        ledger.state,
        await _agreement_of(story, ledger),
        vacancy.facts,
        vacancy.right,
        of_earlier_count=vacancy.sequence < ledger.began,
    )
    await write_entry(story, ledger, entry, vacancy_id=vacancy.id)
    return entry


async def enter_withdrawal(story: Story, vacancy: PostedVacancy) -> Decision:
    """The organisation withdrew the vacancy: what all its entries moved is taken back."""
    ledger = await _ledger_of(story, vacancy)
    moved = total(await list_movements(story, vacancy.id))
    entry = corrections.withdraw(ledger.state, moved, of_earlier_count=vacancy.sequence < ledger.began)
    await write_entry(story, ledger, entry, vacancy_id=vacancy.id)
    return entry


async def _ledger_of(story: Story, vacancy: PostedVacancy) -> LockedLedger:
    return await lock_ledger(story, vacancy.facts.organisation_cvr, vacancy.facts.dwelling_class)


async def _agreement_of(story: Story, ledger: LockedLedger) -> Agreement | None:
    return await get_agreement(story, ledger.agreement_id) if ledger.agreement_id is not None else None
