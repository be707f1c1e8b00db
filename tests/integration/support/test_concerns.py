"""Concerns from the one who is concerned to first contact and what came of it."""

import asyncio
import uuid
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet
from fastapi import FastAPI

from kit.database.stories import Stories
from kit.database.vault import Vault
from services.support.main import CALLER
from services.support.usecases.courses.rotate_keys import rotate_keys
from tests.integration.conftest import Databases
from tests.integration.support.house import HELSINGOER, SOLROED, House
from tests.integration.support.test_courses import a_course

SECRET = "Hun tør ikke åbne sine breve."


def a_concern(**changes: object) -> dict[str, object]:
    return {
        "reference": f"B-{uuid.uuid4().hex[:8]}",
        "source": "department",
        "kind": "rent_arrears",
        "about": {"tenancy_reference": "L-1007-12"},
        "danger": "none",
    } | changes


async def sent(house: House, party: str = "social_centre", **changes: object) -> dict[str, Any]:
    answer = await house.send("POST", "/v1/concerns", a_concern(**changes), bearer=house.token(party))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def read(house: House, concern: str) -> dict[str, Any]:
    answer = await house.as_team("GET", f"/v1/concerns/{concern}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def act(house: House, concern: str, what: str, body: object, version: int) -> Any:
    bearer = house.token("support_team", person="support-coordinator")
    return await house.send("POST", f"/v1/concerns/{concern}/{what}", body, bearer=bearer, if_match=version)


async def test_a_concern_gets_a_lane_with_its_reason_and_a_clock_in_opening_hours(house: House) -> None:
    receipt = await sent(house, deadline_on="2025-03-10")
    assert set(receipt) == {"id", "reference", "received_at", "first_contact_due_at"}
    concern = await read(house, receipt["id"])
    assert (concern["lane"], concern["reasons"][0]["rule"], concern["state"]) == ("fast", "deadline-near", "open")
    # Received on Monday at ten; open from nine to three: five hours on Monday, one on Tuesday.
    assert concern["first_contact_due_at"] == "2025-03-04T09:00:00Z"


@pytest.mark.parametrize(
    ("party", "source"),
    [("bailiffs_court", "bailiffs_court"), ("civil_society", "civil_society"), ("citizen", "citizen")],
)
async def test_each_speaks_for_itself_by_a_token_of_its_own(house: House, party: str, source: str) -> None:
    receipt = await sent(house, party, source=source)
    assert (await read(house, receipt["id"]))["source"] == source
    other = await house.send("POST", "/v1/concerns", a_concern(source="department"), bearer=house.token(party))
    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (422, "/source")
    assert (await house.send("GET", "/v1/concerns", bearer=house.token(party))).status_code == 403


async def test_the_team_writes_down_what_a_caller_says(house: House) -> None:
    receipt = await sent(house, "support_team", source="citizen")
    assert (await read(house, receipt["id"]))["source"] == "citizen"


async def test_a_concern_goes_to_the_worker_of_the_citizens_course(house: House) -> None:
    course = await a_course(house)
    citizen = (await house.as_team("GET", f"/v1/referrals/{course}")).json()["citizen_id"]
    receipt = await sent(house, about={"citizen_id": citizen})
    assert (await read(house, receipt["id"]))["worker_reference"] == "C1"
    nobodys = await sent(house, about={"citizen_id": str(uuid.uuid4())})
    assert (await read(house, nobodys["id"]))["worker_reference"] is None
    assert set(receipt) == set(nobodys), "the sender reads the same of both"

    tenancy = await sent(house)
    named = await act(house, tenancy["id"], "citizen", {"citizen_id": citizen}, 1)
    assert (named.status_code, named.json()["worker_reference"]) == (200, "C1")


async def test_the_same_reference_is_the_same_concern(house: House) -> None:
    body = a_concern(words=SECRET)
    bearer = house.token("social_centre")
    first = await house.send("POST", "/v1/concerns", body, bearer=bearer)
    again = await house.send("POST", "/v1/concerns", body, bearer=bearer)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    other = await house.send("POST", "/v1/concerns", body | {"danger": "acute", "words": "Andet"}, bearer=bearer)
    assert other.status_code == 409
    assert [error["pointer"] for error in other.json()["errors"]] == ["/danger", "/words"]
    assert len((await house.as_team("GET", "/v1/concerns")).json()) == 1
    elsewhere = await house.send("POST", "/v1/concerns", body, bearer=house.token("support_team"))
    assert elsewhere.status_code == 201, "another system's references are its own"


async def test_the_same_reference_is_the_same_concern_whoever_it_has_turned_out_to_be_about(house: House) -> None:
    sent_of, merged_into, named = (str(uuid.uuid4()) for _ in range(3))
    body, bearer = a_concern(about={"citizen_id": sent_of}), house.token("social_centre")
    first = await house.send("POST", "/v1/concerns", body, bearer=bearer)
    await house.as_allocation("PUT", f"/v1/citizens/{sent_of}/merge", {"into": merged_into})
    assert (await read(house, first.json()["id"]))["citizen_id"] == merged_into
    again = await house.send("POST", "/v1/concerns", body, bearer=bearer)
    assert (again.status_code, again.json()) == (200, first.json())

    assert (await act(house, first.json()["id"], "citizen", {"citizen_id": named}, 1)).status_code == 200
    again = await house.send("POST", "/v1/concerns", body, bearer=bearer)
    assert (again.status_code, again.json()) == (200, first.json())
    other = await house.send("POST", "/v1/concerns", body | {"about": {"citizen_id": named}}, bearer=bearer)
    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (409, "/about/citizen_id")


async def test_the_same_concern_sent_twice_at_once_is_one(house: House) -> None:
    body, bearer = a_concern(), house.token("social_centre")
    answers = await asyncio.gather(*(house.send("POST", "/v1/concerns", body, bearer=bearer) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_words_are_encrypted_read_by_a_person_and_each_reading_is_journaled(
    house: House, databases: Databases
) -> None:
    receipt = await sent(house, words=SECRET)
    path = f"/v1/concerns/{receipt['id']}/words"
    assert (await house.as_team("GET", path)).status_code == 403, "a system is no person"
    answer = await house.as_coordinator("GET", path)
    assert answer.json() == {"words": SECRET}
    timeline = (await house.as_team("GET", f"/v1/timeline/{receipt['id']}")).json()
    assert [(entry["kind"], entry["person"]) for entry in timeline] == [
        ("concern_received", None),
        ("concern_words_read", "support-coordinator"),
    ]
    assert SECRET not in str(timeline) and SECRET not in str(await read(house, receipt["id"]))
    with databases.admin("support") as connection:
        row = connection.execute("SELECT words FROM concern_words").fetchone()
    assert row is not None and SECRET.encode() not in bytes(row[0])


async def test_words_are_rotated_to_the_newest_key(
    house: House, stories: Stories, fernet_key: str, application: FastAPI
) -> None:
    receipt = await sent(house, words=SECRET)
    newer = Vault(f"{Fernet.generate_key().decode()},{fernet_key}", "citizens of the tests")
    async with stories.begin(CALLER, HELSINGOER) as story:
        assert await rotate_keys(story, vault=newer) == 1
    older, application.state.vault = application.state.vault, newer
    try:
        answer = await house.as_coordinator("GET", f"/v1/concerns/{receipt['id']}/words")
    finally:
        application.state.vault = older
    assert answer.json() == {"words": SECRET}


async def test_first_contact_is_recorded_with_when_and_how_and_then_the_concern_is_closed(house: House) -> None:
    concern = (await sent(house))["id"]
    house.clock.now = datetime(2025, 3, 3, 12, tzinfo=UTC)
    early = await act(house, concern, "closing", {"outcome": "helped"}, 1)
    assert early.json()["type"].endswith("contact-missing")
    contact = {"contacted_at": "2025-03-03T11:00:00+01:00", "channel": "phone"}
    made = await act(house, concern, "contact", contact, 1)
    assert (made.json()["state"], made.json()["contacted_by"]) == ("contacted", "support-coordinator")
    stale = await act(house, concern, "contact", contact, 1)
    assert stale.status_code == 412
    assert (await act(house, concern, "contact", contact, 2)).json()["type"].endswith("contact-already-made")
    closed = await act(house, concern, "closing", {"outcome": "helped"}, 2)
    assert (closed.json()["state"], closed.json()["outcome"]) == ("closed", "helped")
    assert (await act(house, concern, "closing", {"outcome": "no_need"}, 3)).status_code == 409
    assert (await house.as_team("GET", "/v1/prevention-deadlines?days=365")).json() == []


async def test_a_concern_opens_one_referral_once_its_citizen_is_known(house: House) -> None:
    concern = (await sent(house))["id"]
    body = {"birth_year": 1984, "support_needs": "medium", "situation": "street"}
    path = f"/v1/concerns/{concern}/referral"
    unknown = await house.as_coordinator("POST", path, body)
    assert (unknown.status_code, unknown.json()["type"].rsplit(":", 1)[-1]) == (409, "citizen-not-named")
    citizen = str(uuid.uuid4())
    assert (await act(house, concern, "citizen", {"citizen_id": citizen}, 1)).status_code == 200
    first, again = [await house.as_coordinator("POST", path, body) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200), first.text
    assert first.json() == again.json()
    assert (first.json()["source"], first.json()["citizen_id"]) == ("concern", citizen)
    other = (await sent(house, about={"citizen_id": citizen}))["id"]
    second = await house.as_coordinator("POST", f"/v1/concerns/{other}/referral", body)
    assert (second.status_code, second.json()["referral_id"]) == (409, first.json()["id"])


@pytest.mark.parametrize(
    ("changes", "pointers", "reason"),
    [
        ({"about": {}}, ["/about"], "about nobody"),
        ({"about": {"citizen_id": None, "tenancy_reference": None}}, ["/about"], "about nobody, at length"),
        ({"deadline_on": "2025-03-02"}, ["/deadline_on"], "yesterday"),
        ({"about": {}, "deadline_on": "2025-03-02"}, ["/about", "/deadline_on"], "both at once"),
        ({"danger": "some"}, ["/danger"], "not a code"),
        ({"words": " "}, ["/words"], "says nothing"),
        ({"about": {"tenancy_reference": "Anna's flat"}}, ["/about/tenancy_reference"], "a name, not a reference"),
        ({"cpr_number": "0101019999"}, ["/cpr_number"], "a citizen is known by an identifier alone"),
    ],
)
async def test_a_concern_that_makes_no_sense_is_told_and_nothing_is_kept(
    house: House, changes: dict[str, object], pointers: list[str], reason: str
) -> None:
    answer = await house.send("POST", "/v1/concerns", a_concern(**changes), bearer=house.token("social_centre"))
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers, reason
    assert (await house.as_team("GET", "/v1/concerns")).json() == [], reason


async def test_foreign_and_missing_look_the_same(house: House) -> None:
    concern = (await sent(house, words=SECRET))["id"]
    house.municipality = SOLROED
    for path in (f"/v1/concerns/{concern}", f"/v1/concerns/{uuid.uuid4()}"):
        assert (await house.as_team("GET", path)).status_code == 404
    assert (await house.as_coordinator("GET", f"/v1/concerns/{concern}/words")).status_code == 404
    assert (await house.as_team("GET", "/v1/concerns")).json() == []


def test_nobody_deletes_a_concern(house: House) -> None:
    with psycopg.connect(house.database) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM concern")
