"""The council's allocation criteria: dated, versioned, each naming whom it covers and the documents it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.nominations.nomination import NominationFacts
from services.allocation.domain.nominations.situations import Situation, SupportNeeds

FIRST_VERSION = "local-1"
"""Stands until the council has entered criteria: everybody nominated qualifies, and nothing of it is verified."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One way to qualify. A condition that is empty asks nothing; `documents` are all that may be asked for by it."""

    code: str
    text: Text
    source: str
    situations: tuple[Situation, ...] = ()
    support_needs: tuple[SupportNeeds, ...] = ()
    least_days_homeless: int = 0
    with_children: bool = False
    whole_assessment: bool = False
    documents: tuple[str, ...] = ()

    def covers(self, facts: NominationFacts) -> bool:
        """Whether the household is among those whom the criterion names."""
        days = (facts.nominated_on - facts.homeless_since_on).days
        return (
            (not self.situations or facts.situation in self.situations)
            and (not self.support_needs or facts.support_needs in self.support_needs)
            and days >= self.least_days_homeless
            and (facts.children > 0 or not self.with_children)
        )


@dataclass(frozen=True, slots=True)
class AllocationCriteria:
    """One version, in force from `valid_from` up to, not including, `valid_to`; the council's order of criteria."""

    version: str
    valid_from: date
    valid_to: date | None
    verified: bool
    criteria: tuple[Criterion, ...]

    def covers_day(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class CriteriaOverlap(Unprocessable):
    slug = "criteria-overlap"
    title = Text(
        "To versioner gælder på samme dag: lad den ene slutte først",
        "Two versions are in force on the same day: let one end first",
    )


def find_faults(criteria: AllocationCriteria) -> list[FieldError]:
    """What cannot be right in one version, a sentence per field."""
    faults: list[FieldError] = []
    if criteria.version == FIRST_VERSION:
        text = Text("Navnet er optaget af den version, der gælder, til rådet har valgt", "The name is taken")
        faults.append(FieldError("/version", text))
    if criteria.valid_to is not None and criteria.valid_to <= criteria.valid_from:
        faults.append(FieldError("/valid_to", Text("Skal ligge efter valid_from", "Must lie after valid_from")))
    codes = [criterion.code for criterion in criteria.criteria]
    for number, code in enumerate(codes):
        if code in codes[:number]:
            text = Text("Koden er brugt to gange", "The code is used twice")
            faults.append(FieldError(f"/criteria/{number}/code", text))
    return faults


def require_no_overlap(versions: Iterable[AllocationCriteria]) -> None:
    """Raises CriteriaOverlap where two versions share a day."""
    for earlier, later in pairwise(sorted(versions, key=lambda each: each.valid_from)):
        if earlier.valid_to is None or earlier.valid_to > later.valid_from:
            day = later.valid_from.isoformat()
            text = Text(
                f"{earlier.version} og {later.version} gælder begge {day}",
                f"{earlier.version} and {later.version} are both in force on {day}",
            )
            raise CriteriaOverlap(text, errors=[FieldError("/valid_from", text)])


def require_same_but_for_its_end(earlier: AllocationCriteria, sent: AllocationCriteria, today: date) -> None:
    """A version that is entered keeps its content; only the day on which it ends may be moved, and not into the past.

    Raises ContentDiffers, or Unprocessable for an end that would change days gone by.
    """
    names = [name for name in earlier.__dataclass_fields__ if name != "valid_to"]
    differing = [name for name in names if getattr(earlier, name) != getattr(sent, name)]
    if differing:
        text = Text("En version ændres ikke: indtast en ny", "A version is not changed: enter a new one")
        raise ContentDiffers(errors=[FieldError(f"/{name}", text) for name in differing])
    ends = [day for day in (earlier.valid_to, sent.valid_to) if day is not None]
    if earlier != replace(earlier, valid_to=sent.valid_to) and min(ends) < today:
        text = Text("Dage, der er gået, ændres ikke", "Days gone by are not changed")
        raise Unprocessable(errors=[FieldError("/valid_to", text)])


def in_force(versions: Sequence[AllocationCriteria], day: date) -> AllocationCriteria | None:
    """The version in force on a day, or None."""
    return next((each for each in versions if each.covers_day(day)), None)
