"""What matching reads of those who wait is what stands on their rows, fact by fact, also when they change."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from kit.database.stories import Stories, Story
from services.allocation.domain.matching.candidates import FACTS
from services.allocation.domain.nominations.nomination import MOST_ADULTS, MOST_CHILDREN
from services.allocation.main import CALLER
from services.allocation.store import tables
from services.allocation.store.candidates import NUMBERS, WISHES, WORDS, list_waiting
from services.allocation.usecases.nominations.note_ability import note_ability
from tests.builders.posting import a_nomination
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import nominated

READ = {*NUMBERS, *WORDS, *WISHES}
ODD: list[dict[str, Any]] = [
    {"adults": 2, "children": 3, "needs_lift": True, "homeless_since_on": "1999-12-31", "birth_year": 1931},
    {"has_pet": True, "leaving_care": True, "highest_floor_without_lift": 0, "debt_to_cvr": "99000236"},
    {"highest_floor_without_lift": 60, "wanted_estates": ["99000236/02", "99000244/09"], "situation": "street"},
    {"unwanted_estates": ["99000236/02"], "nominated_on": "2025-02-28", "homeless_since_on": "2024-02-29"},
]


def on_the_row(row: tables.Nomination) -> dict[str, Any]:
    rent = row.highest_rent_dkk
    made = {
        "nomination_id": str(row.id),
        "persons": row.adults + row.children,
        "highest_rent_oere": None if rent is None else int(rent * 100),
        "debt_to_cvr": row.debt_to_cvr or "",
        **{name: tuple(getattr(row, name)) for name in WISHES},
    }
    return {name: made[name] if name in made else getattr(row, name) for name in READ}


async def on_the_rows(story: Story) -> list[dict[str, Any]]:
    rows = (await story.session.exec(select(tables.Nomination).where(tables.Nomination.status == "open"))).all()
    return sorted(map(on_the_row, rows), key=lambda one: str(one["nomination_id"]))


def test_how_many_people_a_household_is_stands_in_one_byte() -> None:
    assert MOST_ADULTS + MOST_CHILDREN < 256


async def as_read(story: Story) -> list[dict[str, Any]]:
    _, found = await list_waiting(story, [], READ)
    read = [{name: found.value(name, row) for name in READ} for row in range(len(found))]
    return sorted(read, key=lambda one: str(one["nomination_id"]))


async def test_every_fact_is_read_as_it_stands_also_when_it_has_changed(quarter: Callers, stories: Stories) -> None:
    assert set(FACTS) > READ
    for fields in ODD:
        await nominated(quarter, stories, **fields)
    unanswered = await quarter.centre.post("/v1/nominations", a_nomination())
    assert unanswered.status_code == 201, unanswered.text
    async with stories.begin(CALLER, "0217") as story:
        first = await on_the_rows(story)
        assert await as_read(story) == first
        assert len(first) == len(ODD) + 1
        assert [one["highest_rent_oere"] for one in first].count(None) == 1
    async with stories.begin(CALLER, "0217") as story:
        await note_ability(story, UUID(unanswered.json()["id"]), Decimal("4321.09"), None)
        changed = await on_the_rows(story)
        assert await as_read(story) == changed
    assert [one["highest_rent_oere"] for one in changed].count(None) == 0


@pytest.mark.parametrize("way", ["seqscan", "indexscan, bitmapscan, indexonlyscan"])
async def test_those_who_wait_stand_in_order_of_nomination_whichever_way_they_are_read(
    quarter: Callers, stories: Stories, way: str
) -> None:
    days = ["2025-02-03", "2025-01-02", "2025-02-28", "2025-01-01"]
    for day in days:
        await nominated(quarter, stories, reference=day, nominated_on=day)
    async with stories.begin(CALLER, "0217") as story:
        for closed in way.split(", "):
            await story.execute(text(f"SET LOCAL enable_{closed} = off"))
        _, found = await list_waiting(story, [], READ)
    assert found.columns["reference"] == sorted(days)
    assert [str(day) for day in found.columns["nominated_on"]] == sorted(days)
