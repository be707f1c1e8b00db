"""How an estate stands on a day: the areas of the published lists, exemptions, and how its waiting list is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text


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
    """The clause by which nothing is claimed of one estate that day; None where its vacancies can be claimed."""
    return exemption_by(held_on(standings, day))


def flexible_letting_of(standings: Iterable[Standing], day: date) -> str | None:
    """The section by which the estate's waiting list is let by agreed criteria that day, or None."""
    return flexible_letting_by(held_on(standings, day))


def held_on(standings: Iterable[Standing], day: date) -> Mapping[StandingKind, str]:
    """How one estate stands that day: each kind with its source."""
    return {standing.kind: standing.source for standing in standings if standing.in_force_on(day)}


def exemption_by(held: Mapping[StandingKind, str]) -> str | None:
    """The clause that exempts an estate that stands so.

    A law comes before the areas, and both before what is agreed. A prevention area is claimable, and how the waiting
    list is let exempts nothing.
    """
    if StandingKind.EXEMPT_BY_LAW in held:
        return held[StandingKind.EXEMPT_BY_LAW]
    return next((clause for kind, clause in CLAUSES.items() if kind in held), None)


def flexible_letting_by(held: Mapping[StandingKind, str]) -> str | None:
    """The section by which the waiting list of an estate that stands so is let by agreed criteria, or None."""
    return LETTING if StandingKind.FLEXIBLE_LETTING in held else None


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
    for earlier, later in pairwise(sorted(real, key=_begins)):
        same = _begins(earlier)[:3] == _begins(later)[:3]
        if same and (earlier.valid_to is None or earlier.valid_to > later.valid_from):
            return earlier, later
    return None


class InvalidStandings(Unprocessable):
    slug = "invalid-standings"
    title = Text("Listen over afdelinger kan ikke passe", "The list of how estates stand cannot be right")


class StandingsOverlap(Unprocessable):
    slug = "standings-overlap"
    title = Text(
        "En afdeling står to gange i samme liste på samme dag",
        "An estate stands twice in the same list on the same day",
    )


def find_faults(standings: Sequence[Standing]) -> list[FieldError]:
    """What cannot be right in a list as it was sent, each fault at its line."""
    errors: list[FieldError] = []
    seen: dict[tuple[str, str, StandingKind, date], int] = {}
    for number, standing in enumerate(standings):
        if standing.valid_to is not None and standing.valid_to < standing.valid_from:
            text = Text("Slutter, før den begynder", "Ends before it begins")
            errors.append(FieldError(f"/standings/{number}/valid_to", text))
        first = seen.setdefault(_begins(standing), number)
        if first != number:
            text = Text(f"Står allerede i linje {first}", f"Stands in line {first} already")
            errors.append(FieldError(f"/standings/{number}/valid_from", text))
    return errors


def merged(before: Iterable[Standing], entered: Iterable[Standing]) -> list[Standing]:
    """How the estates stand once a list is entered: one that begins on the same day is put right."""
    by_beginning = {_begins(standing): standing for standing in (*before, *entered)}
    return [by_beginning[beginning] for beginning in sorted(by_beginning)]


def require_no_overlap(after: Iterable[Standing], entered: Sequence[Standing]) -> None:
    """Raises StandingsOverlap, which names both, where two of one kind and estate share a day."""
    overlap = find_overlap(after)
    if overlap is None:
        return
    earlier, later = overlap
    wrong = later if later in entered else earlier
    text = Text(
        f"Afdeling {earlier.estate} har {earlier.kind} både {_period(earlier).da} og {_period(later).da}: "
        "lad den første slutte, før den anden begynder",
        f"Estate {earlier.estate} is {earlier.kind} both {_period(earlier).en} and {_period(later).en}: "
        "let the first end before the second begins",
    )
    raise StandingsOverlap(text, errors=[FieldError(f"/standings/{entered.index(wrong)}/valid_from", text)])


def _begins(standing: Standing) -> tuple[str, str, StandingKind, date]:
    return standing.organisation_cvr, standing.estate, standing.kind, standing.valid_from


def _period(standing: Standing) -> Text:
    first = standing.valid_from.isoformat()
    if standing.valid_to is None:
        return Text(f"fra {first}", f"from {first}")
    end = standing.valid_to.isoformat()
    return Text(f"fra {first} til {end}", f"from {first} to {end}")
