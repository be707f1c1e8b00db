"""The municipality enters its local choices, and what a day in each shelter costs."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.stays.statements import ShelterRate
from services.support.domain.stays.terms import StayTerms, errors_in_terms
from services.support.store.refunds import list_rates, list_stay_terms, save_rates, save_stay_terms
from services.support.usecases.stays.watch_refund_days import watch_all

HIGHEST_RATE = Decimal(100_000)


async def enter_stay_terms(story: Story, rows: Sequence[StayTerms]) -> list[StayTerms]:
    """Enter dated rows of choices.

    - A row that begins on the same day as another replaces it; nothing is entered where one row is wrong.
    - Every stay is counted by them from then on. What a closed statement says otherwise, the next one puts right.
    """
    errors = errors_in_terms(rows)
    if errors:
        raise Unprocessable(errors=errors)
    await save_stay_terms(story, rows)
    await watch_all(story)
    facts = {"valid_from": [row.valid_from.isoformat() for row in rows]}
    subject = uuid5(NAMESPACE_URL, f"stay terms {story.municipality_code}")
    await record(story, "stay_terms_entered", subject, (Party.SUPPORT_TEAM, Party.MANAGEMENT), facts=facts)
    return await list_stay_terms(story)


async def enter_shelter_rates(story: Story, rates: Sequence[ShelterRate]) -> list[ShelterRate]:
    """Enter dated rates of shelters; a rate of the same shelter and day is replaced, all or none."""
    errors = []
    seen = set()
    for index, rate in enumerate(rates):
        if not 0 < rate.daily_rate_dkk <= HIGHEST_RATE:
            text = Text(f"Skal være mellem 0,01 og {HIGHEST_RATE} kr.", f"Must be 0.01 to {HIGHEST_RATE} DKK")
            errors.append(FieldError(f"/rates/{index}/daily_rate_dkk", text))
        if (rate.shelter, rate.valid_from) in seen:
            text = Text("To takster for samme boform begynder samme dag", "Two rates of one shelter begin on one day")
            errors.append(FieldError(f"/rates/{index}/valid_from", text))
        seen.add((rate.shelter, rate.valid_from))
    if errors:
        raise Unprocessable(errors=errors)
    await save_rates(story, rates)
    for rate in rates:
        facts = {"shelter": rate.shelter, "valid_from": rate.valid_from, "daily_rate_dkk": rate.daily_rate_dkk}
        subject = uuid5(NAMESPACE_URL, f"shelter {story.municipality_code} {rate.shelter}")
        await record(story, "shelter_rate_entered", subject, (Party.SUPPORT_TEAM, Party.MANAGEMENT), facts=facts)
    return await list_rates(story)
