"""One proposal from all rules: the gravest wins, affordability only guides, every reason and rate is kept."""

from datetime import date

import pytest

from services.benefits.domain.affordability.affordability import Verdict
from services.benefits.domain.cases.proposal import Proposal, propose
from services.benefits.domain.entitlements.facts import NEEDS, Facts, Particulars, foreign, missing, pointer_to
from services.benefits.domain.entitlements.judging import judge
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.households import Benefit, Dwelling, Household
from services.benefits.domain.households.incomes import income_before_tax
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.rates.rate_keys import RateKey
from tests.unit.benefits.entitlements import told
from tests.unit.benefits.facts import THE_DAY, a_book, a_dwelling, a_household

BOOK = a_book()


def of_a_loan(household: Household, dwelling: Dwelling, on: date = THE_DAY) -> Proposal:
    return propose(CaseKind.DEPOSIT_LOAN, Facts(household, dwelling), BOOK, on)


@pytest.mark.parametrize(
    ("household", "dwelling", "outcome", "reason"),
    [
        (a_household(), a_dwelling(), Outcome.GRANT, "every rule is met"),
        (a_household(), a_dwelling(first_let_year=1948), Outcome.REFUSE, "§ 54 leaves no right"),
        (a_household(wealth="30000"), a_dwelling(), Outcome.DISCRETION, "§ 55 lets the municipality refuse"),
        (a_household(unpaid=True), a_dwelling(), Outcome.QUESTION, "§ 55 asks for the exception"),
        (a_household(net="1300"), a_dwelling(), Outcome.QUESTION, "1,300 DKK: euros by mistake?"),
        (a_household(), a_dwelling(rent="600"), Outcome.QUESTION, "600 DKK: euros by mistake?"),
        (
            a_household(unpaid=True, wealth="30000"),
            a_dwelling(),
            Outcome.QUESTION,
            "a question comes before discretion: the answer may settle it",
        ),
        (
            a_household(unpaid=True, wealth="30000"),
            a_dwelling(first_let_year=1948),
            Outcome.REFUSE,
            "no answer heals § 54",
        ),
        (
            a_household(net="5900"),
            a_dwelling("3400"),
            Outcome.GRANT,
            "below the guideline, yet affordability never moves the loan",
        ),
    ],
)
def test_the_gravest_rule_decides(household: Household, dwelling: Dwelling, outcome: Outcome, reason: str) -> None:
    assert of_a_loan(household, dwelling).outcome is outcome, reason


def test_affordability_is_among_the_reasons_and_after_the_rules_of_the_loan() -> None:
    proposal = of_a_loan(a_household(net="5900"), a_dwelling("3400"))
    assert proposal.affordability is not None
    assert proposal.affordability.verdict is Verdict.NOT_WITHIN_GUIDELINE
    assert [reason.rule for reason in proposal.reasons] == [
        "amounts_usual",
        "deposit_loan_social_housing",
        "deposit_loan_kitchen",
        "deposit_loan_first_let",
        "deposit_loan_need",
        "deposit_loan_rent",
        "deposit_loan_unpaid",
        "deposit_loan_income",
        "housing_benefit_counted",
        "disposable_income",
    ]


def test_the_rates_used_are_kept_once_each_with_their_mark() -> None:
    rates = of_a_loan(a_household(), a_dwelling()).rates
    keys = [rate.key for rate in rates]
    assert len(keys) == len(set(keys))
    assert {RateKey.LOAN_INCOME_LIMIT, RateKey.GUIDELINE_SINGLE, RateKey.ORDINARY_RENT_CEILING} <= set(keys)
    assert {rate.verified for rate in rates} == {True, False}


def test_all_missing_rates_are_asked_for_together_and_once() -> None:
    proposal = of_a_loan(a_household(children=1, benefit=Benefit.WORK), a_dwelling(), date(2026, 3, 2))
    asked = [each.key for each in proposal.unknown]
    assert len(asked) == len(set(asked))
    assert {RateKey.LOAN_INCOME_LIMIT, RateKey.LOAN_INCOME_LIMIT_PER_CHILD, RateKey.ORDINARY_RENT_CEILING} <= set(asked)
    assert proposal.outcome is Outcome.QUESTION


@pytest.mark.parametrize(
    ("household", "least", "most", "reason"),
    [
        (a_household(net="9800"), 117600, 161600, "(117,600 - 40 % of 51,600) / 60 %"),
        (a_household(net="16500", benefit=Benefit.WORK), 198000, 317781, "(198,000 - 45 % of 51,600) / 55 %"),
        (a_household(net="3000"), 36000, 36000, "below the allowance no tax is paid: both bounds are the same"),
        (a_household(net="9800", gross="13590"), 163080, 163080, "seen, so exact"),
    ],
)
def test_income_before_tax_lies_between_its_bounds(household: Household, least: int, most: int, reason: str) -> None:
    income = income_before_tax(household, BOOK, THE_DAY)
    assert income.at_most is not None
    assert (int(income.at_least), int(income.at_most)) == (least, most), reason


KINDS = list(CaseKind)
NOTHING = Facts(None, None)


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_of_which_nothing_is_known_asks_for_everything_and_refuses_nothing(kind: CaseKind) -> None:
    proposal = propose(kind, NOTHING, BOOK, THE_DAY)
    assert proposal.outcome is Outcome.QUESTION
    assert (proposal.amount, proposal.affordability) == (None, None)
    asked = [each.pointer for each in proposal.missing]
    assert asked[0] == "/household" and len(asked) == len(set(asked))
    assert all(each.text.da != each.text.en for each in proposal.missing)


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_of_every_kind_names_its_section_and_speaks_both_languages(kind: CaseKind) -> None:
    for facts in (NOTHING, Facts(a_household(), a_dwelling())):
        for judged in judge(kind, facts, BOOK, THE_DAY):
            assert any(sign in judged.reason.source for sign in ("§", "kapitel", "serviceloven"))
            assert judged.reason.text.da != judged.reason.text.en


ASKED = [
    (CaseKind.DEPOSIT_LOAN, Facts(a_household(), a_dwelling()), [], "the year leaves no doubt"),
    (
        CaseKind.DEPOSIT_LOAN,
        Facts(a_household(unpaid=True), a_dwelling(first_let_year=1964)),
        ["/facts/first_let_on", "/facts/cheaper_after_request"],
        "1964, and an earlier loan unpaid",
    ),
    (
        CaseKind.DEPOSIT_LOAN,
        Facts(a_household(unpaid=True, after_eviction=True), a_dwelling()),
        [],
        "one exception is enough",
    ),
    (
        CaseKind.SINGLE_PAYMENT,
        Facts(a_household(), None, told(amount="500", changed_circumstances=True, necessary=True, foreseeable=True)),
        ["/facts/decisive_for_life"],
        "asked only because it could be foreseen",
    ),
    (
        CaseKind.MOVING_GRANT,
        Facts(a_household(), None, told(amount="500", improves_housing=False)),
        ["/facts/improves_work"],
        "asked only because the housing is no better",
    ),
    (
        CaseKind.RENT_SUBSIDY,
        Facts(a_household(), a_dwelling(), told(amount="500", obtains_dwelling=False)),
        ["/facts/avoids_eviction"],
        "asked only because no dwelling comes of it",
    ),
]


@pytest.mark.parametrize(("kind", "facts", "pointers", "reason"), ASKED)
def test_what_is_missing_follows_from_the_kind_and_from_what_is_told(
    kind: CaseKind, facts: Facts, pointers: list[str], reason: str
) -> None:
    assert [each.pointer for each in missing(kind, facts)] == pointers, reason


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_takes_its_own_facts_and_no_others(kind: CaseKind) -> None:
    everything = told(**dict.fromkeys(Particulars.__dataclass_fields__, "1"))
    foreigners = {error.pointer for error in foreign(kind, Facts(None, None, everything))}
    own = {pointer_to(name) for name in NEEDS[kind]}
    every = {pointer_to(name) for name in Particulars.__dataclass_fields__}
    assert not foreigners & own
    assert every - foreigners - own <= {"/facts/landlord", "/facts/moved_for_renewal"}
    assert foreign(kind, NOTHING) == []


def test_an_unusual_amount_that_somebody_has_confirmed_is_no_question() -> None:
    facts = Facts(a_household(), a_dwelling(rent="600"), confirmed=("/dwelling/rent_dkk",))
    assert propose(CaseKind.DEPOSIT_LOAN, facts, BOOK, THE_DAY).outcome is Outcome.GRANT
