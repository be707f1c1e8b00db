"""Which rate and which supplements a benefit consists of on a day, before and after 2025-07-01 (facts.md 3.1-3.4a)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.benefits.domain.households.circumstances import Applicant
from services.benefits.domain.households.households import Benefit
from services.benefits.domain.households.means import benefit_of_the_day, means_of
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook
from tests.unit.benefits.applicants import (
    IN_2021,
    IN_2023,
    IN_2024,
    IN_2026,
    IN_AUGUST,
    IN_MARCH,
    an_applicant,
    any_applicant,
)
from tests.unit.benefits.facts import a_book, a_rate

CASH, STUDY, SHO = Benefit.CASH_BENEFIT, Benefit.EDUCATION_BENEFIT, Benefit.SELF_SUPPORT_BENEFIT
MINIMUM, BASIC, HIGHER = Benefit.CASH_BENEFIT_MINIMUM, Benefit.CASH_BENEFIT_BASIC, Benefit.CASH_BENEFIT_HIGHER
PENSION, FRACTION = Benefit.STATE_PENSION, Benefit.FRACTIONAL_PENSION
ENTERED_2025 = a_book(
    a_rate(RateKey.STATE_PENSION_BASE, "84000"),
    a_rate(RateKey.STATE_PENSION_SUPPLEMENT_SINGLE, "96000"),
    a_rate(RateKey.STATE_PENSION_SUPPLEMENT_OTHERS, "48000"),
)
ENTERED_2027 = a_book(
    a_rate(RateKey.BASIC_RATE, "7500", date(2027, 1, 1)), a_rate(RateKey.SINGLE_SUPPLEMENT, "1150", date(2027, 1, 1))
)

AMOUNTS: list[tuple[Applicant, date, str, str]] = [
    (an_applicant(CASH), IN_2023, "11944", "30 or more, other: bm.dk 2023"),
    (an_applicant(CASH), IN_2024, "12326", "30 or more, other: bm.dk 2024"),
    (an_applicant(CASH), IN_MARCH, "12770", "12,326 x 1.036 = 12,769.7"),
    (an_applicant(CASH), date(2025, 6, 30), "12770", "the last day of the old benefit"),
    (an_applicant(CASH, children=2), IN_2024, "16382", "30 or more, provider: once, not per child"),
    (an_applicant(CASH, provides_elsewhere=True), IN_2024, "16382", "a provider whose child lives elsewhere"),
    (an_applicant(CASH, 1998), IN_2024, "7945", "under 30, living away: seniorfolk 2024"),
    (an_applicant(CASH, 1998, lives_with_parents=True), IN_2024, "3834", "under 30, at home"),
    (an_applicant(CASH, 1998, diagnosis=True), IN_2024, "12326", "certain diagnoses, away"),
    (an_applicant(CASH, 1998, diagnosis=True, lives_with_parents=True), IN_2024, "3834", "away only"),
    (an_applicant(CASH, 1998, pregnant=True), IN_2023, "11944", "pregnant: bm.dk 2023, in an excerpt"),
    (an_applicant(CASH, 1998, children=1, extra_child_benefit=True), IN_2024, "15658", "single provider under 30"),
    (an_applicant(CASH, 1998, children=1, extra_child_benefit=False), IN_2024, "10955", "without extra child benefit"),
    (an_applicant(STUDY, 2003), IN_2023, "6545", "education benefit, away: bm.dk 2023"),
    (an_applicant(STUDY, 2003), IN_MARCH, "6997", "6,754 x 1.036 = 6,997.1"),
    (an_applicant(STUDY, 2003, lives_with_parents=True), IN_MARCH, "3015", "2,910 x 1.036 = 3,014.8"),
    (an_applicant(STUDY, 1996, activity_supplement=True), IN_2023, "11944", "25-29 away: 6,545 + 5,399"),
    (an_applicant(STUDY, 2003, activity_supplement=True), IN_2023, "7699", "under 25 away: 6,545 + 1,154"),
    (an_applicant(STUDY, 1998, activity_supplement=True), IN_MARCH, "12770", "25-29 away: 6,997 + 5,773"),
    (an_applicant(STUDY, 2003, activity_supplement=True), IN_MARCH, "8231", "under 25 away: 6,997 + 1,234"),
    (an_applicant(SHO), IN_2024, "6553", "SHO, single non-provider: 2023-11-01, level of 2024"),
    (an_applicant(SHO), IN_MARCH, "6789", "6,553 x 1.036 = 6,788.9"),
    (an_applicant(HIGHER), IN_AUGUST, "13590", "12,498 + 1,092 for a single non-provider, as facts.md says"),
    (an_applicant(HIGHER), date(2025, 7, 1), "13590", "the first day of the one kontanthjælp"),
    (an_applicant(CASH, meets_residence_requirement=True), IN_AUGUST, "13590", "30 or more: the higher rate"),
    (an_applicant(CASH, meets_residence_requirement=False), IN_AUGUST, "6789", "minimum rate, no single supplement"),
    (
        an_applicant(CASH, 1998, meets_residence_requirement=True, worked_two_and_a_half_years=True),
        IN_AUGUST,
        "13590",
        "25-29 with 2½ years' work: the higher rate",
    ),
    (
        an_applicant(CASH, 1998, meets_residence_requirement=True, worked_two_and_a_half_years=False),
        IN_AUGUST,
        "8297",
        "under 30 without it: 7,205 + 1,092",
    ),
    (
        an_applicant(CASH, 2003, meets_residence_requirement=True, worked_two_and_a_half_years=True),
        IN_AUGUST,
        "8297",
        "under 25 with it: the basic rate (facts.md 3.4a, unverified)",
    ),
    (an_applicant(BASIC, 1998, ready_for_activity=True), IN_AUGUST, "10887", "7,205 + 1,092 + 2,590, as facts.md says"),
    (an_applicant(BASIC, 2003, ready_for_activity=True), IN_AUGUST, "9333", "7,205 + 1,092 + 1,036"),
    (
        an_applicant(BASIC, 1998, ready_for_activity=True, adaptation_supplement=True),
        IN_AUGUST,
        "12959",
        "10,887 + 2,072 tilpasningstillæg",
    ),
    (an_applicant(HIGHER, 1980, adaptation_supplement=True), IN_AUGUST, "13590", "tilpasningstillæg is for under 30"),
    (an_applicant(HIGHER, 1998, ready_for_activity=True), IN_AUGUST, "13590", "ungetillæg is for the basic rate"),
    (
        an_applicant(BASIC, 1998, children=1, extra_child_benefit=True),
        IN_AUGUST,
        "11627",
        "7,205 + 2,784 børnetillæg + 1,638 for a single provider",
    ),
    (
        an_applicant(BASIC, 1998, children=5, extra_child_benefit=True),
        IN_AUGUST,
        "11627",
        "per provider, not per child",
    ),
    (an_applicant(BASIC, 1998, children=1, extra_child_benefit=False), IN_AUGUST, "9989", "7,205 + 2,784"),
    (
        an_applicant(BASIC, 1998, children=1, extra_child_benefit=True, ready_for_activity=True),
        IN_AUGUST,
        "14217",
        "11,627 + 2,590 for a provider under 30",
    ),
    (an_applicant(HIGHER, children=3), IN_AUGUST, "15282", "12,498 + 2,784; no supplement for singles on this rate"),
    (an_applicant(HIGHER, adults=2), IN_AUGUST, "12498", "one of a couple: no supplement for singles"),
    (an_applicant(MINIMUM, children=1, extra_child_benefit=True), IN_AUGUST, "11211", "6,789 + 2,784 + 1,638"),
    (an_applicant(PENSION, 1950), IN_2021, "13853", "(78,216 + 88,020) / 12 = 6,518 + 7,335"),
    (an_applicant(PENSION, 1950, adults=2), IN_2021, "10225", "(78,216 + 44,484) / 12"),
    (an_applicant(FRACTION, 1950, residence_years=20), IN_2021, "6926.50", "20/40 of 13,853"),
    (an_applicant(FRACTION, 1950, residence_years=17), IN_2021, "5887.53", "17/40 of 13,853 = 5,887.525"),
    (an_applicant(FRACTION, 1950, residence_years=13), IN_2021, "4502.23", "13/40 of 13,853 = 4,502.225"),
    (an_applicant(FRACTION, 1950, residence_years=45), IN_2021, "13853", "never more than the whole"),
]


@pytest.mark.parametrize(("applicant", "on", "amount", "reason"), AMOUNTS)
def test_the_amount_of_a_day_by_hand(applicant: Applicant, on: date, amount: str, reason: str) -> None:
    found = benefit_of_the_day(applicant, a_book(), on)
    assert found.amount == Decimal(amount), reason
    assert sum(line.amount for line in found.lines) == Decimal(amount), reason
    assert all(line.source for line in found.lines), reason


PENSIONS_OF_2025: list[tuple[int, date, str, str]] = [
    (20, date(2025, 6, 30), "7500.00", "reached before 2025-07-01: 20/40 of 15,000"),
    (20, date(2025, 7, 1), "6410.26", "9/10 of 67 - 15 = 46.8 years; 20/46.8 = 50/117; 15,000 x 50/117 = 6,410.256"),
    (40, date(2025, 7, 1), "12820.51", "40/46.8 = 100/117; 15,000 x 100/117 = 12,820.513"),
    (46, date(2025, 7, 1), "14743.59", "46/46.8 = 115/117; 15,000 x 115/117 = 14,743.590"),
    (47, date(2025, 7, 1), "15000.00", "more than 46.8 years: the whole"),
    (0, date(2025, 7, 1), "0.00", "no years, no pension"),
]


@pytest.mark.parametrize(("years", "reached", "amount", "reason"), PENSIONS_OF_2025)
def test_a_fractional_pension_is_an_exact_share_of_what_is_entered(
    years: int, reached: date, amount: str, reason: str
) -> None:
    applicant = an_applicant(FRACTION, 1958, residence_years=years, pension_age_reached_on=reached)
    found = benefit_of_the_day(applicant, ENTERED_2025, IN_AUGUST)
    assert found.amount == Decimal(amount), reason


def test_the_adaptation_supplement_ends_with_june_2027() -> None:
    applicant = an_applicant(BASIC, 2000, adaptation_supplement=True)
    assert benefit_of_the_day(applicant, ENTERED_2027, date(2027, 7, 1)).amount == Decimal(8650)
    before = benefit_of_the_day(applicant, ENTERED_2027, date(2027, 6, 30))
    assert [each.key for each in before.unknown] == [RateKey.ADAPTATION_SUPPLEMENT]


ASKED: list[tuple[Applicant, date, str, str]] = [
    (an_applicant(HIGHER), date(2025, 6, 30), "/household/benefit", "the rate does not exist before 2025-07-01"),
    (an_applicant(STUDY, 2003), date(2025, 7, 1), "/household/benefit", "uddannelseshjælp ended with 2025-06-30"),
    (an_applicant(SHO), date(2025, 7, 1), "/household/benefit", "SHO ended with 2025-06-30"),
    (an_applicant(STUDY, 1980), IN_MARCH, "/household/benefit", "uddannelseshjælp is for under 30"),
    (an_applicant(CASH, 1995), IN_MARCH, "/household/circumstances/born_on", "29 or 30: the birthday decides"),
    (
        an_applicant(STUDY, 2000, activity_supplement=True),
        IN_MARCH,
        "/household/circumstances/born_on",
        "24 or 25: the birthday decides",
    ),
    (an_applicant(CASH), IN_AUGUST, "/household/circumstances/meets_residence_requirement", "nobody has asked"),
    (
        an_applicant(CASH, 1998, meets_residence_requirement=True),
        IN_AUGUST,
        "/household/circumstances/worked_two_and_a_half_years",
        "25-29: work decides between basic and higher",
    ),
    (
        an_applicant(BASIC, 1998, children=1),
        IN_AUGUST,
        "/household/circumstances/extra_child_benefit",
        "the supplement for single providers needs it",
    ),
    (an_applicant(HIGHER, wealth="15501"), IN_AUGUST, "/household/income_after_tax_dkk", "above 15,500 for a single"),
    (an_applicant(HIGHER, adults=2, wealth="31001"), IN_AUGUST, "/household/income_after_tax_dkk", "above 31,000"),
    (an_applicant(Benefit.DISABILITY_PENSION), IN_AUGUST, "/household/income_after_tax_dkk", "no published amount"),
    (an_applicant(Benefit.WORK), IN_AUGUST, "/household/income_after_tax_dkk", "wages are given"),
    (an_applicant(FRACTION, 1950), IN_2021, "/household/circumstances/residence_years", "the fraction is asked for"),
    (
        an_applicant(FRACTION, 1950, residence_years=20),
        IN_AUGUST,
        "/household/circumstances/pension_age_reached_on",
        "40 years or 9/10: the day decides",
    ),
]


@pytest.mark.parametrize(("applicant", "on", "pointer", "reason"), ASKED)
def test_a_fact_that_decides_is_asked_for(applicant: Applicant, on: date, pointer: str, reason: str) -> None:
    found = benefit_of_the_day(applicant, a_book(), on)
    assert found.amount is None, reason
    assert pointer in {question.pointer for question in found.questions}, reason
    assert all(question.text.da and question.text.en for question in found.questions), reason


UNKNOWN: list[tuple[Applicant, date, RateKey, str]] = [
    (an_applicant(HIGHER), IN_2026, RateKey.HIGHER_RATE, "base rates of 2026 are in no source"),
    (an_applicant(Benefit.CASH_BENEFIT_AT_HOME, 2003), IN_AUGUST, RateKey.AT_HOME_RATE, "not found for any year"),
    (an_applicant(SHO, adults=2), IN_2024, RateKey.SELF_SUPPORT_OTHERS, "only singles are published here"),
    (an_applicant(CASH), date(2022, 3, 1), RateKey.CASH_30_OTHER, "2022 is in no source"),
    (an_applicant(PENSION, 1950), IN_AUGUST, RateKey.STATE_PENSION_BASE, "folkepension after 2021"),
    (an_applicant(PENSION, 1950), date(2022, 1, 1), RateKey.STATE_PENSION_BASE, "the day after the last known"),
    (an_applicant(HIGHER, wealth="1"), IN_2026, RateKey.CASH_WEALTH_LIMIT_SINGLE, "the limit of 2026"),
]


@pytest.mark.parametrize(("applicant", "on", "key", "reason"), UNKNOWN)
def test_an_unknown_rate_is_asked_for_with_the_place_to_look(
    applicant: Applicant, on: date, key: RateKey, reason: str
) -> None:
    found = benefit_of_the_day(applicant, a_book(), on)
    assert found.amount is None, reason
    asked = {each.key: each.question for each in found.unknown}
    assert "See " in asked[key].en and "Se " in asked[key].da, reason


def test_a_birthday_settles_the_age() -> None:
    for born_on, amount in ((date(1995, 3, 3), "12770"), (date(1995, 3, 4), "8231")):
        applicant = an_applicant(CASH, 1995, born_on=born_on)
        assert benefit_of_the_day(applicant, a_book(), IN_MARCH).amount == Decimal(amount)


BOOKS: list[RateBook] = [a_book(), ENTERED_2025, ENTERED_2027]


@settings(max_examples=200, deadline=None)
@given(any_applicant, st.dates(date(2020, 1, 1), date(2028, 12, 31)), st.sampled_from(BOOKS))
def test_there_is_an_amount_or_a_question_and_tax_lies_between_its_bounds(
    applicant: Applicant, on: date, book: RateBook
) -> None:
    means = means_of(applicant, book, on)
    if means.at_least is None:
        assert means.at_most is None and means.before_tax is None
        assert means.questions or means.unknown
    else:
        assert means.at_most is not None and means.before_tax is not None
        assert 0 <= means.at_least <= means.at_most <= means.before_tax
        assert sum(line.amount for line in means.lines) == means.at_least
