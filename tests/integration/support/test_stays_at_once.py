"""Several shelters admit one citizen at once: exactly one stay comes of it, by the lock and by the database."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Iterator

import pytest

from kit.database.stories import Story
from services.support.usecases.stays import admit_citizen
from tests.integration.conftest import Databases
from tests.integration.support.house import House
from tests.integration.support.shelters import a_stay


async def admitted_at_once(house: House, count: int) -> Counter[int]:
    bodies = [a_stay("2025-02-01", shelter=f"house-{number}") for number in range(count)]
    answers = await asyncio.gather(*(house.as_team("POST", "/v1/stays", body) for body in bodies))
    assert all(answer.json()["type"].endswith("stays-overlap") for answer in answers if answer.status_code != 201)
    return Counter(answer.status_code for answer in answers)


async def test_two_shelters_at_once_admit_the_citizen_once(house: House) -> None:
    assert await admitted_at_once(house, 8) == {201: 1, 409: 7}


async def test_without_the_lock_the_database_still_refuses(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admit_citizen, "lock_citizen", not_locked)
    assert await admitted_at_once(house, 8) == {201: 1, 409: 7}


async def test_control_without_lock_and_constraint_the_citizen_is_in_several(
    house: House, monkeypatch: pytest.MonkeyPatch, without_constraint: None
) -> None:
    """The tests above mean something only if they go red when the promise is switched off."""
    monkeypatch.setattr(admit_citizen, "lock_citizen", not_locked)
    assert (await admitted_at_once(house, 8))[201] > 1


async def not_locked(story: Story, citizen_id: uuid.UUID) -> None:
    # Everybody looks before anybody writes, as it happens on a busy day.
    await asyncio.sleep(0.2)


@pytest.fixture
def without_constraint(databases: Databases, house: House) -> Iterator[None]:
    """The exclusion taken away, and put back on the emptied tables."""
    with databases.admin("support") as connection:
        found = connection.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ex_stay_overlap'"
        ).fetchone()
        assert found is not None
        connection.execute("ALTER TABLE stay DROP CONSTRAINT ex_stay_overlap")
    yield
    databases.empty("support")
    with databases.admin("support") as connection:
        connection.execute(f"ALTER TABLE stay ADD CONSTRAINT ex_stay_overlap {found[0]}")
