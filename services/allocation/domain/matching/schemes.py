"""The council's order of priority: dated, versioned, each criterion deciding only where all before it are equal.

No law settles it: the municipality allocates by concrete need, and the council says how needs are ordered.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.matching.problems import SchemesOverlap
from services.allocation.domain.nominations.situations import Situation


class PriorityCriterion(StrEnum):
    """What a council can order households by. The set is closed: every criterion is about the applicant."""

    FIT_CLASS = "fit_class"
    """Step-free dwellings first to those who need them; always first of all."""
    SITUATION = "situation"
    """The council's order of situations."""
    HOMELESS_SINCE = "homeless_since"
    """The longest without a home."""
    WAITING_SINCE = "waiting_since"
    """The longest on the list."""
    CHILDREN = "children"
    """Households with children."""
    LEAVING_CARE = "leaving_care"
    """Young people who move out of a placement."""
    LOTTERY = "lottery"
    """The sealed number; always last of all."""


BOUNDS = {
    "most_persons_per_room": (1, 10),
    "most_rooms_above_persons": (0, 10),
    "least_area_per_person_m2": (0, 100),
    "youth_below_age": (18, 100),
}
"""The council's figures; beyond these bounds one is a slip."""


@dataclass(frozen=True, slots=True)
class PriorityScheme:
    """What the council has set: the order, and how many persons a dwelling suits.

    - `order`: compared criterion by criterion; fit class first, the lottery last.
    - `situations`: first comes first; a situation that is not named comes last.
    - `most_persons_per_room`: more is overcrowded; two is the usual measure of Danish housing practice.
    - `most_rooms_above_persons`: a larger dwelling is kept for a larger household.
    - `least_area_per_person_m2`: a floor under crowding where rooms are small.
    - `youth_below_age`: a youth dwelling suits a household whose applicant turns less than this in the year.
    - In force from `valid_from` up to, not including, `valid_to`; `source` is where the council decided it.
    """

    version: str
    order: tuple[PriorityCriterion, ...] = (
        PriorityCriterion.FIT_CLASS,
        PriorityCriterion.SITUATION,
        PriorityCriterion.HOMELESS_SINCE,
        PriorityCriterion.LOTTERY,
    )
    situations: tuple[Situation, ...] = tuple(Situation)
    most_persons_per_room: int = 2
    most_rooms_above_persons: int = 1
    least_area_per_person_m2: int = 15
    youth_below_age: int = 30
    valid_from: date = date.min
    valid_to: date | None = None
    source: str = "local choice"
    verified: bool = False

    @property
    def last_place(self) -> int:
        """The place of every situation that the council has not named."""
        return len(self.situations) + 1

    def in_force_on(self, day: date) -> bool:
        """Whether it is the council's order on the day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def as_json(self) -> dict[str, Any]:
        """What the council has set, as it is kept with every decision made by it."""
        return {
            "version": self.version,
            "order": [str(each) for each in self.order],
            "situations": [str(each) for each in self.situations],
            **{name: getattr(self, name) for name in BOUNDS},
        }


FIRST_SCHEME = PriorityScheme(version="local-1")
"""Stands until the council's own are entered; nothing in it is verified."""


def find_faults(scheme: PriorityScheme) -> list[FieldError]:
    """What cannot be right in one scheme, a sentence per field."""
    return [*_faults_of_order(scheme), *_faults_of_figures(scheme)]


def _faults_of_order(scheme: PriorityScheme) -> list[FieldError]:
    order, faults = scheme.order, []
    if order[:1] != (PriorityCriterion.FIT_CLASS,):
        text = Text("Skal begynde med fit_class", "Must begin with fit_class")
        faults.append(FieldError("/order", text))
    if order[-1:] != (PriorityCriterion.LOTTERY,):
        text = Text("Skal slutte med lottery: kun loddet skiller alle", "Must end with lottery: only it parts them all")
        faults.append(FieldError("/order", text))
    twice = Text("Er nævnt to gange", "Is named twice")
    lists: tuple[tuple[str, Sequence[StrEnum]], ...] = (("order", order), ("situations", scheme.situations))
    for name, named in lists:
        counted: Counter[StrEnum] = Counter()
        for number, each in enumerate(named):
            counted[each] += 1
            if counted[each] == 2:
                faults.append(FieldError(f"/{name}/{number}", twice))
    return faults


def _faults_of_figures(scheme: PriorityScheme) -> list[FieldError]:
    faults = []
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(scheme, name) <= most:
            text = Text(f"Skal være fra {least} til {most}", f"Must be from {least} to {most}")
            faults.append(FieldError(f"/{name}", text))
    if scheme.valid_to is not None and scheme.valid_to <= scheme.valid_from:
        faults.append(FieldError("/valid_to", Text("Skal ligge efter valid_from", "Must lie after valid_from")))
    if scheme.version == FIRST_SCHEME.version:
        text = Text("Navnet er taget af den første prioritering", "The name is taken by the first scheme")
        faults.append(FieldError("/version", text))
    return faults


def require_unchanged(earlier: PriorityScheme, sent: PriorityScheme, today: date) -> None:
    """A version keeps its content: only the day on which it ends is set later, and days gone by stay as they were.

    Decisions name the version they were made by. Raises ContentDiffers, or Unprocessable for an end in the past.
    """
    names = [name for name in PriorityScheme.__dataclass_fields__ if name != "valid_to"]
    differing = [name for name in names if getattr(earlier, name) != getattr(sent, name)]
    if differing:
        text = Text("Versionen findes med andet indhold: giv et nyt navn", "The version exists with other content")
        raise ContentDiffers(errors=[FieldError(f"/{name}", text) for name in differing])
    changed = {earlier.valid_to, sent.valid_to} - {None} if earlier.valid_to != sent.valid_to else set()
    if any(day is not None and day < today for day in changed):
        text = Text("Dage, der er gået, ændres ikke", "Days gone by are not changed")
        raise Unprocessable(errors=[FieldError("/valid_to", text)])


def require_no_overlap(schemes: Iterable[PriorityScheme]) -> None:
    """Raises SchemesOverlap where two schemes share a day."""
    for earlier, later in pairwise(sorted(schemes, key=lambda each: each.valid_from)):
        if earlier.valid_to is None or earlier.valid_to > later.valid_from:
            day = later.valid_from.isoformat()
            text = Text(
                f"{earlier.version} og {later.version} gælder begge {day}: lad den første slutte",
                f"{earlier.version} and {later.version} are both in force on {day}: let the first end",
            )
            raise SchemesOverlap(text, errors=[FieldError("/schemes", text)])


def scheme_on(schemes: Iterable[PriorityScheme], day: date) -> PriorityScheme:
    """The scheme in force on a day; the first one where the council has entered none for it."""
    return next((each for each in schemes if each.in_force_on(day)), FIRST_SCHEME)
