"""Matching through the doors: wishes, restricted areas, the council's order, batches and overrides."""

from typing import Any

import pytest

from kit.database.stories import Stories
from tests.builders.posting import a_nomination
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import nominated
from tests.integration.callers import slug_of

NO = {"assessments": [{"area": "prevention_area", "may_live_there": False}]}
YES = {"assessments": [{"area": "prevention_area", "may_live_there": True}]}


async def test_an_assessment_is_a_persons_yes_or_no_and_the_last_one_stands(quarter: Callers, stories: Stories) -> None:
    address = f"/v1/nominations/{await nominated(quarter, stories)}/area-assessments"
    assert slug_of(await quarter.office_system.put(address, NO)) == "person-required"
    assert (await quarter.centre.put(address, NO)).status_code == 403
    assert (await quarter.office.get(address)).json() == {"assessments": []}
    for body in (NO, YES, YES):
        answer = await quarter.office.put(address, body)
        assert answer.status_code == 200, answer.text
    [found] = answer.json()["assessments"]
    assert (found["area"], found["may_live_there"]) == ("prevention_area", True)
    assert found["assessed_by"] == "allocation-officer"
    timeline = (await quarter.office.get(f"/v1/timeline/{address.split('/')[3]}")).json()
    entries = [entry["facts"] for entry in timeline if entry["kind"] == "areas_assessed"]
    assert entries == [{"prevention_area": False}, {"prevention_area": True}], "the same answer again changes nothing"


WRONG_WISHES: list[tuple[dict[str, Any], str, str]] = [
    ({"wanted_estates": ["06"]}, "/wanted_estates/0", "an estate has a number within its organisation"),
    (
        {"wanted_estates": ["99000236/02"], "unwanted_estates": ["99000236/02"]},
        "/unwanted_estates",
        "wanted and unwanted at once",
    ),
    ({"highest_floor_without_lift": -1}, "/highest_floor_without_lift", "below the ground floor"),
    ({"highest_floor_without_lift": 61}, "/highest_floor_without_lift", "higher than any house"),
]


@pytest.mark.parametrize(("fields", "pointer", "reason"), WRONG_WISHES, ids=[row[2] for row in WRONG_WISHES])
async def test_a_wish_that_cannot_be_is_pointed_out(
    quarter: Callers, fields: dict[str, Any], pointer: str, reason: str
) -> None:
    answer = await quarter.centre.post("/v1/nominations", a_nomination(**fields))
    assert answer.status_code == 422, reason
    assert {error["pointer"] for error in answer.json()["errors"]} == {pointer}


async def test_the_same_wishes_in_another_order_are_the_same_nomination(quarter: Callers) -> None:
    body = a_nomination(unwanted_estates=["99000244/02", "99000236/02"], highest_floor_without_lift=2)
    first = await quarter.centre.post("/v1/nominations", body)
    assert first.status_code == 201, first.text
    again = await quarter.centre.post("/v1/nominations", body | {"unwanted_estates": ["99000236/02", "99000244/02"]})
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    other = await quarter.centre.post("/v1/nominations", body | {"unwanted_estates": []})
    assert [error["pointer"] for error in other.json()["errors"]] == ["/unwanted_estates"]
