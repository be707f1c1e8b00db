"""Folkepension and brøkpension: the year's amounts times an exact fraction of the years in Denmark (facts.md 3.3).

A pension is proportional below the full number of years: 40 for those who reached pension age before 2025-07-01, since
then 9/10 of the years from 15 to pension age. Amounts are published for 2021 alone here; later ones are asked for.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kit.values.texts import Text
from services.benefits.domain.households.circumstances import Applicant, FactQuestion
from services.benefits.domain.households.households import Benefit
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Looked, Rate, RateBook, UnknownRate

STATE_PENSIONS = frozenset({Benefit.STATE_PENSION, Benefit.FRACTIONAL_PENSION})
NEW_SHARE = date(2025, 7, 1)
FIRST_AGE = 15


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a full pension that is earned, and the rates that say so."""

    of_full: Fraction
    rates: tuple[Rate, ...] = ()


def pension_keys(applicant: Applicant) -> list[RateKey]:
    """Grundbeløb, and the pensionstillæg of a single person or of others."""
    single = RateKey.STATE_PENSION_SUPPLEMENT_SINGLE
    return [RateKey.STATE_PENSION_BASE, single if applicant.is_single else RateKey.STATE_PENSION_SUPPLEMENT_OTHERS]


def share_of_pension(applicant: Applicant, rates: RateBook, on: date) -> Share | FactQuestion | tuple[UnknownRate, ...]:
    """The whole for a full pension, the fraction of years for a brøkpension; never more than the whole."""
    if applicant.benefit is Benefit.STATE_PENSION:
        return Share(Fraction(1))
    years, reached = applicant.circumstances.residence_years, applicant.circumstances.pension_age_reached_on
    if years is None:
        text = Text(
            "Hvor mange år i Danmark er brøkpensionen beregnet af?",
            "By how many years in Denmark is the fractional pension counted?",
        )
        return FactQuestion("/household/circumstances/residence_years", text)
    if reached is None and on >= NEW_SHARE:
        text = Text("Hvornår blev pensionsalderen nået?", "When was pension age reached?")
        return FactQuestion("/household/circumstances/pension_age_reached_on", text)
    if reached is None or reached < NEW_SHARE:
        looked = rates.look_up(on, RateKey.PENSION_FULL_YEARS)
    else:
        looked = rates.look_up(reached, RateKey.PENSION_SHARE_OF_YEARS, RateKey.PENSION_AGE)
    if looked.unknown:
        return looked.unknown
    return Share(min(Fraction(1), Fraction(years) / _full_years(looked)), looked.used)


def _full_years(looked: Looked) -> Fraction:
    if RateKey.PENSION_FULL_YEARS in looked.rates:
        return Fraction(looked.value(RateKey.PENSION_FULL_YEARS))
    share = Fraction(looked.value(RateKey.PENSION_SHARE_OF_YEARS)) / 100
    return share * (Fraction(looked.value(RateKey.PENSION_AGE)) - FIRST_AGE)
