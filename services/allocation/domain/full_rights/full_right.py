"""A right of 100 %: a dwelling that is the municipality's to allocate each time it falls vacant, outside the count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

from kit.values.identifiers import is_cvr
from kit.values.problems import FieldError, NotFound, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.agreements.terms import RentMethod
from services.allocation.domain.amounts import kroner
from services.allocation.domain.full_rights.rent_scheme import RentBounds, RentScheme
from services.allocation.domain.vacancies.facts import LEAST_RENT_DKK, MOST_RENT_DKK


class FullRightKind(StrEnum):
    """Where the right comes from."""

    MUNICIPAL_DWELLING = "municipal_dwelling"
    """The municipality's own, or subsidised on the condition of it (ABL § 59(2))."""
    RENT_REDUCTION = "rent_reduction"
    """Under the temporary rent reduction scheme: four years full, then a taper."""
    TRANSITIONAL = "transitional"
    """A transitional dwelling (udslusningsbolig, ABL § 63); of any class, for elderly and young people too."""


@dataclass(frozen=True, slots=True)
class FullRight:
    """The municipality's full right to one dwelling, from `valid_from` up to, not including, `valid_to`.

    It stands without any agreement, so it says itself how vacancy rent is priced.
    """

    id: UUID
    organisation_cvr: str
    dwelling_id: UUID
    kind: FullRightKind
    valid_from: date
    valid_to: date | None
    legal_basis: str
    source: str
    verified: bool
    rent_method: RentMethod
    scheme: RentScheme | None = None

    def in_force_on(self, day: date) -> bool:
        """Whether a vacancy posted that day is claimed by this right."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def scheme_of(
    rights: Iterable[FullRight], dwelling_id: UUID, vacant_from_on: date | None, posted_on: date
) -> RentScheme | None:
    """The scheme that sets the rent of a dwelling: of the right in force on the vacant date, else when it is posted."""
    own = [right for right in rights if right.dwelling_id == dwelling_id]
    days = [day for day in (vacant_from_on, posted_on) if day is not None]
    in_force = (right for day in days for right in own if right.in_force_on(day))
    first = next(in_force, None)
    return first.scheme if first is not None else None


class FullRightsOverlap(Unprocessable):
    slug = "full-rights-overlap"
    title = Text("To rettigheder til én bolig gælder samme dag", "Two rights to one dwelling are in force the same day")


class NoRentReduction(NotFound):
    slug = "no-rent-reduction"
    title = Text("Boligen er ikke med i huslejenedsættelsen", "The dwelling is not under the rent reduction scheme")


def require_no_overlap(rights: Iterable[FullRight]) -> None:
    """Raises FullRightsOverlap where two rights to one dwelling share a day."""
    ordered = sorted(rights, key=lambda right: (right.dwelling_id, right.valid_from))
    for earlier, later in pairwise(ordered):
        if earlier.dwelling_id == later.dwelling_id and earlier.in_force_on(later.valid_from):
            day, dwelling = later.valid_from.isoformat(), later.dwelling_id
            text = Text(f"{dwelling} har to rettigheder {day}", f"{dwelling} has two rights on {day}")
            raise FullRightsOverlap(text, errors=[FieldError("/full_rights", text)])


def find_faults(right: FullRight, pointer: str, bounds: RentBounds | None) -> list[FieldError]:
    """What cannot be right in a right as entered; `bounds` are those of the scheme on the day it begins."""
    reduced = right.kind is FullRightKind.RENT_REDUCTION
    rules = (
        (
            not is_cvr(right.organisation_cvr),
            "organisation_cvr",
            Text("Ikke et CVR-nummer: kontrolcifret passer ikke", "Not a CVR number: the check digit is wrong"),
        ),
        (
            right.valid_to is not None and right.valid_to <= right.valid_from,
            "valid_to",
            Text("Retten skal slutte, efter at den begynder", "The right must end after it begins"),
        ),
        (
            reduced is not (right.scheme is not None),
            "scheme",
            Text(
                "Ordningens lejer hører til huslejenedsættelsen, og kun dertil",
                "The rents of the scheme belong to a rent reduction, and only there",
            ),
        ),
    )
    faults = [FieldError(f"{pointer}/{name}", text) for wrong, name, text in rules if wrong]
    return faults + _faults_of_scheme(right.scheme, pointer, bounds)


def _faults_of_scheme(scheme: RentScheme | None, pointer: str, bounds: RentBounds | None) -> list[FieldError]:
    if scheme is None:
        return []
    least, most = kroner(LEAST_RENT_DKK), kroner(MOST_RENT_DKK)
    rules: list[tuple[bool, str, Text]] = [
        (
            not LEAST_RENT_DKK <= scheme.ordinary_rent_dkk <= MOST_RENT_DKK,
            "ordinary_rent_dkk",
            Text(
                f"Skal ligge fra {least.da} til {most.da}: er tallet rigtigt?",
                f"Must lie from {least.en} to {most.en}: is the figure right?",
            ),
        ),
        (
            scheme.reduced_rent_dkk > scheme.ordinary_rent_dkk,
            "reduced_rent_dkk",
            Text("Den nedsatte leje kan ikke være over den almindelige", "Cannot be above the ordinary rent"),
        ),
        (not _falls(scheme), "taper", _FALLS),
    ]
    if bounds is None:
        rules.append((True, "starts_on", Text("Ordningen fandtes ikke den dag", "There was no scheme on that day")))
    else:
        rules.append((not bounds.hold(scheme.reduced_rent_dkk), "reduced_rent_dkk", bounds.in_words()))
    return [FieldError(f"{pointer}/scheme/{name}", text) for wrong, name, text in rules if wrong]


_FALLS = Text(
    "Hvert år er en brøk fra 0 til 1, og ingen er større end den før",
    "Each year is a fraction from 0 to 1, and none is larger than the one before",
)


def _falls(scheme: RentScheme) -> bool:
    steps = (Fraction(1), *scheme.taper, Fraction(0))
    return all(earlier >= later for earlier, later in pairwise(steps))
