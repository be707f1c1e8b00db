"""No refusal before the citizen is heard; what is decided once stands, and what weighs is kept with it."""

from datetime import UTC, datetime
from typing import Any

import httpx

from tests.integration.benefits.desk import Desk, helsingor_rates
from tests.integration.callers import slug_of

OLD: dict[str, Any] = {"first_let_year": 1948}
WORDS = "Jeg har fået boligen anvist af kommunen."


async def heard(desk: Desk, case: str, **body: object) -> httpx.Response:
    return await desk.as_key_worker("POST", f"/v1/cases/{case}/hearing", {"about_da": "Boligen er fra 1948."} | body)


async def reply(desk: Desk, case: str, **body: object) -> httpx.Response:
    sent = {"answer": "answered", "words_da": WORDS, "received_at": desk.clock.now.isoformat()} | body
    return await desk.as_key_worker("PUT", f"/v1/cases/{case}/hearing/answer", sent)


async def refuse(desk: Desk, case: str, **body: object) -> httpx.Response:
    return await desk.decide(case, "refused", **{"reason_da": "Boligen er fra før 1964."} | body)


async def decisions_of(desk: Desk, case: str) -> list[dict[str, Any]]:
    answer = await desk.as_key_worker("GET", f"/v1/cases/{case}/decisions")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def test_a_refusal_without_hearing_is_told_the_rule_and_nothing_is_decided(desk: Desk) -> None:
    case = await desk.open(**OLD)
    bare = await refuse(desk, case)
    assert (bare.status_code, slug_of(bare)) == (409, "hearing-needed")
    assert bare.json()["rule"] == "forvaltningsloven § 19"
    assert bare.json()["not_heard_about"] == ["deposit_loan_first_let"]
    assert await decisions_of(desk, case) == []
    assert await desk.deliver() == []


async def test_a_refusal_waits_for_the_answer_to_the_hearing(desk: Desk) -> None:
    case = await desk.open(**OLD)
    sent = await heard(desk, case)
    assert sent.status_code == 201, sent.text
    assert sent.json()["rules"] == ["deposit_loan_first_let"]
    assert datetime.fromisoformat(sent.json()["due_at"]) == datetime(2025, 3, 17, 23, tzinfo=UTC)
    early = await refuse(desk, case)
    assert (early.status_code, slug_of(early)) == (409, "hearing-open")
    again = await heard(desk, case)
    assert (again.status_code, slug_of(again)) == (409, "hearing-open")
    assert (await reply(desk, case)).json()["answer"] == "answered"
    assert (await refuse(desk, case)).status_code == 201
    [decided] = await decisions_of(desk, case)
    assert decided["hearing"]["exception"] is None
    assert "læst dit svar" in decided["hearing"]["reason"]["text"]["da"]


async def test_a_refusal_may_be_given_once_the_time_to_answer_has_run_out(desk: Desk) -> None:
    case = await desk.open(**OLD)
    await heard(desk, case, due_on="2025-03-20")
    desk.clock.now = datetime(2025, 3, 20, 22, 59, tzinfo=UTC)
    assert slug_of(await refuse(desk, case)) == "hearing-open"
    desk.clock.now = datetime(2025, 3, 20, 23, tzinfo=UTC)
    await desk.sweep()
    await desk.sweep()
    assert [event["kind"] for event in await desk.events()].count("hearing_deadline_passed") == 1
    assert (await refuse(desk, case)).status_code == 201
    [decided] = await decisions_of(desk, case)
    assert "ikke fået svar" in decided["hearing"]["reason"]["text"]["da"]


async def test_an_answer_after_the_deadline_counts_only_where_a_person_says_so(desk: Desk) -> None:
    case = await desk.open(**OLD)
    await heard(desk, case)
    desk.clock.now = datetime(2025, 3, 19, 9, tzinfo=UTC)
    late = await reply(desk, case)
    assert (late.status_code, slug_of(late)) == (409, "hearing-deadline-passed")
    assert (await reply(desk, case, despite_deadline=True)).status_code == 200
    twice = await reply(desk, case, despite_deadline=True)
    assert (twice.status_code, slug_of(twice)) == (409, "hearing-answered")
    await refuse(desk, case)
    decided = await reply(desk, case, despite_deadline=True)
    assert (decided.status_code, slug_of(decided)) == (409, "case-already-decided")


async def test_a_refusal_on_more_than_the_citizen_was_heard_about_is_told_what(desk: Desk) -> None:
    case = await desk.open({"wealth_dkk": "30000"}, **OLD)
    await heard(desk, case, rules=["deposit_loan_first_let"])
    await reply(desk, case)
    unheard = await refuse(desk, case)
    assert (slug_of(unheard), unheard.json()["not_heard_about"]) == ("hearing-needed", ["deposit_loan_need"])
    assert (await heard(desk, case, rules=["deposit_loan_need"])).json()["number"] == 2
    await reply(desk, case, answer="no_remarks", words_da=None)
    assert (await refuse(desk, case)).status_code == 201


async def test_an_exception_is_a_persons_with_its_clause_and_reason(desk: Desk) -> None:
    case = await desk.open(**OLD)
    exception = {"code": "unobjectionable", "reason_da": "Byggeåret er opgivet af borgeren selv."}
    assert (await refuse(desk, case, hearing_exception=exception)).status_code == 201
    [decided] = await decisions_of(desk, case)
    assert decided["hearing"]["reason"]["source"] == "forvaltningsloven § 19, stk. 2, nr. 1"
    assert decided["hearing"]["reason_da"] == exception["reason_da"]
    grounds = next(event for event in await desk.events() if event["kind"] == "deposit_grounds")
    assert grounds["facts"]["exception_to_hearing"] == "unobjectionable"
    assert "Byggeåret" not in str(await desk.events())


REFUSED_HEARINGS: list[tuple[dict[str, object], str, str]] = [
    ({"about_da": "  "}, "/about_da", "a hearing about nothing"),
    ({"rules": ["deposit_loan_first_let", "deposit_loan_unpaid"]}, "/rules/1", "a rule that is met"),
    ({"due_on": "2025-03-14"}, "/due_on", "less time than the municipality has chosen"),
    ({"due_on": "2026-03-14"}, "/due_on", "more than a year"),
]


async def test_a_hearing_that_cannot_be_is_told_at_its_field(desk: Desk) -> None:
    case = await desk.open(**OLD)
    for body, pointer, reason in REFUSED_HEARINGS:
        answer = await heard(desk, case, **body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer), reason
    assert (await desk.as_key_worker("GET", f"/v1/cases/{case}/hearings")).json() == []


async def test_an_answer_that_cannot_be_is_told_so(desk: Desk) -> None:
    case = await desk.open(**OLD)
    assert slug_of(await reply(desk, case)) == "no-hearing"
    await heard(desk, case)
    for moment in ("2025-03-01T10:00:00+01:00", "2025-03-09T10:00:00+01:00"):
        assert (await reply(desk, case, received_at=moment)).json()["errors"][0]["pointer"] == "/received_at"


async def test_a_hearing_needs_a_person_and_a_system_alone_hears_nothing(desk: Desk) -> None:
    case = await desk.open(**OLD)
    for method, path, body in (
        ("POST", f"/v1/cases/{case}/hearing", {"about_da": "x"}),
        ("GET", f"/v1/cases/{case}/hearings", None),
        ("GET", f"/v1/cases/{case}/decisions", None),
    ):
        answer = await desk.as_department(method, path, body)
        assert (answer.status_code, slug_of(answer)) == (403, "person-required")


async def test_what_weighed_is_kept_in_order(desk: Desk) -> None:
    case = await desk.open({"wealth_dkk": "30000"})
    weighed = ["Formuen er sat af til en begravelse.", "Borgeren kommer fra et herberg."]
    await desk.decide(case, reason_da="Der er behov for lånet.", considerations_da=weighed)
    [decided] = await decisions_of(desk, case)
    assert decided["considerations"] == weighed


def chosen(**more: object) -> dict[str, list[dict[str, object]]]:
    row: dict[str, object] = {
        "key": "commitments_automatic",
        "valid_from": "2025-01-01",
        "valid_to": None,
        "value": "1",
        "unit": "1 or 0",
        "verified": True,
        "note": "Byrådet 2024-12-10",
    }
    return {"rates": [row | more]}


async def verify_everything(desk: Desk) -> None:
    rates = (await desk.as_department("GET", "/v1/rates")).json()
    fields = ("key", "valid_from", "valid_to", "value", "unit", "note")
    own = {(rate["key"], rate["valid_from"]) for rate in rates if rate["origin"] == "local"}
    rows = [
        {name: rate[name] for name in fields} | {"verified": True}
        for rate in rates
        if rate["origin"] == "local" or (rate["key"], rate["valid_from"]) not in own
    ]
    for key, value in (
        ("housing_benefit_ordinary_income_limit", "172800"),
        ("housing_benefit_ordinary_income_limit_further_child", "45500"),
    ):
        rows.append(chosen(key=key, value=value, unit="DKK a year", valid_to="2026-01-01")["rates"][0])
    answer = await desk.as_department("PUT", "/v1/rates", {"rates": rows})
    assert answer.status_code == 200, answer.text


async def test_nothing_is_automatic_unless_the_municipality_has_chosen_so(desk: Desk) -> None:
    await verify_everything(desk)
    case = await desk.open()
    await desk.sweep()
    assert await decisions_of(desk, case) == []


async def test_what_every_rule_grants_by_verified_rates_is_committed_without_a_person(desk: Desk) -> None:
    await verify_everything(desk)
    await desk.as_department("PUT", "/v1/rates", chosen())
    case, old = await desk.open(), await desk.open(**OLD)
    await desk.sweep()
    await desk.sweep()
    [decided] = await decisions_of(desk, case)
    assert (decided["outcome"], decided["automatic"], decided["decided_by"]) == ("committed", True, "automatic")
    bearer = desk.token("benefits_department", person="key-worker")
    letter = await desk.send("GET", f"/v1/cases/{case}/letters/decision", bearer=bearer)
    assert "Automatisk afgørelse" in letter.text and "truffet automatisk" in letter.text
    assert await decisions_of(desk, old) == []
    assert [body["outcome"] for _, body in await desk.deliver()] == ["committed"]
    judged = [event for event in await desk.events() if event["kind"] == "automatic_commitment_judged"]
    assert sorted(event["reasons"][0]["met"] for event in judged) == [False, True]


async def test_a_rate_that_nobody_has_verified_makes_it_a_persons(desk: Desk) -> None:
    await verify_everything(desk)
    await desk.as_department("PUT", "/v1/rates", {"rates": helsingor_rates()})
    await desk.as_department("PUT", "/v1/rates", chosen())
    case = await desk.open()
    await desk.sweep()
    assert await decisions_of(desk, case) == []
    [judged] = [event for event in await desk.events() if event["kind"] == "automatic_commitment_judged"]
    assert "not every rate is verified" in judged["reasons"][0]["text"]["en"]
