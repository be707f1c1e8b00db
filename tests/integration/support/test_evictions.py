"""Eviction cases from the notice to the outcome, and the homes that were kept."""

import asyncio
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from kit.database.stories import Stories
from tests.integration.support.house import SOLROED, House
from tests.integration.support.test_concern_clocks import heard, swept
from tests.integration.support.test_concerns import sent

COURT = "2025-04-02T10:00:00+02:00"


def a_case(**changes: object) -> dict[str, object]:
    return {
        "reference": f"U-{uuid.uuid4().hex[:8]}",
        "about": {"tenancy_reference": "L-1007-12"},
        "notice_on": "2025-02-24",
    } | changes


async def act(house: House, method: str, path: str, body: object, version: int | None = None) -> Any:
    bearer = house.token("support_team", person="support-coordinator")
    return await house.send(method, f"/v1/evictions{path}", body, bearer=bearer, if_match=version)


async def opened(house: House, **changes: object) -> str:
    answer = await act(house, "POST", "", a_case(**changes))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def evictions(house: House) -> dict[str, Any]:
    answer = await house.as_party("management", "GET", "/v1/prevention-figures")
    found: dict[str, Any] = answer.json()["evictions"]
    return found


async def test_from_the_notice_to_a_home_that_is_kept(house: House) -> None:
    case = await opened(house, court_at=COURT)
    agreed = {"pay_by": "2025-03-14"}
    for kind, day, more in (("reminder", 1, {}), ("section_81a", 2, {}), ("agreement", 3, agreed)):
        body = {"kind": kind, "taken_on": f"2025-03-0{day}"} | more
        assert (await act(house, "POST", f"/{case}/steps", body)).status_code == 201, kind
    steps = (await house.as_team("GET", f"/v1/evictions/{case}/steps")).json()
    assert [step["kind"] for step in steps] == ["reminder", "section_81a", "agreement"]
    assert {step["recorded_by"] for step in steps} == {"support-coordinator"}
    kept = await act(house, "POST", f"/{case}/outcome", {"outcome": "home_kept", "outcome_on": "2025-03-03"}, 1)
    assert (kept.json()["outcome"], kept.json()["decided_by"]) == ("home_kept", "support-coordinator")
    assert (await evictions(house))["avoided"] == 1
    assert (await house.as_team("GET", "/v1/prevention-deadlines?days=365")).json() == []


async def test_an_outcome_is_recorded_once_also_by_two_at_once(house: House) -> None:
    case = await opened(house)
    answers = await asyncio.gather(
        *(
            act(house, "POST", f"/{case}/outcome", {"outcome": outcome, "outcome_on": "2025-03-01"}, 1)
            for outcome in ("home_kept", "moved", "evicted")
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
    again = await act(house, "POST", f"/{case}/outcome", {"outcome": "moved", "outcome_on": "2025-03-01"}, 2)
    assert (again.status_code, again.json()["type"].rsplit(":", 1)[-1]) == (409, "eviction-decided")
    figures = await evictions(house)
    assert figures["avoided"] + figures["moved"] + figures["evicted"] == 1


async def test_only_a_person_decides(house: House) -> None:
    case = await opened(house)
    bearer = house.token("support_team")
    body = {"outcome": "home_kept", "outcome_on": "2025-03-03"}
    answer = await house.send("POST", f"/v1/evictions/{case}/outcome", body, bearer=bearer, if_match=1)
    assert answer.status_code == 403


async def test_the_court_date_and_the_agreed_payment_are_told_of_before_they_come(
    house: House, stories: Stories
) -> None:
    case = await opened(house, court_at=COURT)
    agreement = {"kind": "agreement", "taken_on": "2025-03-03", "pay_by": "2025-03-14"}
    assert (await act(house, "POST", f"/{case}/steps", agreement)).status_code == 201
    due = (await house.as_team("GET", "/v1/prevention-deadlines?days=60")).json()
    assert [(each["kind"], each["due_at"]) for each in due] == [
        ("agreed_payment", "2025-03-14T23:00:00Z"),
        ("court_date", "2025-04-02T08:00:00Z"),
    ]
    assert await swept(stories, house, "2025-03-14T00:00:00+01:00") == 1, "the day of the payment begins"
    assert await swept(stories, house, "2025-03-19T09:00:00+01:00") == 2, "not paid, and a fortnight to the court"
    assert await swept(stories, house, "2025-03-20T09:00:00+01:00") == 0
    assert await heard(house) == [
        ("prevention_deadline_near", "agreed_payment"),
        ("prevention_deadline_near", "court_date"),
        ("prevention_deadline_missed", "agreed_payment"),
    ]


async def test_a_payment_ends_the_agreement_and_a_moved_court_date_is_told_of_anew(
    house: House, stories: Stories
) -> None:
    case = await opened(house, court_at="2025-03-10T10:00:00+01:00")
    agreement = {"kind": "agreement", "taken_on": "2025-03-03", "pay_by": "2025-03-14"}
    await act(house, "POST", f"/{case}/steps", agreement)
    await act(house, "POST", f"/{case}/steps", {"kind": "payment", "taken_on": "2025-03-03"})
    assert await swept(stories, house, "2025-03-04T10:00:00+01:00") == 1, "the court meets within a fortnight"
    moved = await act(house, "PUT", f"/{case}/court-date", {"court_at": COURT}, 1)
    assert (moved.status_code, moved.json()["court_at"]) == (200, "2025-04-02T08:00:00Z")
    assert await swept(stories, house, "2025-03-18T10:00:00+01:00") == 0
    assert await swept(stories, house, "2025-03-19T10:00:00+01:00") == 1, "a fortnight before the new date"


async def test_groups_at_risk_are_marked_by_a_person_and_told_of_from_five_on(house: House) -> None:
    cases = [await opened(house) for _ in range(5)]
    for case in cases[:4]:
        marked = await act(house, "PUT", f"/{case}/marks", {"marks": ["leaving_care", "arrears"]}, 1)
        assert marked.json()["marks"] == ["arrears", "leaving_care"]
    assert set((await evictions(house))["groups_at_risk"].values()) == {None}, "four are too few"
    await act(house, "PUT", f"/{cases[4]}/marks", {"marks": ["leaving_care"]}, 1)
    groups = (await evictions(house))["groups_at_risk"]
    assert {name: count for name, count in groups.items() if count is not None} == {"leaving_care": 5}
    timeline = (await house.as_team("GET", f"/v1/timeline/{cases[0]}")).json()
    assert "leaving_care" not in str(timeline), "the journal says that somebody has marked, not what"


async def test_the_same_reference_is_the_same_case(house: House) -> None:
    body = a_case()
    first, again = await act(house, "POST", "", body), await act(house, "POST", "", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = await act(house, "POST", "", body | {"notice_on": "2025-02-25"})
    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (409, "/notice_on")


async def test_the_same_reference_is_the_same_case_also_when_its_citizen_was_another(house: House) -> None:
    old, new = str(uuid.uuid4()), str(uuid.uuid4())
    body = a_case(about={"citizen_id": old})
    first = await act(house, "POST", "", body)
    await house.as_allocation("PUT", f"/v1/citizens/{old}/merge", {"into": new})
    again = await act(house, "POST", "", body)
    assert (again.status_code, again.json()["id"], again.json()["citizen_id"]) == (200, first.json()["id"], new)


async def test_a_case_can_follow_from_a_concern(house: House) -> None:
    concern = (await sent(house))["id"]
    case = await opened(house, about={"concern_id": concern})
    assert (await house.as_team("GET", f"/v1/evictions/{case}")).json()["concern_id"] == concern
    unknown = await act(house, "POST", "", a_case(about={"concern_id": str(uuid.uuid4())}))
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "/about/concern_id")


@pytest.mark.parametrize(
    ("changes", "pointers", "reason"),
    [
        ({"court_at": "2025-03-03T09:59:00+01:00"}, ["/court_at"], "a court date in the past"),
        ({"notice_on": "2025-03-04"}, ["/notice_on"], "a notice of tomorrow"),
        ({"about": {}, "court_at": "2020-01-01T10:00:00Z"}, ["/about", "/court_at"], "both at once"),
        ({"about": {}}, ["/about"], "about nobody"),
    ],
)
async def test_a_case_that_makes_no_sense_is_not_opened(
    house: House, changes: dict[str, object], pointers: list[str], reason: str
) -> None:
    answer = await act(house, "POST", "", a_case(**changes))
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers, reason
    assert (await house.as_team("GET", "/v1/evictions")).json() == [], reason


async def test_what_makes_no_sense_changes_nothing_in_a_case(house: House) -> None:
    case = await opened(house, court_at=COURT)
    before = (await house.as_team("GET", f"/v1/evictions/{case}")).json()
    due = (await house.as_team("GET", "/v1/prevention-deadlines?days=60")).json()
    outcome = {"outcome": "home_kept", "outcome_on": "2025-02-23"}
    for method, path, body in (
        ("PUT", "court-date", {"court_at": "2025-03-01T10:00:00+01:00"}),
        ("POST", "outcome", outcome),
        ("POST", "outcome", outcome | {"outcome": "evicted", "outcome_on": "2025-03-03"}),
        ("PUT", "marks", {"marks": ["unlucky"]}),
    ):
        assert (await act(house, method, f"/{case}/{path}", body, 1)).status_code == 422, path
    assert (await act(house, "POST", f"/{uuid.uuid4()}/outcome", outcome, 1)).status_code == 404, "before a case"
    assert (await house.as_team("GET", f"/v1/evictions/{case}")).json() == before
    assert (await house.as_team("GET", "/v1/prevention-deadlines?days=60")).json() == due


async def test_foreign_and_missing_look_the_same(house: House) -> None:
    case = await opened(house)
    house.municipality = SOLROED
    house.clock.now = datetime(2025, 3, 3, 10, tzinfo=UTC)
    for known in (case, str(uuid.uuid4())):
        assert (await house.as_team("GET", f"/v1/evictions/{known}")).status_code == 404
        assert (await house.as_team("GET", f"/v1/evictions/{known}/steps")).status_code == 404
