"""Bad input to benefits: told at its field, nothing changed."""

import uuid
from typing import Any

from tests.integration.benefits.desk import Desk, a_household, an_offer
from tests.integration.callers import slug_of

HOUSEHOLD: list[tuple[dict[str, object], str, str]] = [
    ({"income_after_tax_dkk": "-1"}, "/household/income_after_tax_dkk", "negative income"),
    ({"income_after_tax_dkk": 9800.5}, "/household/income_after_tax_dkk", "a float is not exact"),
    ({"income_after_tax_dkk": "9800.555"}, "/household/income_after_tax_dkk", "a fraction of an øre"),
    ({"income_after_tax_dkk": "Infinity"}, "/household/income_after_tax_dkk", "no amount"),
    ({"income_after_tax_dkk": "9" * 400}, "/household/income_after_tax_dkk", "a huge number"),
    ({"income_before_tax_dkk": "9000"}, "/household/income_before_tax_dkk", "less before tax than after"),
    ({"wealth_dkk": "-5"}, "/household/wealth_dkk", "negative wealth"),
    ({"benefit": "Lottery!"}, "/household/benefit", "no name of a benefit"),
    ({"adults": 0}, "/household/adults", "nobody moves in"),
    ({"children": 400}, "/household/children", "absurd"),
    ({"children": -1}, "/household/children", "absurd"),
    ({"birth_year": 2024}, "/household/birth_year", "an applicant of one year"),
    ({"birth_year": 1900}, "/household/birth_year", "an applicant of 125 years"),
]
DWELLING: list[tuple[dict[str, object], str, str]] = [
    ({"rent_dkk": "0"}, "/dwelling/rent_dkk", "no rent"),
    ({"utilities_dkk": "-1"}, "/dwelling/utilities_dkk", "negative utilities"),
    ({"deposit_dkk": "0"}, "/dwelling/deposit_dkk", "no deposit, no loan"),
    ({"first_let_year": 12}, "/dwelling/first_let_year", "before there were houses to let"),
    ({"dwelling_class": "castle"}, "/dwelling/dwelling_class", "no such class"),
    ({"area_m2": 0}, "/dwelling/area_m2", "no area"),
]


CASE: list[tuple[dict[str, object], str, str]] = [
    ({"offer_due_at": "2025-03-03T10:00:00+01:00"}, "/offer_due_at", "due as it is made"),
    ({"offered_at": "9999-12-31T23:59:59Z", "offer_due_at": "2025-03-11T00:00:00Z"}, "/offered_at", "the end of days"),
    ({"offered_at": "0001-01-01T00:00:00+14:00"}, "/offered_at", "before the calendar"),
    ({"offer_due_at": "2025-03-11T00:00:00"}, "/offer_due_at", "no time zone"),
    ({"citizen_id": "0101901234"}, "/citizen_id", "a CPR number is no identifier here"),
    ({"lane": "slow"}, "/lane", "no such lane"),
    ({"nomination_reference": ""}, "/nomination_reference", "no reference"),
    ({"household": None}, "/household", "no household"),
]
DECISION: list[tuple[dict[str, object], str, str]] = [
    ({"outcome": "perhaps"}, "/outcome", "committed or refused"),
    ({}, "/outcome", "no outcome"),
    ({"outcome": "refused", "reason_da": "x" * 3000}, "/reason_da", "a novel"),
    (
        {"outcome": "committed", "answers": {"income_before_tax_dkk": "-1"}},
        "/answers/income_before_tax_dkk",
        "negative income",
    ),
    (
        {"outcome": "committed", "answers": {"income_before_tax_dkk": "9000"}},
        "/answers/income_before_tax_dkk",
        "less before tax than after",
    ),
]


async def refused_at(desk: Desk, body: dict[str, Any], pointer: str, reason: str) -> None:
    answer = await desk.as_allocation("PUT", f"/v1/cases/{uuid.uuid4()}", body)
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer], reason


async def test_facts_that_cannot_be_are_told_at_their_field_and_open_no_case(desk: Desk) -> None:
    for change, pointer, reason in HOUSEHOLD:
        await refused_at(desk, an_offer(change), pointer, reason)
    for change, pointer, reason in DWELLING:
        await refused_at(desk, an_offer(None, **change), pointer, reason)
    for change, pointer, reason in CASE:
        await refused_at(desk, an_offer() | change, pointer, reason)
    assert (await desk.as_department("GET", "/v1/cases")).json() == []


async def test_a_decision_that_cannot_be_is_told_at_its_field_and_decides_nothing(desk: Desk) -> None:
    case = await desk.open()
    for body, pointer, reason in DECISION:
        answer = await desk.as_key_worker("POST", f"/v1/cases/{case}/decision", body)
        assert answer.status_code == 422, reason
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer], reason
    assert (await desk.as_department("GET", "/v1/cases")).json()[0]["status"] == "open"


UNUSUAL: list[tuple[dict[str, object], dict[str, object], str]] = [
    ({"income_after_tax_dkk": "1300"}, {}, "euros by mistake"),
    ({"income_after_tax_dkk": "117600"}, {}, "a year's income by mistake"),
    ({"wealth_dkk": "99999999"}, {}, "a hundred millions"),
    ({}, {"rent_dkk": "600"}, "euros by mistake"),
    ({}, {"rent_dkk": "1000000"}, "a million"),
    ({}, {"deposit_dkk": "900"}, "hardly a deposit"),
]


async def test_an_unusual_amount_opens_the_case_and_is_questioned_there(desk: Desk) -> None:
    for household, dwelling, reason in UNUSUAL:
        case = await desk.open(household, **dwelling)
        proposal = (await desk.as_key_worker("GET", f"/v1/cases/{case}")).json()["proposal"]
        assert proposal["outcome"] in {"question", "refuse"}, reason
        [first] = [found for found in proposal["reasons"] if found["rule"] == "amounts_usual"]
        assert not first["met"] and "euros" in first["text"]["en"], reason
        assert (await desk.decide(case)).status_code == 422, reason


async def test_a_kind_of_benefit_that_is_not_known_is_counted_on_the_safe_side(desk: Desk) -> None:
    case = await desk.open({"benefit": "rehabilitation_benefit", "income_after_tax_dkk": "15000"})
    file = (await desk.as_key_worker("GET", f"/v1/cases/{case}")).json()
    assert file["household"]["benefit"] == "other"
    assert file["proposal"]["outcome"] == "question"


async def test_an_unusual_amount_makes_the_ability_a_question(desk: Desk) -> None:
    body = a_household(income_after_tax_dkk="1300") | {"citizen_id": str(uuid.uuid4()), "on": "2025-03-03"}
    answer = await desk.as_allocation("PUT", f"/v1/abilities/{uuid.uuid4()}", body)
    assert answer.status_code == 200
    assert answer.json()["highest_rent_dkk"] is None
    assert "euros" in answer.json()["question"]["en"]


async def test_a_nul_character_is_refused(desk: Desk) -> None:
    case = await desk.open()
    answer = await desk.decide(case, "refused", reason_da="no\x00thing")
    assert answer.status_code == 422
    assert slug_of(answer) == "nul-character"


async def test_an_outcome_of_an_offer_without_case_is_not_found(desk: Desk) -> None:
    assert (await desk.end_offer(str(uuid.uuid4()), "declined")).status_code == 404
