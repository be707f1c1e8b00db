"""Households, dwellings and rates to be judged, every field optional."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from services.benefits.domain.households.households import Benefit, Dwelling, DwellingClass, Household
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rate_kinds import RATE_KINDS
from services.benefits.domain.rates.rates import Rate, RateBook, rate_table

REPOSITORY = Path(__file__).parents[3]
THE_DAY = date(2025, 3, 3)


def a_household(
    adults: int = 1,
    children: int = 0,
    benefit: Benefit = Benefit.CASH_BENEFIT_HIGHER,
    net: str = "9800",
    wealth: str = "0",
    unpaid: bool = False,
    gross: str | None = None,
    after_eviction: bool | None = None,
) -> Household:
    """A single person on the higher cash benefit unless said otherwise."""
    return Household(
        adults=adults,
        children=children,
        birth_year=1980,
        benefit=benefit,
        income_after_tax=Decimal(net),
        wealth=Decimal(wealth),
        unpaid_deposit_loan=unpaid,
        income_before_tax=None if gross is None else Decimal(gross),
        first_home_after_eviction=after_eviction,
    )


def a_dwelling(
    rent: str = "4500",
    utilities: str = "700",
    deposit: str = "25000",
    first_let_year: int = 1983,
    dwelling_class: DwellingClass = DwellingClass.FAMILY,
    has_kitchen: bool = True,
    area_m2: int | None = None,
) -> Dwelling:
    """A small family dwelling with a low rent unless said otherwise."""
    return Dwelling(
        rent=Decimal(rent),
        utilities=Decimal(utilities),
        deposit=Decimal(deposit),
        first_let_year=first_let_year,
        dwelling_class=dwelling_class,
        has_kitchen=has_kitchen,
        area_m2=area_m2,
    )


def a_rate(
    key: RateKey,
    value: str,
    valid_from: date = date(2025, 1, 1),
    valid_to: date | None = None,
    verified: bool = False,
) -> Rate:
    """An unverified rate from 2025 until further notice unless said otherwise."""
    return Rate(key, valid_from, valid_to, Decimal(value), RATE_KINDS[key].unit, verified, "entered for a test")


def _rows(path: Path, source: str) -> list[Rate]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Rate(
                key=RateKey(row["key"]),
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                value=Decimal(row["value"]),
                unit=row["unit"],
                verified=row["verified"] in {"1", "yes"},
                source=row[source],
            )
            for row in csv.DictReader(lines)
            if row["key"] in set(RateKey)
        ]


def national_rates() -> list[Rate]:
    """The national rates with which the database begins."""
    files = sorted((REPOSITORY / "migrations" / "benefits").glob("national_rates_*.csv"))
    return [rate for file in files for rate in _rows(file, "source")]


def helsingor_rates() -> list[Rate]:
    """Helsingør's drawn rates of 2025, none of them verified."""
    return _rows(REPOSITORY / "demo" / "data" / "rates.csv", "note")


def a_book(*local: Rate, without: frozenset[RateKey] = frozenset()) -> RateBook:
    """Helsingør's and the national rates, with rows of one's own before them, and some taken away."""
    own = {rate.key for rate in local}
    rest = [rate for rate in helsingor_rates() if rate.key not in own | without]
    return RateBook(
        rate_table([*local, *rest]), rate_table(rate for rate in national_rates() if rate.key not in without)
    )
