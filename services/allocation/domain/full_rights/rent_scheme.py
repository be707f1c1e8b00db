"""The temporary rent reduction scheme: what a dwelling costs on any day of it.

For some years the rent is reduced in full; then the reduction tapers off, a step each year, until the ordinary rent is
paid. The law's text was not at hand: the years, the steps and the bounds are dated data, marked as unverified.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kit.values.decisions import Reason
from kit.values.money import rounded
from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.amounts import kroner

SOURCE = "rent reduction scheme (VIVE 4.4; unverified)"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class RentBounds:
    """Between which the reduced rent lies, a month without consumption, on a day."""

    least_dkk: Decimal
    most_dkk: Decimal

    def hold(self, rent_dkk: Decimal) -> bool:
        """Whether a reduced rent lies within them."""
        return self.least_dkk <= rent_dkk <= self.most_dkk

    def in_words(self) -> Text:
        """The bounds as a sentence."""
        least, most = kroner(self.least_dkk), kroner(self.most_dkk)
        return Text(
            f"Ordningen giver en leje fra {least.da} til {most.da} (ikke efterprøvet)",
            f"The scheme gives a rent from {least.en} to {most.en} (unverified)",
        )


@dataclass(frozen=True, slots=True)
class RentScheme:
    """One dwelling's rents and steps.

    `taper` says for each year after the full ones how much of the reduction is kept: 4/5, 3/5, 2/5, 1/5 and 0 in five
    equal steps. After the last of them the ordinary rent is paid.
    """

    ordinary_rent_dkk: Decimal
    reduced_rent_dkk: Decimal
    starts_on: date
    full_years: int
    taper: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class SchemeRent:
    """The rent on a day, and why."""

    on: date
    rent_dkk: Decimal
    reason: Reason


def equal_steps(years: int) -> tuple[Fraction, ...]:
    """The same step each year, so that nothing of the reduction is left in the last."""
    return tuple(Fraction(years - number, years) for number in range(1, years + 1))


def anniversary(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th in a year without it."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def rent_on(scheme: RentScheme, day: date) -> SchemeRent:
    """What the dwelling costs a month on a day, rounded to the øre.

    The reduced rent for the full years, then for each year of the taper the part of the reduction that is kept; the
    ordinary rent before the scheme and after it. A year begins on the anniversary of the day on which the scheme began.
    """
    if day < scheme.starts_on:
        return _rent(scheme, day, Fraction(0), _BEFORE)
    if day < anniversary(scheme.starts_on, scheme.full_years):
        return _rent(scheme, day, Fraction(1), _full(scheme))
    for number, kept in enumerate(scheme.taper, start=1):
        if day < anniversary(scheme.starts_on, scheme.full_years + number):
            return _rent(scheme, day, kept, _step(scheme, number, kept))
    return _rent(scheme, day, Fraction(0), _AFTER)


def find_faults(scheme: RentScheme | None, rent_dkk: Decimal, vacant_from_on: date) -> list[FieldError]:
    """What is wrong with the rent of a vacancy as posted: under the scheme it is the scheme's on the vacant date."""
    if scheme is None or rent_on(scheme, vacant_from_on).rent_dkk == rent_dkk:
        return []
    posted, due, day = kroner(rent_dkk), kroner(rent_on(scheme, vacant_from_on).rent_dkk), vacant_from_on.isoformat()
    text = Text(
        f"Meldt med {posted.da}, men lejen er {due.da} den {day} efter huslejenedsættelsen",
        f"Posted at {posted.en}, but the rent is {due.en} on {day} under the rent reduction scheme",
    )
    return [FieldError("/rent_dkk", text)]


def _rent(scheme: RentScheme, day: date, kept: Fraction, why: Text) -> SchemeRent:
    reduction = kept * Fraction(scheme.ordinary_rent_dkk - scheme.reduced_rent_dkk)
    exact = Fraction(scheme.ordinary_rent_dkk) - reduction
    amount = rounded(Decimal(exact.numerator) / Decimal(exact.denominator))
    ordinary, reduced, rent = kroner(scheme.ordinary_rent_dkk), kroner(scheme.reduced_rent_dkk), kroner(amount)
    text = Text(
        f"Lejen er {rent.da} om måneden {day.isoformat()}: {why.da} (almindelig leje {ordinary.da}, nedsat "
        f"{reduced.da}, fra {scheme.starts_on.isoformat()}).",
        f"The rent is {rent.en} a month on {day.isoformat()}: {why.en} (ordinary rent {ordinary.en}, reduced "
        f"{reduced.en}, from {scheme.starts_on.isoformat()}).",
    )
    return SchemeRent(day, amount, Reason("scheme_rent", SOURCE, amount < scheme.ordinary_rent_dkk, text))


_BEFORE = Text("nedsættelsen er ikke begyndt", "the reduction has not begun")
_AFTER = Text("nedsættelsen er aftrappet", "the reduction has tapered off")


def _full(scheme: RentScheme) -> Text:
    return Text(
        f"nedsat fuldt ud i de første {scheme.full_years} år",
        f"reduced in full for the first {scheme.full_years} years",
    )


def _step(scheme: RentScheme, number: int, kept: Fraction) -> Text:
    years = len(scheme.taper)
    return Text(
        f"år {number} af {years} i aftrapningen, {kept} af nedsættelsen er tilbage",
        f"year {number} of {years} of the taper, {kept} of the reduction is left",
    )
