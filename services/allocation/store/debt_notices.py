"""What organisations say of debt to themselves, as rows and back."""

from dataclasses import asdict
from uuid import UUID

from kit.database.stories import Story
from services.allocation.domain.offers.debts import DebtNotice, DebtOutcome
from services.allocation.store import tables


async def find_debt_notice(story: Story, offer_id: UUID) -> DebtNotice | None:
    """The notice about an offer, ours to change; or None."""
    row = await story.session.get(
        tables.DebtNotice, (story.municipality_code, offer_id), with_for_update=True, populate_existing=True
    )
    if row is None:
        return None
    own = {name: getattr(row, name) for name in DebtNotice.__dataclass_fields__}
    return DebtNotice(**own | {"outcome": DebtOutcome(row.outcome) if row.outcome else None})


async def save_debt_notice(story: Story, notice: DebtNotice) -> None:
    """Store the notice, or the decision on it."""
    await story.session.merge(tables.DebtNotice(municipality_code=story.municipality_code, **asdict(notice)))
    await story.session.flush()
