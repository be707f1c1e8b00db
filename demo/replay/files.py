"""The year's files as the bodies that callers send."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
FLAGS = {"lift", "pets_allowed", "needs_lift", "has_pet", "unpaid_deposit_loan", "protected_address"}
NUMBERS = {"rooms", "area_m2", "floor", "first_let_year", "birth_year", "adults", "children"}
ALLOCATION_RATES = {"offer_deadline", "answer_deadline"}

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Files:
    """Estates and rates, and per day what is posted (in file order) and who is nominated."""

    estates: list[Body]
    allocation_rates: list[Body]
    benefits_rates: list[Body]
    vacancies: dict[date, list[Body]]
    nominations: dict[date, list[Body]]


def read_files(folder: Path = DATA) -> Files:
    """All of them, read once."""
    rates = [_rate(row) for row in _rows(folder / "rates.csv")]
    estates = [_body(row) for row in _rows(folder / "estates.csv")]
    return Files(
        estates=[{name: value for name, value in row.items() if name != "municipality_code"} for row in estates],
        allocation_rates=[_without_municipality(row) for row in rates if row["key"] in ALLOCATION_RATES],
        benefits_rates=[row for row in rates if row["key"] not in ALLOCATION_RATES],
        vacancies=_by_day(folder / "vacancies.csv", "posted_on"),
        nominations=_by_day(folder / "nominations.csv", "nominated_on"),
    )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _by_day(file: Path, column: str) -> dict[date, list[Body]]:
    days: dict[date, list[Body]] = defaultdict(list)
    for row in _rows(file):
        days[date.fromisoformat(row[column])].append(_body(row))
    return dict(days)


def _body(row: dict[str, str]) -> Body:
    return {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: str) -> object:
    if name in FLAGS:
        return value == "1"
    if name in NUMBERS:
        return int(value)
    return value or None


def _rate(row: dict[str, str]) -> Body:
    return {name: value or None for name, value in row.items()} | {"verified": row["verified"] == "yes"}


def _without_municipality(row: Body) -> Body:
    return {name: value for name, value in row.items() if name != "municipality_code"}
