"""The citizen's own goals, in the citizen's words, and the steps towards them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.integration.support.house import House
from tests.integration.support.test_courses import a_course
from tests.integration.support.test_notes import GOAL, a_goal, as_worker, journaled


async def test_a_goal_is_read_in_the_citizens_words_with_its_steps(house: House) -> None:
    course = await a_course(house)
    goal = await a_goal(house, course)
    step = {"words": "Zebra: købe et akvarium", "due_on": "2025-03-20"}
    await house.send("POST", f"/v1/goals/{goal['id']}/steps", step, bearer=as_worker(house))
    [shown] = (await house.send("GET", f"/v1/courses/{course}/goals", bearer=as_worker(house))).json()
    assert (shown["words"], shown["dimension"], shown["state"]) == (GOAL["words"], "surroundings", "open")
    assert [(each["words"], each["due_on"]) for each in shown["steps"]] == [
        ("Zebra: se på akvarier", "2025-03-10"),
        ("Zebra: købe et akvarium", "2025-03-20"),
    ]
    assert (await journaled(house, course))[-1] == ("goals_read", "C1", "worker")


async def test_a_step_is_taken_and_a_goal_ended_once(house: House) -> None:
    course = await a_course(house)
    goal = await a_goal(house, course)
    taken = f"/v1/goal-steps/{goal['steps'][0]['id']}/completion"
    end = f"/v1/goals/{goal['id']}/end"
    house.clock.now = datetime(2025, 3, 12, 12, tzinfo=UTC)

    async def sent(path: str, body: dict[str, str]) -> tuple[int, Any]:
        answer = await house.send("POST", path, body, bearer=as_worker(house))
        return answer.status_code, answer.json()

    assert (await sent(taken, {"done_on": "2025-03-13"}))[0] == 422
    assert (await sent(taken, {"done_on": "2025-03-02"}))[0] == 422
    status, shown = await sent(taken, {"done_on": "2025-03-11"})
    assert status == 200 and shown["steps"][0]["done_on"] == "2025-03-11"
    assert await sent(taken, {"done_on": "2025-03-11"}) == (200, shown)
    assert (await sent(taken, {"done_on": "2025-03-10"}))[0] == 409
    assert (await sent(end, {"state": "open", "ended_on": "2025-03-12"}))[0] == 422
    assert (await sent(end, {"state": "reached", "ended_on": "2025-03-13"}))[0] == 422
    status, ended = await sent(end, {"state": "reached", "ended_on": "2025-03-12"})
    assert status == 200 and ended["state"] == "reached"
    assert await sent(end, {"state": "reached", "ended_on": "2025-03-12"}) == (200, ended)
    assert (await sent(end, {"state": "given_up", "ended_on": "2025-03-12"}))[0] == 409
    late = {"words": "Zebra", "due_on": "2025-03-20"}
    assert (await sent(f"/v1/goals/{goal['id']}/steps", late))[0] == 409
    assert (await house.as_team("GET", f"/v1/referrals/{course}")).json()["state"] == "course"


@pytest.mark.parametrize(
    ("changes", "pointer", "reason"),
    [
        ({"dimension": "romance"}, "/dimension", "not one of the eight"),
        ({"words": " "}, "/words", "nothing said"),
        ({"words": "x" * 501}, "/words", "too long"),
        ({"steps": [{"words": "x", "due_on": "2025-03-02"}]}, "/steps/0/due_on", "due before the goal was set"),
        ({"steps": [{"words": "x", "due_on": "2025-03-04"}] * 21}, "/steps", "too many"),
        ({"steps": [{"words": "x", "due_on": 0}]}, "/steps/0/due_on", "a number is no date"),
    ],
)
async def test_a_goal_that_makes_no_sense_is_not_set(
    house: House, changes: dict[str, object], pointer: str, reason: str
) -> None:
    course = await a_course(house)
    answer = await house.send("POST", f"/v1/courses/{course}/goals", GOAL | changes, bearer=as_worker(house))
    assert answer.status_code == 422, reason
    assert answer.json()["errors"][0]["pointer"] == pointer, reason
    assert (await house.send("GET", f"/v1/courses/{course}/goals", bearer=as_worker(house))).json() == [], reason
