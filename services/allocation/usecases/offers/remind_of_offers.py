"""Offers whose deadline is near."""

from kit.database.stories import Story
from kit.values.calendar import due_after_working_days
from services.allocation.domain.nominations.tasks import TaskKind
from services.allocation.domain.offers.offer import DepositDecision, Offer, SupportAnswer
from services.allocation.domain.registry.waits import OFFER_REMINDER
from services.allocation.store.offers import list_unanswered
from services.allocation.usecases.nominations.ask_for import ask_for, days_of

UNANSWERED = {DepositDecision.PENDING, DepositDecision.LATE}


async def remind_of_offers(story: Story) -> int:
    """Ask for the answers that are missing, each once; how many.

    - The social centre, so many working days before the deadline as the municipality has chosen, else one.
    - The allocation office, where benefits or support have not answered by then.
    """
    near = due_after_working_days(story.now, await days_of(story, OFFER_REMINDER))
    raised = 0
    for offer in await list_unanswered(story, due_by=near):
        for kind in _missing(offer):
            raised += await ask_for(story, kind, offer.id, offer.nomination_id, offer.due_at)
    return raised


def _missing(offer: Offer) -> list[TaskKind]:
    asked = [
        (True, TaskKind.ANSWER_OFFER),
        (offer.deposit in UNANSWERED, TaskKind.CHASE_BENEFITS),
        (offer.support is SupportAnswer.PENDING, TaskKind.CHASE_SUPPORT),
    ]
    return [kind for is_missing, kind in asked if is_missing]
