"""An organisation says that the household owes it rent."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import Forbidden, NotFound
from kit.values.texts import Text
from services.allocation.domain.nominations.tasks import TaskKind
from services.allocation.domain.offers.debts import DebtNotice, noticed
from services.allocation.domain.registry.waits import DEBT_NOTICE_DEADLINE
from services.allocation.store.debt_notices import find_debt_notice, save_debt_notice
from services.allocation.store.offers import find_open_offer, get_offer
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.nominations.ask_for import ask_for, due_in


class OnlyOfItsOwnDebt(Forbidden):
    slug = "only-of-its-own-debt"
    title = Text(
        "Kun organisationen selv kan sige, at den har lejen til gode",
        "Only the organisation itself can say that it is owed rent",
    )


async def give_debt_notice(story: Story, vacancy_id: UUID) -> DebtNotice:
    """The organisation that has learnt who the tenant is says that the household owes it rent or was evicted by it.

    - Nothing else may stand in the way of the household, and this does not by itself: the office is asked to decide.
    - The same notice again is the first one.
    """
    if story.caller.cvr is None:
        raise OnlyOfItsOwnDebt
    vacancy = await get_vacancy(story, vacancy_id, lock=True)
    await story.act_in(vacancy.facts.municipality_code)
    async with story.as_municipality():
        found = await find_open_offer(story, vacancy_id)
        if found is None:
            raise NotFound
        offer = await get_offer(story, found.id, lock=True)
        earlier = await find_debt_notice(story, offer.id)
        notice = noticed(offer.id, vacancy_id, offer.status, earlier, story.now)
        if earlier is None:
            await save_debt_notice(story, notice)
            due_at = await due_in(story, DEBT_NOTICE_DEADLINE)
            await ask_for(story, TaskKind.DECIDE_DEBT_NOTICE, offer.id, offer.nomination_id, due_at)
            facts = {"offer_id": offer.id, "nomination_id": offer.nomination_id}
            await record(story, "debt_notice_given", vacancy_id, (Party.ALLOCATION_OFFICE,), facts=facts)
    return notice
