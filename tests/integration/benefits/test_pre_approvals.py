"""An offer within a pre-approval is committed in the same request; a stale one goes the ordinary way and says why."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.integration.benefits.desk import Desk, an_offer
from tests.integration.benefits.pre_approvals import CITIZEN, grant, offer, read, status, unmet, withdraw
from tests.integration.callers import slug_of

COVERED: dict[str, Any] = {"rent_dkk": "5000", "deposit_dkk": "30000"}


async def test_an_offer_within_it_is_committed_in_the_same_request(desk: Desk) -> None:
    case = await grant(desk)
    opened = await offer(desk, **COVERED)
    assert (opened["status"], opened["outcome"], opened["version"] > 1) == ("decided", "committed", True)
    assert opened["deposit"]["outcome"] == "committed"
    assert opened["deposit"]["hours"] == 0.0
    used = await read(desk, case)
    assert (used["status"], used["offer_id"]) == ("used", opened["id"])
    file = (await desk.as_key_worker("GET", f"/v1/cases/{opened['id']}")).json()
    assert file["decision"]["decided_by"] == "key-worker", "who gave the pre-approval decided"
    assert file["decision"]["automatic"]
    rules = [reason["rule"] for reason in file["proposal"]["reasons"]]
    assert rules[:7] == [
        "pre_approval_valid",
        "pre_approval_period",
        "pre_approval_household",
        "pre_approval_dwelling",
        "pre_approval_rent",
        "pre_approval_deposit",
        "pre_approval_rules",
    ]
    assert "deposit_loan_first_let" in rules
    assert await unmet(desk, opened["id"]) == []


async def test_what_was_decided_in_the_citizens_favour_is_not_judged_again(desk: Desk) -> None:
    """Wealth that covers the deposit is for a person to judge; the person has, so no offer waits for it again."""
    case = await grant(desk, {"wealth_dkk": "60000"})
    opened = await offer(desk, {"wealth_dkk": "60000"}, **COVERED)
    assert opened["outcome"] == "committed"
    assert await status(desk, case) == "used"


STALE: list[tuple[str, dict[str, object], dict[str, object], list[str]]] = [
    ("a rent above", {}, {"rent_dkk": "5000.01"}, ["pre_approval_rent"]),
    ("a deposit above", {}, {"deposit_dkk": "30000.01"}, ["pre_approval_deposit"]),
    ("another income", {"income_after_tax_dkk": "9900"}, {}, ["pre_approval_household"]),
    ("a child more", {"children": 1}, {}, ["pre_approval_household"]),
    ("an earlier loan unpaid", {"unpaid_deposit_loan": True}, {}, ["pre_approval_household"]),
    ("an old dwelling", {}, {"first_let_year": 1950}, ["pre_approval_rules"]),
    ("a dwelling of 1964, which is a question", {}, {"first_let_year": 1964}, ["pre_approval_rules"]),
    ("a single room", {}, {"dwelling_class": "room"}, ["pre_approval_dwelling"]),
    ("two at once", {}, {"rent_dkk": "5100", "first_let_year": 1950}, ["pre_approval_rent", "pre_approval_rules"]),
]


@pytest.mark.parametrize(("why", "household", "dwelling", "told"), STALE, ids=[row[0] for row in STALE])
async def test_one_that_does_not_cover_goes_the_ordinary_way_and_says_why(
    desk: Desk, why: str, household: dict[str, object], dwelling: dict[str, object], told: list[str]
) -> None:
    case = await grant(desk)
    opened = await offer(desk, household, **dwelling)
    assert (opened["status"], opened["outcome"], opened["deposit"]) == ("open", None, None), why
    assert await unmet(desk, opened["id"]) == told
    assert await status(desk, case) == "valid"
    [event] = [each for each in await desk.events() if each["kind"] == "pre_approval_not_used"]
    assert event["facts"]["unmet"] == told


async def test_wealth_that_covers_a_smaller_deposit_than_was_judged_is_for_a_person(desk: Desk) -> None:
    await grant(desk, {"wealth_dkk": "20000"})
    opened = await offer(desk, {"wealth_dkk": "20000"}, rent_dkk="5000", deposit_dkk="19000")
    assert opened["deposit"] is None
    assert await unmet(desk, opened["id"]) == ["pre_approval_rules"]


async def test_a_citizen_without_one_is_not_told_of_one(desk: Desk) -> None:
    opened = await offer(desk)
    assert opened["deposit"] is None
    answer = await desk.as_key_worker("GET", f"/v1/cases/{opened['id']}/pre-approval-check")
    assert answer.status_code == 404


async def test_it_commits_one_standing_offer_and_is_free_again_when_that_ends_without_a_lease(desk: Desk) -> None:
    case = await grant(desk)
    first, second = await offer(desk), await offer(desk)
    assert (first["outcome"], second["outcome"]) == ("committed", None)
    assert await unmet(desk, second["id"]) == ["pre_approval_valid"]
    assert (await desk.end_offer(first["id"], "declined")).status_code == 200
    assert await status(desk, case) == "valid"
    third = await offer(desk)
    assert third["outcome"] == "committed"
    assert (await desk.end_offer(third["id"], "signed")).status_code == 200
    assert await status(desk, case) == "spent"
    assert (await offer(desk))["outcome"] is None


async def test_the_same_offer_again_is_answered_with_the_commitment_and_commits_nothing_more(desk: Desk) -> None:
    await grant(desk)
    path = f"/v1/cases/{uuid.uuid4()}"
    first = await desk.as_allocation("PUT", path, an_offer())
    again = await desk.as_allocation("PUT", path, an_offer())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["deposit"] == first.json()["deposit"]
    sent = await desk.deliver()
    assert [content["outcome"] for _, content in sent] == ["committed"]


async def test_allocation_and_the_centre_hear_no_means_and_no_amounts(desk: Desk) -> None:
    await grant(desk)
    opened = await offer(desk)
    assert set(opened["deposit"]) == {"outcome", "decided_at", "reasons", "hours"}
    for party in ("allocation_office", "social_centre"):
        told = str(await desk.events(party))
        assert "deposit_committed" in told
        assert not [word for word in ("kr.", "DKK", "dkk", "unmet") if word in told], party


async def test_a_person_takes_it_back_once_and_the_next_offer_says_so(desk: Desk) -> None:
    case = await grant(desk)
    assert (await withdraw(desk, case, version=9)).status_code == 412
    first = await withdraw(desk, case, "household_changed")
    assert (first.status_code, first.json()["status"], first.json()["end_code"]) == (
        200,
        "withdrawn",
        "household_changed",
    )
    again = await withdraw(desk, case, "citizens_wish")
    assert (again.status_code, slug_of(again)) == (409, "pre-approval-over")
    assert (again.json()["pre_approval_status"], again.json()["end_code"]) == ("withdrawn", "household_changed")
    opened = await offer(desk)
    assert await unmet(desk, opened["id"]) == ["pre_approval_valid"]
    assert (await read(desk, case))["end_code"] == "household_changed"


async def test_withdrawn_it_leaves_what_it_has_committed(desk: Desk) -> None:
    case = await grant(desk)
    committed = await offer(desk)
    assert (await withdraw(desk, case)).status_code == 200
    await desk.end_offer(committed["id"], "declined")
    assert await status(desk, case) == "withdrawn", "an offer that ends does not bring it back"


async def test_only_a_person_with_the_right_withdraws(desk: Desk) -> None:
    case = await grant(desk)
    path, body = f"/v1/pre-approvals/{case}/withdrawal", {"code": "citizens_wish"}
    assert (await desk.as_department("POST", path, body)).status_code == 403
    for party in ("social_centre", "management"):
        assert (await desk.as_party(party, "POST", path, body, person="somebody")).status_code == 403
    assert await status(desk, case) == "valid"


async def test_it_expires_with_its_last_day_once(desk: Desk) -> None:
    case = await grant(desk)
    desk.clock.now = datetime(2025, 6, 3, 21, 59, tzinfo=UTC)
    assert (await desk.sweep(), await status(desk, case)) == (0, "valid")
    desk.clock.now = datetime(2025, 6, 3, 22, 0, tzinfo=UTC)
    assert (await desk.sweep(), await status(desk, case)) == (1, "expired")
    assert await desk.sweep() == 0


async def test_an_offer_outside_its_period_is_not_covered_whatever_the_sweep_has_seen(desk: Desk) -> None:
    await grant(desk, terms={"valid_from_on": "2025-03-04"})
    opened = await offer(desk)
    assert await unmet(desk, opened["id"]) == ["pre_approval_period"]


async def test_a_newer_one_replaces_it_and_answers_for_its_offer(desk: Desk) -> None:
    older = await grant(desk)
    committed = await offer(desk)
    newer = await grant(desk, highest_rent_dkk="6000")
    assert (await status(desk, older), await status(desk, newer)) == ("replaced", "used")
    assert (await offer(desk))["outcome"] is None, "one standing offer at a time"
    await desk.end_offer(committed["id"], "expired")
    assert await status(desk, newer) == "valid"
    assert (await offer(desk, rent_dkk="6000"))["outcome"] == "committed"


async def test_two_citizens_who_are_one_keep_the_newer(desk: Desk) -> None:
    other = str(uuid.uuid4())
    older = await grant(desk)
    desk.clock.now += timedelta(hours=1)
    newer = await grant(desk, citizen_id=other)
    merged = await desk.as_allocation("PUT", f"/v1/citizens/{CITIZEN}/merge", {"into": other})
    assert merged.status_code == 200, merged.text
    assert (await status(desk, older), await status(desk, newer)) == ("replaced", "valid")
    assert (await read(desk, older))["citizen_id"] == other
