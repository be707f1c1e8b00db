"""The deposit loan, boligstøtteloven §§ 54-56, rule by rule: a reason and a section per row."""

from dataclasses import replace
from datetime import date

import pytest

from services.benefits.domain.entitlements.deposit_loan import judge_deposit_loan
from services.benefits.domain.entitlements.facts import Facts, Landlord, Particulars
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.households import Benefit, Dwelling, DwellingClass, Household
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.rates.rate_keys import RateKey
from tests.unit.benefits.entitlements import holds, judgements_of, told
from tests.unit.benefits.facts import THE_DAY, a_book, a_dwelling, a_household, a_rate

BOOK = a_book()
YOUTH, ROOM = DwellingClass.YOUTH, DwellingClass.ROOM
PENSIONED, WORK = Benefit.DISABILITY_PENSION, Benefit.WORK
GRANT, DISCRETION, QUESTION, REFUSE = Outcome.GRANT, Outcome.DISCRETION, Outcome.QUESTION, Outcome.REFUSE

CASES = [
    ("deposit_loan_kitchen", a_household(), a_dwelling(), GRANT, "§ 54: a family dwelling"),
    ("deposit_loan_kitchen", a_household(), a_dwelling(dwelling_class=YOUTH), GRANT, "§ 54: youth, own kitchen"),
    (
        "deposit_loan_kitchen",
        a_household(),
        a_dwelling(dwelling_class=YOUTH, has_kitchen=False),
        REFUSE,
        "§ 54: a youth dwelling without its own kitchen",
    ),
    ("deposit_loan_first_let", a_household(), a_dwelling(first_let_year=1965), GRANT, "§ 54: after 1964-04-01"),
    ("deposit_loan_first_let", a_household(), a_dwelling(first_let_year=1964), QUESTION, "§ 54: which day of 1964?"),
    ("deposit_loan_first_let", a_household(), a_dwelling(first_let_year=1963), REFUSE, "§ 54: before 1964-04-01"),
    ("deposit_loan_need", a_household(wealth="24999"), a_dwelling(), GRANT, "§ 55, PM 99-19: no partial loan"),
    ("deposit_loan_need", a_household(wealth="25000"), a_dwelling(), DISCRETION, "§ 55: the deposit can be paid"),
    ("deposit_loan_rent", a_household(net="9800"), a_dwelling("4900"), GRANT, "§ 15: half of income after tax"),
    ("deposit_loan_rent", a_household(net="9800"), a_dwelling("6733"), GRANT, "§ 15: not shown to be above half"),
    ("deposit_loan_rent", a_household(net="9800"), a_dwelling("6734"), DISCRETION, "§ 15: above half of 161,600 / 12"),
    ("deposit_loan_rent", a_household(gross="13000"), a_dwelling("6500"), GRANT, "§ 15: exactly half before tax"),
    ("deposit_loan_rent", a_household(gross="13000"), a_dwelling("6501"), DISCRETION, "§ 15: a krone above half"),
    ("deposit_loan_unpaid", a_household(), a_dwelling(), GRANT, "§ 55: no earlier loan"),
    ("deposit_loan_unpaid", a_household(unpaid=True), a_dwelling(), QUESTION, "§ 55: is the exception met?"),
    (
        "deposit_loan_unpaid",
        a_household(unpaid=True, after_eviction=True),
        a_dwelling(),
        GRANT,
        "§ 55: first lasting home after an eviction for non-payment",
    ),
    (
        "deposit_loan_unpaid",
        a_household(unpaid=True, after_eviction=False),
        a_dwelling(),
        DISCRETION,
        "§ 55: unpaid earlier loan, the municipality may refuse",
    ),
    ("deposit_loan_income", a_household(), a_dwelling(), GRANT, "§ 56: at most 161,600, limit 284,000"),
    ("deposit_loan_income", a_household(gross="23666.66"), a_dwelling(), GRANT, "§ 56: 283,999.92 is within"),
    ("deposit_loan_income", a_household(gross="23666.67"), a_dwelling(), DISCRETION, "§ 56: 284,000.04: no duty"),
    ("deposit_loan_income", a_household(benefit=PENSIONED, net="15380"), a_dwelling(), GRANT, "§ 56: at most 273,200"),
    ("deposit_loan_income", a_household(benefit=WORK, net="15730"), a_dwelling(), QUESTION, "§ 56: up to 300,993"),
    ("deposit_loan_income", a_household(benefit=WORK, net="23700"), a_dwelling(), DISCRETION, "§ 56: 284,400 net"),
    (
        "deposit_loan_income",
        a_household(benefit=WORK, net="23700", children=1),
        a_dwelling(),
        QUESTION,
        "§ 56: +49,800",
    ),
    (
        "deposit_loan_income",
        a_household(gross="40266.66", children=5),
        a_dwelling(),
        GRANT,
        "§ 56: four children count: 284,000 + 4 x 49,800 = 483,200",
    ),
    (
        "deposit_loan_income",
        a_household(gross="40266.67", children=5),
        a_dwelling(),
        DISCRETION,
        "§ 56: the fifth child raises nothing",
    ),
    ("deposit_loan_income", a_household(gross="16033"), a_dwelling(dwelling_class=ROOM), GRANT, "§ 56: 192,400 a room"),
    ("deposit_loan_income", a_household(gross="16034"), a_dwelling(dwelling_class=ROOM), DISCRETION, "§ 56: above it"),
]


@pytest.mark.parametrize(("rule", "household", "dwelling", "leads_to", "reason"), CASES)
def test_a_rule_of_the_deposit_loan(
    rule: str, household: Household, dwelling: Dwelling, leads_to: Outcome, reason: str
) -> None:
    judgements = {each.reason.rule: each for each in judge_deposit_loan(household, dwelling, BOOK, THE_DAY)}
    assert judgements[rule].leads_to is leads_to, reason
    assert judgements[rule].reason.met is (leads_to is GRANT), reason


UNKNOWN = replace(a_dwelling(), first_let_year=None)
FROM_1964, OLD = a_dwelling(first_let_year=1964), a_dwelling(first_let_year=1948)
OWES, EVICTED = a_household(unpaid=True), a_household(unpaid=True, after_eviction=False)
MORE = [
    ("deposit_loan_social_housing", told(), a_household(), a_dwelling(), GRANT, "§ 54: an offer's is social housing"),
    (
        "deposit_loan_social_housing",
        told(landlord=Landlord.HOUSING_ORGANISATION),
        a_household(),
        a_dwelling(),
        GRANT,
        "§ 54: social housing",
    ),
    (
        "deposit_loan_social_housing",
        told(landlord=Landlord.PRIVATE),
        a_household(),
        a_dwelling(),
        REFUSE,
        "§ 54: a depositum is no beboerindskud (star.dk)",
    ),
    ("deposit_loan_first_let", told(first_let_on=date(1964, 4, 1)), a_household(), FROM_1964, GRANT, "§ 54: the day"),
    ("deposit_loan_first_let", told(), a_household(), UNKNOWN, QUESTION, "§ 54: nobody has said when"),
    (
        "deposit_loan_first_let",
        told(first_let_on=date(1990, 1, 1)),
        a_household(),
        UNKNOWN,
        GRANT,
        "§ 54: the day alone",
    ),
    ("deposit_loan_first_let", told(moved_for_renewal=True), a_household(), UNKNOWN, GRANT, "§ 54: whenever it was"),
    ("deposit_loan_first_let", told(first_let_on=date(1964, 3, 31)), a_household(), FROM_1964, REFUSE, "§ 54: before"),
    ("deposit_loan_first_let", told(moved_for_renewal=True), a_household(), OLD, GRANT, "§ 54: moved by sanering"),
    ("deposit_loan_first_let", told(moved_for_renewal=False), a_household(), OLD, REFUSE, "§ 54: old, no sanering"),
    (
        "deposit_loan_unpaid",
        told(cheaper_after_request=True),
        OWES,
        a_dwelling(),
        GRANT,
        "§ 55: exception to no. 3",
    ),
    ("deposit_loan_unpaid", told(cheaper_after_request=True), EVICTED, a_dwelling(), GRANT, "§ 55: either is enough"),
    ("deposit_loan_unpaid", told(cheaper_after_request=False), EVICTED, a_dwelling(), DISCRETION, "§ 55: neither"),
    ("deposit_loan_unpaid", told(cheaper_after_request=False), OWES, a_dwelling(), QUESTION, "§ 55: after eviction?"),
]


def test_before_a_dwelling_is_found_its_first_use_is_a_condition() -> None:
    judged = judgements_of(CaseKind.PRE_APPROVAL, Facts(a_household(), UNKNOWN))["deposit_loan_first_let"]
    assert holds(judged, GRANT, "§ 54") and "condition" in judged.reason.text.en


@pytest.mark.parametrize(("rule", "particulars", "household", "dwelling", "leads_to", "reason"), MORE)
def test_what_is_told_of_the_dwelling_and_the_earlier_loan(
    rule: str, particulars: Particulars, household: Household, dwelling: Dwelling, leads_to: Outcome, reason: str
) -> None:
    judged = judgements_of(CaseKind.DEPOSIT_LOAN, Facts(household, dwelling, particulars))[rule]
    assert holds(judged, leads_to, reason.split(":", maxsplit=1)[0]), reason


AFTER_TAX, WITH_BENEFIT = RateKey.RENT_SHARE_AFTER_TAX, RateKey.RENT_SHARE_WITH_BENEFIT
WITH_BENEFIT_KNOWN = {
    WITH_BENEFIT: "1",
    RateKey.ORDINARY_INCOME_LIMIT: "168000",
    RateKey.ORDINARY_INCOME_LIMIT_FURTHER_CHILD: "44300",
}


@pytest.mark.parametrize(
    ("choices", "rent", "leads_to", "reason"),
    [
        ({}, "6500", GRANT, "before tax, before housing benefit: half of 13,000"),
        ({}, "6501", DISCRETION, "a krone above it"),
        ({AFTER_TAX: "1"}, "4900", GRANT, "after tax: half of 9,800"),
        ({AFTER_TAX: "1"}, "4901", DISCRETION, "a krone above it"),
        (WITH_BENEFIT_KNOWN, "7027", GRANT, "15 % of 7,027 is 1,054: half of 14,054 is 7,027"),
        (WITH_BENEFIT_KNOWN, "7028", DISCRETION, "15 % of 7,028 is 1,054: a krone above half of 14,054"),
        ({WITH_BENEFIT: "1"}, "7028", GRANT, "a rate of housing benefit is unknown: not shown to be above half"),
    ],
)
def test_half_of_income_is_counted_as_the_municipality_has_chosen(
    choices: dict[RateKey, str], rent: str, leads_to: Outcome, reason: str
) -> None:
    book = a_book(*(a_rate(key, value) for key, value in choices.items()))
    judged = {
        each.reason.rule: each
        for each in judge_deposit_loan(a_household(net="9800", gross="13000"), a_dwelling(rent), book, THE_DAY)
    }
    assert holds(judged["deposit_loan_rent"], leads_to, "boligstøtteloven §§ 15, 55"), reason


@pytest.mark.parametrize(
    ("day", "gross", "leads_to", "reason"),
    [
        (date(2019, 5, 1), "20500", GRANT, "246,000 of 2019, fredensborg.dk"),
        (date(2019, 5, 1), "20501", DISCRETION, "246,012 is above it"),
        (date(2020, 5, 1), "20989.50", GRANT, "251,874 of 2020, Ankestyrelsen"),
        (date(2021, 5, 1), "21472.50", GRANT, "257,670 of 2021, derived from bm.dk's pensions"),
        (date(2023, 5, 1), "22379.66", GRANT, "268,556 of 2023, aeldresagen"),
        (date(2023, 5, 1), "22379.67", DISCRETION, "268,556.04 is above it"),
        (date(2022, 5, 1), "10000", QUESTION, "2022 is in no source: asked, not guessed"),
        (date(2024, 5, 1), "10000", QUESTION, "2024 is in no source, and the municipality has entered 2025 only"),
        (date(2026, 5, 1), "10000", QUESTION, "2026 is not entered"),
    ],
)
def test_the_income_limit_is_that_of_the_year(day: date, gross: str, leads_to: Outcome, reason: str) -> None:
    judged = judge_deposit_loan(a_household(gross=gross), a_dwelling(), BOOK, day)[-1]
    assert judged.reason.rule == "deposit_loan_income"
    assert judged.leads_to is leads_to, reason
    assert bool(judged.unknown) is (leads_to is QUESTION)


def test_without_a_bound_on_tax_only_income_after_tax_speaks() -> None:
    book = a_book(without=frozenset({RateKey.TAX_AT_MOST_TRANSFER}))
    judged = {each.reason.rule: each for each in judge_deposit_loan(a_household(), a_dwelling("9900"), book, THE_DAY)}
    assert judged["deposit_loan_income"].leads_to is QUESTION
    assert judged["deposit_loan_rent"].leads_to is GRANT


def test_every_rule_names_its_section_and_speaks_both_languages() -> None:
    for _, household, dwelling, _, _ in CASES:
        for judgement in judge_deposit_loan(household, dwelling, BOOK, THE_DAY):
            assert "boligstøtteloven §" in judgement.reason.source
            assert judgement.reason.text.da != judgement.reason.text.en
