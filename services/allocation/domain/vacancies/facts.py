"""A vacancy as its housing organisation posted it: the facts, frozen, and what can be wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from kit.values.calendar import add_working_days
from kit.values.identifiers import is_cvr
from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.amounts import kroner


class DwellingClass(StrEnum):
    """What the dwelling is let as; each class has a ledger of its own, and the quarter concerns family dwellings."""

    FAMILY = "family"
    YOUTH = "youth"
    ELDERLY = "elderly"
    PRIVATE = "private"
    """In a private property (lov om kommunal anvisningsret)."""


GROUND_FLOOR = 0


@dataclass(frozen=True, slots=True)
class VacancyFacts:
    """One vacancy, frozen at posting: every later decision is judged on these values.

    `rent_dkk` and `utilities_dkk` are a month, `deposit_dkk` once. `floor` 0 is the ground floor. `chain_reference`
    is the organisation's own reference of the vacancy whose new tenant left this dwelling: a later link of a chain.
    `stairwell` names the stairwell within the estate, where spread is kept by it. `staff_dwelling`, `single_room` and
    `mixed_lease` are no ordinary leases; `filled_internally` says that a tenant of the organisation takes it over.
    """

    reference: str
    municipality_code: str
    dwelling_id: UUID
    posted_on: date
    notice_received_on: date
    vacant_from_on: date
    organisation_cvr: str
    estate: str
    dwelling_class: DwellingClass
    rooms: int
    area_m2: int
    floor: int
    lift: bool
    pets_allowed: bool
    first_let_year: int
    rent_dkk: Decimal
    utilities_dkk: Decimal
    deposit_dkk: Decimal
    chain_reference: str | None = None
    stairwell: str | None = None
    staff_dwelling: bool = False
    single_room: bool = False
    mixed_lease: bool = False
    filled_internally: bool = False

    @property
    def step_free(self) -> bool:
        """Whether the dwelling can be reached without stairs: by a lift, or on the ground floor."""
        return self.lift or self.floor == GROUND_FLOOR

    @property
    def monthly_cost_dkk(self) -> Decimal:
        """Rent and utilities: what the household pays a month."""
        return self.rent_dkk + self.utilities_dkk


LEAST_RENT_DKK = Decimal(500)
"""A month. No dwelling is let for less; a lower figure is a slip (0, or thousands left out)."""
MOST_RENT_DKK = Decimal(50_000)
"""A month. Some three times the dearest social dwelling; a higher figure is a slip (a year's rent, a lost comma)."""
MOST_UTILITIES_DKK = Decimal(10_000)
"""A month. Heat, water and electricity of a large house stay well below; nothing is a possible amount."""
MOST_DEPOSIT_DKK = Decimal(500_000)
"""Once. A deposit is a few per cent of what the dwelling cost to build; more is a slip."""
MOST_ROOMS = 15
LEAST_AREA_M2, MOST_AREA_M2 = 8, 500
"""From a single small room to several flats made into one."""
LOWEST_FLOOR, HIGHEST_FLOOR = -1, 40
"""From a basement to above the tallest block of dwellings in the country."""
FIRST_YEAR, LAST_YEAR = 1800, 2200
MOST_DAYS_APART = 730
"""Notice, posting and vacant date lie within two years of each other; more is a slip in the year."""
LATE_AFTER_WORKING_DAYS = 5

_SLIP_IN_YEAR = Text(
    "Datoen ligger mere end to år fra den dag, boligen blev meldt ledig: er årstallet rigtigt?",
    "The date lies more than two years from the day of posting: is the year right?",
)


def find_faults(facts: VacancyFacts, on: date | None = None) -> list[FieldError]:
    """What cannot be right in a vacancy as posted, a sentence per field; `on` is the day it is received."""
    return find_faults_among({name: getattr(facts, name) for name in VacancyFacts.__dataclass_fields__}, on)


def find_faults_among(given: Mapping[str, Any], on: date | None = None) -> list[FieldError]:
    """The same, of the facts that could be read: each is judged where it, and what it is held against, is known."""
    return [*_faults_of_amounts(given), *_faults_of_dates(given, on), *_faults_of_dwelling(given)]


def is_late(facts: VacancyFacts) -> bool:
    """Whether the vacancy was posted more than five working days after its notice to quit was received."""
    return facts.posted_on > add_working_days(facts.notice_received_on, LATE_AFTER_WORKING_DAYS)


def _outside(pointer: str, least: Text, most: Text) -> FieldError:
    """The sentence for a figure outside its bounds."""
    text = Text(
        f"Skal ligge fra {least.da} til {most.da}: er tallet rigtigt?",
        f"Must lie from {least.en} to {most.en}: is the figure right?",
    )
    return FieldError(pointer, text)


def _faults_of_amounts(given: Mapping[str, Any]) -> list[FieldError]:
    bounds = (
        ("rent_dkk", LEAST_RENT_DKK, MOST_RENT_DKK),
        ("utilities_dkk", Decimal(0), MOST_UTILITIES_DKK),
        ("deposit_dkk", Decimal(0), MOST_DEPOSIT_DKK),
    )
    return [
        _outside(f"/{name}", kroner(least), kroner(most))
        for name, least, most in bounds
        if name in given and not (given[name].is_finite() and least <= given[name] <= most)
    ]


def _faults_of_dwelling(given: Mapping[str, Any]) -> list[FieldError]:
    vacant_from_on: date | None = given.get("vacant_from_on")
    bounds = (
        ("rooms", 1, MOST_ROOMS),
        ("area_m2", LEAST_AREA_M2, MOST_AREA_M2),
        ("floor", LOWEST_FLOOR, HIGHEST_FLOOR),
        ("first_let_year", FIRST_YEAR, vacant_from_on.year if vacant_from_on else LAST_YEAR),
    )
    faults = [
        _outside(f"/{name}", Text(str(least), str(least)), Text(str(most), str(most)))
        for name, least, most in bounds
        if name in given and not least <= given[name] <= most
    ]
    if "organisation_cvr" in given and not is_cvr(given["organisation_cvr"]):
        text = Text("Ikke et CVR-nummer: kontrolcifret passer ikke", "Not a CVR number: the check digit is wrong")
        faults.append(FieldError("/organisation_cvr", text))
    if given.get("chain_reference") is not None and given["chain_reference"] == given.get("reference"):
        text = Text("En bolig kan ikke følge efter sig selv", "A dwelling cannot follow itself in a chain")
        faults.append(FieldError("/chain_reference", text))
    return faults


def _faults_of_dates(given: Mapping[str, Any], on: date | None) -> list[FieldError]:
    notice, posted, vacant = (given.get(name) for name in ("notice_received_on", "posted_on", "vacant_from_on"))
    rules = (
        (
            _is_before(vacant, notice),
            "/vacant_from_on",
            Text(
                "Boligen kan ikke være ledig, før opsigelsen er modtaget",
                "The dwelling cannot be vacant before the notice to quit was received",
            ),
        ),
        (
            _is_before(posted, notice),
            "/posted_on",
            Text(
                "Boligen kan ikke meldes ledig, før opsigelsen er modtaget",
                "The vacancy cannot be posted before the notice to quit was received",
            ),
        ),
        (_is_before(on, posted), "/posted_on", Text("Datoen ligger i fremtiden", "The date lies in the future")),
        (_are_far_apart(vacant, posted), "/vacant_from_on", _SLIP_IN_YEAR),
        (_are_far_apart(posted, notice), "/notice_received_on", _SLIP_IN_YEAR),
    )
    return [FieldError(pointer, text) for wrong, pointer, text in rules if wrong]


def _is_before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


def _are_far_apart(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and abs((day - other).days) > MOST_DAYS_APART
