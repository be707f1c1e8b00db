"""Dated rates: what a rate is worth on a day, or the question who knows it. Never a guess, never the nearest year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kit.values.texts import Text
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rate_kinds import RATE_KINDS
from services.benefits.domain.wording import day_in_words


@dataclass(frozen=True, slots=True)
class Rate:
    """One row: the value of a rate from `valid_from` until the day before `valid_to` (None: until further notice)."""

    key: RateKey
    valid_from: date
    valid_to: date | None
    value: Decimal
    unit: str
    verified: bool
    source: str

    def covers(self, day: date) -> bool:
        """Whether the row is valid on the day; its first day counts, its last does not."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def overlaps(self, other: "Rate") -> bool:
        """Whether some day is covered by both rows of the same key."""
        if self.key != other.key:
            return False
        return (other.valid_to is None or self.valid_from < other.valid_to) and (
            self.valid_to is None or other.valid_from < self.valid_to
        )


@dataclass(frozen=True, slots=True)
class UnknownRate:
    """A question to a person: the rate that no row covers on the day, or only a row that nobody has verified.

    `unverified` is that row, where the municipality demands verified rates on the day.
    """

    key: RateKey
    day: date
    unverified: Rate | None = None

    @property
    def question(self) -> Text:
        """The question in words: which rate, which day, and where to look."""
        kind, day = RATE_KINDS[self.key], day_in_words(self.day)
        if self.unverified is not None:
            value = f"{self.unverified.value:f} {self.unverified.unit}"
            return Text(
                f"Satsen »{kind.name.da}« for {day.da} er ikke verificeret ({value}), og kommunen kræver verificerede "
                f"satser: den skal efterprøves og indtastes. Se {kind.where.da}.",
                f"The rate “{kind.name.en}” for {day.en} is not verified ({value}), and the municipality demands "
                f"verified rates: it must be checked and entered. See {kind.where.en}.",
            )
        return Text(
            f"Satsen »{kind.name.da}« er ikke kendt for {day.da}: den skal indtastes, før der kan regnes med den. "
            f"Se {kind.where.da}.",
            f"The rate “{kind.name.en}” is not known for {day.en}: it must be entered before it can be counted with. "
            f"See {kind.where.en}.",
        )


class OverlappingRates(Exception):
    """Two rows of one rate cover the same day."""

    def __init__(self, first: Rate, second: Rate) -> None:
        super().__init__(f"{first.key}: the rows from {first.valid_from} and from {second.valid_from} overlap")
        self.first = first
        self.second = second


class EmptyPeriod(Exception):
    """A row ends on or before the day it begins."""

    def __init__(self, rate: Rate) -> None:
        super().__init__(f"{rate.key}: the row from {rate.valid_from} ends before it has covered a day")
        self.rate = rate


@dataclass(frozen=True, slots=True)
class RateTable:
    """The rows of one authority, never two for a day; made by `rate_table`."""

    rows: Mapping[RateKey, tuple[Rate, ...]]

    def on(self, key: RateKey, day: date) -> Rate | None:
        """The row that covers the day, if there is one."""
        return next((rate for rate in self.rows.get(key, ()) if rate.covers(day)), None)


def rate_table(rates: Iterable[Rate]) -> RateTable:
    """A table of the rows; rows that overlap, or cover no day, are refused by name. A gap is allowed: it asks."""
    by_key: dict[RateKey, list[Rate]] = defaultdict(list)
    for rate in rates:
        if rate.valid_to is not None and rate.valid_to <= rate.valid_from:
            raise EmptyPeriod(rate)
        by_key[rate.key].append(rate)
    for rows in by_key.values():
        rows.sort(key=lambda rate: rate.valid_from)
        for first, second in pairwise(rows):
            if first.overlaps(second):
                raise OverlappingRates(first, second)
    return RateTable({key: tuple(rows) for key, rows in by_key.items()})


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found for the keys asked for on one day, and what was not."""

    rates: Mapping[RateKey, Rate]
    unknown: tuple[UnknownRate, ...]

    def value(self, key: RateKey) -> Decimal:
        """The value of a rate that was found."""
        return self.rates[key].value

    def value_or(self, key: RateKey, otherwise: Decimal) -> Decimal:
        """The value of the rate; where it is unknown, the worst that it can be for the citizen."""
        return self.rates[key].value if key in self.rates else otherwise

    @property
    def used(self) -> tuple[Rate, ...]:
        """The rows found, for the record of the decision."""
        return tuple(self.rates.values())


@dataclass(frozen=True, slots=True)
class RateBook:
    """A municipality's own rows before the national ones."""

    local: RateTable
    national: RateTable

    def on(self, key: RateKey, day: date) -> Rate | UnknownRate:
        """The rate on the day: the municipality's own row, else the national one, else the question.

        Where the municipality demands verified rates on the day, a row that is not verified is a question too.
        """
        found = self.local.on(key, day) or self.national.on(key, day)
        if found is None:
            return UnknownRate(key, day)
        if not found.verified and key is not RateKey.VERIFIED_DEMANDED and self.demands_verified(day):
            return UnknownRate(key, day, found)
        return found

    def demands_verified(self, day: date) -> bool:
        """Whether the municipality has decided that only verified rates are used on the day."""
        demand = self.local.on(RateKey.VERIFIED_DEMANDED, day)
        return demand is not None and demand.value == 1

    def has(self, key: RateKey, day: date) -> bool:
        """Whether there is a row for the day, verified or not: for the parts that a municipality may leave out."""
        return (self.local.on(key, day) or self.national.on(key, day)) is not None

    def look_up(self, day: date, *keys: RateKey) -> Looked:
        """All rates needed for a sum at once, so that all missing ones are asked for together."""
        found = [self.on(key, day) for key in keys]
        return Looked(
            {rate.key: rate for rate in found if isinstance(rate, Rate)},
            tuple(rate for rate in found if isinstance(rate, UnknownRate)),
        )
