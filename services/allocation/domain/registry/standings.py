"""How an estate stands on a day: the areas of the published lists, exemptions, and how its waiting list is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise


class StandingKind(StrEnum):
    """What can be said of an estate for a time."""

    VULNERABLE = "vulnerable"
    """Vulnerable area (udsat boligområde), of the list published each 1 December."""
    PARALLEL_SOCIETY = "parallel_society"
    """Parallel society (parallelsamfund): a vulnerable area too."""
    TRANSFORMATION = "transformation"
    """Transformation area (omdannelsesområde): a parallel society for five years."""
    PREVENTION = "prevention"
    """Prevention area (forebyggelsesområde): claimable, but not for every household (ABL § 59(7))."""
    EXEMPT_BY_AGREEMENT = "exempt_by_agreement"
    """The parties have agreed that nothing is claimed there."""
    EXEMPT_BY_LAW = "exempt_by_law"
    """A section of law, named as the source, keeps it out."""
    FLEXIBLE_LETTING = "flexible_letting"
    """Its waiting list is let by agreed criteria, such as a job (fleksibel udlejning, ABL § 60)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """In force from `valid_from` up to, not including, `valid_to`; never in force where the two are one day.

    `source` is where it is read; `verified` says whether somebody has checked it there.
    """

    organisation_cvr: str
    estate: str
    kind: StandingKind
    valid_from: date
    valid_to: date | None
    source: str
    verified: bool

    def in_force_on(self, day: date) -> bool:
        """Whether the estate stands so that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


AREA = "ABL § 59(6)"
AGREED = "agreement: exempt estate (local choice)"
LETTING = "ABL § 60"

CLAUSES: Mapping[StandingKind, str] = {
    StandingKind.VULNERABLE: AREA,
    StandingKind.PARALLEL_SOCIETY: AREA,
    StandingKind.TRANSFORMATION: AREA,
    StandingKind.EXEMPT_BY_AGREEMENT: AGREED,
}
"""By which clause an estate that stands so is not claimable; the strongest first. A law names itself as source."""


def exemption_of(standings: Iterable[Standing], day: date) -> str | None:
    """The clause by which nothing is claimed of one estate that day; None where its vacancies can be claimed.

    A law comes before the areas, and both before what is agreed. A prevention area is claimable, and how the waiting
    list is let exempts nothing.
    """
    held = {standing.kind: standing.source for standing in standings if standing.in_force_on(day)}
    if StandingKind.EXEMPT_BY_LAW in held:
        return held[StandingKind.EXEMPT_BY_LAW]
    return next((clause for kind, clause in CLAUSES.items() if kind in held), None)


def flexible_letting_of(standings: Iterable[Standing], day: date) -> str | None:
    """The section by which the estate's waiting list is let by agreed criteria that day, or None."""
    flexible = any(each.kind is StandingKind.FLEXIBLE_LETTING and each.in_force_on(day) for each in standings)
    return LETTING if flexible else None


def is_exempt_throughout(standings: Sequence[Standing], first: date, end: date | None) -> bool:
    """Whether one estate is exempt on every day from `first` up to, not including, `end`.

    An exemption can only cease on a day on which a standing ends, so only the first day and those days are looked at.
    """
    ends = {each.valid_to for each in standings if each.valid_to is not None and each.valid_to > first}
    days = {first, *(day for day in ends if end is None or day < end)}
    return all(exemption_of(standings, day) is not None for day in days)


def find_overlap(standings: Iterable[Standing]) -> tuple[Standing, Standing] | None:
    """The first two standings of one kind and estate that share a day; None where there are none."""
    real = [each for each in standings if each.valid_to != each.valid_from]
    ordered = sorted(real, key=lambda each: (each.organisation_cvr, each.estate, each.kind, each.valid_from))
    for earlier, later in pairwise(ordered):
        same = (earlier.organisation_cvr, earlier.estate, earlier.kind)
        if same == (later.organisation_cvr, later.estate, later.kind) and (
            earlier.valid_to is None or earlier.valid_to > later.valid_from
        ):
            return earlier, later
    return None
