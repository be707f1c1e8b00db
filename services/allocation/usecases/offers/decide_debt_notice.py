"""A person at the allocation office decides on an organisation's word that the household owes it rent."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import PreconditionFailed
from services.allocation.domain.nominations.tasks import TaskKind
from services.allocation.domain.offers.debts import DebtOutcome, decided
from services.allocation.domain.offers.ends import DEBT_TO_THIS_ORGANISATION
from services.allocation.domain.offers.offer import Offer, refused
from services.allocation.store.debt_notices import find_debt_notice, save_debt_notice
from services.allocation.store.nominations import change_nomination, get_nomination, keep_replaced_facts
from services.allocation.store.offers import lock_offer
from services.allocation.store.tasks import close_tasks
from services.allocation.usecases.offers.end_offer import end_offer


async def decide_debt_notice(story: Story, offer_id: UUID, version: int, outcome: DebtOutcome, by: str) -> Offer:
    """A person decides, once.

    - Upheld: the offer ends refused for debt to this organisation, and its dwellings are not offered to the household
      again while the debt stands in its facts. It costs the citizen nothing else.
    - Dismissed: the offer stands, and the organisation hears that it does.
    """
    offer, vacancy = await lock_offer(story, offer_id)
    if offer.version != version:
        raise PreconditionFailed
    notice = decided(await find_debt_notice(story, offer_id), outcome, story.now, by)
    await save_debt_notice(story, notice)
    await close_tasks(story, offer_id, {TaskKind.DECIDE_DEBT_NOTICE})
    facts = {"offer_id": offer_id, "outcome": outcome}
    await record(story, "debt_notice_decided", vacancy.id, (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE), facts=facts)
    if outcome is DebtOutcome.UPHELD:
        await _note_debt(story, offer.nomination_id, vacancy.facts.organisation_cvr)
        return await end_offer(story, offer, vacancy, refused(offer.status), DEBT_TO_THIS_ORGANISATION)
    await record(
        story,
        "debt_notice_dismissed",
        vacancy.id,
        (Party.HOUSING_ORGANISATION,),
        facts={"reference": vacancy.facts.reference},
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
    return offer


async def _note_debt(story: Story, nomination_id: UUID, cvr: str) -> None:
    """Known to the municipality alone; one that is known already is not overwritten."""
    nomination = await get_nomination(story, nomination_id, lock=True)
    if nomination.facts.debt_to_cvr is not None:
        return
    await keep_replaced_facts(story, nomination)
    after = replace(
        nomination,
        facts=replace(nomination.facts, debt_to_cvr=cvr),
        facts_version=nomination.facts_version + 1,
        facts_on=local_day(story.now),
        version=nomination.version + 1,
    )
    await change_nomination(story, after, expected_version=nomination.version)
