"""The shortlist: which rule stops whom, and who comes first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.allocation.domain.matching.candidates import Candidate
from services.allocation.domain.matching.criteria import FIRST_CRITERIA
from services.allocation.domain.matching.fit_rules import FIT_RULES
from services.allocation.domain.matching.shortlist import require_fit, shortlist, why_stopped
from services.allocation.domain.nominations.situations import NominationStatus, Situation
from services.allocation.domain.offers.problems import NotOnShortlist
from services.allocation.domain.vacancies.facts import DwellingClass
from tests.unit.allocation.builders import CVR, OTHER_CVR, a_candidate, a_vacancy

YOUTH = {"dwelling_class": DwellingClass.YOUTH}

STOPPED: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("housed already", "waiting", {}, {"status": NominationStatus.HOUSED}),
    ("nomination closed", "waiting", {}, {"status": NominationStatus.CLOSED}),
    ("holds another offer", "no_open_offer", {}, {"has_open_offer": True}),
    ("had this very dwelling", "not_offered_before", {}, {"had_this_dwelling": True}),
    ("benefits has not answered", "ability_known", {}, {"highest_rent_dkk": None}),
    ("an øre too dear, utilities included", "can_pay", {}, {"highest_rent_dkk": Decimal("5099.99")}),
    ("can pay nothing", "can_pay", {}, {"highest_rent_dkk": Decimal(0)}),
    ("five in two rooms", "rooms_fit", {"area_m2": 100}, {"adults": 2, "children": 3}),
    ("one in three rooms", "rooms_fit", {"rooms": 3}, {}),
    ("four on 59 m²", "area_fits", {"area_m2": 59}, {"adults": 1, "children": 3}),
    ("second floor, no lift", "access", {}, {"needs_lift": True}),
    ("a basement has stairs too", "access", {"floor": -1}, {"needs_lift": True}),
    ("a pet where none is allowed", "pets", {}, {"has_pet": True}),
    ("owes this organisation rent", "no_debt_to_organisation", {}, {"debt_to_cvr": CVR}),
    ("turns 30 in the year", "youth_age", YOUTH, {"birth_year": 1995}),
]


@pytest.mark.parametrize(("why", "rule", "dwelling", "household"), STOPPED, ids=[row[0] for row in STOPPED])
def test_stopped(why: str, rule: str, dwelling: dict[str, Any], household: dict[str, Any]) -> None:
    drawn = shortlist(a_vacancy(**dwelling), [a_candidate(**household)], FIRST_CRITERIA)
    assert not drawn.fitting
    assert [(each.reason.rule, each.reason.met) for each in drawn.stopped] == [(rule, False)], why
    assert drawn.stopped[0].reason.text.da != drawn.stopped[0].reason.text.en


FITS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("exactly what the household can pay", {}, {"highest_rent_dkk": Decimal("5100.00")}),
    ("four in two rooms", {}, {"adults": 2, "children": 2}),
    ("one in two rooms", {}, {}),
    ("four on 60 m²", {"area_m2": 60}, {"adults": 1, "children": 3}),
    ("a lift for who needs it", {"lift": True}, {"needs_lift": True}),
    ("the ground floor for who needs it", {"floor": 0}, {"needs_lift": True}),
    ("a pet where it is allowed", {"pets_allowed": True}, {"has_pet": True}),
    ("debt to another organisation stops nobody", {}, {"debt_to_cvr": OTHER_CVR}),
    ("turns 29 in the year", YOUTH, {"birth_year": 1996}),
    ("old age is no hindrance to a family dwelling", {}, {"birth_year": 1930}),
]


@pytest.mark.parametrize(("why", "dwelling", "household"), FITS, ids=[row[0] for row in FITS])
def test_fits_with_every_reason(why: str, dwelling: dict[str, Any], household: dict[str, Any]) -> None:
    drawn = shortlist(a_vacancy(**dwelling), [a_candidate(**household)], FIRST_CRITERIA)
    assert not drawn.stopped, why
    assert [(each.rule, each.met) for each in drawn.fitting[0].reasons] == [(rule.rule, True) for rule in FIT_RULES]


def test_the_first_rule_that_stops_is_the_one_named() -> None:
    hopeless = a_candidate(has_open_offer=True, highest_rent_dkk=None, has_pet=True, debt_to_cvr=CVR)
    reason = why_stopped(a_vacancy(), hopeless, FIRST_CRITERIA)
    assert reason is not None
    assert reason.rule == "no_open_offer"


def test_what_cannot_be_paid_is_told_in_kroner() -> None:
    reason = why_stopped(a_vacancy(), a_candidate(highest_rent_dkk=Decimal(0)), FIRST_CRITERIA)
    assert reason is not None
    assert reason.text.da == "Husleje og forbrug er 5.100 kr. om måneden; husstanden kan betale 0 kr."
    assert reason.text.en == "Rent and utilities are DKK 5,100 a month; the household can pay DKK 0."


def a_household(name: str, **changes: Any) -> Candidate:
    return a_candidate(reference=name, nomination_id=UUID(bytes=name.encode().ljust(16)[:16]), **changes)


ORDERS: list[tuple[str, dict[str, Any], Candidate, Candidate]] = [
    (
        "a step-free dwelling goes first to who needs it, before any situation",
        {"lift": True},
        a_household("needs", needs_lift=True, situation=Situation.OTHER),
        a_household("does not", situation=Situation.STREET),
    ),
    (
        "the street before the night shelter, however short",
        {},
        a_household("street", situation=Situation.STREET, homeless_since_on=date(2025, 1, 1)),
        a_household("night shelter", situation=Situation.NIGHT_SHELTER, homeless_since_on=date(2015, 1, 1)),
    ),
    (
        "in the same situation the longest without a home",
        {},
        a_household("long", homeless_since_on=date(2024, 1, 1), lottery=9),
        a_household("short", homeless_since_on=date(2024, 1, 2), lottery=1),
    ),
    ("between equals the lottery", {}, a_household("one", lottery=1), a_household("two", lottery=2)),
    ("the same lottery number: the nomination's own", {}, a_household("a"), a_household("b")),
    (
        "support needs, age and children give no place",
        {},
        a_household("first", lottery=1, children=0, birth_year=1950),
        a_household("second", lottery=2, children=1, birth_year=2000),
    ),
]


@pytest.mark.parametrize(("why", "dwelling", "first", "second"), ORDERS, ids=[row[0] for row in ORDERS])
def test_who_comes_first(why: str, dwelling: dict[str, Any], first: Candidate, second: Candidate) -> None:
    for given_in in ([first, second], [second, first]):
        drawn = shortlist(a_vacancy(**dwelling), given_in, FIRST_CRITERIA)
        assert [each.candidate for each in drawn.fitting] == [first, second], why


def test_the_council_may_set_another_order() -> None:
    sooner = replace(FIRST_CRITERIA, version="2026-1", situations=(Situation.WITH_OTHERS, Situation.STREET))
    waiting = [a_household(each.value, situation=each) for each in Situation]
    drawn = shortlist(a_vacancy(), waiting, sooner)
    assert [each.candidate.situation for each in drawn.fitting[:2]] == [Situation.WITH_OTHERS, Situation.STREET]
    assert {each.priority.situation for each in drawn.fitting[2:]} == {3}
    assert drawn.criteria_version == "2026-1"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda number, since, lottery, situation, needs_lift, pet: a_candidate(
                nomination_id=UUID(int=number),
                homeless_since_on=since,
                lottery=lottery,
                situation=situation,
                needs_lift=needs_lift,
                has_pet=pet,
            ),
            st.integers(1, 99),
            st.dates(date(2024, 1, 1), date(2024, 1, 3)),
            st.integers(1, 3),
            st.sampled_from(Situation),
            st.booleans(),
            st.booleans(),
        ),
        max_size=12,
        unique_by=lambda candidate: candidate.nomination_id,
    ),
    st.randoms(use_true_random=False),
)
def test_the_same_households_in_any_order_give_the_same_list(waiting: list[Candidate], shuffling: Any) -> None:
    drawn = shortlist(a_vacancy(lift=True), waiting, FIRST_CRITERIA)
    shuffled = list(waiting)
    shuffling.shuffle(shuffled)
    assert shortlist(a_vacancy(lift=True), shuffled, FIRST_CRITERIA) == drawn
    assert len(drawn.fitting) + len(drawn.stopped) == len(waiting)


def test_an_offer_to_one_who_fits_keeps_the_reasons() -> None:
    fitting = require_fit(a_vacancy(), a_candidate(), FIRST_CRITERIA)
    assert fitting == shortlist(a_vacancy(), [a_candidate()], FIRST_CRITERIA).fitting[0]
    assert [text.en for text in fitting.order] == [
        "The situation is number 3 in the council's order.",
        "Without a home since 2024-11-19.",
        "Lottery number 1, between equals only.",
    ]


def test_an_offer_to_one_who_does_not_fit_names_the_rule() -> None:
    with pytest.raises(NotOnShortlist) as problem:
        require_fit(a_vacancy(), a_candidate(has_pet=True), FIRST_CRITERIA)
    assert problem.value.detail is not None
    assert problem.value.detail.en == "The applicant has a pet; none is allowed."
