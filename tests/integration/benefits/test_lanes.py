"""Fast-track cases go to named key workers; nobody free is the manager's at once; who holds a case decides it."""

from tests.integration.benefits.desk import SOLROED, Desk, an_offer
from tests.integration.benefits.lanes import ask, at, clock, enter, hold, queue, reassign, receive, told
from tests.integration.callers import slug_of


async def key_worker_of(desk: Desk, case: str) -> str | None:
    found: str | None = next(row for row in await queue(desk) if row["case_id"] == case)["key_worker"]
    return found


async def test_cases_are_shared_among_those_present_with_room(desk: Desk) -> None:
    assert (await enter(desk, "a", 2)).status_code == 201
    await enter(desk, "b", 2)
    await enter(desk, "away", 9, absences=[{"starts_on": "2025-03-01", "ends_on": "2025-03-05"}])
    await enter(desk, "approvals", 9, kinds=["pre_approval"])
    cases = [await desk.open() for _ in range(5)]
    assert [await key_worker_of(desk, case) for case in cases] == ["a", "b", "a", "b", None]
    [assigned, *_] = await told(desk, "key_worker_assigned")
    assert assigned["facts"] == {"key_worker": "a"}
    assert assigned["reasons"][0]["rule"] == "key_worker_free"
    listed = (await desk.as_department("GET", "/v1/key-workers")).json()
    assert {row["reference"]: row["open_cases"] for row in listed} == {"a": 2, "b": 2, "away": 0, "approvals": 0}


async def test_where_nobody_is_free_the_manager_hears_at_once_and_once(desk: Desk) -> None:
    case = await desk.open()
    [alert] = await told(desk, "key_worker_needed")
    assert (alert["subject_id"], alert["reasons"][0]["met"]) == (case, False)
    await desk.sweep()
    assert len(await told(desk, "key_worker_needed")) == 1
    [waiting] = await queue(desk, "?state=unassigned")
    assert (waiting["case_id"], waiting["key_worker"]) == (case, None)
    await enter(desk, "a")
    assert await desk.sweep() == 1
    assert await key_worker_of(desk, case) == "a"
    assert await queue(desk, "?state=unassigned") == []


async def test_a_case_in_the_ordinary_lane_has_no_key_worker(desk: Desk) -> None:
    await enter(desk, "a")
    offer = "1a8f0b0e-6f0e-4b6e-9c6c-0d6c6f0f7a11"
    await desk.as_allocation("PUT", f"/v1/cases/{offer}", an_offer() | {"lane": "ordinary"})
    assert await key_worker_of(desk, offer) is None
    assert await queue(desk, "?state=unassigned") == []
    await desk.as_party("social_centre", "POST", "/v1/fast-track-cases", {"offer_id": offer})
    assert await key_worker_of(desk, offer) == "a", "it has moved to the fast lane"


async def test_the_cases_of_somebody_absent_go_to_others_or_to_the_manager(desk: Desk) -> None:
    await enter(desk, "a")
    first, second = await desk.open(), await desk.open()
    await hold(desk, first, "a")
    await enter(desk, "b", 1)
    await enter(desk, "a", absences=[{"starts_on": "2025-03-03", "ends_on": "2025-03-04"}])
    assert await desk.sweep() == 2
    given = {await key_worker_of(desk, case): case for case in (first, second)}
    assert set(given) == {"b", None}
    assert (await queue(desk, "?key_worker=b"))[0]["held_by"] is None, "whoever is absent has let go of it"
    absent = await told(desk, "key_worker_absent")
    assert {event["subject_id"]: event["facts"] for event in absent} == {
        first: {"key_worker": "a", "held_by": "a"}, second: {"key_worker": "a", "held_by": None},
    }  # fmt: skip
    assert len(await told(desk, "key_worker_needed")) == 1
    desk.clock.now = at(3, 23, 30)
    await desk.sweep()
    assert await key_worker_of(desk, given[None]) == "a", "past midnight here, a is back"


async def test_a_manager_gives_a_case_to_somebody_else(desk: Desk) -> None:
    await enter(desk, "a")
    case = await desk.open()
    version = (await hold(desk, case, "a")).json()["version"]
    await enter(desk, "full", 0)
    await enter(desk, "away", absences=[{"starts_on": "2025-03-03"}])
    refused = {
        "nobody": (422, "invalid-request"),
        "full": (409, "key-worker-cannot-take-case"),
        "away": (409, "key-worker-cannot-take-case"),
    }
    for name, answered in refused.items():
        answer = await reassign(desk, case, version, key_worker=name)
        assert (answer.status_code, slug_of(answer)) == answered, name
    assert (await reassign(desk, case, None, key_worker="full")).status_code == 428
    assert (await reassign(desk, case, version + 1, key_worker="full")).status_code == 412
    assert (await reassign(desk, case, version, None, key_worker="full")).status_code == 403, "a person's act"
    assert await key_worker_of(desk, case) == "a", "nothing has changed"
    given = await reassign(desk, case, version, key_worker="full", over_capacity=True)
    assert given.status_code == 200, given.text
    assert await key_worker_of(desk, case) == "full"
    assert (await desk.as_key_worker("POST", f"/v1/cases/{case}/hold", person="other")).status_code == 200, "it is free"
    [entry] = await told(desk, "key_worker_reassigned")
    assert entry["facts"] == {"key_worker": "full", "before": "a", "why": "workload", "over_capacity": True}


async def test_who_holds_a_case_is_the_one_to_decide_it(desk: Desk) -> None:
    case = await desk.open()
    held = await hold(desk, case, "a")
    assert held.status_code == 200, held.text
    again = await hold(desk, case, "a")
    assert again.json()["version"] == held.json()["version"], "holding it again changes nothing"
    for act in ("hold", "release"):
        other = await hold(desk, case, "b", act)
        assert (other.status_code, slug_of(other), other.json()["held_by"]) == (409, "case-held", "a"), act
    asked = await ask(desk, case, "wealth_statement", person="b")
    assert (asked.status_code, slug_of(asked)) == (409, "case-held")
    path, body = f"/v1/cases/{case}/decision", {"outcome": "committed"}
    assert slug_of(await desk.as_key_worker("POST", path, body, person="b")) == "case-held"
    await hold(desk, case, "a", "release")
    assert (await desk.as_key_worker("POST", path, body, person="b")).status_code == 201, "the control: it is free"
    closed = await hold(desk, case, "a")
    assert (closed.status_code, slug_of(closed)) == (409, "case-not-open")


async def test_somebody_absent_holds_nothing(desk: Desk) -> None:
    case = await desk.open()
    await enter(desk, "a", absences=[{"starts_on": "2025-03-03", "ends_on": "2025-03-04"}])
    refused = await hold(desk, case, "a")
    assert (refused.status_code, slug_of(refused)) == (409, "key-worker-absent")
    desk.clock.now = at(4, 8)
    assert (await hold(desk, case, "a")).status_code == 200


async def test_a_key_worker_that_cannot_be_is_told_all_at_once_and_not_entered(desk: Desk) -> None:
    absences = [{"starts_on": "2025-04-02", "ends_on": "2025-04-01"}, {"starts_on": "2025-04-02"}]
    answer = await enter(desk, "a", -1, absences=absences)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/capacity", "/absences/0/ends_on"]
    assert (await desk.as_department("GET", "/v1/key-workers")).json() == []
    assert (await enter(desk, "a", 3)).status_code == 201
    refused = await enter(desk, "a", 4, absences=absences[:1])
    assert refused.status_code == 422
    [stands] = (await desk.as_department("GET", "/v1/key-workers")).json()
    assert (stands["capacity"], stands["absences"]) == (3, [])
    assert (await enter(desk, "a", 4)).status_code == 200


async def test_warnings_come_before_it_is_late_first_to_the_key_worker_then_to_the_manager(desk: Desk) -> None:
    await enter(desk, "a")
    case = await desk.open()
    desk.clock.now = at(4, 0, 59)
    assert await desk.sweep() == 0
    desk.clock.now = at(4, 1)
    assert [await desk.sweep(), await desk.sweep()] == [1, 0], "eight hours before, once"
    desk.clock.now = at(4, 5)
    assert [await desk.sweep(), await desk.sweep()] == [1, 0], "four hours before, once"
    warnings = [event["facts"] for event in await told(desk, "benefits_case_at_risk")]
    assert [(each["to"], each["key_worker"], each["hours_left"]) for each in warnings] == [
        ("key_worker", "a", 8.0), ("manager", "a", 4.0),
    ]  # fmt: skip
    assert [row["case_id"] for row in await queue(desk, "?state=escalated")] == [case]
    desk.clock.now = at(4, 9)
    assert await desk.sweep() == 1
    assert len(await told(desk, "benefits_case_at_risk")) == 2
    assert [body["outcome"] for _, body in await desk.deliver()] == ["late"]


async def test_once_late_nobody_is_warned_and_the_citizen_is_given_notice_once(desk: Desk) -> None:
    case = await desk.open()
    desk.clock.now = at(4, 12)
    assert [await desk.sweep(), await desk.sweep()] == [1, 0]
    assert await told(desk, "benefits_case_at_risk") == []
    [notice] = await told(desk, "lateness_notice_given")
    assert notice["facts"]["expected_at"].startswith("2025-03-05T13:00:00"), "24 hours more"
    assert (await clock(desk, case))["notice"]["expected_at"].startswith("2025-03-05T12:00:00")
    assert [body["outcome"] for _, body in await desk.deliver()] == ["late"]


async def test_where_the_hours_of_warning_are_not_known_the_manager_is_asked_at_once(desk: Desk) -> None:
    demand = {
        "key": "verified_rates_demanded",
        "valid_from": "2025-01-01",
        "value": "1",
        "unit": "1 or 0",
        "verified": True,
        "note": "decided by the council",
    }
    await desk.as_department("PUT", "/v1/rates", {"rates": [demand]})
    await enter(desk, "a")
    case = await desk.open()
    assert [await desk.sweep(), await desk.sweep()] == [1, 0]
    [asked] = await told(desk, "benefits_case_at_risk")
    assert (asked["subject_id"], asked["facts"]["to"]) == (case, "manager")
    assert "warning to the key worker" in asked["reasons"][-1]["text"]["en"]


async def test_whoever_works_on_an_absent_colleagues_case_goes_on(desk: Desk) -> None:
    await enter(desk, "a")
    case = await desk.open()
    await hold(desk, case, "b")
    await enter(desk, "a", absences=[{"starts_on": "2025-03-03"}])
    assert [await desk.sweep(), await desk.sweep()] == [1, 0]
    [row] = await queue(desk, "?state=unassigned")
    assert (row["key_worker"], row["held_by"]) == (None, "b")
    assert (await reassign(desk, case, row["version"], key_worker="a")).status_code == 409
    decided = await desk.as_key_worker("POST", f"/v1/cases/{case}/decision", {"outcome": "committed"}, person="b")
    assert decided.status_code == 201


async def test_an_ordinary_case_of_somebody_absent_is_the_managers(desk: Desk) -> None:
    await enter(desk, "a")
    await enter(desk, "b")
    offer = "1a8f0b0e-6f0e-4b6e-9c6c-0d6c6f0f7a11"
    opened = await desk.as_allocation("PUT", f"/v1/cases/{offer}", an_offer() | {"lane": "ordinary"})
    assert (await reassign(desk, offer, opened.json()["version"], key_worker="a")).status_code == 200
    await enter(desk, "a", absences=[{"starts_on": "2025-03-03"}])
    assert [await desk.sweep(), await desk.sweep()] == [1, 0]
    assert [row["case_id"] for row in await queue(desk, "?state=unassigned")] == [offer]
    assert len(await told(desk, "key_worker_needed")) == 1


async def test_another_municipality_has_its_own_key_workers_and_cases(desk: Desk) -> None:
    await enter(desk, "a")
    case = await desk.open()
    desk.municipality = SOLROED
    assert (await desk.as_department("GET", "/v1/key-workers")).json() == []
    assert await queue(desk) == []
    for answer in (
        await hold(desk, case),
        await ask(desk, case, "lease"),
        await receive(desk, case, at(3, 9), "lease"),
    ):
        assert answer.status_code == 404
