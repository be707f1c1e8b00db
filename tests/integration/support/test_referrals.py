"""Referrals that no offer opened, offers that join them, and what a person decides."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Mapping
from typing import Any

import httpx
import psycopg
import pytest

from services.support.usecases.referrals import refer_citizen
from tests.integration.conftest import Databases
from tests.integration.support.house import House, an_offer
from tests.integration.support.test_telling import deliver

SIGNED = "2025-04-01"


def a_referral(**changes: object) -> dict[str, object]:
    """What a shelter sends of a citizen."""
    return {
        "source": "shelter",
        "reference": "S-1",
        "citizen_id": str(uuid.uuid4()),
        "birth_year": 1984,
        "situation": "shelter",
        "support_needs": "medium",
    } | changes


async def refer(house: House, **changes: object) -> dict[str, Any]:
    answer = await house.as_team("POST", "/v1/referrals", a_referral(**changes))
    assert answer.status_code == 201, answer.text
    return dict((await house.as_team("GET", f"/v1/referrals/{answer.json()['id']}")).json())


async def decide(house: House, referral: object, body: Mapping[str, object], version: int = 1) -> httpx.Response:
    bearer = house.token("support_team", person="support-coordinator")
    path = f"/v1/referrals/{referral}/decision"
    return await house.send("POST", path, body, bearer=bearer, if_match=version)


async def test_a_shelter_refers_without_an_offer_and_the_same_again_is_the_same(house: House) -> None:
    body = a_referral()
    bearer = house.token("shelter")
    first = await house.send("POST", "/v1/referrals", body, bearer=bearer)
    assert first.status_code == 201, first.text
    assert set(first.json()) == {"id", "source", "reference", "citizen_id", "opened_at"}
    shown = (await house.as_team("GET", f"/v1/referrals/{first.json()['id']}")).json()
    assert (shown["source"], shown["reference"], shown["offer_id"], shown["state"]) == ("shelter", "S-1", None, "open")
    again = await house.send("POST", "/v1/referrals", body, bearer=bearer)
    assert (again.status_code, again.json()["id"]) == (200, shown["id"])
    other = await house.send("POST", "/v1/referrals", body | {"birth_year": 1990}, bearer=bearer)
    assert other.status_code == 409 and [each["pointer"] for each in other.json()["errors"]] == ["/birth_year"]


async def test_a_second_referral_of_the_same_citizen_is_refused_naming_the_first(house: House) -> None:
    first = await refer(house)
    again = a_referral(source="department", reference="D-1", citizen_id=first["citizen_id"])
    second = await house.as_team("POST", "/v1/referrals", again)
    assert second.status_code == 409 and second.json()["type"].endswith("referral-runs")
    assert second.json()["referral_id"] == first["id"]


async def test_many_sources_at_once_open_one_referral(house: House) -> None:
    citizen = str(uuid.uuid4())
    bodies = [a_referral(reference=f"S-{number}", citizen_id=citizen) for number in range(4)]
    offers = [f"/v1/referrals/{uuid.uuid4()}" for _ in range(4)]
    answers = await asyncio.gather(
        *(house.as_team("POST", "/v1/referrals", body) for body in bodies),
        *(house.as_allocation("PUT", path, an_offer(citizen_id=citizen)) for path in offers),
    )
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len((await house.as_team("GET", "/v1/referrals")).json()) == 1
    assert Counter(answer.status_code for answer in answers[4:]) == {201: 4}, "every offer has joined or opened it"


async def test_control_without_the_one_that_runs_a_citizen_gets_two(
    house: House, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above means something only if it goes red when the promise is switched off."""

    async def nobody(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr(refer_citizen, "find_running", nobody)
    citizen = str(uuid.uuid4())
    with databases.admin("support") as connection:
        found = connection.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'uq_referral_running'").fetchone()
        assert found is not None
        connection.execute("DROP INDEX uq_referral_running")
        try:
            await refer(house, citizen_id=citizen)
            await refer(house, citizen_id=citizen, reference="S-2")
            assert len((await house.as_team("GET", "/v1/referrals")).json()) == 2
        finally:
            connection.execute("DELETE FROM referral")
            connection.execute(found[0])


async def test_an_offer_joins_the_referral_and_allocation_hears_of_the_worker_who_helps(house: House) -> None:
    first = await refer(house)
    await house.worker("W1")
    await house.assign(str(first["id"]), "W1")
    offer = uuid.uuid4()
    joined = await house.as_allocation("PUT", f"/v1/referrals/{offer}", an_offer(citizen_id=first["citizen_id"]))
    assert (joined.status_code, joined.json()["id"], joined.json()["worker_reference"]) == (201, first["id"], "W1")
    again = await house.as_allocation("PUT", f"/v1/referrals/{offer}", an_offer(citizen_id=first["citizen_id"]))
    assert (again.status_code, again.json()["id"]) == (200, first["id"])
    told = await deliver(house)
    assert told[-1][0] == f"/allocation/v1/offers/{offer}/support" and told[-1][1]["worker_id"] == "W1"
    assert len((await house.as_team("GET", "/v1/referrals")).json()) == 1


@pytest.mark.parametrize("outcome", ["declined", "expired", "withdrawn", "refused"])
async def test_a_joined_offer_that_ends_leaves_the_worker_with_the_citizen(house: House, outcome: str) -> None:
    first = await refer(house)
    await house.worker("W1")
    await house.assign(str(first["id"]), "W1")
    offer = await house.open(citizen_id=first["citizen_id"])
    ended = await house.outcome(offer, outcome)
    assert (ended.json()["state"], ended.json()["worker_reference"]) == ("assigned", "W1")
    assert (await house.outcome(offer, outcome)).json() == ended.json()
    assert (await house.outcome(offer, "signed", SIGNED)).status_code == 409


async def test_a_joined_offer_that_is_signed_starts_the_course(house: House) -> None:
    first = await refer(house)
    offer = await house.open(citizen_id=first["citizen_id"])
    signed = (await house.outcome(offer, "signed", SIGNED)).json()
    assert (signed["id"], signed["state"], signed["course"]["starts_on"]) == (first["id"], "course", SIGNED)


async def test_the_next_offer_may_come_before_the_end_of_the_first(house: House) -> None:
    citizen = str(uuid.uuid4())
    first = await house.open(citizen_id=citizen)
    second = await house.open(citizen_id=citizen)
    assert (await house.outcome(first, "declined")).json()["state"] == "open", "the second is not decided yet"
    assert (await house.outcome(second, "declined")).json()["state"] == "closed", "nothing is left"
    assert (await house.as_team("GET", f"/v1/referrals/{second}")).json()["id"] == first


async def test_outreach_starts_at_once_and_the_assessment_is_a_task_with_a_date(house: House) -> None:
    system = house.issuer.token("support_team", "support_team", "referrals:refer", municipalities=[house.municipality])
    body = a_referral(source="outreach", reference="U-1", situation="street")
    refused = await house.send("POST", "/v1/referrals", body, bearer=system)
    assert refused.status_code == 403 and "referrals:outreach" in refused.json()["detail"]
    assert (await house.as_team("GET", "/v1/referrals")).json() == []
    started = await refer(house, **body)
    assert (started["state"], started["course"]["starts_on"]) == ("course", "2025-03-03")
    with psycopg.connect(house.worker_database) as connection:
        connection.execute("SELECT set_config('hjemvej.municipalities', '0217', true)")
        rows = connection.execute("SELECT kind, due_at::date::text FROM course_date").fetchall()
    assert rows == [("assess_referral", "2025-04-01")]


async def test_needs_by_dimension_lead_to_a_recommendation_and_stay_in_support(house: House) -> None:
    needs = {"levels": {"health": "complete", "self_care": "moderate"}, "expected_months": 24}
    referral = await refer(house, support_needs=None, needs=needs)
    assert referral["support_needs"] == "high"
    shown = (await house.as_team("GET", f"/v1/referrals/{referral['id']}/needs")).json()
    assert shown["levels"] == needs["levels"] and shown["expected_months"] == 24
    others = await house.as_party("allocation_office", "GET", f"/v1/referrals/{referral['id']}/needs")
    assert others.status_code == 403


@pytest.mark.parametrize(
    ("changes", "pointer", "reason"),
    [
        ({"citizen_id": str(uuid.UUID(int=0))}, "/citizen_id", "about nobody"),
        ({"citizen_id": None}, "/citizen_id", "about nobody at all"),
        ({"needs": {"levels": {"football": "light"}}}, "/needs/levels/football/[key]", "not a dimension"),
        ({"needs": {"levels": {"health": "enormous"}}}, "/needs/levels/health", "not a level"),
        ({"needs": {"discharged_on": "2023-03-02"}}, "/needs/discharged_on", "more than two years ago"),
        ({"needs": {"expected_months": 0}}, "/needs/expected_months", "no time at all"),
        ({"source": "offer"}, "/source", "an offer has its own way"),
        ({"support_needs": None}, "/support_needs", "nothing says how much"),
        ({"birth_year": 2026}, "/birth_year", "not born yet"),
    ],
)
async def test_a_referral_that_makes_no_sense(
    house: House, changes: dict[str, object], pointer: str, reason: str
) -> None:
    answer = await house.as_team("POST", "/v1/referrals", a_referral(**changes))
    assert answer.status_code == 422, reason
    assert pointer in [error["pointer"] for error in answer.json()["errors"]], (reason, answer.text)
    assert (await house.as_team("GET", "/v1/referrals")).json() == [], reason


async def test_a_person_decides_and_says_why_when_departing(house: House) -> None:
    referral = await refer(house)
    recommended = referral["recommendation"]["method"]
    other = "icm" if recommended != "icm" else "cti"
    without = await decide(house, referral["id"], {"method": other})
    assert without.status_code == 422 and without.json()["errors"][0]["pointer"] == "/reason"
    body = {"method": other, "reason": "citizens_choice", "starts_on": "2025-03-10"}
    decided = await decide(house, referral["id"], body)
    assert decided.status_code == 200, decided.text
    shown = decided.json()
    assert (shown["method"], shown["decided_by"], shown["complaint"]) == (other, "support-coordinator", None)
    assert shown["referral"]["state"] == "course" and shown["referral"]["opened_at"] == referral["opened_at"]
    again = await decide(house, referral["id"], body)
    assert again.status_code == 200 and again.json() == shown
    refused = await decide(house, referral["id"], {"method": None, "reason": "no_need_found"}, version=2)
    assert refused.status_code == 409 and refused.json()["type"].endswith("course-runs")


async def test_a_refusal_is_a_persons_and_says_how_to_complain(house: House) -> None:
    referral = await refer(house)
    no_room = await decide(house, referral["id"], {"method": None, "reason": "no_room"})
    assert no_room.status_code == 422 and no_room.json()["errors"][0]["pointer"] == "/reason"
    stale = await decide(house, referral["id"], {"method": None, "reason": "citizen_declines"}, version=7)
    assert stale.status_code == 412
    refused = await decide(house, referral["id"], {"method": None, "reason": "citizen_declines"})
    assert refused.status_code == 200 and refused.json()["referral"]["state"] == "closed"
    assert "four weeks" in refused.json()["complaint"]["en"]
    ended = await decide(house, referral["id"], {"method": "icm", "reason": "needs_differ"}, version=2)
    assert ended.status_code == 409 and ended.json()["type"].endswith("referral-ended")


async def test_what_was_wanted_and_not_there_is_counted_by_method(house: House) -> None:
    terms = {"method": "icm", "valid_from": "2025-01-01", "age_below": 30, "source": "local choice"}
    await house.as_team("PUT", "/v1/methods", {"methods": [terms]})
    old = await refer(house, situation="street")
    assert old["recommendation"]["lacking"] == "not_offered_at_age"
    await refer(house, reference="S-2", support_needs="high")
    await refer(house, reference="S-3", situation="street", birth_year=2000)
    methods = (await house.as_party("management", "GET", "/v1/figures")).json()["methods"]
    counted = {
        each["method"]: (
            each["wanted_not_offered"],
            each["wanted_not_offered_at_age"],
            each["recommended_without_room"],
        )
        for each in methods
    }
    assert counted["icm"][1:] == (1, 1) and counted["act"][:2] == (1, 0)
