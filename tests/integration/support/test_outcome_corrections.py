"""An eviction outcome entered in error is put right once, beside what was entered first."""

import asyncio
from typing import Any

import psycopg
import pytest

from tests.integration.conftest import Databases
from tests.integration.support.house import SOLROED, House
from tests.integration.support.test_evictions import COURT, act, evictions, opened

KEPT = {"outcome": "home_kept", "outcome_on": "2025-03-01"}
MOVED = {"outcome": "moved", "outcome_on": "2025-03-02", "reason": "wrong_outcome"}


async def decided(house: House, **changes: object) -> str:
    case = await opened(house, **changes)
    assert (await act(house, "POST", f"/{case}/outcome", KEPT, 1)).status_code == 200
    return case


async def correct(house: House, case: str, body: object, version: int = 2) -> Any:
    return await act(house, "POST", f"/{case}/outcome-correction", body, version)


async def test_the_corrected_outcome_holds_and_counts_and_the_first_one_stays_as_it_was(
    house: House, databases: Databases
) -> None:
    case = await decided(house)
    corrected = await correct(house, case, MOVED)
    assert corrected.status_code == 200, corrected.text
    shown = (await house.as_team("GET", f"/v1/evictions/{case}")).json()
    assert shown == corrected.json()
    assert (shown["outcome"], shown["outcome_on"], shown["version"]) == ("moved", "2025-03-02", 3)
    assert shown["correction"] == {
        "reason": "wrong_outcome",
        "corrected_at": "2025-03-03T09:00:00Z",
        "first_outcome": "home_kept",
        "first_outcome_on": "2025-03-01",
        "first_decided_by": "support-coordinator",
    }
    found = await evictions(house)
    assert (found["avoided"], found["moved"], found["corrected"]) == (0, 1, 1)
    [listed] = (await house.as_team("GET", "/v1/evictions?decided=true")).json()
    assert listed == shown
    with databases.admin("support") as connection:
        first = connection.execute("SELECT outcome, outcome_on::text FROM eviction_case").fetchall()
    assert first == [("home_kept", "2025-03-01")]


async def test_an_outcome_is_put_right_once_also_by_several_at_once(house: House) -> None:
    case = await decided(house)
    answers = await asyncio.gather(*(correct(house, case, MOVED) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    again = await correct(house, case, KEPT | {"reason": "known_later"}, 3)
    assert (again.status_code, again.json()["type"].rsplit(":", 1)[-1]) == (409, "eviction-outcome-corrected")


@pytest.mark.parametrize(
    ("changes", "pointer", "reason"),
    [
        (KEPT, "/outcome", "the same outcome on the same day puts nothing right"),
        ({"outcome_on": "2025-02-23"}, "/outcome_on", "before the notice"),
        ({"outcome_on": "2025-03-04"}, "/outcome_on", "tomorrow"),
        ({"outcome": "evicted"}, "/outcome_on", "nobody is evicted before the court date"),
        ({"reason": "because"}, "/reason", "not a reason that can be counted"),
        ({"outcome": None}, "/outcome", "an outcome is not taken away"),
    ],
)
async def test_a_correction_that_makes_no_sense_changes_nothing(
    house: House, changes: dict[str, object], pointer: str, reason: str
) -> None:
    case = await decided(house, court_at=COURT)
    before = (await house.as_team("GET", f"/v1/evictions/{case}")).json()
    answer = await correct(house, case, MOVED | changes)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, [pointer]), reason
    assert (await house.as_team("GET", f"/v1/evictions/{case}")).json() == before, reason


async def test_only_a_person_puts_an_outcome_right_and_only_where_there_is_one(house: House) -> None:
    undecided = await opened(house)
    early = await correct(house, undecided, MOVED, 1)
    assert (early.status_code, early.json()["type"].rsplit(":", 1)[-1]) == (409, "eviction-undecided")
    case = await decided(house)
    path, bearer = f"/v1/evictions/{case}/outcome-correction", house.token("support_team")
    assert (await house.send("POST", path, MOVED, bearer=bearer, if_match=2)).status_code == 403
    house.municipality = SOLROED
    assert (await correct(house, case, MOVED)).status_code == 404


def test_a_correction_cannot_be_changed_afterwards(house: House) -> None:
    with psycopg.connect(house.database) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE eviction_correction SET outcome = 'home_kept'")
