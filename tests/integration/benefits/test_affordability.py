"""Affordability statements through the API: counted line by line, everything wrong told at once, nothing stored."""

import uuid
from typing import Any

import psycopg

from tests.integration.benefits.desk import SOLROED, Desk
from tests.integration.callers import slug_of

APPLICANT: dict[str, Any] = {
    "adults": 1,
    "children": 0,
    "birth_year": 1980,
    "benefit": "cash_benefit_higher",
    "wealth_dkk": "0",
}


def a_statement(
    household: dict[str, Any] | None = None, dwelling: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """A single person on the higher rate in August 2025, in a small dwelling, unless said otherwise."""
    return {
        "on": "2025-08-01",
        "household": APPLICANT | (household or {}),
        "dwelling": {"rent_dkk": "4500", "utilities_dkk": "700"} | (dwelling or {}),
    } | more


async def make(desk: Desk, body: dict[str, Any], party: str = "benefits_department") -> Any:
    return await desk.as_party(party, "POST", "/v1/affordability-statements", body)


async def test_the_sum_is_shown_line_by_line_each_with_its_source(desk: Desk) -> None:
    made = await make(desk, a_statement(other_costs=[{"name": "Forsikring", "amount_dkk": "150"}]))
    assert made.status_code == 200, made.text
    said = made.json()
    income = {line["name"]: line["amount_dkk"] for line in said["income"]["lines"]}
    # 12,498 + 1,092 = 13,590, less at most 40 % of what exceeds 4,300.
    assert income == {
        "cash_benefit_higher_rate": "12498.00",
        "cash_benefit_single_supplement": "1092.00",
        "tax_at_most": "-3716.00",
    }
    lines = {line["name"]: line["amount_dkk"] for line in said["lines"]}
    assert lines == {
        "income_after_tax": "9874.00",
        "housing_benefit": "253.00",
        "rent": "-4500.00",
        "utilities": "-700.00",
        "fixed_cost": "-150.00",
        "disposable_income": "4777.00",
        "guideline": "-4000.00",
        "margin": "777.00",
    }
    assert said["verdict"] == "affordable"
    assert {line["source"] for line in said["income"]["lines"]} >= {
        "lov om aktiv socialpolitik §§ 16-20; kalundborg.dk, rates of 2025"
    }
    assert any(rate["key"] == "cash_benefit_higher_rate" and not rate["verified"] for rate in said["rates"])


async def test_every_rent_up_to_the_highest_is_payable_and_one_krone_more_is_not(desk: Desk) -> None:
    given = {"income_after_tax_dkk": "9800", "income_before_tax_dkk": "13590"}
    highest = int(float((await make(desk, a_statement(given))).json()["highest_rent_dkk"]))
    at = await make(desk, a_statement(given, {"rent_dkk": str(highest - 700)}))
    above = await make(desk, a_statement(given, {"rent_dkk": str(highest - 699)}))
    assert (at.json()["verdict"], above.json()["verdict"]) == ("affordable", "not_within_guideline")


async def test_an_unknown_rate_gives_a_question_with_the_place_to_look(desk: Desk) -> None:
    said = (await make(desk, a_statement(on="2026-03-02"))).json()
    assert (said["verdict"], said["lines"], said["highest_rent_dkk"]) == ("question", [], None)
    asked = {each["rate"]: each for each in said["questions"]}
    assert asked["cash_benefit_higher_rate"]["on"] == "2026-03-02"
    assert "bm.dk/satser" in asked["cash_benefit_higher_rate"]["text"]["da"]


async def test_a_fact_that_decides_is_asked_for_at_its_field(desk: Desk) -> None:
    said = (await make(desk, a_statement({"benefit": "cash_benefit"}))).json()
    assert [each["pointer"] for each in said["questions"]] == ["/household/circumstances/meets_residence_requirement"]
    met = {"benefit": "cash_benefit", "circumstances": {"meets_residence_requirement": True}}
    assert (await make(desk, a_statement(met))).json()["income"]["benefit"] == "cash_benefit_higher"


IMPOSSIBLE: list[tuple[dict[str, Any], dict[str, Any], list[str], str]] = [
    ({"income_after_tax_dkk": "-1"}, {}, ["/household/income_after_tax_dkk"], "negative income"),
    ({"wealth_dkk": "-1"}, {}, ["/household/wealth_dkk"], "negative wealth"),
    ({"birth_year": 2030}, {}, ["/household/birth_year"], "born in the future"),
    ({"birth_year": 2015}, {}, ["/household/birth_year"], "an applicant of ten"),
    (
        {"children": 1, "children_birth_years": [1979]},
        {},
        ["/household/children_birth_years/0"],
        "a child older than its parent",
    ),
    (
        {"children": 1, "children_birth_years": [2027]},
        {},
        ["/household/children_birth_years/0"],
        "a child born in the future",
    ),
    ({"children": 1, "children_birth_years": [2000]}, {}, ["/household/children_birth_years/0"], "a child of 25"),
    (
        {"children": 2, "children_birth_years": [2020]},
        {},
        ["/household/children_birth_years"],
        "two children, one year",
    ),
    (
        {"income_after_tax_dkk": "12000", "income_before_tax_dkk": "11000"},
        {},
        ["/household/income_before_tax_dkk"],
        "less before tax than after",
    ),
    (
        {"circumstances": {"born_on": "1981-05-05"}},
        {},
        ["/household/circumstances/born_on"],
        "another year of birth",
    ),
    (
        {"circumstances": {"residence_years": 50}},
        {},
        ["/household/circumstances/residence_years"],
        "more years than since the age of 15",
    ),
    ({}, {"rent_dkk": "100000000"}, ["/dwelling/rent_dkk"], "out of all measure"),
    (
        {"birth_year": 2030, "income_after_tax_dkk": "-5", "children": 1, "children_birth_years": [1979]},
        {"rent_dkk": "600"},
        [
            "/household/income_after_tax_dkk",
            "/household/birth_year",
            "/household/children_birth_years/0",
            "/dwelling/rent_dkk",
        ],
        "all at once, with the rent in euros",
    ),
]


async def test_what_cannot_be_is_told_at_its_field_all_at_once(desk: Desk) -> None:
    for household, dwelling, expected, reason in IMPOSSIBLE:
        refused = await make(desk, a_statement(household, dwelling))
        assert (refused.status_code, slug_of(refused)) == (422, "invalid-request"), reason
        assert [error["pointer"] for error in refused.json()["errors"]] == expected, reason


UNUSUAL: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    ({}, {"rent_dkk": "600"}, "/dwelling/rent_dkk", "a rent in euros by mistake"),
    ({"income_after_tax_dkk": "117600"}, {}, "/household/income_after_tax_dkk", "a year's income by mistake"),
    (
        {"birth_year": 2000, "children": 1, "children_birth_years": [2010]},
        {},
        "/household/children_birth_years/0",
        "a parent of ten",
    ),
]


async def test_what_is_unusual_is_asked_about_and_may_be_confirmed(desk: Desk) -> None:
    for household, dwelling, pointer, reason in UNUSUAL:
        asked = await make(desk, a_statement(household, dwelling))
        assert (asked.status_code, slug_of(asked)) == (422, "implausible-amount"), reason
        assert [error["pointer"] for error in asked.json()["errors"]] == [pointer], reason
        confirmed = await make(desk, a_statement(household, dwelling, confirmed=[pointer]))
        assert confirmed.status_code == 200, reason


def kept_answers(desk: Desk) -> int:
    """How many answers are kept for the department's repeats."""
    with psycopg.connect(desk.database.app) as connection:
        connection.execute("SELECT set_config('hjemvej.client', 'benefits_department-0217', true)")
        found = connection.execute("SELECT count(*) FROM kept_answer").fetchone()
    assert found is not None
    return int(found[0])


async def test_nothing_is_stored_not_even_for_a_repeat(desk: Desk) -> None:
    bearer, key = desk.token("benefits_department"), uuid.uuid4().hex
    send = {"bearer": bearer, "key": key}
    first = await desk.send("POST", "/v1/affordability-statements", a_statement(), **send)
    again = await desk.send("POST", "/v1/affordability-statements", a_statement(), **send)
    assert first.json() == again.json()
    assert "idempotent-replay" not in again.headers
    assert kept_answers(desk) == 0
    assert {event["kind"] for event in await desk.events()} == {"rate_entered"}
    # The control: what makes something is kept for its repeat.
    await desk.as_key_worker("POST", f"/v1/cases/{await desk.open()}/decision", {"outcome": "committed"})
    assert kept_answers(desk) == 1


async def test_who_may_ask(desk: Desk) -> None:
    assert (await make(desk, a_statement(), "social_centre")).status_code == 200
    assert (await make(desk, a_statement(), "allocation_office")).status_code == 403
    assert (await make(desk, a_statement(), "housing_organisation")).status_code == 403


async def test_a_municipality_counts_by_its_own_guideline(desk: Desk) -> None:
    desk.municipality = SOLROED
    said = (await make(desk, a_statement())).json()
    assert said["verdict"] == "question"
    assert "disposable_guideline_single" in {each["rate"] for each in said["questions"]}
