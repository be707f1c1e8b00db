"""Two who agree at once, and a vacancy posted as a version enters into force: one after the other, each with a control
that goes red without its lock."""

import asyncio
from datetime import date
from typing import Any

import pytest

from kit.database.stories import Story
from services.allocation.domain.ledger.state import EMPTY
from services.allocation.domain.registry.estates import RegisteredEstate
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.store.agreements import find_last_decided_on, lock_agreements
from services.allocation.store.estates import list_estates
from services.allocation.store.ledgers import LockedLedger
from services.allocation.usecases.agreements import check_agreement, put_in_force
from services.allocation.usecases.registry import enter_standings
from tests.builders.posting import ORGANISATION_A, a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.conftest import Databases

PAUSE = 0.3
"""Long enough that everybody has read before anybody writes, as it happens on a busy day."""


@pytest.fixture
async def estate(callers: Callers) -> Callers:
    """Organisation A with one estate, and no agreement."""
    assert (await callers.office.put("/v1/estates", {"estates": [an_estate()]})).is_success
    return callers


async def agree_at_once(callers: Callers) -> list[int]:
    bodies = [an_agreement(carry=carry) for carry in range(4)]
    answers = await asyncio.gather(*(callers.office.post("/v1/agreements", body) for body in bodies))
    return sorted(answer.status_code for answer in answers)


async def test_of_four_who_agree_at_once_one_is_in_force(estate: Callers) -> None:
    assert await agree_at_once(estate) == [201, 409, 409, 409]
    assert len((await estate.office.get("/v1/agreements")).json()["agreements"]) == 1


async def test_control_without_turns_two_agreements_share_their_days(
    estate: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_turn(story: Story, organisation_cvr: str) -> None:
        """Nobody waits for anybody."""

    async def unlocked(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> LockedLedger:
        return LockedLedger(organisation_cvr, dwelling_class, None, 0, 0, EMPTY)

    async def slow(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> date | None:
        await asyncio.sleep(PAUSE)
        return await find_last_decided_on(story, organisation_cvr, dwelling_class)

    assert check_agreement.lock_agreements is lock_agreements  # type: ignore[attr-defined]
    monkeypatch.setattr(check_agreement, "lock_agreements", no_turn)
    monkeypatch.setattr(put_in_force, "lock_ledger", unlocked)
    monkeypatch.setattr(put_in_force, "find_last_decided_on", slow)
    assert (await agree_at_once(estate)).count(201) > 1


async def enter_while_posting(callers: Callers, databases: Databases) -> tuple[int, set[str]]:
    """A version from today on enters into force while a vacancy is posted: what was answered, and which versions have
    decided on a vacancy of today."""
    quarter = (await callers.office.post("/v1/agreements", an_agreement())).json()
    changes = {"carry": 1, "in_force_from": "2025-03-03"}
    draft = (await callers.office.post(f"/v1/agreements/{quarter['id']}/versions", changes)).json()
    path = f"/v1/agreements/{draft['id']}/entry-into-force"

    async def post_soon() -> Any:
        await asyncio.sleep(PAUSE / 3)
        return await callers.organisation_a.post("/v1/vacancies", a_vacancy())

    entered, posted = await asyncio.gather(callers.office.post(path, version=1), post_soon())
    assert posted.status_code == 201, posted.text
    with databases.admin("allocation") as connection:
        rows = connection.execute("SELECT agreement_id::text FROM ledger_entry").fetchall()
    return entered.status_code, {"old" if by == quarter["id"] else "new" for (by,) in rows}


async def slow_to_decide(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> date | None:
    found = await find_last_decided_on(story, organisation_cvr, dwelling_class)
    await asyncio.sleep(PAUSE)
    return found


async def test_a_vacancy_posted_as_a_version_enters_into_force_waits_for_it(
    estate: Callers, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(put_in_force, "find_last_decided_on", slow_to_decide)
    assert await enter_while_posting(estate, databases) == (200, {"new"})


async def test_control_without_the_ledgers_turn_the_old_version_decides_on_a_day_of_the_new(
    estate: Callers, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unlocked(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> LockedLedger:
        return LockedLedger(organisation_cvr, dwelling_class, None, 0, 0, EMPTY)

    monkeypatch.setattr(put_in_force, "lock_ledger", unlocked)
    monkeypatch.setattr(put_in_force, "find_last_decided_on", slow_to_decide)
    assert await enter_while_posting(estate, databases) == (200, {"old"})


async def stand_at_once(callers: Callers) -> list[int]:
    lists = [
        {
            "organisation_cvr": ORGANISATION_A,
            "estate": "02",
            "kind": "vulnerable",
            "valid_from": f"{year}-12-01",
            "source": f"Liste {year}",
            "verified": True,
        }
        for year in (2022, 2023, 2024)
    ]
    answers = await asyncio.gather(
        *(callers.office.put("/v1/estates/standings", {"standings": [each]}) for each in lists)
    )
    return sorted(answer.status_code for answer in answers)


async def test_of_three_lists_entered_at_once_that_overlap_one_stands(estate: Callers) -> None:
    assert await stand_at_once(estate) == [200, 422, 422]


async def test_control_without_the_estates_locked_two_lists_overlap(
    estate: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_locked(story: Story, *, lock: bool) -> list[RegisteredEstate]:
        return await list_estates(story)

    async def slow(story: Story, standings: Any) -> None:
        await asyncio.sleep(PAUSE)
        await save(story, standings)

    save = enter_standings.save_standings  # type: ignore[attr-defined]
    monkeypatch.setattr(enter_standings, "list_estates", not_locked)
    monkeypatch.setattr(enter_standings, "save_standings", slow)
    assert (await stand_at_once(estate)).count(200) > 1
