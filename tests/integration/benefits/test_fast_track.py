"""A social centre asks for a fast answer: with an offer it joins the one case, without one it asks for an approval."""

import uuid
from datetime import UTC, datetime

from tests.integration.benefits.desk import Desk, a_household, an_offer
from tests.integration.callers import slug_of

CENTRE = "social_centre"


def a_request(**changes: object) -> dict[str, object]:
    return {
        "citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11",
        "nomination_reference": "C0113",
        "household": a_household(),
        "highest_rent_dkk": "5000",
        "highest_utilities_dkk": "800",
        "highest_deposit_dkk": "30000",
    } | changes


async def test_a_centre_joins_the_case_of_the_offer_and_may_then_look_it_up(desk: Desk) -> None:
    case = await desk.open()
    assert (await desk.as_party(CENTRE, "GET", "/v1/cases")).json() == []
    assert (await desk.as_party(CENTRE, "GET", f"/v1/cases/{case}", person="social-worker")).status_code == 404
    joined = await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", {"offer_id": case})
    assert (joined.status_code, joined.json()["id"]) == (200, case)
    assert [found["id"] for found in (await desk.as_party(CENTRE, "GET", "/v1/cases")).json()] == [case]
    read = await desk.as_party(CENTRE, "GET", f"/v1/cases/{case}", person="social-worker")
    assert read.json()["proposal"]["outcome"] == "grant"
    again = await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", {"offer_id": case})
    assert again.json()["version"] == joined.json()["version"]
    assert (await desk.as_department("GET", "/v1/cases")).json()[0]["id"] == case


async def test_a_case_in_the_ordinary_lane_moves_to_the_fast_one(desk: Desk) -> None:
    offer = str(uuid.uuid4())
    slow = await desk.as_allocation("PUT", f"/v1/cases/{offer}", an_offer() | {"lane": "ordinary"})
    assert datetime.fromisoformat(slow.json()["due_at"]) == datetime(2025, 3, 17, 23, tzinfo=UTC)
    fast = await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", {"offer_id": offer})
    assert fast.json()["lane"] == "fast"
    assert datetime.fromisoformat(fast.json()["due_at"]) == datetime(2025, 3, 4, 9, tzinfo=UTC)


async def test_an_offer_without_case_is_told_so(desk: Desk) -> None:
    answer = await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", {"offer_id": str(uuid.uuid4())})
    assert (answer.status_code, slug_of(answer)) == (404, "no-case-for-offer")


async def test_a_closed_case_is_not_joined(desk: Desk) -> None:
    case = await desk.open()
    await desk.end_offer(case, "expired")
    answer = await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", {"offer_id": case})
    assert (answer.status_code, slug_of(answer)) == (409, "offer-over")


async def test_without_an_offer_a_pre_approval_is_asked_for_and_decided(desk: Desk) -> None:
    asked = await desk.as_party("shelter", "POST", "/v1/fast-track-cases", a_request())
    assert asked.status_code == 201, asked.text
    case = asked.json()
    assert (case["kind"], case["offer_id"], case["lane"]) == ("pre_approval", None, "fast")
    assert datetime.fromisoformat(case["due_at"]) == datetime(2025, 3, 4, 9, tzinfo=UTC)
    file = (await desk.as_key_worker("GET", f"/v1/cases/{case['id']}")).json()
    assert file["proposal"]["outcome"] == "grant"
    assert "condition" in next(r["text"]["en"] for r in file["proposal"]["reasons"] if r["rule"].endswith("first_let"))
    assert (await desk.decide(case["id"])).status_code == 201
    assert await desk.deliver() == []


async def test_a_citizen_has_one_open_request(desk: Desk) -> None:
    first = await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", a_request())
    second = await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", a_request(highest_rent_dkk="6000"))
    assert (second.status_code, slug_of(second)) == (409, "pre-approval-open")
    await desk.decide(first.json()["id"])
    assert (await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", a_request())).status_code == 201


REFUSED: list[tuple[dict[str, object], str, str]] = [
    ({}, "/", "neither an offer nor a citizen"),
    ({"offer_id": str(uuid.uuid4()), "highest_rent_dkk": "5000"}, "/", "both"),
    (a_request(highest_rent_dkk="500"), "/highest_rent_dkk", "euros by mistake"),
    (a_request(highest_rent_dkk="-5"), "/highest_rent_dkk", "a negative rent"),
    (a_request(household=a_household(birth_year=2020)), "/household/birth_year", "a child of five"),
]


async def test_a_request_that_cannot_be_is_told_at_its_field(desk: Desk) -> None:
    for body, pointer, reason in REFUSED:
        answer = await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", body)
        assert answer.status_code == 422, reason
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer], reason
    assert (await desk.as_department("GET", "/v1/cases")).json() == []


async def test_an_unusual_amount_is_questioned_and_accepted_once_confirmed(desk: Desk) -> None:
    body = a_request(highest_rent_dkk="1200")
    questioned = await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", body)
    assert slug_of(questioned) == "implausible-amount"
    assert "euros" in questioned.json()["errors"][0]["detail"]
    confirmed = body | {"confirmed": ["/highest_rent_dkk"]}
    assert (await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", confirmed)).status_code == 201


async def test_without_the_hours_a_pre_approval_asks_for_the_rate(bare_desk: Desk) -> None:
    answer = await bare_desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", a_request())
    assert (answer.status_code, slug_of(answer)) == (422, "rate-needed")
    assert answer.json()["rate"] == "fast_track_hours"
