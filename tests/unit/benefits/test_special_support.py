"""Special support, lov om aktiv socialpolitik § 34, its end, and the rent subsidy of 2026: a reason per row."""

from datetime import date
from decimal import Decimal

import pytest

from services.benefits.domain.entitlements.facts import Particulars
from services.benefits.domain.entitlements.judging import amount_of
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.households import Benefit
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.rates.rate_keys import RateKey
from tests.unit.benefits.entitlements import BOOK, facts_of, holds, judgements_of, told
from tests.unit.benefits.facts import THE_DAY, a_book, a_dwelling, a_household, a_rate

GRANT, DISCRETION, QUESTION, REFUSE = Outcome.GRANT, Outcome.DISCRETION, Outcome.QUESTION, Outcome.REFUSE
SUPPORT, SUBSIDY = CaseKind.SPECIAL_SUPPORT, CaseKind.RENT_SUBSIDY
SECTION = "lov om aktiv socialpolitik § 34"
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
LOCAL = a_book(a_rate(RateKey.SUPPORT_OWN_COST, "3400"), a_rate(RateKey.SUPPORT_AT_MOST, "1000"))


@pytest.mark.parametrize(
    ("benefit", "on", "leads_to", "reason"),
    [
        (Benefit.CASH_BENEFIT, LAST, GRANT, "the last day with kontanthjælp"),
        (Benefit.CASH_BENEFIT, FIRST, REFUSE, "abolished: lov nr. 1655 of 2024-12-30"),
        (Benefit.EDUCATION_BENEFIT, LAST, GRANT, "uddannelseshjælp is of the kontanthjælp system"),
        (Benefit.SELF_SUPPORT_BENEFIT, LAST, GRANT, "so is SHO"),
        (Benefit.CASH_BENEFIT_MINIMUM, FIRST, REFUSE, "the new rates too"),
        (Benefit.CASH_BENEFIT_BASIC, FIRST, REFUSE, "the new rates too"),
        (Benefit.CASH_BENEFIT_HIGHER, date(2026, 11, 22), REFUSE, "and it stays so"),
        (Benefit.SICKNESS_BENEFIT, FIRST, GRANT, "others keep it for now"),
        (Benefit.DISABILITY_PENSION, date(2025, 12, 31), GRANT, "others keep it for now"),
        (Benefit.SICKNESS_BENEFIT, date(2026, 1, 1), QUESTION, "a proposal to end it for all: not settled, so asked"),
        (Benefit.CASH_BENEFIT, date(2018, 5, 1), QUESTION, "before the rows begin"),
    ],
)
def test_special_support_ends_with_the_reform(benefit: Benefit, on: date, leads_to: Outcome, reason: str) -> None:
    facts = facts_of(told(housing_benefit="700"), a_household(benefit=benefit))
    judged = judgements_of(SUPPORT, facts, on)
    assert holds(judged["special_support_in_force"], leads_to, SECTION), reason
    # Once it has ended nothing more is judged: no rate of it is asked for.
    assert (len(judged) == 1) is (leads_to is REFUSE), reason


@pytest.mark.parametrize(
    ("rent", "housing_benefit", "leads_to", "amount", "reason"),
    [
        ("4500", "700", GRANT, "400.00", "3,800 is 400 above 3,400"),
        ("4100", "700", REFUSE, "0.00", "exactly what is borne first"),
        ("4100.01", "700", GRANT, "0.01", "an øre above"),
        ("9000", "700", GRANT, "1000.00", "at most 1,000"),
        ("3000", "3000", REFUSE, "0.00", "housing benefit covers it all"),
        ("4500", None, QUESTION, None, "the housing benefit is asked for"),
    ],
)
def test_before_its_end_it_is_counted_from_the_municipalitys_own_amounts(
    rent: str, housing_benefit: str | None, leads_to: Outcome, amount: str | None, reason: str
) -> None:
    facts = facts_of(told(housing_benefit=housing_benefit), dwelling=a_dwelling(rent))
    judged = judgements_of(SUPPORT, facts, THE_DAY, LOCAL)["special_support_housing_cost"]
    assert holds(judged, leads_to, SECTION), reason
    assert amount_of(SUPPORT, facts, LOCAL, THE_DAY) == (None if amount is None else Decimal(amount)), reason


def test_amounts_that_are_not_entered_are_asked_for_together() -> None:
    facts = facts_of(told(housing_benefit="700"))
    asked = judgements_of(SUPPORT, facts)["special_support_housing_cost"]
    assert asked.leads_to is QUESTION
    assert [each.key for each in asked.unknown] == [RateKey.SUPPORT_OWN_COST, RateKey.SUPPORT_AT_MOST]
    assert amount_of(SUPPORT, facts, BOOK, THE_DAY) is None


IN_2026 = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("rule", "particulars", "on", "leads_to", "reason"),
    [
        ("rent_subsidy_in_force", told(), date(2025, 12, 31), REFUSE, "not before 2026"),
        ("rent_subsidy_in_force", told(), date(2026, 1, 1), GRANT, "from 2026"),
        ("rent_subsidy_in_force", told(), date(2026, 12, 31), GRANT, "to the end of 2026"),
        ("rent_subsidy_in_force", told(), date(2027, 1, 1), QUESTION, "2027 is in no source"),
        ("rent_subsidy_aim", told(obtains_dwelling=True), IN_2026, GRANT, "makes the dwelling possible"),
        ("rent_subsidy_aim", told(avoids_eviction=True), IN_2026, GRANT, "avoids an eviction"),
        (
            "rent_subsidy_aim",
            told(obtains_dwelling=False, avoids_eviction=False),
            IN_2026,
            REFUSE,
            "serves neither aim",
        ),
        ("rent_subsidy_aim", told(obtains_dwelling=False), IN_2026, QUESTION, "does it avoid an eviction?"),
        ("rent_subsidy_aim", told(), IN_2026, QUESTION, "nobody has said"),
        ("rent_subsidy_amount", told(amount="800"), IN_2026, DISCRETION, "the law sets no amount"),
        ("rent_subsidy_amount", told(), IN_2026, QUESTION, "no amount"),
    ],
)
def test_a_rule_of_the_rent_subsidy(
    rule: str, particulars: Particulars, on: date, leads_to: Outcome, reason: str
) -> None:
    assert holds(judgements_of(SUBSIDY, facts_of(particulars), on)[rule], leads_to, "huslejetilskud"), reason
