"""The caseload limit in force: dated, sourced, and asked for where nobody has entered it."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.support.domain.methods.methods import (
    FACTS,
    CaseloadLimit,
    Method,
    MethodTerms,
    PhaseWeight,
    Question,
    caseload_limit,
    terms_on,
    weight_of,
)
from services.support.domain.methods.terms import errors_in_terms, overlaps
from tests.unit.support.rows import a_row

DAY = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("method", "rows", "expected", "reason"),
    [
        (Method.ICM, (), 8, "the method itself says eight and a source says so"),
        (Method.ICM, (a_row(Method.ICM, caseload_limit=6),), 6, "a municipality may ask for fewer"),
        (Method.ICM, (a_row(Method.ICM, caseload_limit=12),), 8, "a municipality cannot stretch the method"),
        (Method.ICM, (a_row(Method.ICM, caseload_limit=None),), 8, "a row without a number leaves the method's own"),
        (Method.CTI, (), None, "about ten is said, but no source says it: it is asked for"),
        (Method.ACT, (), None, "1:8-10 has no source either"),
        (Method.MODIFIED_ACT, (), None, "nor has the modified form"),
        (Method.ORDINARY_SUPPORT, (), None, "the law sets no number for section 85"),
        (Method.CTI, (a_row(),), 10, "entered by the municipality, it holds"),
        (Method.CTI, (a_row(valid_from=date(2025, 6, 2)),), None, "a row from tomorrow does not hold today"),
        (Method.CTI, (a_row(valid_to=DAY),), None, "the day a row ends is no longer in it"),
        (Method.CTI, (a_row(valid_from=DAY),), 10, "the day a row begins is in it"),
        (Method.CTI, (a_row(), a_row(valid_from=DAY, caseload_limit=9)), 9, "the row that began last holds"),
    ],
)
def test_the_caseload_limit_in_force(
    method: Method, rows: tuple[MethodTerms, ...], expected: int | None, reason: str
) -> None:
    found = caseload_limit(method, rows, DAY)
    if expected is None:
        assert isinstance(found, Question), reason
    else:
        assert isinstance(found, CaseloadLimit) and found.citizens == expected, reason


def test_only_the_sourced_limit_is_marked_verified() -> None:
    icm = caseload_limit(Method.ICM, (), DAY)
    cti = caseload_limit(Method.CTI, (a_row(),), DAY)
    assert isinstance(icm, CaseloadLimit) and icm.verified and "VIVE" in icm.source
    assert isinstance(cti, CaseloadLimit) and not cti.verified


def test_the_question_says_in_both_languages_what_to_enter() -> None:
    found = caseload_limit(Method.ACT, (), DAY)
    assert isinstance(found, Question)
    assert "ACT" in found.text.da and "kommunen" in found.text.da and "municipality must enter" in found.text.en


def test_every_method_has_its_facts() -> None:
    assert set(FACTS) == set(Method)


@pytest.mark.parametrize(
    ("row", "pointers", "reason"),
    [
        (a_row(), [], "a plain row is fine"),
        (a_row(valid_to=date(2025, 1, 1)), ["/0/valid_to"], "a row that ends where it begins holds on no day"),
        (a_row(caseload_limit=0), ["/0/caseload_limit"], "nobody works with no citizens"),
        (a_row(caseload_limit=101), ["/0/caseload_limit"], "a slip of the finger"),
        (a_row(Method.ICM, caseload_limit=9), ["/0/caseload_limit"], "ICM is at most eight"),
        (a_row(Method.ICM, caseload_limit=8), [], "eight is allowed"),
        (a_row(age_from=-1), ["/0/age_from"], "no age is negative"),
        (a_row(age_below=121), ["/0/age_below"], "nobody is that old"),
        (a_row(age_from=30, age_below=30), ["/0/age_below"], "nobody is both"),
        (a_row(age_from=29, age_below=30), [], "somebody is 29"),
        (a_row(weights=(PhaseWeight(3, Fraction(1, 2)),)), [], "the last phase of CTI may weigh less"),
        (a_row(weights=(PhaseWeight(1, Fraction(0)),)), ["/0/weights/0/weight"], "a citizen weighs something"),
        (a_row(weights=(PhaseWeight(None, Fraction(11)),)), ["/0/weights/0/weight"], "a slip of the finger"),
        (a_row(weights=(PhaseWeight(4, Fraction(1)),)), ["/0/weights/0/phase"], "CTI has three phases"),
        (a_row(Method.ICM, caseload_limit=8, weights=(PhaseWeight(1, Fraction(1)),)), ["/0/weights/0/phase"], "none"),
        (a_row(weights=(PhaseWeight(1, Fraction(1)),) * 2), ["/0/weights/1/phase"], "a phase weighed twice"),
    ],
)
def test_a_row_is_checked_field_by_field(row: MethodTerms, pointers: list[str], reason: str) -> None:
    assert [error.pointer for error in errors_in_terms(row, "/0")] == pointers, reason


def test_two_rows_of_a_method_cannot_begin_on_the_same_day() -> None:
    assert overlaps([a_row(), a_row(caseload_limit=9)])
    assert not overlaps([a_row(), a_row(Method.ACT), a_row(valid_from=date(2025, 2, 1))])


@pytest.mark.parametrize(
    ("phase", "weights", "expected", "reason"),
    [
        (1, (), Fraction(1), "one whole place unless it is said otherwise"),
        (3, (PhaseWeight(3, Fraction(1, 2)),), Fraction(1, 2), "the phase's own weight"),
        (2, (PhaseWeight(3, Fraction(1, 2)),), Fraction(1), "another phase is whole"),
        (2, (PhaseWeight(None, Fraction(3, 4)), PhaseWeight(3, Fraction(1, 2))), Fraction(3, 4), "the method's"),
    ],
)
def test_how_much_of_a_place_a_citizen_takes(
    phase: int, weights: tuple[PhaseWeight, ...], expected: Fraction, reason: str
) -> None:
    assert weight_of(Method.CTI, phase, (a_row(weights=weights),), DAY) == expected, reason


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
rows = st.builds(
    a_row,
    st.sampled_from(Method),
    valid_from=days,
    valid_to=st.none() | days,
    caseload_limit=st.none() | st.integers(1, 20),
)


@given(st.lists(rows, max_size=6), days)
def test_icm_is_never_above_eight_whatever_is_entered(entered: list[MethodTerms], day: date) -> None:
    found = caseload_limit(Method.ICM, entered, day)
    assert isinstance(found, CaseloadLimit) and found.citizens <= 8


@given(st.lists(rows, max_size=6), st.sampled_from(Method), days)
def test_the_row_in_force_is_one_that_holds_on_the_day(entered: list[MethodTerms], method: Method, day: date) -> None:
    found = terms_on(entered, method, day)
    holding = [row for row in entered if row.method is method and row.holds_on(day)]
    assert (found is None) == (not holding)
    assert found is None or found in holding
