"""Help with rent arrears, § 81 a, and loans for private deposits, chapter 10 a: a reason and a section per row."""

from datetime import date
from decimal import Decimal

import pytest

from services.benefits.domain.entitlements.facts import Landlord, Particulars
from services.benefits.domain.entitlements.judging import amount_of
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.rates.rate_keys import RateKey
from tests.unit.benefits.entitlements import BOOK, facts_of, holds, judgements_of, told
from tests.unit.benefits.facts import THE_DAY, a_book, a_dwelling, a_household, a_rate

GRANT, DISCRETION, QUESTION, REFUSE = Outcome.GRANT, Outcome.DISCRETION, Outcome.QUESTION, Outcome.REFUSE
POOR, HOME = a_household(), a_dwelling("4500", deposit="13500")
PRIVATE = CaseKind.PRIVATE_DEPOSIT


@pytest.mark.parametrize(
    ("rule", "particulars", "household", "leads_to", "reason"),
    [
        ("rent_arrears_eviction", told(eviction_threatens=True), POOR, GRANT, "an eviction threatens"),
        ("rent_arrears_eviction", told(eviction_threatens=False), POOR, REFUSE, "no eviction threatens"),
        ("rent_arrears_eviction", told(), POOR, QUESTION, "nobody has said"),
        ("rent_arrears_home_kept", told(home_kept_by_payment=True), POOR, GRANT, "the payment keeps the home"),
        ("rent_arrears_home_kept", told(home_kept_by_payment=False), POOR, REFUSE, "the home is lost all the same"),
        ("rent_arrears_home_kept", told(), POOR, QUESTION, "nobody has said"),
        ("rent_arrears_rent_payable", told(rent_payable_from_now=True), POOR, GRANT, "the rent can be paid"),
        ("rent_arrears_rent_payable", told(rent_payable_from_now=False), POOR, DISCRETION, "what else is needed?"),
        ("rent_arrears_rent_payable", told(), POOR, QUESTION, "nobody has said"),
        ("rent_arrears_means", told(amount="9000"), a_household(wealth="8999.99"), GRANT, "an øre short"),
        ("rent_arrears_means", told(amount="9000"), a_household(wealth="9000"), DISCRETION, "has the amount"),
        ("rent_arrears_means", told(), POOR, QUESTION, "no amount"),
    ],
)
def test_a_rule_of_the_help_with_rent_arrears(
    rule: str, particulars: Particulars, household: Household, leads_to: Outcome, reason: str
) -> None:
    judged = judgements_of(CaseKind.RENT_ARREARS, facts_of(particulars, household))[rule]
    assert holds(judged, leads_to, "lov om aktiv socialpolitik § 81 a"), reason


CHAPTER, TENANCY = "boligstøtteloven kapitel 10 a", "lejeloven § 59"


@pytest.mark.parametrize(
    ("rule", "particulars", "household", "dwelling", "leads_to", "section", "reason"),
    [
        ("private_deposit_landlord", told(landlord=Landlord.PRIVATE), POOR, HOME, GRANT, CHAPTER, "private"),
        (
            "private_deposit_landlord",
            told(landlord=Landlord.HOUSING_ORGANISATION),
            POOR,
            HOME,
            REFUSE,
            CHAPTER,
            "social housing has the deposit loan",
        ),
        ("private_deposit_landlord", told(), POOR, HOME, QUESTION, CHAPTER, "nobody has said"),
        ("private_deposit_allocated", told(allocated_by_municipality=True), POOR, HOME, GRANT, CHAPTER, "allocated"),
        (
            "private_deposit_allocated",
            told(allocated_by_municipality=False),
            POOR,
            HOME,
            DISCRETION,
            CHAPTER,
            "found by oneself: a may",
        ),
        ("private_deposit_allocated", told(), POOR, HOME, QUESTION, CHAPTER, "nobody has said"),
        ("private_deposit_need", told(prepaid_rent="4500"), a_household(wealth="17999"), HOME, GRANT, CHAPTER, "short"),
        (
            "private_deposit_need",
            told(prepaid_rent="4500"),
            a_household(wealth="18000"),
            HOME,
            DISCRETION,
            CHAPTER,
            "13,500 + 4,500 can be paid",
        ),
        ("private_deposit_rent", told(), a_household(gross="9000"), HOME, GRANT, "§ 15", "exactly half of income"),
        ("private_deposit_rent", told(), a_household(gross="8999"), HOME, DISCRETION, "§ 15", "above half"),
        ("private_deposit_months", told(), POOR, HOME, GRANT, TENANCY, "3 x 4,500 = 13,500"),
        (
            "private_deposit_months",
            told(),
            POOR,
            a_dwelling("4500", deposit="13500.01"),
            DISCRETION,
            TENANCY,
            "an øre above what may be demanded",
        ),
        ("private_deposit_prepaid_months", told(prepaid_rent="0"), POOR, HOME, GRANT, TENANCY, "none is demanded"),
        ("private_deposit_prepaid_months", told(prepaid_rent="13500"), POOR, HOME, GRANT, TENANCY, "three months"),
        ("private_deposit_prepaid_months", told(prepaid_rent="13501"), POOR, HOME, DISCRETION, TENANCY, "above it"),
        ("private_deposit_prepaid_months", told(), POOR, HOME, QUESTION, TENANCY, "nobody has said"),
    ],
)
def test_a_rule_of_the_private_deposit(
    rule: str,
    particulars: Particulars,
    household: Household,
    dwelling: Dwelling,
    leads_to: Outcome,
    section: str,
    reason: str,
) -> None:
    judged = judgements_of(PRIVATE, facts_of(particulars, household, dwelling))[rule]
    assert holds(judged, leads_to, section), reason


@pytest.mark.parametrize(
    ("deposit", "prepaid", "amount", "reason"),
    [
        ("13500", "13500", "27000", "both at their highest"),
        ("20000", "13500", "27000", "the deposit only up to 13,500"),
        ("9000", "20000", "22500", "the prepaid rent only up to 13,500"),
        ("9000", None, None, "prepaid rent is not known"),
    ],
)
def test_no_more_is_lent_than_a_landlord_may_demand(
    deposit: str, prepaid: str | None, amount: str | None, reason: str
) -> None:
    facts = facts_of(told(prepaid_rent=prepaid), dwelling=a_dwelling("4500", deposit=deposit))
    assert amount_of(PRIVATE, facts, BOOK, THE_DAY) == (None if amount is None else Decimal(amount)), reason


def test_the_months_are_dated_and_asked_for_before_they_are_known() -> None:
    facts = facts_of(told(prepaid_rent="13500"), dwelling=HOME)
    earlier = judgements_of(PRIVATE, facts, date(2022, 6, 30))["private_deposit_months"]
    assert (earlier.leads_to, [each.key for each in earlier.unknown]) == (QUESTION, [RateKey.PRIVATE_DEPOSIT_MONTHS])
    fewer = a_book(a_rate(RateKey.PRIVATE_DEPOSIT_MONTHS, "2"))
    assert judgements_of(PRIVATE, facts, THE_DAY, fewer)["private_deposit_months"].leads_to is DISCRETION
