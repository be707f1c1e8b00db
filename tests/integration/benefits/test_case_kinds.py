"""Cases of every kind through the API: applied for, asked about, supplemented, and loans as they are repaid."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.integration.benefits.applications import (
    CITIZEN,
    SINGLE,
    an_application,
    apply,
    file_of,
    plan_of,
    pointers,
    supplement,
)
from tests.integration.benefits.desk import Desk, a_household
from tests.integration.callers import slug_of


@pytest.mark.parametrize(
    ("kind", "outcome", "amount", "section"),
    [
        ("deposit_loan", "grant", "25000.00", "boligstøtteloven § 54"),
        ("private_deposit", "grant", "27000.00", "boligstøtteloven kapitel 10 a"),
        ("special_support", "question", None, "lov om aktiv socialpolitik § 34"),
        ("single_payment", "grant", "4000.00", "lov om aktiv socialpolitik § 81"),
        ("furnishing_grant", "grant", "4000.00", "lov om aktiv socialpolitik § 81"),
        ("rent_arrears", "grant", "9000.00", "lov om aktiv socialpolitik § 81 a"),
        ("moving_grant", "grant", "6000.00", "lov om aktiv socialpolitik § 85"),
        ("rent_subsidy", "refuse", "800.00", "serviceloven om midlertidigt huslejetilskud"),
    ],
)
async def test_each_kind_is_judged_by_its_own_rules(
    desk: Desk, kind: str, outcome: str, amount: str | None, section: str
) -> None:
    answer = await apply(desk, an_application(kind))
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert (body["kind"], body["offer_id"], body["missing"], body["status"]) == (kind, None, [], "open")
    assert answer.headers["location"] == f"/benefits/v1/cases/{body['id']}"
    proposal = (await file_of(desk, body["id"]))["proposal"]
    assert (proposal["outcome"], proposal["amount_dkk"]) == (outcome, amount)
    assert any(reason["source"].startswith(section) for reason in proposal["reasons"])


async def test_the_same_reference_is_the_same_case_and_other_content_is_named(desk: Desk) -> None:
    body = an_application("furnishing_grant")
    first, again = await apply(desk, body), await apply(desk, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    other = body | {
        "kind": "single_payment",
        "household": a_household(children=1),
        "facts": SINGLE | {"amount_dkk": "4001"},
    }
    refused = await apply(desk, other)
    assert (refused.status_code, slug_of(refused)) == (409, "content-differs")
    assert pointers(refused) == ["/kind", "/household/children", "/facts/amount_dkk"]
    assert len((await desk.as_department("GET", "/v1/cases")).json()) == 1


async def test_what_is_missing_is_asked_for_at_once_and_the_clock_waits_for_it(desk: Desk) -> None:
    bare = {"kind": "furnishing_grant", "citizen_id": CITIZEN, "reference": "A1"}
    opened = await apply(desk, bare)
    assert opened.status_code == 201, opened.text
    case = opened.json()
    assert [each["pointer"] for each in case["missing"]] == [
        "/household",
        "/facts/amount_dkk",
        "/facts/changed_circumstances",
        "/facts/necessary",
        "/facts/foreseeable",
    ]
    assert (await file_of(desk, case["id"]))["proposal"]["outcome"] == "question"
    desk.clock.now += timedelta(days=200)
    await desk.sweep()
    assert (await file_of(desk, case["id"]))["case"]["late_at"] is None
    some = await supplement(desk, case["id"], {"household": a_household(), "facts": SINGLE | {"foreseeable": True}}, 1)
    assert [each["pointer"] for each in some.json()["missing"]] == ["/facts/decisive_for_life"]
    told = await supplement(desk, case["id"], {"facts": {"decisive_for_life": True}}, 2)
    assert (told.status_code, told.json()["missing"]) == (200, [])
    assert datetime.fromisoformat(told.json()["due_at"]) > desk.clock.now
    assert (await file_of(desk, case["id"]))["proposal"]["outcome"] == "discretion"
    # The control: once nothing is missing the clock runs, and the case is late.
    desk.clock.now += timedelta(days=200)
    await desk.sweep()
    assert (await file_of(desk, case["id"]))["case"]["late_at"] is not None


async def test_a_repeat_of_the_first_sending_is_no_difference_after_a_supplement(desk: Desk) -> None:
    body = an_application("furnishing_grant", facts=SINGLE | {"foreseeable": None})
    case = (await apply(desk, body)).json()
    assert (await supplement(desk, case["id"], {"facts": {"foreseeable": False}}, 1)).status_code == 200
    again = await apply(desk, body)
    assert (again.status_code, again.json()["missing"]) == (200, [])


async def test_what_has_been_told_is_not_changed_by_a_supplement(desk: Desk) -> None:
    case = (await apply(desk, an_application("furnishing_grant"))).json()
    refused = await supplement(desk, case["id"], {"facts": {"amount_dkk": "4100", "necessary": False}}, 1)
    assert (refused.status_code, slug_of(refused)) == (409, "fact-already-told")
    assert pointers(refused) == ["/facts/amount_dkk", "/facts/necessary"]
    same = await supplement(desk, case["id"], {"facts": {"amount_dkk": "4000"}}, 1)
    assert (same.status_code, same.json()["version"]) == (200, 1)
    assert (await supplement(desk, case["id"], {"facts": {"amount_dkk": "4000"}}, 7)).status_code == 412


async def test_an_offers_case_is_supplemented_with_what_its_kind_asks_and_nothing_of_the_offer(desk: Desk) -> None:
    case = await desk.open(first_let_year=1964)
    assert (await file_of(desk, case))["proposal"]["outcome"] == "question"
    version = (await file_of(desk, case))["case"]["version"]
    refused = await supplement(
        desk, case, {"household": a_household(), "facts": {"first_let_on": "1964-04-01"}}, version
    )
    assert (refused.status_code, pointers(refused)) == (409, ["/household"])
    assert (await supplement(desk, case, {"facts": {"first_let_on": "1964-04-01"}}, version)).status_code == 200
    assert (await file_of(desk, case))["proposal"]["outcome"] == "grant"


async def test_special_support_after_its_end_is_told_and_may_be_applied_for_all_the_same(desk: Desk) -> None:
    desk.clock.now = datetime(2025, 6, 30, 21, 59, tzinfo=UTC)
    assert (await apply(desk, an_application("special_support"))).status_code == 201
    desk.clock.now = datetime(2025, 6, 30, 22, 0, tzinfo=UTC)
    ended = await apply(desk, an_application("special_support"))
    assert (ended.status_code, slug_of(ended), pointers(ended)) == (422, "kind-ended", ["/kind"])
    applied = await apply(desk, an_application("special_support", confirmed=["/kind"]))
    assert applied.status_code == 201
    assert (await file_of(desk, applied.json()["id"]))["proposal"]["outcome"] == "refuse"


async def test_a_furnishing_grant_outside_the_usual_is_a_question_and_never_refused_for_it(desk: Desk) -> None:
    for amount in ("2499", "4501"):
        case = (await apply(desk, an_application("furnishing_grant", facts=SINGLE | {"amount_dkk": amount}))).json()
        proposal = (await file_of(desk, case["id"]))["proposal"]
        assert proposal["outcome"] == "question"
        checked = await supplement(desk, case["id"], {"confirmed": ["/facts/amount_dkk"]}, case["version"])
        assert checked.status_code == 200
        assert (await file_of(desk, case["id"]))["proposal"]["outcome"] == "grant"


async def test_a_centre_sees_its_own_application_and_nobody_else_hears_of_it(desk: Desk) -> None:
    asked = await desk.as_party("social_centre", "POST", "/v1/cases", an_application("rent_arrears"))
    assert asked.status_code == 201
    await apply(desk, an_application("rent_arrears"))
    listed = (await desk.as_party("social_centre", "GET", "/v1/cases")).json()
    assert [case["id"] for case in listed] == [asked.json()["id"]]
    assert (await desk.as_party("shelter", "POST", "/v1/cases", an_application("rent_arrears"))).status_code == 403
    assert (await desk.decide(asked.json()["id"])).status_code == 201
    kinds = {event["kind"] for event in await desk.events()}
    assert {"application_received", "rent_arrears_committed"} <= kinds
    for party in ("social_centre", "shelter", "allocation_office", "housing_organisation", "management"):
        assert [event for event in await desk.events(party) if event["subject_id"] == asked.json()["id"]] == []


async def test_a_loan_is_shown_as_it_is_repaid_month_by_month(desk: Desk) -> None:
    case = await desk.open()
    plan = (await plan_of(desk, case, "?paid_out_on=2025-03-03")).json()
    assert (plan["loan_dkk"], plan["free_months"], plan["interest_percent"], plan["by_annuity"]) == (
        "25000.00",
        60,
        "4.5",
        True,
    )
    first, last = plan["payments"][0], plan["payments"][-1]
    assert (first["due_on"], first["amount_dkk"], first["interest_dkk"]) == ("2030-04-03", "259.10", "93.75")
    assert (len(plan["payments"]), last["owed_dkk"]) == (120, "0.00")
    extra = (
        await plan_of(desk, case, "?paid_out_on=2025-03-03&extra_payment_on=2027-01-15&extra_payment_dkk=5000")
    ).json()
    assert [payment["amount_dkk"] for payment in extra["payments"][:2]] == ["5000.00", "207.28"]
    called = (await plan_of(desk, case, "?paid_out_on=2025-03-03&called_on=2026-09-10")).json()
    assert [(payment["due_on"], payment["amount_dkk"]) for payment in called["payments"]] == [
        ("2027-10-03", "25000.00")
    ]


async def test_only_a_deposit_loan_is_repaid_and_only_a_person_looks(desk: Desk) -> None:
    grant = (await apply(desk, an_application("moving_grant"))).json()
    refused = await plan_of(desk, grant["id"])
    assert (refused.status_code, slug_of(refused)) == (409, "no-loan")
    assert (await desk.as_department("GET", f"/v1/cases/{await desk.open()}/repayment-plan")).status_code == 403
