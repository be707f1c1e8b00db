"""From an offer to a course of support, as the callers see it."""

import uuid

from tests.integration.support.house import House, an_offer

ICM = {"method": "icm", "valid_from": "2025-01-01", "source": "local choice"}
CTI = {"method": "cti", "valid_from": "2025-01-01", "caseload_limit": 10, "source": "local choice"}


async def test_an_offer_opens_a_referral_with_a_recommendation_and_its_reasons(house: House) -> None:
    await house.as_team("PUT", "/v1/methods", {"methods": [ICM]})
    await house.worker("W1")
    offer = uuid.uuid4()
    answer = await house.as_allocation("PUT", f"/v1/referrals/{offer}", an_offer())
    body = answer.json()
    assert answer.status_code == 201
    assert body["state"] == "open" and body["id"] == str(offer)
    assert body["recommendation"]["method"] == "icm" and body["recommendation"]["had_room"]
    assert [reason["rule"] for reason in body["recommendation"]["reasons"]] == ["needs-medium", "offered"]
    assert answer.headers["etag"] == '"1"'


async def test_the_same_offer_again_is_the_same_referral(house: House) -> None:
    citizen = str(uuid.uuid4())
    offer = uuid.UUID(await house.open(citizen_id=citizen))
    again = await house.as_allocation("PUT", f"/v1/referrals/{offer}", an_offer(citizen_id=citizen))
    assert again.status_code == 200
    other = await house.as_allocation("PUT", f"/v1/referrals/{offer}", an_offer(citizen_id=citizen, birth_year=1990))
    assert other.status_code == 409
    assert [error["pointer"] for error in other.json()["errors"]] == ["/birth_year"]
    events = (await house.as_team("GET", "/v1/events")).json()["events"]
    assert [event["kind"] for event in events] == ["referral_opened", "support_without_room", "passed_on"]


async def test_a_person_assigns_a_worker_and_the_same_worker_again_is_the_same(house: House) -> None:
    referral = await house.open()
    await house.worker("W1")
    first = await house.assign(referral, "W1")
    assert first.status_code == 200, first.text
    assert first.json()["state"] == "assigned" and first.json()["method"] == "icm"
    again = await house.assign(referral, "W1")
    assert again.status_code == 200 and again.json() == first.json()
    await house.worker("W2")
    other = await house.assign(referral, "W2")
    assert other.status_code == 409 and other.json()["worker_reference"] == "W1"
    assert "handover" in other.json()["detail"]
    workers = (await house.as_team("GET", "/v1/workers")).json()
    assert [(worker["reference"], worker["caseload"]) for worker in workers] == [("W1", 1), ("W2", 0)]


async def test_a_system_alone_may_not_assign(house: House) -> None:
    referral = await house.open()
    await house.worker("W1")
    answer = await house.as_team("POST", f"/v1/referrals/{referral}/assignment", {"worker_reference": "W1"})
    assert answer.status_code == 403 and answer.json()["type"].endswith("person-required")


async def test_the_ninth_is_refused_naming_limit_and_caseload(house: House) -> None:
    await house.worker("W1")
    for _ in range(8):
        assert (await house.assign(await house.open(), "W1")).status_code == 200
    ninth = await house.assign(await house.open(), "W1")
    assert ninth.status_code == 409
    assert (ninth.json()["limit"], ninth.json()["caseload"]) == (8, 8)
    assert "already has 8 citizens and the limit is 8" in ninth.json()["detail"]


async def test_a_limit_nobody_has_entered_is_asked_for(house: House) -> None:
    referral = await house.open()
    await house.worker("C1", method="cti")
    refused = await house.assign(referral, "C1")
    assert refused.status_code == 409 and refused.json()["type"].endswith("caseload-limit-missing")
    assert "municipality must enter" in refused.json()["detail"]
    await house.as_team("PUT", "/v1/methods", {"methods": [CTI]})
    assert (await house.assign(referral, "C1")).status_code == 200


async def test_an_absent_worker_takes_nobody_new(house: House) -> None:
    referral = await house.open()
    await house.worker("W1", absences=[{"starts_on": "2025-03-03"}])
    refused = await house.assign(referral, "W1")
    assert refused.status_code == 409 and refused.json()["type"].endswith("worker-absent")


async def test_an_offer_that_ends_without_a_lease_frees_the_place(house: House) -> None:
    referral = await house.open()
    await house.worker("W1", capacity=1)
    await house.assign(referral, "W1")
    closed = await house.outcome(referral, "declined")
    assert closed.status_code == 200 and closed.json()["state"] == "closed"
    assert (await house.outcome(referral, "declined")).json() == closed.json()
    assert (await house.outcome(referral, "signed", "2025-04-01")).status_code == 409
    assert (await house.assign(await house.open(), "W1")).status_code == 200
    assert (await house.assign(referral, "W1")).json()["type"].endswith("referral-closed")


async def test_a_lease_starts_a_course_with_its_dates(house: House) -> None:
    await house.as_team("PUT", "/v1/methods", {"methods": [CTI]})
    referral = await house.open(situation="shelter")
    await house.worker("C1", method="cti")
    await house.assign(referral, "C1")
    missing = await house.outcome(referral, "signed")
    assert missing.status_code == 422 and missing.json()["errors"][0]["pointer"] == "/move_in_on"
    course = (await house.outcome(referral, "signed", "2025-04-01")).json()["course"]
    assert (course["starts_on"], course["phase"], course["ends_on"]) == ("2025-04-01", 0, "2026-01-01")
    dates = [(each["kind"], each["on"]) for each in course["dates"]]
    assert dates == [("phase_end", "2025-07-01"), ("phase_end", "2025-10-01"), ("assess_need", "2026-01-01")]


async def test_a_course_without_a_worker_still_gets_one_with_the_dates_from_the_move(house: House) -> None:
    await house.as_team("PUT", "/v1/methods", {"methods": [CTI]})
    referral = await house.open()
    assert (await house.outcome(referral, "signed", "2025-04-01")).json()["state"] == "course"
    await house.worker("C1", method="cti")
    assigned = (await house.assign(referral, "C1")).json()
    assert assigned["state"] == "course" and assigned["course"]["ends_on"] == "2026-01-01"


async def test_figures_count_what_was_not_there(house: House) -> None:
    await house.as_team("PUT", "/v1/methods", {"methods": [ICM]})
    first = await house.open(support_needs="high")
    await house.worker("W1", capacity=1)
    await house.assign(first, "W1")
    await house.outcome(first, "signed", "2025-04-01")
    await house.open()
    figures = (await house.as_party("management", "GET", "/v1/figures")).json()
    assert figures["municipality_code"] == "0217"
    counted = figures["referrals"]
    assert (counted["opened"], counted["course"], counted["signed_with_worker"]) == (2, 1, 1)
    assert (counted["recommended_without_room"], counted["wanted_not_offered"]) == (2, 1)
    icm = next(method for method in figures["methods"] if method["method"] == "icm")
    assert (icm["workers"], icm["caseload"], icm["places"], icm["recommended_without_room"]) == (1, 1, 1, 2)
    cti = next(method for method in figures["methods"] if method["method"] == "cti")
    assert cti["places"] is None
