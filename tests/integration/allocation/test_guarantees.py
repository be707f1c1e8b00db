"""From a lease to what the municipality pays for a tenant it has allocated."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from kit.database.stories import Stories, Story
from services.allocation.domain.account.guarantees import GuaranteeClaim
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.guarantees import list_claims_of
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.account import claim_guarantee, report_move_out
from tests.builders.posting import an_agreement, an_estate
from tests.integration.allocation.account_steps import ACCOUNT, account_of, lease_from, stand_on
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import claimed
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock

CLAIM = {"kind": "reinstatement", "amount_dkk": "18450.00", "claimed_on": "2025-06-20", "reference": "G-1"}
ARREARS = {"kind": "arrears", "amount_dkk": "9600.00", "claimed_on": "2025-06-20", "reference": "A-1"}


@pytest.fixture
async def housed(quarter: Callers, stories: Stories, clock: Clock) -> dict[str, Any]:
    """A tenant whose lease starts on 15 April, moved out on 10 June; it is 1 July."""
    vacancy = await claimed(quarter)
    await lease_from(quarter, stories, vacancy, "2025-03-03", "2025-04-15")
    stand_on(clock, "2025-07-01")
    move_out = f"/v1/vacancies/{vacancy['id']}/move-out"
    answer = await quarter.organisation_a.post(move_out, {"moved_out_on": "2025-06-10"})
    assert answer.status_code == 201, answer.text
    return vacancy


async def with_arrears(quarter: Callers, stories: Stories, clock: Clock) -> dict[str, Any]:
    """A tenant since 15 April under an agreement that covers arrears of two months; it is 1 July."""
    estate = an_estate(estate="31", dwelling_class="youth")
    assert (await quarter.office.put("/v1/estates", {"estates": [estate]})).is_success
    agreement = an_agreement(
        dwelling_class="youth", kind="agreement", share="1/1", arrears_guarantee_months=2, legal_basis="agreement 2024"
    )
    assert (await quarter.office.post("/v1/agreements", agreement)).status_code == 201
    vacancy = await claimed(quarter, estate="31", dwelling_class="youth")
    await lease_from(quarter, stories, vacancy, "2025-03-03", "2025-04-15", birth_year=2003)
    stand_on(clock, "2025-07-01")
    return vacancy


def claims_of(vacancy: dict[str, Any]) -> str:
    return f"/v1/vacancies/{vacancy['id']}/guarantee-claims"


async def test_a_claim_is_accepted_in_part_by_a_person_and_becomes_one_line(
    quarter: Callers, housed: dict[str, Any]
) -> None:
    before = (await account_of(quarter))["lines"]
    claim = (await quarter.organisation_a.post(claims_of(housed), CLAIM)).json()
    address = f"/v1/guarantee-claims/{claim['id']}"
    body = {"accepted_dkk": "15000.00", "codes": ["ordinary_wear"]}
    assert slug_of(await quarter.office_system.post(f"{address}/decision", body, version=1)) == "person-required"
    assert (await quarter.organisation_a.post(f"{address}/decision", body, version=1)).status_code == 403
    decided = await quarter.office.post(f"{address}/decision", body, version=1)
    assert decided.status_code == 200, decided.text
    assert (decided.json()["status"], decided.json()["decided_by"]) == ("partly_accepted", "allocation-officer")
    again = await quarter.office.post(f"{address}/decision", body, version=2)
    assert slug_of(again) == "guarantee-claim-decided"
    *earlier, line = (await account_of(quarter))["lines"]
    assert earlier == before
    assert (line["kind"], line["amount_dkk"], line["month"]) == ("reinstatement", "15000.00", "2025-07")
    assert line["claim_id"] == claim["id"]
    told = (await quarter.organisation_a.get(address)).json()
    assert told["decided_by"] is None, "an organisation does not learn which member of staff decided"
    assert [reason["text"]["en"] for reason in told["reasons"]] == [
        "DKK 15,000 of DKK 18,450 is accepted.",
        "Not more, since it is ordinary wear.",
    ]
    figures = (await quarter.office.get("/v1/figures")).json()
    assert (figures["vacancy_rent_dkk"], figures["guarantees_dkk"]) == ("2209.32", "15000.00")


async def test_a_correction_of_a_guarantee_counts_as_a_guarantee(quarter: Callers, housed: dict[str, Any]) -> None:
    claim = (await quarter.organisation_a.post(claims_of(housed), CLAIM)).json()
    await quarter.office.post(f"/v1/guarantee-claims/{claim['id']}/decision", {"accepted_dkk": "18450.00"}, version=1)
    line = (await account_of(quarter))["lines"][-1]
    body = {"line_id": line["id"], "difference_dkk": "-450.00", "code": "agreed"}
    assert (await quarter.office.post(f"{ACCOUNT}/corrections", body)).status_code == 201
    figures = (await quarter.office.get("/v1/figures")).json()
    assert (figures["vacancy_rent_dkk"], figures["guarantees_dkk"]) == ("2209.32", "18000.00")


async def test_a_refusal_has_its_reasons_and_books_nothing(quarter: Callers, housed: dict[str, Any]) -> None:
    before = await account_of(quarter)
    claim = (await quarter.organisation_a.post(claims_of(housed), CLAIM)).json()
    address = f"/v1/guarantee-claims/{claim['id']}/decision"
    unreasoned = await quarter.office.post(address, {}, version=1)
    assert [error["pointer"] for error in unreasoned.json()["errors"]] == ["/codes"]
    refused = await quarter.office.post(address, {"codes": ["not_documented"]}, version=1)
    assert refused.json()["status"] == "refused"
    assert await account_of(quarter) == before
    events = (await quarter.organisation_a.get("/v1/events")).json()["events"]
    assert [event["kind"] for event in events][-1] == "guarantee_claim_refused"
    assert events[-1]["reasons"][-1]["rule"] == "not_documented"


async def test_the_same_reference_is_the_same_claim(quarter: Callers, housed: dict[str, Any]) -> None:
    first, same = [await quarter.organisation_a.post(claims_of(housed), CLAIM) for _ in range(2)]
    assert (first.status_code, same.status_code) == (201, 200)
    assert first.json() == same.json()
    other = await quarter.organisation_a.post(claims_of(housed), CLAIM | {"amount_dkk": "18450.01"})
    assert (slug_of(other), [each["pointer"] for each in other.json()["errors"]]) == (
        "content-differs",
        ["/amount_dkk"],
    )


async def test_two_who_decide_at_once_book_once(quarter: Callers, housed: dict[str, Any]) -> None:
    claim = (await quarter.organisation_a.post(claims_of(housed), CLAIM)).json()
    address, body = f"/v1/guarantee-claims/{claim['id']}/decision", {"accepted_dkk": "18450.00"}
    answers = await asyncio.gather(*(quarter.office.post(address, body, version=1) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]
    kinds = [line["kind"] for line in (await account_of(quarter))["lines"]]
    assert kinds.count("reinstatement") == 1


async def test_arrears_only_by_agreement(quarter: Callers, housed: dict[str, Any]) -> None:
    answer = await quarter.organisation_a.post(claims_of(housed), ARREARS)
    assert slug_of(answer) == "arrears-not-covered"
    terms = (await quarter.office.get(f"/v1/vacancies/{housed['id']}/guarantee")).json()
    assert (terms["arrears_months"], terms["moved_out_on"]) == (0, "2025-06-10")


async def test_arrears_never_above_the_rent_of_the_covered_months_however_many_claim_at_once(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    vacancy = await with_arrears(quarter, stories, clock)
    bodies = [ARREARS | {"amount_dkk": "4000.00", "reference": f"A-{number}"} for number in range(6)]
    answers = await asyncio.gather(*(quarter.organisation_a.post(claims_of(vacancy), body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 422, 422, 422, 422], "two months at 4,800"
    left = next(answer for answer in answers if answer.status_code == 422).json()["errors"][0]["detail"]
    assert "DKK 1,600 is left" in left
    terms = (await quarter.organisation_a.get(f"/v1/vacancies/{vacancy['id']}/guarantee")).json()
    assert (terms["arrears_months"], terms["arrears_end_on"], len(terms["claims"])) == (2, "2025-06-15", 2)


async def test_control_without_the_vacancys_turn_arrears_are_claimed_beyond_what_is_covered(
    quarter: Callers, stories: Stories, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    vacancy = await with_arrears(quarter, stories, clock)
    all_have_read = asyncio.Barrier(3)

    async def not_locked(story: Story, vacancy_id: UUID, *, lock: bool) -> PostedVacancy:
        assert lock, "the turn that is not taken here"
        return await get_vacancy(story, vacancy_id)

    async def read_and_wait(story: Story, vacancy_id: UUID) -> list[GuaranteeClaim]:
        claims = await list_claims_of(story, vacancy_id)
        await all_have_read.wait()
        return claims

    monkeypatch.setattr(report_move_out, "get_vacancy", not_locked)
    monkeypatch.setattr(claim_guarantee, "list_claims_of", read_and_wait)
    bodies = [ARREARS | {"amount_dkk": "4000.00", "reference": f"A-{number}"} for number in range(3)]
    answers = await asyncio.gather(*(quarter.organisation_a.post(claims_of(vacancy), body) for body in bodies))
    assert [answer.status_code for answer in answers] == [201, 201, 201], "12,000 of the 9,600 that are covered"


async def test_without_a_lease_there_is_no_guarantee(quarter: Callers) -> None:
    vacancy = await claimed(quarter)
    address = f"/v1/vacancies/{vacancy['id']}"
    assert slug_of(await quarter.organisation_a.get(f"{address}/guarantee")) == "no-lease"
    assert (
        slug_of(await quarter.organisation_a.post(f"{address}/move-out", {"moved_out_on": "2025-03-01"})) == "no-lease"
    )
    assert slug_of(await quarter.organisation_a.post(f"{address}/guarantee-claims", CLAIM)) == "no-lease"


async def test_a_move_out_is_reported_once(quarter: Callers, housed: dict[str, Any]) -> None:
    address = f"/v1/vacancies/{housed['id']}/move-out"
    assert (await quarter.organisation_a.post(address, {"moved_out_on": "2025-06-10"})).status_code == 200
    assert slug_of(await quarter.organisation_a.post(address, {"moved_out_on": "2025-06-11"})) == "content-differs"


async def test_anothers_guarantee_looks_as_if_it_were_not_there(quarter: Callers, housed: dict[str, Any]) -> None:
    claim = (await quarter.organisation_a.post(claims_of(housed), CLAIM)).json()
    other, here = quarter.organisation_b, {"Hjemvej-Municipality": "0217"}
    assert (await other.get(f"/v1/guarantee-claims/{claim['id']}", **here)).status_code == 404
    assert (await other.get(f"/v1/vacancies/{housed['id']}/guarantee", **here)).status_code == 404
    assert (await other.post(claims_of(housed), CLAIM | {"reference": "G-2"})).status_code == 404
    assert (await other.get("/v1/guarantee-claims")).json() == []
    assert [each["id"] for each in (await quarter.office.get("/v1/guarantee-claims?status=open")).json()] == [
        claim["id"]
    ]
