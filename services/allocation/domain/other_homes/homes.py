"""A home for those who cannot live alone: what it is, by which section of law, and its dated number of places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.other_homes.problems import NoPlaceFree, PlacesTaken

MOST_PLACES = 2_000


class HomeKind(StrEnum):
    """What kind of home it is; each stands in a section of law of its own."""

    TEMPORARY_RESIDENCE = "temporary_residence"
    LONG_TERM_RESIDENCE = "long_term_residence"
    SUPPORTED_DWELLING = "supported_dwelling"
    """A social dwelling with help from staff who are there."""
    ALTERNATIVE_DWELLING = "alternative_dwelling"
    """A plain, robust dwelling for those who thrive in no ordinary one (skæv bolig)."""


LAW: Mapping[HomeKind, str] = {
    HomeKind.TEMPORARY_RESIDENCE: "SEL § 107",
    HomeKind.LONG_TERM_RESIDENCE: "SEL § 108",
    HomeKind.SUPPORTED_DWELLING: "ABL § 105, SEL § 85",
    HomeKind.ALTERNATIVE_DWELLING: "ABL § 149 a",
}


class TargetGroup(StrEnum):
    """Whom a home is for, in its own words; a caseworker compares, nothing is computed from it."""

    MENTAL_ILLNESS = "mental_illness"
    SUBSTANCE_USE = "substance_use"
    COGNITIVE_IMPAIRMENT = "cognitive_impairment"
    PHYSICAL_DISABILITY = "physical_disability"
    LONG_HOMELESSNESS = "long_homelessness"
    YOUNG_ADULTS = "young_adults"
    OLDER_ADULTS = "older_adults"
    WOMEN_ONLY = "women_only"
    COUPLES = "couples"
    PETS_WELCOME = "pets_welcome"


class WaitingOrder(StrEnum):
    """In which order a home's waiting list is kept: the council's choice, as data. No score enters it."""

    REFERRAL_DATE = "referral_date"
    DECISION_DATE = "decision_date"
    ACUTE_FIRST = "acute_first"
    """Those first who cannot stay where they are, as the person who decided recorded it; then by referral."""


@dataclass(frozen=True, slots=True)
class OtherHome:
    """One home of one provider, under the municipality's own reference; `located_in` may be another municipality."""

    id: UUID
    reference: str
    provider: str
    kind: HomeKind
    located_in: str
    target_group: tuple[TargetGroup, ...]
    waiting_order: WaitingOrder = WaitingOrder.REFERRAL_DATE


@dataclass(frozen=True, slots=True)
class Capacity:
    """So many places from a day on, until the next such line."""

    valid_from: date
    places: int


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Who holds a place: those who live there, and those to whom one is promised."""

    residents: int = 0
    promised: int = 0

    @property
    def taken(self) -> int:
        """Places that nobody else can have."""
        return self.residents + self.promised


def places_on(capacities: Sequence[Capacity], day: date) -> int:
    """How many places the home has on a day; none before its first line."""
    in_force = [line for line in capacities if line.valid_from <= day]
    return max(in_force, key=lambda line: line.valid_from).places if in_force else 0


def lasting_places(capacities: Sequence[Capacity], day: date) -> int:
    """How many places the home has from a day on, on every day: a place that is given away is not to be closed."""
    coming = [line.places for line in capacities if line.valid_from > day]
    return min([places_on(capacities, day), *coming])


def free_places(capacities: Sequence[Capacity], occupancy: Occupancy, day: date) -> int:
    """Places that can be offered on a day."""
    return max(0, lasting_places(capacities, day) - occupancy.taken)


def require_free_place(capacities: Sequence[Capacity], occupancy: Occupancy, day: date) -> None:
    """Raises NoPlaceFree where every place is lived in or promised: there are never more residents than places."""
    if free_places(capacities, occupancy, day) == 0:
        raise NoPlaceFree


def with_line(capacities: Sequence[Capacity], line: Capacity) -> tuple[Capacity, ...]:
    """The capacity with one more line, that replaces another of the same day."""
    others = [each for each in capacities if each.valid_from != line.valid_from]
    return tuple(sorted([*others, line], key=lambda each: each.valid_from))


def require_room_for_residents(capacities: Sequence[Capacity], occupancy: Occupancy, day: date) -> None:
    """Raises PlacesTaken where a day from now on would have fewer places than are lived in or promised now."""
    if lasting_places(capacities, day) < occupancy.taken:
        detail = Text(
            f"{occupancy.residents} bor der, og {occupancy.promised} er lovet en plads: lad dem flytte først",
            f"{occupancy.residents} live there and {occupancy.promised} are promised a place: let them move first",
        )
        raise PlacesTaken(detail, errors=[FieldError("/places", PlacesTaken.title)])


def find_faults(capacities: Sequence[Capacity], at: str = "/capacity") -> list[FieldError]:
    """What cannot be right in the lines of a capacity, a sentence per field."""
    faults: list[FieldError] = []
    days: set[date] = set()
    for number, line in enumerate(capacities):
        if not 0 <= line.places <= MOST_PLACES:
            faults.append(FieldError(f"{at}/{number}/places", WRONG_PLACES))
        if line.valid_from in days:
            text = Text("To linjer gælder fra samme dag", "Two lines begin on the same day")
            faults.append(FieldError(f"{at}/{number}/valid_from", text))
        days.add(line.valid_from)
    return faults


WRONG_PLACES = Text(
    f"Skal ligge fra 0 til {MOST_PLACES}: er tallet rigtigt?", f"Must lie from 0 to {MOST_PLACES}: is the figure right?"
)
