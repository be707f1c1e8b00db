"""Which method the needs point at, and which of them the citizen is offered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.support.domain.methods.methods import Method, MethodTerms
from services.support.domain.referrals.pointers import Situation, SupportFacts, SupportNeeds
from services.support.domain.referrals.recommendation import recommend
from tests.unit.support.rows import a_row

DAY = date(2025, 6, 1)
ALL = tuple(a_row(method) for method in Method)
HIGH, MEDIUM, LOW = SupportNeeds.HIGH, SupportNeeds.MEDIUM, SupportNeeds.LOW


def facts(needs: SupportNeeds, situation: Situation = Situation.STREET, birth_year: int = 1980) -> SupportFacts:
    return SupportFacts(needs, situation, birth_year, DAY)


@pytest.mark.parametrize(
    ("needs", "situation", "expected", "reason"),
    [
        (HIGH, Situation.STREET, Method.ACT, "complex needs need a multidisciplinary team"),
        (HIGH, Situation.SHELTER, Method.ACT, "also from a shelter"),
        (MEDIUM, Situation.SHELTER, Method.CTI, "from a shelter to a home is a critical transition"),
        (MEDIUM, Situation.HOSPITAL_DISCHARGE, Method.CTI, "so is a discharge from hospital"),
        (MEDIUM, Situation.PRISON_RELEASE, Method.CTI, "and a release"),
        (MEDIUM, Situation.TRANSITIONAL, Method.CTI, "and out of a transitional dwelling"),
        (MEDIUM, Situation.STREET, Method.ICM, "no institution to leave: as long as it is needed"),
        (MEDIUM, Situation.WITH_OTHERS, Method.ICM, "likewise"),
        (LOW, Situation.SHELTER, Method.AFTERCARE, "the shelter goes on for up to a year"),
        (LOW, Situation.WITH_OTHERS, Method.ORDINARY_SUPPORT, "ordinary support is enough"),
    ],
)
def test_the_needs_point_at_a_method(needs: SupportNeeds, situation: Situation, expected: Method, reason: str) -> None:
    found = recommend(facts(needs, situation), ALL)
    assert found.method is expected, reason
    assert found.as_wanted, reason


@pytest.mark.parametrize(
    ("needs", "birth_year", "rows", "expected", "stopped_by", "reason"),
    [
        (HIGH, 1980, (), Method.ORDINARY_SUPPORT, "offer-not-entered", "nothing entered: only the legal duty is left"),
        (HIGH, 1980, (a_row(Method.ICM),), Method.ICM, "offer-not-entered", "ICM comes next after the teams"),
        (
            MEDIUM,
            1980,
            (a_row(Method.ICM, offered=False), a_row(Method.CTI)),
            Method.CTI,
            "not-offered",
            "the municipality has closed ICM",
        ),
        (MEDIUM, 1994, (a_row(Method.ICM, age_below=30),), Method.ORDINARY_SUPPORT, "not-offered-at-age", "30 or 31"),
        (MEDIUM, 1995, (a_row(Method.ICM, age_below=30),), Method.ICM, None, "29 or 30: a person looks"),
        (MEDIUM, 2000, (a_row(Method.ICM, age_below=30),), Method.ICM, None, "well under 30"),
        (MEDIUM, 2008, (a_row(Method.ICM, age_from=18),), Method.ORDINARY_SUPPORT, "not-offered-at-age", "17 at most"),
        (MEDIUM, 2007, (a_row(Method.ICM, age_from=18),), Method.ICM, None, "17 or 18: a person looks"),
        (
            MEDIUM,
            1980,
            (a_row(Method.ICM, valid_to=DAY),),
            Method.ORDINARY_SUPPORT,
            "offer-not-entered",
            "the offer ended today",
        ),
    ],
)
def test_what_is_not_offered_gives_way_to_the_next(
    needs: SupportNeeds,
    birth_year: int,
    rows: tuple[MethodTerms, ...],
    expected: Method,
    stopped_by: str | None,
    reason: str,
) -> None:
    found = recommend(facts(needs, birth_year=birth_year), rows)
    unmet = [each.rule for each in found.reasons if not each.met]
    assert found.method is expected, reason
    assert (unmet[0] if unmet else None) == stopped_by, reason
    assert found.as_wanted == (not unmet), reason


every_facts = st.builds(
    SupportFacts,
    st.sampled_from(SupportNeeds),
    st.sampled_from(Situation),
    st.integers(1920, 2010),
    st.dates(date(2025, 1, 1), date(2030, 1, 1)),
)
every_row = st.builds(
    a_row,
    st.sampled_from(Method),
    offered=st.booleans(),
    age_from=st.none() | st.integers(15, 40),
    age_below=st.none() | st.integers(25, 80),
)


@given(every_facts, st.lists(every_row, max_size=8))
def test_everybody_is_recommended_something_with_reasons_in_both_languages(
    known: SupportFacts, rows: list[MethodTerms]
) -> None:
    found = recommend(known, rows)
    assert found.reasons[0].met and found.reasons[-1].met
    assert all(not reason.met for reason in found.reasons[1:-1])
    assert all(reason.text.da and reason.text.en and reason.source for reason in found.reasons)


@given(every_facts)
def test_where_everything_is_offered_the_wanted_method_is_recommended(known: SupportFacts) -> None:
    assert recommend(known, ALL).as_wanted
