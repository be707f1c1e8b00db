"""Vacancy rent, put on the account once it can no longer grow."""

from datetime import date
from decimal import Decimal

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.allocation.domain.account.vacancy_rent import (
    RentLine,
    disposal_from,
    idle_until,
    notice_effect_on,
    rent_line,
)
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.agreements import find_agreement_in_force
from services.allocation.store.leases import book_rent
from services.allocation.store.vacancies import list_handed_back_unsettled


async def rent_so_far(story: Story, vacancy: PostedVacancy, *, let_from: date | None, up_to: date) -> RentLine:
    """What the municipality owes for a claimed vacancy up to a day, by the method of the agreement."""
    facts = vacancy.facts
    found = await find_agreement_in_force(story, facts.organisation_cvr, facts.dwelling_class, facts.posted_on)
    assert found is not None  # a claimed vacancy was claimed under an agreement
    begins = disposal_from(local_day(vacancy.decided_at), facts.vacant_from_on)
    ends = idle_until(let_from=let_from, handed_back_on=vacancy.handed_back_on, up_to=up_to)
    return rent_line(facts.rent_dkk, begins, max(begins, ends), found[1].rent_method)


async def settle_rent(story: Story, vacancy: PostedVacancy, *, let_from: date) -> Decimal:
    """Book the rent from the day of disposal until the dwelling is let, or to the cap after a hand-back."""
    line = await rent_so_far(story, vacancy, let_from=let_from, up_to=let_from)
    await book_rent(story, vacancy.id, vacancy.facts.organisation_cvr, line)
    return line.amount_dkk


async def settle_capped_rent(story: Story) -> int:
    """Book the rent of dwellings handed back whose cap has been reached without the organisation letting them."""
    today = local_day(story.now)
    settled = 0
    for vacancy in await list_handed_back_unsettled(story):
        assert vacancy.handed_back_on is not None
        cap = notice_effect_on(vacancy.handed_back_on)
        if cap <= today:
            await settle_rent(story, vacancy, let_from=cap)
            settled += 1
    return settled
