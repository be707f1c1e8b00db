"""A housing organisation posts vacancies, rightly and wrongly."""

import asyncio
from typing import Any

import pytest

from tests.builders.posting import ORGANISATION_B, a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import slug_of


async def test_every_fourth_vacancy_is_claimed_with_its_arithmetic(quarter: Callers) -> None:
    answers = [await quarter.organisation_a.post("/v1/vacancies", a_vacancy()) for _ in range(8)]
    results = [answer.json()["decision"]["result"] for answer in answers]
    assert results == ["released", "released", "released", "claimed"] * 2
    reasons = answers[7].json()["decision"]["reasons"]
    assert "1/4 of 8 gives 2 rights; 1 used" in reasons[-1]["text"]["en"]


async def test_the_same_reference_again_is_the_same_vacancy(quarter: Callers) -> None:
    body = a_vacancy()
    first = await quarter.organisation_a.post("/v1/vacancies", body)
    again = await quarter.organisation_a.post("/v1/vacancies", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


async def test_the_same_reference_with_other_content_names_the_fields(quarter: Callers) -> None:
    body = a_vacancy()
    await quarter.organisation_a.post("/v1/vacancies", body)
    other = await quarter.organisation_a.post("/v1/vacancies", body | {"rent_dkk": "5000.00", "rooms": 3})
    assert slug_of(other) == "content-differs"
    assert {error["pointer"] for error in other.json()["errors"]} == {"/rent_dkk", "/rooms"}


async def test_the_same_key_again_gives_the_first_answer_to_the_letter(quarter: Callers) -> None:
    body = a_vacancy()
    first = await quarter.organisation_a.post("/v1/vacancies", body, key="mine")
    again = await quarter.organisation_a.post("/v1/vacancies", body, key="mine")
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["location"] == first.headers["location"]
    other = await quarter.organisation_a.post("/v1/vacancies", a_vacancy(), key="mine")
    assert slug_of(other) == "idempotency-key-reused"


async def test_when_the_share_changes_the_count_starts_again(callers: Callers) -> None:
    """Seven vacancies under the quarter leave three on the way to the next right; half of them begins at nothing."""
    await callers.office.put("/v1/estates", {"estates": [an_estate()]})
    quarter = an_agreement(in_force_from="2024-01-01", in_force_to="2025-02-01")
    half = an_agreement(in_force_from="2025-02-01", kind="agreement", share="1/2")
    assert [(await callers.office.post("/v1/agreements", body)).status_code for body in (quarter, half)] == [201, 201]
    results = []
    for posted_on in ["2025-01-06"] * 7 + ["2025-03-03"] * 4:
        body = a_vacancy(posted_on=posted_on, notice_received_on="2025-01-06")
        answer = await callers.organisation_a.post("/v1/vacancies", body)
        results.append(answer.json()["decision"]["result"])
    claimed = [number for number, result in enumerate(results, start=1) if result == "claimed"]
    assert claimed == [4, 9, 11], "every fourth of the seven, then every other of those after"


async def test_forty_at_once_on_one_ledger_are_decided_as_in_some_order(quarter: Callers) -> None:
    """One turn at a time: every fourth in the ledger's own order, and no number left out."""
    answers = await asyncio.gather(*(quarter.organisation_a.post("/v1/vacancies", a_vacancy()) for _ in range(40)))
    assert {answer.status_code for answer in answers} == {201}
    rows = (await quarter.organisation_a.get("/v1/ledgers/99000236")).json()
    assert [row["sequence"] for row in rows] == list(range(1, 41))
    assert [row["sequence"] for row in rows if row["outcome"] == "claimed"] == list(range(4, 41, 4))
    told = {answer.json()["id"]: answer.json()["decision"]["outcome"] for answer in answers}
    assert told == {row["vacancy_id"]: row["outcome"] for row in rows}
    assert [(row["countable"], row["used_general"]) for row in rows] == [(n, n // 4) for n in range(1, 41)]


OPTIONAL: list[tuple[dict[str, Any], str]] = [
    ({"staff_dwelling": True}, "not_staff_dwelling"),
    ({"single_room": True}, "not_single_room"),
    ({"mixed_lease": True}, "not_mixed_lease"),
]


@pytest.mark.parametrize(("fact", "rule"), OPTIONAL, ids=[row[1] for row in OPTIONAL])
async def test_no_ordinary_lease_is_recorded_and_does_not_count(
    quarter: Callers, fact: dict[str, Any], rule: str
) -> None:
    posted = (await quarter.organisation_a.post("/v1/vacancies", a_vacancy(**fact))).json()
    assert posted["decision"]["outcome"] == "not_countable"
    assert [reason["rule"] for reason in posted["decision"]["reasons"]] == [rule]
    assert posted["vacancy"].items() >= fact.items()


async def test_optional_facts_are_kept_and_compared_like_any_other(quarter: Callers) -> None:
    body = a_vacancy(stairwell="14-A", filled_internally=True)
    first = await quarter.organisation_a.post("/v1/vacancies", body)
    again = await quarter.organisation_a.post("/v1/vacancies", body)
    other = await quarter.organisation_a.post("/v1/vacancies", body | {"stairwell": "14-B"})
    assert first.json()["vacancy"].items() >= {"stairwell": "14-A", "filled_internally": True}.items()
    assert (again.status_code, again.json()) == (200, first.json())
    assert [error["pointer"] for error in other.json()["errors"]] == ["/stairwell"]


async def test_everything_wrong_with_a_vacancy_is_told_at_once_in_either_language(quarter: Callers) -> None:
    """Of its shape, of its figures, and of what the registry does not know."""
    wrong = a_vacancy(
        rent_dkk="0.00", rooms="two", estate="99", posted_on="2025-03-04", stairwell="left!", chain_reference="nobody"
    )
    del wrong["floor"]
    told = {}
    for language in ("da", "en"):
        quarter.organisation_a.headers["Accept-Language"] = language
        answer = await quarter.organisation_a.post("/v1/vacancies", wrong)
        assert (answer.status_code, slug_of(answer)) == (422, "invalid-request")
        told[language] = {error["pointer"]: error["detail"] for error in answer.json()["errors"]}
    assert set(told["en"]) == {
        "/rent_dkk", "/rooms", "/estate", "/posted_on", "/stairwell", "/chain_reference", "/floor"
    }  # fmt: skip
    assert all(told["da"][pointer] != detail for pointer, detail in told["en"].items())
    assert (await quarter.organisation_a.get("/v1/vacancies")).json() == []


async def test_a_chain_names_a_vacancy_that_the_same_organisation_has_posted(quarter: Callers) -> None:
    root, others = a_vacancy(), a_vacancy(organisation_cvr=ORGANISATION_B)
    await quarter.organisation_a.post("/v1/vacancies", root)
    await quarter.organisation_b.post("/v1/vacancies", others)
    link = await quarter.organisation_a.post("/v1/vacancies", a_vacancy(chain_reference=root["reference"]))
    assert link.json()["decision"]["outcome"] == "not_countable"
    unknown = await quarter.organisation_a.post("/v1/vacancies", a_vacancy(chain_reference=others["reference"]))
    assert slug_of(unknown) == "unknown-chain-reference"
    assert [error["pointer"] for error in unknown.json()["errors"]] == ["/chain_reference"]
    assert len((await quarter.organisation_a.get("/v1/vacancies")).json()) == 2
