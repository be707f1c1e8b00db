"""From an offer to a decision that allocation hears of, as the callers see it."""

import uuid
from datetime import UTC, datetime, timedelta

from tests.integration.benefits.desk import Desk, a_household, an_offer


async def test_an_offer_opens_a_case_whose_clock_is_the_earlier_of_hours_and_offer(desk: Desk) -> None:
    offer = uuid.uuid4()
    answer = await desk.as_allocation("PUT", f"/v1/cases/{offer}", an_offer())
    body = answer.json()
    assert answer.status_code == 201
    assert (body["id"], body["offer_id"], body["status"], body["lane"]) == (str(offer), str(offer), "open", "fast")
    assert datetime.fromisoformat(body["due_at"]) == datetime(2025, 3, 4, 9, tzinfo=UTC)
    assert body["due_reason"]["rule"] == "due_in_hours"


async def test_the_same_offer_again_is_the_same_case_and_other_content_is_named(desk: Desk) -> None:
    offer = await desk.open()
    again = await desk.as_allocation("PUT", f"/v1/cases/{offer}", an_offer())
    assert again.status_code == 200
    other = await desk.as_allocation("PUT", f"/v1/cases/{offer}", an_offer({"children": 1}, rent_dkk="4600"))
    assert other.status_code == 409
    assert [error["pointer"] for error in other.json()["errors"]] == ["/household/children", "/dwelling/rent_dkk"]


async def test_a_person_reads_the_sums_line_by_line_and_the_proposal_rule_by_rule(desk: Desk) -> None:
    file = (await desk.as_key_worker("GET", f"/v1/cases/{await desk.open()}")).json()
    amounts = {line["name"]: line["amount_dkk"] for line in file["proposal"]["affordability"]["lines"]}
    assert amounts == {
        "income_after_tax": "9800.00",
        "housing_benefit": "276.00",
        "rent": "-4500.00",
        "utilities": "-700.00",
        "disposable_income": "4876.00",
        "guideline": "-4000.00",
        "margin": "876.00",
    }
    assert file["proposal"]["affordability"]["verdict"] == "affordable"
    assert file["proposal"]["outcome"] == "grant"
    assert all(reason["source"] and reason["text"]["da"] for reason in file["proposal"]["reasons"])
    drawn = [rate for rate in file["proposal"]["rates"] if rate["key"] == "deposit_loan_income_limit"]
    assert drawn[0]["verified"] is False and "drawn" in drawn[0]["note"]


async def test_a_commitment_is_kept_with_its_grounds_and_told_to_allocation_without_them(desk: Desk) -> None:
    case = await desk.open()
    desk.clock.now += timedelta(hours=3)
    decided = await desk.decide(case)
    assert decided.status_code == 201, decided.text
    assert decided.json()["decision"] | {"decided_at": ""} == {
        "outcome": "committed",
        "proposed": "grant",
        "reason_da": None,
        "decided_at": "",
        "decided_by": "key-worker",
        "hours": 3.0,
        "number": 1,
        "automatic": False,
        "considerations": [],
    }
    [(path, body)] = await desk.deliver()
    assert path == f"/allocation/v1/offers/{case}/deposit-decision"
    assert body | {"decided_at": ""} == {"outcome": "committed", "decided_at": "", "reasons": [], "hours": 3.0}
    assert desk.gateway.headers[0]["hjemvej-municipality"] == "0217"
    assert desk.gateway.headers[0]["hjemvej-caused-by"] == "key-worker"


async def test_a_refusal_needs_its_reason_and_allocation_hears_the_rules_as_codes(desk: Desk) -> None:
    case = await desk.open(first_let_year=1948)
    bare = await desk.decide(case, "refused")
    assert bare.status_code == 422
    assert bare.json()["errors"][0]["pointer"] == "/reason_da"
    assert (await desk.decide(case, "refused", reason_da="   ")).status_code == 422
    refused = await desk.refuse(case, reason_da="Boligen er fra før 1964.")
    assert refused.status_code == 201
    [(_, body)] = await desk.deliver()
    assert (body["outcome"], body["reasons"]) == ("refused", ["deposit_loan_first_let"])


async def test_a_commitment_against_the_proposal_needs_a_reason(desk: Desk) -> None:
    case = await desk.open({"wealth_dkk": "30000"})
    bare = await desk.decide(case)
    assert bare.status_code == 422
    assert "discretion" in bare.json()["errors"][0]["detail"]
    assert (await desk.decide(case, reason_da="Formuen er sat af til en begravelse.")).status_code == 201
    figures = (await desk.as_party("management", "GET", "/v1/figures")).json()
    assert figures["committed_against_proposal"] == 1


async def test_an_answered_question_moves_the_proposal(desk: Desk) -> None:
    case = await desk.open({"unpaid_deposit_loan": True})
    assert (await desk.as_key_worker("GET", f"/v1/cases/{case}")).json()["proposal"]["outcome"] == "question"
    decided = await desk.decide(case, answers={"first_home_after_eviction": True})
    assert decided.status_code == 201
    assert decided.json()["decision"]["proposed"] == "grant"


async def test_a_decision_keeps_the_rates_of_its_day(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    changed = {
        "key": "deposit_loan_income_limit",
        "valid_from": "2025-01-01",
        "valid_to": "2026-01-01",
        "value": "100000",
        "unit": "DKK a year",
        "verified": True,
        "note": "put right",
    }
    assert (await desk.as_department("PUT", "/v1/rates", {"rates": [changed]})).status_code == 200
    kept = (await desk.as_key_worker("GET", f"/v1/cases/{case}")).json()["proposal"]
    assert kept["outcome"] == "grant"
    assert "284000" in [rate["value"] for rate in kept["rates"]]
    later = (await desk.as_key_worker("GET", f"/v1/cases/{await desk.open()}")).json()["proposal"]
    assert later["outcome"] == "discretion"


async def test_a_case_that_passes_its_deadline_is_late_once_and_may_still_be_decided(desk: Desk) -> None:
    case = await desk.open()
    desk.clock.now = datetime(2025, 3, 4, 8, 59, tzinfo=UTC)
    assert await desk.sweep() == 1, "those who have it are warned before it is late"
    assert await desk.sweep() == 0
    assert await desk.deliver() == []
    desk.clock.now = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
    assert await desk.sweep() == 1
    assert await desk.sweep() == 0
    desk.clock.now = datetime(2025, 3, 4, 15, 0, tzinfo=UTC)
    assert (await desk.decide(case)).status_code == 201
    told = await desk.deliver()
    assert [body["outcome"] for _, body in told] == ["late", "committed"]
    assert [body["hours"] for _, body in told] == [24.0, 30.0]
    listed = (await desk.as_department("GET", "/v1/cases")).json()
    assert listed[0]["late_at"] is not None and listed[0]["status"] == "decided"


async def test_when_the_offer_ends_an_open_case_is_closed_and_nobody_decides_it(desk: Desk) -> None:
    case = await desk.open()
    ended = await desk.end_offer(case, "declined")
    assert (ended.json()["status"], ended.json()["offer_outcome"]) == ("closed", "declined")
    again = (await desk.end_offer(case, "declined")).json()
    assert (again["status"], again["version"]) == ("closed", ended.json()["version"])
    assert (await desk.end_offer(case, "signed")).status_code == 409
    refused = await desk.decide(case)
    assert refused.status_code == 409 and refused.json()["type"].endswith("offer-over")
    desk.clock.now += timedelta(days=10)
    assert await desk.sweep() == 0


async def test_a_decided_case_keeps_its_decision_when_the_offer_ends(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    assert (await desk.end_offer(case, "signed")).json()["status"] == "decided"


async def test_allocation_is_told_when_it_is_back_and_once(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    desk.gateway.status = 503
    assert len(await desk.deliver()) == 1
    desk.gateway.status = 200
    desk.let_time_pass_for_retries()
    assert [body["outcome"] for _, body in await desk.deliver()] == ["committed", "committed"]
    desk.let_time_pass_for_retries()
    assert len(await desk.deliver()) == 2
    assert (await desk.as_department("GET", "/v1/undelivered")).json() == []


async def test_what_allocation_refuses_is_listed_as_undelivered(desk: Desk) -> None:
    await desk.decide(await desk.open())
    desk.gateway.status = 404
    await desk.deliver()
    [job] = (await desk.as_department("GET", "/v1/undelivered")).json()
    assert (job["task_name"], job["status"]) == ("tell_deposit_decision", "failed")


async def test_the_ability_is_a_sum_or_a_question(desk: Desk) -> None:
    body = a_household() | {"citizen_id": str(uuid.uuid4()), "on": "2025-03-03"}
    answer = await desk.as_allocation("PUT", f"/v1/abilities/{uuid.uuid4()}", body)
    assert answer.status_code == 200
    assert (answer.json()["question"], answer.json()["highest_rent_dkk"]) == (None, "5800.00")
    earlier = await desk.as_allocation("PUT", f"/v1/abilities/{uuid.uuid4()}", body | {"on": "2024-03-03"})
    assert earlier.json()["highest_rent_dkk"] is None
    assert "guideline" in earlier.json()["question"]["en"]
