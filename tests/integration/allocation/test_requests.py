"""Ad hoc requests: several organisations asked at once, the first usable dwelling taken, nobody told too much."""

from datetime import datetime, timedelta

import psycopg

from kit.database.stories import Stories
from services.allocation.main import CALLER
from services.allocation.usecases.requests.close_unanswered import close_unanswered
from tests.builders.posting import ORGANISATION_A, ORGANISATION_B, a_vacancy
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.requests_desk import a_dwelling, answer, asked, in_full, received
from tests.integration.allocation.steps import LEASE, accepted, nominated, offered, secured
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock, Databases


async def test_each_organisation_receives_a_request_of_its_own(registered: Callers) -> None:
    request = await asked(
        registered,
        asked=[{"organisation_cvr": ORGANISATION_A}, {"organisation_cvr": ORGANISATION_B, "estates": ["02"]}],
    )
    assert (request["status"], len(request["asked"])) == ("open", 2)
    assert request["due_at"] == "2025-03-07T00:00:00+01:00", "the midnight that ends the third working day"
    one = await received(registered.organisation_a)
    assert one["wanted_in_words"]["en"] == "dwellings with at most 2 rooms and rent of at most DKK 4,500 a month"
    assert one["estates"] == [], "B's estates are not A's to know"
    assert (await received(registered.organisation_b))["estates"] == ["02"]


async def test_an_organisation_learns_nothing_of_citizen_and_others(registered: Callers, stories: Stories) -> None:
    nomination_id = await nominated(registered, stories)
    request = await asked(registered, nomination_id=nomination_id)
    assert request["nomination_id"] == nomination_id, "the office sees whom it is for"
    one = await received(registered.organisation_a)
    mine = await registered.organisation_a.get(f"/v1/received-requests/{one['id']}")
    events = await registered.organisation_a.get("/v1/events")
    timeline = await registered.organisation_a.get(f"/v1/timeline/{one['id']}")
    assert [entry["kind"] for entry in timeline.json()] == ["request_received"]
    for told in (mine.text, events.text, timeline.text):
        for secret in (nomination_id, ORGANISATION_B, request["id"]):
            assert secret not in told
    assert (await registered.organisation_a.get("/v1/dwelling-requests")).status_code == 403
    theirs = (await received(registered.organisation_b))["id"]
    hidden = await registered.organisation_a.get(f"/v1/received-requests/{theirs}")
    missing = await registered.organisation_a.get("/v1/received-requests/00000000-0000-4000-8000-000000000000")
    assert hidden.status_code == missing.status_code == 404
    assert {**hidden.json(), "trace_id": ""} == {**missing.json(), "trace_id": ""}


async def test_the_database_itself_shows_an_organisation_its_own_row_alone(
    registered: Callers, databases: Databases
) -> None:
    await asked(registered)
    await answer(registered.organisation_b, None)
    with psycopg.connect(databases.access["allocation"].app) as connection:
        settings = {"municipalities": "0217", "municipality": "0217", "cvr": ORGANISATION_A}
        for name, value in settings.items():
            connection.execute("SELECT set_config(%s, %s, true)", [f"hjemvej.{name}", value])
        for table, count in {"dwelling_request": 0, "received_request": 1, "request_answer": 0}.items():
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (count,), table


async def test_the_first_usable_dwelling_is_taken_and_the_others_are_told(registered: Callers) -> None:
    request = await asked(registered)
    nothing = await answer(registered.organisation_b, None)
    assert (nothing.status_code, nothing.json()["outcome"]) == (201, "nothing_now")
    taken = await answer(registered.organisation_a, a_dwelling())
    assert (taken.status_code, taken.json()["outcome"]) == (201, "taken")
    vacancy_id = taken.json()["vacancy_id"]
    posted = (await registered.office.get(f"/v1/vacancies/{vacancy_id}")).json()
    assert (posted["status"], posted["decision"]["right"], posted["decision"]["counted"]) == ("claimed", "full", False)
    assert posted["decision"]["reasons"][0]["source"] == "ABL § 59(2), ad hoc"
    assert (await received(registered.organisation_a))["status"] == "taken"
    other = await received(registered.organisation_b)
    assert other["status"] == "no_longer_needed"
    assert vacancy_id not in str(other)
    events = (await registered.organisation_b.get("/v1/events")).text
    assert '"request_closed"' in events
    assert vacancy_id not in events
    ended = await in_full(registered, request)
    assert (ended["status"], ended["vacancy_id"]) == ("taken", vacancy_id)
    heard = [entry["kind"] for entry in (await registered.office.get(f"/v1/timeline/{request['id']}")).json()]
    assert heard == ["dwelling_requested", "request_answered", "request_taken", "request_answered"]
    late = await answer(registered.organisation_b, a_dwelling())
    assert slug_of(late) == "no-longer-needed"


async def test_a_dwelling_that_is_not_usable_is_told_which_limits_it_misses(registered: Callers) -> None:
    await asked(registered, wanted={"max_rooms": 2, "max_rent_dkk": "4500.00", "step_free": True})
    refused = await answer(registered.organisation_a, a_dwelling(rooms=3, floor=2))
    assert (refused.status_code, refused.json()["outcome"]) == (201, "not_usable")
    missed = [reason["text"]["en"] for reason in refused.json()["reasons"] if not reason["met"]]
    assert missed == [
        "The dwelling is not what was asked for: it should have at most 2 rooms.",
        "The dwelling should be without stairs.",
    ]
    assert (await registered.office.get("/v1/vacancies")).json() == [], "nothing is claimed"
    better = await answer(registered.organisation_a, a_dwelling())
    assert better.json()["outcome"] == "taken", "another dwelling can be offered until the deadline"


async def test_the_same_answer_again_is_the_same_answer(registered: Callers) -> None:
    await asked(registered)
    body = a_dwelling()
    nothing = [await answer(registered.organisation_a, None) for _ in range(2)]
    assert [one.status_code for one in nothing] == [201, 200]
    first, again = [await answer(registered.organisation_a, body) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = await answer(registered.organisation_a, body | {"rent_dkk": "4000.00"})
    assert slug_of(other) == "content-differs"
    assert [error["pointer"] for error in other.json()["errors"]] == ["/dwelling/rent_dkk"]
    assert len((await registered.office.get("/v1/vacancies")).json()) == 1


async def test_an_ad_hoc_dwelling_does_not_count_in_the_quarter(quarter: Callers) -> None:
    """Three ordinary vacancies, an ad hoc dwelling, and the fourth ordinary one is the claimed one as before."""
    for _ in range(3):
        await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    await asked(quarter)
    assert (await answer(quarter.organisation_a, a_dwelling())).json()["outcome"] == "taken"
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    rows = (await quarter.office.get(f"/v1/ledgers/{ORGANISATION_A}")).json()
    assert [(row["outcome"], row["counted"]) for row in rows] == [
        ("released", True), ("released", True), ("released", True), ("claimed", False), ("claimed", True)
    ]  # fmt: skip
    recomputed = (await quarter.organisation_a.get(f"/v1/ledgers/{ORGANISATION_A}/recomputation")).json()
    assert recomputed["holds"], recomputed


async def test_the_deadline_closes_a_request_once(registered: Callers, stories: Stories, clock: Clock) -> None:
    request = await asked(registered)
    clock.now += timedelta(days=3, hours=16)
    late = await answer(registered.organisation_a, a_dwelling())
    assert slug_of(late) == "answer-after-deadline", "also before the sweep has come by"
    swept = []
    for _ in range(2):
        async with stories.begin(CALLER, "0217") as story:
            swept.append(await close_unanswered(story))
    assert swept == [1, 0]
    assert (await in_full(registered, request))["status"] == "unanswered"
    assert (await received(registered.organisation_a))["status"] == "deadline_passed"
    heard = [entry["kind"] for entry in (await registered.office.get(f"/v1/timeline/{request['id']}")).json()]
    assert heard == ["dwelling_requested", "request_unanswered"]
    assert slug_of(await answer(registered.organisation_a, a_dwelling())) == "answer-after-deadline"


async def test_the_sweep_is_among_those_the_worker_runs(registered: Callers) -> None:
    request = await asked(registered)
    moved = await registered.driver.put("/v1/clock", {"now_at": "2025-03-10T09:00:00+01:00"})
    assert moved.is_success, moved.text
    assert (await in_full(registered, request))["status"] == "unanswered"


async def test_the_office_may_withdraw_a_request(registered: Callers) -> None:
    request = await asked(registered)
    path = f"/v1/dwelling-requests/{request['id']}/withdrawal"
    assert (await registered.office.post(path, version=9)).status_code == 412
    assert (await registered.office.post(path)).status_code == 428
    withdrawn = await registered.office.post(path, version=request["version"])
    assert withdrawn.json()["status"] == "withdrawn"
    assert {one["status"] for one in withdrawn.json()["asked"]} == {"no_longer_needed"}
    assert slug_of(await registered.office.post(path, version=2)) == "request-over"
    assert slug_of(await answer(registered.organisation_a, a_dwelling())) == "no-longer-needed"
    assert (await registered.office.get("/v1/vacancies")).json() == []


async def test_an_ad_hoc_dwelling_goes_the_ordinary_way_to_a_lease(registered: Callers, stories: Stories) -> None:
    """No agreement is in force: the offer, the lease and the rent for the time it stood empty follow all the same."""
    nomination_id = await nominated(registered, stories)
    await asked(registered, nomination_id=nomination_id)
    taken = (await answer(registered.organisation_a, a_dwelling())).json()
    offer = await offered(registered, {"id": taken["vacancy_id"]}, nomination_id)
    await secured(registered, offer["id"])
    await accepted(registered, offer["id"])
    lease = await registered.organisation_a.put(f"/v1/vacancies/{taken['vacancy_id']}/lease", LEASE)
    assert lease.status_code == 200, lease.text
    account = (await registered.organisation_a.get(f"/v1/accounts/{ORGANISATION_A}")).json()
    [line] = [line for line in account["lines"] if line["vacancy_id"] == taken["vacancy_id"]]
    assert (line["kind"], line["days"]) == ("vacancy_rent", 14), "from 1 April to 15 April"
    assert (await registered.office.get(f"/v1/vacancies/{taken['vacancy_id']}")).json()["status"] == "let"


async def test_another_municipality_sees_none_of_it(registered: Callers) -> None:
    request = await asked(registered)
    assert (await registered.neighbour_office.get("/v1/dwelling-requests")).json() == []
    assert (await registered.neighbour_office.get(f"/v1/dwelling-requests/{request['id']}")).status_code == 404
    assert datetime.fromisoformat(request["due_at"]) > datetime.fromisoformat(request["asked_at"])
