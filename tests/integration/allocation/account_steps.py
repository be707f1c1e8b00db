"""The steps by which an account grows, and how its sums are counted anew."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kit.database.stories import Stories
from services.allocation.main import CALLER
from services.allocation.usecases.account.close_statements import close_ended_months
from tests.builders.posting import ORGANISATION_A
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import accepted, nominated, offered, secured
from tests.integration.conftest import Clock

ACCOUNT = f"/v1/accounts/{ORGANISATION_A}"
RENT = Decimal(4800)


def stand_on(clock: Clock, day: str) -> None:
    clock.now = datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)


async def month_ends(stories: Stories) -> int:
    async with stories.begin(CALLER, "0217") as story:
        return await close_ended_months(story)


async def account_of(callers: Callers) -> dict[str, Any]:
    answer = await callers.organisation_a.get(ACCOUNT)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def lease_from(
    callers: Callers, stories: Stories, vacancy: dict[str, Any], signed_on: str, starts_on: str, **fields: Any
) -> None:
    """The dwelling is offered, accepted and let; `fields` are of the nomination."""
    offer = await offered(callers, vacancy, await nominated(callers, stories, **fields))
    await secured(callers, offer["id"])
    await accepted(callers, offer["id"])
    lease = {"signed_on": signed_on, "starts_on": starts_on}
    answer = await callers.organisation_a.put(f"/v1/vacancies/{vacancy['id']}/lease", lease)
    assert answer.status_code == 200, answer.text


def recounted(first: date, end: date) -> Decimal:
    """The price of the days, a month at a time, as exact fractions."""
    months: dict[tuple[int, int], int] = {}
    day = first
    while day < end:
        months[day.year, day.month] = months.get((day.year, day.month), 0) + 1
        day += timedelta(days=1)
    sums = [Fraction(RENT) * 12 * days / 365 for days in months.values()]
    return sum((Decimal((each * 100 + Fraction(1, 2)).__floor__()) / 100 for each in sums), start=Decimal(0))


def periods(lines: Sequence[dict[str, Any]]) -> list[tuple[str, str, int]]:
    return [(line["period_from"], line["period_to"], line["days"]) for line in lines]
