"""What a pre-approval is given on, and what of it cannot be: told precisely, and nothing is decided."""

import pytest

from tests.integration.benefits.desk import Desk, an_offer
from tests.integration.benefits.pre_approvals import CITIZEN, ask, grant, offer, read
from tests.integration.callers import slug_of


async def test_its_terms_are_in_force_from_today_for_three_months_unless_said_otherwise(desk: Desk) -> None:
    usual = await read(desk, await grant(desk))
    assert (usual["valid_from_on"], usual["valid_to_on"]) == ("2025-03-03", "2025-06-03")
    assert usual["dwelling_classes"] == ["family", "youth", "elderly"]
    words = [each["en"] for each in usual["conditions"]]
    assert words[0] == "It holds for dwellings that you are offered from 2025-03-03 to 2025-06-03, both days included."
    assert words[2] == "The deposit may be at most DKK 30,000."
    own: dict[str, object] = {"valid_from_on": "2025-03-10", "valid_to_on": "2025-03-20", "dwelling_classes": ["youth"]}
    other = await read(desk, await grant(desk, terms=own))
    assert {name: other[name] for name in own} == own


BAD_TERMS: list[tuple[str, dict[str, object], list[str]]] = [
    ("ends before it begins", {"valid_from_on": "2025-04-01", "valid_to_on": "2025-03-31"}, ["valid_to_on"]),
    ("begins yesterday", {"valid_from_on": "2025-03-02"}, ["valid_from_on"]),
    ("longer than three months", {"valid_to_on": "2025-06-04"}, ["valid_to_on"]),
    ("begins after its last day at the latest", {"valid_from_on": "2025-06-04"}, ["valid_from_on"]),
    (
        "ends before it began, yesterday",
        {"valid_from_on": "2025-03-02", "valid_to_on": "2025-03-01"},
        ["valid_from_on", "valid_to_on"],
    ),
    ("no such class", {"dwelling_classes": ["castle"]}, ["dwelling_classes/0"]),
]


@pytest.mark.parametrize(("why", "terms", "fields"), BAD_TERMS, ids=[row[0] for row in BAD_TERMS])
async def test_terms_that_cannot_be_are_told_and_nothing_is_decided(
    desk: Desk, why: str, terms: dict[str, object], fields: list[str]
) -> None:
    case = await ask(desk)
    answer = await desk.decide(case, pre_approval=terms)
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/pre_approval/{each}" for each in fields], why
    file = (await desk.as_key_worker("GET", f"/v1/cases/{case}")).json()
    assert (file["case"]["status"], file["decision"]) == ("open", None)
    assert (await desk.as_key_worker("GET", f"/v1/pre-approvals/{case}")).status_code == 404


async def test_terms_belong_to_a_pre_approval_only(desk: Desk) -> None:
    case = (await offer(desk))["id"]
    answer = await desk.decide(case, pre_approval={"valid_to_on": "2025-04-01"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/pre_approval")


@pytest.mark.parametrize(
    ("field", "amount", "told"),
    [
        ("highest_rent_dkk", "-1", "invalid-request"),
        ("highest_deposit_dkk", "-1", "invalid-request"),
        ("highest_rent_dkk", "600", "implausible-amount"),
        ("highest_deposit_dkk", "900", "implausible-amount"),
    ],
    ids=["a negative rent", "a negative deposit", "a rent in euros", "a deposit in euros"],
)
async def test_amounts_that_cannot_be_or_rarely_are_stop_at_the_door(
    desk: Desk, field: str, amount: str, told: str
) -> None:
    body = {"citizen_id": CITIZEN, "nomination_reference": "C0113", "household": an_offer()["household"]}
    body |= {"highest_rent_dkk": "5000", "highest_deposit_dkk": "30000", field: amount}
    answer = await desk.as_party("social_centre", "POST", "/v1/fast-track-cases", body)
    assert (answer.status_code, slug_of(answer)) == (422, told)
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{field}"]
    assert (await desk.as_department("GET", "/v1/cases")).json() == []
