"""Households nominated for municipal allocation, as matching sees them: the facts its rules need, and no more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any

from services.allocation.domain.nominations.assessments import RestrictedArea
from services.allocation.domain.nominations.situations import NominationStatus, Situation

Assessed = frozenset[tuple[RestrictedArea, bool]]
"""The kinds of area a person has assessed for a household, each with the yes or no."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One household.

    `nomination_id` is written out. `highest_rent_oere` is the rent with utilities a month, in øre, that the benefits
    department finds it can pay, None while that is unknown. `lottery` is drawn once per nomination, sealed, and decides
    only between equals. `other_home_only` is said by the person who referred the citizen to a home for those who cannot
    live alone.
    """

    nomination_id: str
    reference: str
    nominated_on: date
    homeless_since_on: date
    waiting_since_on: date
    birth_year: int
    adults: int
    children: int
    situation: Situation
    needs_lift: bool
    has_pet: bool
    debt_to_cvr: str | None
    highest_rent_oere: int | None
    lottery: int
    status: NominationStatus = NominationStatus.OPEN
    has_open_offer: bool = False
    other_home_only: bool = False
    wanted_estates: tuple[str, ...] = ()
    unwanted_estates: tuple[str, ...] = ()
    highest_floor_without_lift: int | None = None
    leaving_care: bool = False
    areas: Assessed = frozenset()

    @property
    def persons(self) -> int:
        """Adults and children of the household."""
        return self.adults + self.children


FACTS = (*Candidate.__dataclass_fields__, "persons")
ORDINARY: Mapping[str, Any] = {each.name: each.default for each in fields(Candidate) if each.default is not MISSING}
"""The value of a fact that most households have; a column of nothing else may be left out."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everybody who waits, in order of nomination, a column per fact: ten thousand are looked at fact by fact.

    A column is left out where every household has the ordinary value, or where nobody asks for the fact.
    """

    columns: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(self.columns["nomination_id"])

    def column(self, fact: str) -> Sequence[Any]:
        """One fact of every household."""
        return self.columns[fact] if fact in self.columns else [ORDINARY[fact]] * len(self)

    def values(self, fact: str, rows: Sequence[int]) -> Iterable[Any]:
        """One fact of these households."""
        column = self.column(fact)
        return column if len(rows) == len(self) else map(column.__getitem__, rows)

    def value(self, fact: str, row: int) -> Any:
        """One fact of one household."""
        return self.columns[fact][row] if fact in self.columns else ORDINARY[fact]

    def differing(self, fact: str) -> set[Any]:
        """Every value that a household has of one fact, once."""
        return set(self.columns[fact]) if fact in self.columns else {ORDINARY[fact]}

    def find(self, nomination_id: str) -> int | None:
        """The household's row, or None where it is not among those who wait."""
        ids = self.columns["nomination_id"]
        return next((row for row, each in enumerate(ids) if each == nomination_id), None)


def waiting(candidates: Iterable[Candidate]) -> Waiting:
    """The households in order of nomination, as columns."""
    ordered = sorted(candidates, key=lambda each: (each.nominated_on, each.nomination_id))
    return Waiting({name: [getattr(each, name) for each in ordered] for name in FACTS})
