"""The hard conditions of a shortlist, in order: what each asks, where it comes from, and how it is said.

Each is told what dwelling it is asked about once, and answers with the test of a household's own facts; where nobody
can fail it there (no pets rule in an estate that takes pets), with none. So one definition serves one household and ten
thousand. Every sentence is about the applicant and the dwelling alone, never about anybody else (FOB 06.149).
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import not_

from services.allocation.domain.matching import fit_words as words
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.matching.fit_tests import (
    IS_OPEN,
    AtLeast,
    Test,
    between,
    is_known,
    none_or_with,
    not_among,
    other_than,
    unknown_or_at_least,
    with_a_yes_to,
    without,
)
from services.allocation.domain.matching.fit_words import Words
from services.allocation.domain.matching.schemes import PriorityScheme
from services.allocation.domain.vacancies.facts import DwellingClass


@dataclass(frozen=True, slots=True)
class FitRule:
    """One hard condition on one fact of the household.

    `test_at` gives the test at a dwelling, None where nobody can fail it there; `words_at` gives its sentence, written
    only when somebody reads it. `names_figure` says that the sentence names the household's own figure.
    """

    rule: str
    source: str
    fact: str
    test_at: Callable[[Dwelling, PriorityScheme], Test | None]
    words_at: Words
    names_figure: bool = False


def _is_open(_dwelling: Dwelling, _scheme: PriorityScheme) -> Test:
    return IS_OPEN


def _holds_no_offer(_dwelling: Dwelling, _scheme: PriorityScheme) -> Test:
    return not_


def _seeks_ordinary_dwelling(_dwelling: Dwelling, _scheme: PriorityScheme) -> Test:
    return not_


def _not_offered_before(dwelling: Dwelling, _scheme: PriorityScheme) -> Test | None:
    return not_among(dwelling.offered_to) if dwelling.offered_to else None


def _is_known(_dwelling: Dwelling, _scheme: PriorityScheme) -> Test:
    return is_known


def _can_pay(dwelling: Dwelling, _scheme: PriorityScheme) -> Test:
    return AtLeast(int(dwelling.facts.monthly_cost_dkk * 100))


def _rooms_fit(dwelling: Dwelling, scheme: PriorityScheme) -> Test:
    rooms = dwelling.facts.rooms
    return between(rooms - scheme.most_rooms_above_persons, rooms * scheme.most_persons_per_room)


def _area_fits(dwelling: Dwelling, scheme: PriorityScheme) -> Test | None:
    least = scheme.least_area_per_person_m2
    return between(0, dwelling.facts.area_m2 // least) if least else None


def _accessible(dwelling: Dwelling, _scheme: PriorityScheme) -> Test | None:
    return None if dwelling.facts.step_free else not_


def _pets_welcome(dwelling: Dwelling, _scheme: PriorityScheme) -> Test | None:
    return None if dwelling.facts.pets_allowed else not_


def _owes_nothing_here(dwelling: Dwelling, _scheme: PriorityScheme) -> Test:
    return other_than(dwelling.facts.organisation_cvr)


def _young_enough(dwelling: Dwelling, scheme: PriorityScheme) -> Test | None:
    if dwelling.facts.dwelling_class is not DwellingClass.YOUTH:
        return None
    return AtLeast(dwelling.facts.posted_on.year - scheme.youth_below_age + 1)


def _wanted(dwelling: Dwelling, _scheme: PriorityScheme) -> Test:
    return none_or_with(dwelling.estate)


def _not_unwanted(dwelling: Dwelling, _scheme: PriorityScheme) -> Test:
    return without(dwelling.estate)


def _not_too_high(dwelling: Dwelling, _scheme: PriorityScheme) -> Test | None:
    floor = dwelling.facts.floor
    return None if dwelling.facts.lift or floor <= 0 else unknown_or_at_least(floor)


def _may_live_there(dwelling: Dwelling, _scheme: PriorityScheme) -> Test | None:
    return with_a_yes_to(dwelling.areas) if dwelling.areas else None


LOCAL = "priority scheme (local choice)"
NEEDS, WISHES = "the applicant's needs", "the applicant's own wishes"
STATEMENT = "benefits department's statement"
OWN_DEBT_ONLY = "Datatilsynet 2007, j.nr. 2004-216-0211: debt to the same organisation only"

FIT_RULES: tuple[FitRule, ...] = (
    FitRule("waiting", "nomination", "status", _is_open, words.IS_OPEN),
    FitRule("no_open_offer", "one offer at a time", "has_open_offer", _holds_no_offer, words.HOLDS_NO_OFFER),
    FitRule(
        "ordinary_dwelling",
        "referral to another home",
        "other_home_only",
        _seeks_ordinary_dwelling,
        words.ORDINARY_DWELLING,
    ),
    FitRule(
        "not_offered_before",
        "one offer of a dwelling to a household",
        "nomination_id",
        _not_offered_before,
        words.NOT_OFFERED_BEFORE,
    ),
    FitRule("ability_known", STATEMENT, "highest_rent_oere", _is_known, words.ABILITY_KNOWN),
    FitRule("can_pay", STATEMENT, "highest_rent_oere", _can_pay, words.cost, names_figure=True),
    FitRule("rooms_fit", LOCAL, "persons", _rooms_fit, words.rooms, names_figure=True),
    FitRule("area_fits", LOCAL, "persons", _area_fits, words.area, names_figure=True),
    FitRule("access", NEEDS, "needs_lift", _accessible, words.ACCESSIBLE),
    FitRule("pets", "the estate's house rules", "has_pet", _pets_welcome, words.PETS_WELCOME),
    FitRule("no_debt_to_organisation", OWN_DEBT_ONLY, "debt_to_cvr", _owes_nothing_here, words.OWES_NOTHING_HERE),
    FitRule("youth_age", LOCAL, "birth_year", _young_enough, words.age, names_figure=True),
    FitRule("estate_wanted", WISHES, "wanted_estates", _wanted, words.WANTED),
    FitRule("estate_not_unwanted", WISHES, "unwanted_estates", _not_unwanted, words.NOT_UNWANTED),
    FitRule("floor_not_too_high", WISHES, "highest_floor_without_lift", _not_too_high, words.floor, names_figure=True),
    FitRule("area_allowed", "ABL § 59(6)-(7)", "areas", _may_live_there, words.restricted_area, names_figure=True),
)
"""The hard conditions, in the order in which the first unmet one is named."""

WAITING = FIT_RULES[0]
