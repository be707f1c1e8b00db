"""Builders of stays and of the rules they are counted by."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from services.support.domain.stays.refund_days import Counted, Period
from services.support.domain.stays.terms import DEFAULT_TERMS, RefundRules, StayTerms, refund_rules

T = TypeVar("T")
Dates = tuple[str, str | None]


class Chance:
    """The same row of draws for the same seed, on every machine (a linear congruential generator, Knuth's MMIX)."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, number: int) -> int:
        """One of 0 up to, not including, the number."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % number

    def of(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.below(len(choices))]


def a_period(number: int, admitted_on: str, discharged_on: str | None) -> Period:
    """The stay of that number."""
    return Period(
        UUID(int=number), date.fromisoformat(admitted_on), date.fromisoformat(discharged_on) if discharged_on else None
    )


def periods(*stays: Dates) -> list[Period]:
    """Stays of one citizen, numbered from 1."""
    return [a_period(number, *dates) for number, dates in enumerate(stays, start=1)]


def terms(valid_from: str = "2000-01-01", **choices: object) -> StayTerms:
    """A row of local choices that differs from the default in these."""
    return replace(DEFAULT_TERMS, valid_from=date.fromisoformat(valid_from), **choices)  # type: ignore[arg-type]


def rules(**choices: object) -> RefundRules:
    """The rules where these choices have always held."""
    return refund_rules([terms("2000-01-01", **choices)])


def by_stay(counted: Counted, stays: Iterable[Period]) -> list[tuple[int, int]]:
    """For each stay how many days count, and how many of them are refundable."""
    found = []
    for stay in stays:
        own = [run for run in counted.runs if run.stay_id == stay.stay_id]
        found.append((sum(run.days for run in own), sum(run.days for run in own if run.refundable)))
    return found
