"""The shortlist: which rule stops whom, and who comes first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.decisions import Reason
from services.allocation.domain.matching.candidates import Candidate, waiting
from services.allocation.domain.matching.fit_rules import FIT_RULES
from services.allocation.domain.matching.problems import NotOnShortlist
from services.allocation.domain.matching.schemes import FIRST_SCHEME, PriorityCriterion, PriorityScheme
from services.allocation.domain.matching.shortlist import Shortlist, facts_needed, shortlist
from services.allocation.domain.nominations.assessments import RestrictedArea
from services.allocation.domain.nominations.situations import NominationStatus, Situation
from services.allocation.domain.vacancies.facts import DwellingClass
from tests.unit.allocation.builders import CVR, OTHER_CVR, a_candidate, a_dwelling

YOUTH = {"dwelling_class": DwellingClass.YOUTH}
HERE, ELSEWHERE = f"{CVR}/06", f"{OTHER_CVR}/06"
PREVENTION, VULNERABLE = RestrictedArea.PREVENTION, RestrictedArea.VULNERABLE
CLEARED, BARRED = frozenset({(PREVENTION, True)}), frozenset({(PREVENTION, False)})


def listed(dwelling: dict[str, Any], *households: Candidate, scheme: PriorityScheme = FIRST_SCHEME) -> Shortlist:
    return shortlist(a_dwelling(**dwelling), waiting(households), scheme)


def names(found: Shortlist) -> list[str]:
    """Those who fit, in order, by reference."""
    return [found.waiting.columns["reference"][key[-1]] for key in found.fitting]


def reasons_against(found: Shortlist) -> list[Reason]:
    return [found.reason(rule, row, met=False) for rule, rows in found.stopped for row in rows]


STOPPED: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("housed already", "waiting", {}, {"status": NominationStatus.HOUSED}),
    ("nomination closed", "waiting", {}, {"status": NominationStatus.CLOSED}),
    ("holds another offer", "no_open_offer", {}, {"has_open_offer": True}),
    ("waits for a certain home only", "ordinary_dwelling", {}, {"other_home_only": True}),
    ("had this very dwelling", "not_offered_before", {"offered_to": [str(UUID(int=1))]}, {}),
    ("benefits has not answered", "ability_known", {}, {"highest_rent_oere": None}),
    ("an øre too dear, utilities included", "can_pay", {}, {"highest_rent_oere": 509_999}),
    ("can pay nothing", "can_pay", {}, {"highest_rent_oere": 0}),
    ("five in two rooms", "rooms_fit", {"area_m2": 100}, {"adults": 2, "children": 3}),
    ("one in three rooms", "rooms_fit", {"rooms": 3}, {}),
    ("four on 59 m²", "area_fits", {"area_m2": 59}, {"adults": 1, "children": 3}),
    ("second floor, no lift", "access", {}, {"needs_lift": True}),
    ("a basement has stairs too", "access", {"floor": -1}, {"needs_lift": True}),
    ("a pet where none is allowed", "pets", {}, {"has_pet": True}),
    ("owes this organisation rent", "no_debt_to_organisation", {}, {"debt_to_cvr": CVR}),
    ("turns 30 in the year", "youth_age", YOUTH, {"birth_year": 1995}),
    ("wants another estate", "estate_wanted", {}, {"wanted_estates": (ELSEWHERE,)}),
    ("has said no to the estate", "estate_not_unwanted", {}, {"unwanted_estates": (ELSEWHERE, HERE)}),
    ("second floor without a lift, first at the highest", "floor_not_too_high", {}, {"highest_floor_without_lift": 1}),
    ("a prevention area, and nobody has assessed", "area_allowed", {"areas": [PREVENTION]}, {}),
    (
        "assessed, and the law says no",
        "area_allowed",
        {"areas": [PREVENTION]},
        {"areas": BARRED},
    ),
    (
        "a yes to another kind of area",
        "area_allowed",
        {"areas": [VULNERABLE]},
        {"areas": CLEARED},
    ),
    (
        "one of two areas",
        "area_allowed",
        {"areas": [VULNERABLE, PREVENTION]},
        {"areas": CLEARED},
    ),
]


@pytest.mark.parametrize(("why", "rule", "dwelling", "household"), STOPPED, ids=[row[0] for row in STOPPED])
def test_stopped(why: str, rule: str, dwelling: dict[str, Any], household: dict[str, Any]) -> None:
    found = listed(dwelling, a_candidate(**household))
    assert not found.fitting
    [reason] = reasons_against(found)
    assert (reason.rule, reason.met) == (rule, False), why
    assert reason.text.da != reason.text.en


FITS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("exactly what the household can pay", {}, {"highest_rent_oere": 510_000}),
    ("four in two rooms", {}, {"adults": 2, "children": 2}),
    ("one in two rooms", {}, {}),
    ("four on 60 m²", {"area_m2": 60}, {"adults": 1, "children": 3}),
    ("a lift for who needs it", {"lift": True}, {"needs_lift": True}),
    ("the ground floor for who needs it", {"floor": 0}, {"needs_lift": True}),
    ("a pet where it is allowed", {"pets_allowed": True}, {"has_pet": True}),
    ("debt to another organisation stops nobody", {}, {"debt_to_cvr": OTHER_CVR}),
    ("turns 29 in the year", YOUTH, {"birth_year": 1996}),
    ("old age is no hindrance to a family dwelling", {}, {"birth_year": 1930}),
    ("had another dwelling in vain", {"offered_to": [str(UUID(int=9))]}, {}),
    ("this estate among those wanted", {}, {"wanted_estates": (ELSEWHERE, HERE)}),
    ("another estate is unwanted", {}, {"unwanted_estates": (ELSEWHERE,)}),
    ("second floor, second at the highest", {}, {"highest_floor_without_lift": 2}),
    ("with a lift the floor is no matter", {"lift": True, "floor": 9}, {"highest_floor_without_lift": 0}),
    (
        "a prevention area, and a person has said yes",
        {"areas": [PREVENTION]},
        {"areas": CLEARED},
    ),
    ("a no elsewhere closes nothing here", {}, {"areas": frozenset({(PREVENTION, False), (VULNERABLE, False)})}),
]


@pytest.mark.parametrize(("why", "dwelling", "household"), FITS, ids=[row[0] for row in FITS])
def test_fits_with_every_reason(why: str, dwelling: dict[str, Any], household: dict[str, Any]) -> None:
    found = listed(dwelling, a_candidate(**household))
    assert not found.stopped, why
    assert [(each.rule, each.met) for each in found.reasons(0)] == [(rule.rule, True) for rule in FIT_RULES]


def test_the_first_rule_that_stops_is_the_one_named() -> None:
    hopeless = a_candidate(has_open_offer=True, highest_rent_oere=None, has_pet=True, debt_to_cvr=CVR)
    assert [reason.rule for reason in reasons_against(listed({}, hopeless))] == ["no_open_offer"]


def test_what_cannot_be_paid_is_told_in_kroner() -> None:
    [reason] = reasons_against(listed({}, a_candidate(highest_rent_oere=0)))
    assert reason.text.da == "Husleje og forbrug er 5.100 kr. om måneden; husstanden kan betale 0 kr."
    assert reason.text.en == "Rent and utilities are DKK 5,100 a month; the household can pay DKK 0."


def test_a_no_to_an_area_and_no_answer_yet_are_told_apart_and_never_on_what_grounds() -> None:
    told = [
        reasons_against(listed({"areas": [PREVENTION]}, a_candidate(areas=areas)))[0].text.en
        for areas in (frozenset(), BARRED)
    ]
    assert told == [
        "The dwelling lies in a restricted area; a caseworker must first assess whether the household may live there.",
        "A caseworker has found that the law does not allow allocation in the area.",
    ]


def a_household(name: str, **changes: Any) -> Candidate:
    return a_candidate(reference=name, nomination_id=str(UUID(bytes=name.encode().ljust(16)[:16])), **changes)


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
        "time on the list, age, care and children give no place unless the council says so",
        {},
        a_household("first", lottery=1, children=0, birth_year=1950, waiting_since_on=date(2025, 1, 9)),
        a_household("second", lottery=2, children=1, birth_year=2005, leaving_care=True),
    ),
]


@pytest.mark.parametrize(("why", "dwelling", "first", "second"), ORDERS, ids=[row[0] for row in ORDERS])
def test_who_comes_first(why: str, dwelling: dict[str, Any], first: Candidate, second: Candidate) -> None:
    for given_in in ([first, second], [second, first]):
        assert names(listed(dwelling, *given_in)) == [first.reference, second.reference], why


COUNCILS: list[tuple[PriorityCriterion, dict[str, Any], dict[str, Any]]] = [
    (PriorityCriterion.CHILDREN, {"children": 1}, {"situation": Situation.STREET}),
    (PriorityCriterion.LEAVING_CARE, {"leaving_care": True}, {"situation": Situation.STREET}),
    (PriorityCriterion.WAITING_SINCE, {"waiting_since_on": date(2024, 1, 1)}, {"situation": Situation.STREET}),
    (PriorityCriterion.HOMELESS_SINCE, {"homeless_since_on": date(2020, 1, 1)}, {"situation": Situation.STREET}),
]


@pytest.mark.parametrize(("criterion", "first", "second"), COUNCILS, ids=[row[0] for row in COUNCILS])
def test_the_council_may_put_another_criterion_before_the_situation(
    criterion: PriorityCriterion, first: dict[str, Any], second: dict[str, Any]
) -> None:
    rest = (PriorityCriterion.SITUATION, PriorityCriterion.LOTTERY)
    councils = replace(FIRST_SCHEME, version="2026-1", order=(PriorityCriterion.FIT_CLASS, criterion, *rest))
    ours = a_household("ours", lottery=2, **first), a_household("other", lottery=1, **second)
    assert names(listed({}, *ours, scheme=councils)) == ["ours", "other"]
    assert names(listed({}, *ours)) == ["other", "ours"]


def test_the_council_may_order_the_situations_anew() -> None:
    sooner = replace(FIRST_SCHEME, version="2026-1", situations=(Situation.WITH_OTHERS, Situation.STREET))
    found = listed({}, *[a_household(each.value, situation=each) for each in Situation], scheme=sooner)
    assert names(found)[:2] == ["with_others", "street"]
    assert {key[1] for key in found.fitting[2:]} == {3}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda number, since, lottery, situation, needs_lift, pet: a_candidate(
                nomination_id=str(UUID(int=number)),
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
def test_the_same_households_in_any_order_give_the_same_list(households: list[Candidate], shuffling: Any) -> None:
    found = listed({"lift": True}, *households)
    shuffled = list(households)
    shuffling.shuffle(shuffled)
    assert listed({"lift": True}, *shuffled) == found
    assert len(found.fitting) + sum(len(rows) for _, rows in found.stopped) == len(households)


def test_what_decided_a_place_is_told_in_the_councils_order_and_the_lottery_only_as_a_place() -> None:
    equals = [a_household(each, lottery=number) for each, number in (("a", 30), ("b", 10), ("c", 20))]
    found = listed({"lift": True}, *equals, a_household("d", situation=Situation.OTHER))
    assert [text.en for text in found.order(1)] == [
        "The applicant needs no step-free dwelling.",
        "The situation is number 3 in the council's order.",
        "Without a home since 2024-11-19.",
        "Lottery between 3 equals: number 2.",
    ]
    assert [found.order(place)[-1].en[-2] for place in range(3)] == ["1", "2", "3"]
    assert found.order(3)[-1].en == "No lottery: nobody is equal."


def test_an_offer_to_one_who_does_not_fit_names_the_rule() -> None:
    found = listed({}, a_candidate(has_pet=True))
    with pytest.raises(NotOnShortlist) as problem:
        found.place_of(str(UUID(int=1)))
    assert problem.value.detail is not None
    assert problem.value.detail.en == "The applicant has a pet; none is allowed."
    with pytest.raises(NotOnShortlist) as problem:
        found.place_of(str(UUID(int=7)))
    assert problem.value.detail is not None
    assert problem.value.detail.en == "The nomination is not open."


def test_facts_that_nobody_looks_at_are_not_needed() -> None:
    plain = facts_needed(a_dwelling(pets_allowed=True, floor=0), FIRST_SCHEME)
    assert not plain & {"has_pet", "birth_year", "highest_floor_without_lift", "areas", "children", "waiting_since_on"}
    strict = facts_needed(a_dwelling(areas=[PREVENTION], **YOUTH), FIRST_SCHEME)
    assert strict >= {"has_pet", "birth_year", "highest_floor_without_lift", "areas", "needs_lift"}


def test_a_household_of_the_least_means_is_judged_to_the_oere() -> None:
    """4,999.99 and 5,000.00 are parted, whatever a float would make of them."""
    dwelling = {"rent_dkk": Decimal("4999.99"), "utilities_dkk": Decimal("0.01")}
    assert not listed(dwelling, a_candidate(highest_rent_oere=499_999)).fitting
    assert listed(dwelling, a_candidate(highest_rent_oere=500_000)).fitting
