"""The shortlist: which rule stops whom, and who comes first."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kit.values.decisions import Reason
from services.allocation.domain.matching.candidates import Candidate, waiting
from services.allocation.domain.matching.fit_rules import FIT_RULES
from services.allocation.domain.matching.problems import NotOnShortlist
from services.allocation.domain.matching.schemes import FIRST_SCHEME, PriorityScheme
from services.allocation.domain.matching.shortlist import Shortlist, facts_needed, shortlist
from services.allocation.domain.nominations.assessments import RestrictedArea
from services.allocation.domain.nominations.situations import NominationStatus
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
