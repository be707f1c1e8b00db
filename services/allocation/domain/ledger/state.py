"""Where a ledger stands, and what one entry adds to it: whole numbers only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Self, TypeVar


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """In one estate or stairwell: the vacancies counted, and those of them that the municipality claimed."""

    countable: int = 0
    used: int = 0

    def __bool__(self) -> bool:
        return bool(self.countable or self.used)


COUNTS = ("countable", "targeted_countable", "used_general", "used_targeted", "lapsed", "owed")


Sum = TypeVar("Sum", bound="Movement")


@dataclass(frozen=True, slots=True)
class Movement:
    """What one entry adds to a ledger; a correction is a new entry with a movement of its own."""

    countable: int = 0
    targeted_countable: int = 0
    used_general: int = 0
    used_targeted: int = 0
    lapsed: int = 0
    owed: int = 0
    places: Mapping[str, PlaceCount] = field(default_factory=dict)

    def plus(self, other: "Movement") -> Self:
        """Both together; a ledger stays a ledger."""
        return _together(type(self), self, other)

    def reversed(self) -> "Movement":
        """The movement that takes this one back."""
        return _together(Movement, Movement(), self, sign=-1)


@dataclass(frozen=True, slots=True)
class LedgerState(Movement):
    """The sum of the movements since the count began.

    C (`countable`) and T (`targeted_countable`) are vacancies; used, lapsed and owed are rights. `places` are kept
    only where the agreement counts by estate or stairwell.
    """

    def __post_init__(self) -> None:
        if min(getattr(self, name) for name in COUNTS) < 0:
            raise ValueError("nothing in a ledger can be counted below zero")

    def since(self, before: "LedgerState") -> Movement:
        """What has been added since an earlier state."""
        return _together(Movement, self, before, sign=-1)


EMPTY = LedgerState()


def balance(movements: Iterable[Movement], opening: LedgerState = EMPTY) -> LedgerState:
    """Where a ledger stands after its entries: what is stored must equal this."""
    return reduce(LedgerState.plus, movements, opening)


def total(movements: Iterable[Movement]) -> Movement:
    """What several entries moved together."""
    return reduce(Movement.plus, movements, Movement())


def _together(kind: type[Sum], one: Movement, other: Movement, sign: int = 1) -> Sum:
    return kind(
        one.countable + sign * other.countable,
        one.targeted_countable + sign * other.targeted_countable,
        one.used_general + sign * other.used_general,
        one.used_targeted + sign * other.used_targeted,
        one.lapsed + sign * other.lapsed,
        one.owed + sign * other.owed,
        _places_together(one.places, other.places, sign) if other.places else one.places,
    )


def _places_together(
    one: Mapping[str, PlaceCount], other: Mapping[str, PlaceCount], sign: int
) -> Mapping[str, PlaceCount]:
    sums = {**one}
    for name, count in other.items():
        before = sums.get(name, PlaceCount())
        sums[name] = PlaceCount(before.countable + sign * count.countable, before.used + sign * count.used)
    return {name: count for name, count in sums.items() if count}
