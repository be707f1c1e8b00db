"""Queues: a key worker's own by deadline, and the manager's over everything, page by page."""

from tests.integration.benefits.desk import Desk, an_offer
from tests.integration.benefits.lanes import ask, at, enter, hold, queue, told


async def test_a_key_worker_sees_the_own_cases_by_deadline_with_what_is_missing(desk: Desk) -> None:
    await enter(desk, "a")
    late = await desk.open()
    early = "1a8f0b0e-6f0e-4b6e-9c6c-0d6c6f0f7a11"
    await desk.as_allocation("PUT", f"/v1/cases/{early}", an_offer() | {"offer_due_at": "2025-03-03T18:00:00+01:00"})
    await ask(desk, late, "lease", "wealth_statement", person="a")
    mine = await queue(desk, "/mine", person="a")
    assert [(row["case_id"], row["missing"]) for row in mine] == [(early, []), (late, ["lease", "wealth_statement"])]
    assert (mine[0]["hours_left"], mine[0]["paused_at"]) == (8.0, None)
    assert mine[1]["paused_at"] is not None
    assert await queue(desk, "/mine", person="b") == []
    await hold(desk, early, "b")
    assert [row["case_id"] for row in await queue(desk, "/mine", person="b")] == [early], "what one holds is one's own"
    await desk.decide(late)
    assert [row["case_id"] for row in await queue(desk, "/mine", person="a")] == [early], "what is decided is done"


async def test_a_manager_sees_by_worker_lane_and_state(desk: Desk) -> None:
    await enter(desk, "a", 1)
    of_a, unassigned = await desk.open(), await desk.open()
    slow = "1a8f0b0e-6f0e-4b6e-9c6c-0d6c6f0f7a11"
    await desk.as_allocation("PUT", f"/v1/cases/{slow}", an_offer() | {"lane": "ordinary"})
    await ask(desk, slow, "lease")
    seen = {
        query: {row["case_id"] for row in await queue(desk, query)}
        for query in ("", "?key_worker=a", "?lane=ordinary", "?state=unassigned", "?state=paused", "?state=late")
    }
    assert seen == {
        "": {of_a, unassigned, slow},
        "?key_worker=a": {of_a},
        "?lane=ordinary": {slow},
        "?state=unassigned": {unassigned},
        "?state=paused": {slow},
        "?state=late": set(),
    }
    desk.clock.now = at(4, 9)
    await desk.sweep()
    assert {row["case_id"] for row in await queue(desk, "?state=late")} == {of_a, unassigned}
    assert {row["hours_left"] for row in await queue(desk, "?state=late")} == {0.0}
    assert len(await told(desk, "benefits_case_late")) == 2


async def test_a_queue_is_read_page_by_page_in_the_order_of_deadlines(desk: Desk) -> None:
    for hour in (18, 12, 15, 12, 20):
        offer = an_offer() | {"offer_due_at": f"2025-03-03T{hour}:00:00+01:00"}
        await desk.as_allocation("PUT", f"/v1/cases/{hour:08}-6f0e-4b6e-9c6c-{len(await queue(desk)):012}", offer)
    found, path = [], "/v1/queues?limit=2"
    while path:
        answer = await desk.as_key_worker("GET", path, person="manager")
        assert len(answer.json()) <= 2
        found += answer.json()
        path = answer.links.get("next", {}).get("url", "").removeprefix("/benefits")
    assert [row["hours_left"] for row in found] == [2.0, 2.0, 5.0, 8.0, 10.0]
    assert len({row["case_id"] for row in found}) == 5


async def test_a_queue_is_for_people_of_the_department(desk: Desk) -> None:
    assert (await desk.as_department("GET", "/v1/queues/mine")).status_code == 403, "nobody's own"
    for party in ("social_centre", "management", "housing_organisation", "allocation_office"):
        for path in ("/v1/queues", "/v1/queues/mine", "/v1/key-workers"):
            answer = await desk.as_party(party, "GET", path, person="somebody")
            assert answer.status_code == 403, (party, path)
