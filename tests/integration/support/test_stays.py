"""Shelter stays through the API: entered, ended, put right, and never two at once."""

import uuid
from datetime import UTC, datetime

import psycopg
import pytest

from tests.integration.support.house import HELSINGOER, SOLROED, House
from tests.integration.support.shelters import CITIZEN, a_stay, admit, correct, discharge, look, sweep_on, told

TABLES = ("stay", "stay_version", "stay_task", "shelter_citizen")


async def test_a_stay_has_its_tasks_and_its_refund_days_from_the_first_day(house: House) -> None:
    stay = await admit(house, "2025-02-10")
    shown = await look(house, stay["id"])
    days = [(task["kind"], task["due_on"]) for task in shown["tasks"]]
    assert days == [
        ("meeting", "2025-02-13"),
        ("action_plan", "2025-02-24"),
        ("nomination", "2025-03-12"),
        ("support_decision", "2025-04-11"),
    ]
    left = shown["stay"]["refund_days"]
    assert (left["used"], left["left"], left["limit"]) == (22, 98, 120), "10 February to 3 March"
    assert left["runs_out_on"] == "2025-06-10", "19 in February, 31, 30 and 31: 9 June is the 120th day"
    assert (shown["stay"]["acting_municipality_code"], shown["stay"]["paying_municipality_code"]) == ("0217", "0217")


async def test_the_same_reference_again_is_the_same_stay(house: House) -> None:
    body = a_stay("2025-02-10")
    first = await house.as_team("POST", "/v1/stays", body)
    again = await house.as_team("POST", "/v1/stays", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    other = await house.as_team("POST", "/v1/stays", body | {"admitted_on": "2025-02-09", "self_referral": False})
    assert other.status_code == 409
    assert {error["pointer"] for error in other.json()["errors"]} == {"/admitted_on", "/self_referral"}
    assert len(await told(house, "citizen_admitted")) == 1


async def test_a_stay_in_another_municipality_uses_the_same_days(house: House) -> None:
    await admit(house, "2025-01-01", "2025-01-10")
    there = await admit(
        house, "2025-01-10", "2025-01-20", shelter="aarhus-1", acting_municipality_code="0751", self_referral=False
    )
    assert there["refund_days"]["used"] == 20
    assert (there["acting_municipality_code"], there["paying_municipality_code"]) == ("0751", "0217")


async def test_a_task_is_raised_on_its_day_and_done_by_a_person(house: House) -> None:
    stay = (await admit(house, "2025-03-01"))["id"]
    path = f"/v1/stays/{stay}/tasks/meeting/completion"
    assert (await house.as_team("POST", path, {"outcome": "done"})).status_code == 403
    done = await house.as_coordinator("POST", path, {"outcome": "done"})
    assert done.status_code == 200 and done.json()["outcome"] == "done"
    assert (await house.as_coordinator("POST", path, {"outcome": "done"})).json() == done.json()
    assert (await house.as_coordinator("POST", path, {"outcome": "not_needed"})).status_code == 409
    assert (await house.as_coordinator("POST", path, {"outcome": "stay_ended"})).status_code == 422
    await sweep_on(house, "2025-03-14")
    assert await told(house, "stay_task_raised") == []
    await sweep_on(house, "2025-03-15")
    await sweep_on(house, "2025-03-15")
    raised = await told(house, "stay_task_raised")
    assert [event["facts"]["kind"] for event in raised] == ["action_plan"], "the meeting was held; the plan is due once"
    house.clock.now = datetime(2025, 3, 16, 9, tzinfo=UTC)
    await discharge(house, stay, "2025-03-16")
    await sweep_on(house, "2025-06-01")
    assert len(await told(house, "stay_task_raised")) == 1, "what nobody did has ended with the stay"


@pytest.mark.parametrize(
    ("changes", "pointers", "reason"),
    [
        ({"admitted_on": "2025-03-04"}, ["/admitted_on"], "tomorrow has not come"),
        ({"discharged_on": "2025-01-31"}, ["/discharged_on"], "ends before it begins"),
        ({"discharged_on": "2025-03-04"}, ["/discharged_on"], "nobody is discharged tomorrow"),
        ({"admitted_on": "1990-01-01"}, ["/admitted_on"], "a slip of the finger"),
        ({"paying_municipality_code": "9999"}, ["/paying_municipality_code"], "no such municipality"),
        (
            {"admitted_on": "2025-03-04", "discharged_on": "2025-03-01", "acting_municipality_code": "0000"},
            ["/admitted_on", "/discharged_on", "/acting_municipality_code"],
            "everything at once",
        ),
        ({"name": "x"}, ["/name"], "a stay bears no name"),
        ({"self_referral": "yes"}, ["/self_referral"], "text is no answer"),
    ],
)
async def test_a_stay_that_makes_no_sense_is_told_at_its_fields_and_changes_nothing(
    house: House, changes: dict[str, object], pointers: list[str], reason: str
) -> None:
    answer = await house.as_team("POST", "/v1/stays", a_stay("2025-02-01") | changes)
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers, reason
    assert (await house.as_team("GET", "/v1/stays")).json() == [], reason
    assert await told(house, "citizen_admitted") == [], reason


@pytest.mark.parametrize(
    ("admitted_on", "discharged_on", "status", "reason"),
    [
        ("2025-01-20", "2025-01-25", 201, "in on the day one went out"),
        ("2025-01-05", "2025-01-10", 201, "out on the day one came in"),
        ("2025-01-20", "2025-01-20", 201, "a stay of that one day lies after it"),
        ("2025-01-19", "2025-01-25", 409, "the last night is shared"),
        ("2025-01-05", "2025-01-11", 409, "the first night is shared"),
        ("2025-01-15", "2025-01-15", 409, "a day in the midst of it"),
        ("2025-01-01", None, 409, "from before, and still running"),
        ("2025-01-10", "2025-01-20", 409, "just the same"),
    ],
)
async def test_out_and_in_on_one_day_is_no_overlap_and_a_shared_night_is(
    house: House, admitted_on: str, discharged_on: str | None, status: int, reason: str
) -> None:
    first = await admit(house, "2025-01-10", "2025-01-20")
    answer = await house.as_team("POST", "/v1/stays", a_stay(admitted_on, discharged_on))
    assert answer.status_code == status, reason
    if status == 409:
        assert answer.json()["type"].endswith("stays-overlap") and answer.json()["stay_id"] == first["id"], reason
        assert len((await house.as_team("GET", "/v1/stays")).json()) == 1, reason


async def test_another_citizen_may_be_there_at_the_same_time(house: House) -> None:
    await admit(house, "2025-01-10")
    await admit(house, "2025-01-10", citizen_id=str(uuid.uuid4()))
    assert len((await house.as_team("GET", "/v1/stays?running=true")).json()) == 2


async def test_a_stay_ends_once(house: House) -> None:
    stay = (await admit(house, "2025-02-01"))["id"]
    assert (await discharge(house, stay, "2025-03-01", version=None)).status_code == 428
    assert (await discharge(house, stay, "2025-03-01", version=7)).status_code == 412
    early = await discharge(house, stay, "2025-01-31")
    assert early.status_code == 422 and early.json()["errors"][0]["pointer"] == "/discharged_on"
    assert (await discharge(house, stay, "2025-03-04")).status_code == 422, "tomorrow"
    done = await discharge(house, stay, "2025-03-01")
    assert done.status_code == 200 and done.headers["etag"] == '"2"'
    assert (await discharge(house, stay, "2025-03-01")).json()["version"] == 2, "the same again"
    other = await discharge(house, stay, "2025-03-02", version=2)
    assert other.status_code == 409 and other.json()["type"].endswith("already-discharged")
    assert other.json()["discharged_on"] == "2025-03-01"
    [ended] = await told(house, "citizen_discharged")
    assert ended["reasons"][0]["rule"] == "decided-before-discharge" and not ended["reasons"][0]["met"]
    assert {task["outcome"] for task in (await look(house, stay))["tasks"]} == {"stay_ended"}


async def test_a_correction_is_a_new_version_and_only_the_standing_one_is_corrected(house: House) -> None:
    stay = (await admit(house, "2025-02-01"))["id"]
    body = {"corrects_version": 1, "code": "wrong_date", "admitted_on": "2025-02-03"}
    assert (await house.as_team("POST", f"/v1/stays/{stay}/corrections", body)).status_code == 403, "a person's act"
    right = await correct(house, stay, 1, admitted_on="2025-02-03")
    assert right.status_code == 201 and right.json()["refund_days"]["used"] == 29
    again = await correct(house, stay, 1, admitted_on="2025-02-05")
    assert again.status_code == 409 and again.json()["type"].endswith("corrects-a-correction")
    assert again.json()["version"] == 2
    assert (await correct(house, stay, 3, admitted_on="2025-02-05")).json()["errors"][0]["pointer"] == (
        "/corrects_version"
    )
    assert (await correct(house, stay, 2, admitted_on="2025-02-03")).json()["type"].endswith("nothing-corrected")
    nulls = await correct(house, stay, 2, admitted_on=None, shelter=None)
    assert [error["pointer"] for error in nulls.json()["errors"]] == ["/shelter", "/admitted_on"]
    shown = await look(house, stay)
    assert [(each["version"], each["admitted_on"]) for each in shown["versions"]] == [
        (1, "2025-02-01"),
        (2, "2025-02-03"),
    ]
    assert shown["tasks"][0]["due_on"] == "2025-02-06", "the tasks follow the admission"


async def test_a_stay_that_had_not_ended_runs_again_with_its_tasks(house: House) -> None:
    stay = (await admit(house, "2025-02-01"))["id"]
    await discharge(house, stay, "2025-02-20")
    again = await correct(house, stay, 2, "discharged_in_error", discharged_on=None)
    assert again.status_code == 201 and again.json()["discharged_on"] is None
    assert {task["outcome"] for task in (await look(house, stay))["tasks"]} == {None}


async def test_a_correction_into_another_stay_is_refused_and_an_annulled_stay_makes_room(house: House) -> None:
    first = (await admit(house, "2025-01-01", "2025-01-10"))["id"]
    second = (await admit(house, "2025-01-20", "2025-01-25"))["id"]
    clash = await correct(house, second, 1, admitted_on="2025-01-05")
    assert clash.status_code == 409 and clash.json()["stay_id"] == first
    gone = await correct(house, first, 1, "entered_in_error")
    assert gone.json()["state"] == "annulled"
    refused = await correct(house, first, 2, admitted_on="2025-01-02")
    assert refused.status_code == 409 and refused.json()["type"].endswith("stay-annulled")
    assert (await discharge(house, first, "2025-01-11", 2)).json()["type"].endswith("stay-annulled")
    moved = await correct(house, second, 1, admitted_on="2025-01-05")
    assert moved.status_code == 201 and moved.json()["refund_days"]["used"] == 21


@pytest.mark.parametrize("table", TABLES)
async def test_only_the_municipality_sees_a_row(house: House, table: str) -> None:
    await admit(house, "2025-02-01")
    for municipality, cvr, expected in ((HELSINGOER, "", True), (SOLROED, "", False), (HELSINGOER, "99000236", False)):
        with psycopg.connect(house.database) as connection:
            connection.execute("SELECT set_config('hjemvej.municipalities', %s, true)", [municipality])
            connection.execute("SELECT set_config('hjemvej.cvr', %s, true)", [cvr])
            found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert found is not None and (found[0] > 0) is expected


async def test_foreign_and_missing_look_the_same(house: House) -> None:
    stay = (await admit(house, "2025-02-01"))["id"]
    house.municipality = SOLROED
    assert (await house.as_team("GET", f"/v1/stays/{stay}")).status_code == 404
    assert (await discharge(house, stay, "2025-02-02")).status_code == 404
    assert (await correct(house, str(uuid.uuid4()), 1, admitted_on="2025-02-02")).status_code == 404


async def test_two_identifiers_of_one_citizen_are_counted_together(house: House) -> None:
    other = str(uuid.uuid4())
    await admit(house, "2025-01-01", "2025-01-10")
    apart = await admit(house, "2025-02-01", "2025-02-10", citizen_id=other)
    clash = await admit(house, "2025-01-05", "2025-01-15", citizen_id=other)
    path = f"/v1/citizens/{other}/merge"
    for _ in range(2):
        assert (await house.as_allocation("PUT", path, {"into": CITIZEN})).status_code == 200
    assert len(await told(house, "citizens_merged")) == 1, "the same again changes nothing"
    moved = (await look(house, apart["id"]))["stay"]
    assert (moved["citizen_id"], moved["state"], moved["refund_days"]["used"]) == (CITIZEN, "counted", 20)
    doubtful = (await look(house, clash["id"]))["stay"]
    assert doubtful["state"] == "doubtful"
    [event] = await told(house, "stay_doubtful")
    assert event["subject_id"] == clash["id"]
    right = await correct(house, clash["id"], doubtful["version"], admitted_on="2025-01-10")
    assert (right.json()["state"], right.json()["refund_days"]["used"]) == ("counted", 25)


async def test_who_may_do_what(house: House) -> None:
    stay = await admit(house, "2025-02-01")
    body = a_stay("2025-01-01", "2025-01-02")
    shelter = await house.send("POST", "/v1/stays", body, bearer=house.token("shelter"))
    assert shelter.status_code == 201, "a shelter enters stays, and reads no others"
    assert (await house.as_party("shelter", "GET", "/v1/stays")).status_code == 403
    assert (await house.as_party("shelter", "GET", f"/v1/stays/{stay['id']}")).status_code == 403
    assert (await house.as_party("management", "GET", "/v1/stays")).status_code == 403, "sums, not citizens"
    assert (await house.as_party("allocation_office", "GET", "/v1/stays")).status_code == 403
    heard = [await house.as_party(party, "GET", "/v1/events") for party in ("shelter", "allocation_office")]
    assert [answer.json()["events"] for answer in heard] == [[], []], "stays are told inside support only"
