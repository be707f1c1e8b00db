"""A municipality enters its rates."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.rates.entering import merged
from services.benefits.domain.rates.rates import Rate
from services.benefits.store.rates import list_local_rates, lock_rates, save_rates

HEARD_BY = (Party.BENEFITS_DEPARTMENT, Party.ALLOCATION_OFFICE, Party.MANAGEMENT)


async def enter_rates(story: Story, entered: Sequence[Rate]) -> list[Rate]:
    """Enter dated rows for the municipality itself; they come before the national ones.

    - A row of the same key and first day is replaced; rows that would overlap are refused, and nothing is entered.
    - Decisions already made keep the rates of their day.
    """
    await lock_rates(story)
    before = await list_local_rates(story)
    after = merged(before, entered)
    changed = [rate for rate in dict.fromkeys(entered) if rate not in before]
    await save_rates(story, changed)
    old = {(rate.key, rate.valid_from): rate for rate in before}
    for rate in changed:
        replaced = old.get((rate.key, rate.valid_from))
        facts = {
            "key": rate.key,
            "valid_from": rate.valid_from.isoformat(),
            "valid_to": rate.valid_to.isoformat() if rate.valid_to else None,
            "value": f"{rate.value:f}",
            "replaced": f"{replaced.value:f}" if replaced else None,
            "verified": rate.verified,
        }
        subject = uuid5(NAMESPACE_URL, f"rate {story.municipality_code} {rate.key}")
        await record(story, "rate_entered", subject, HEARD_BY, facts=facts)
    return sorted(after, key=lambda rate: (rate.key, rate.valid_from))
