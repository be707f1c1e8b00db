"""Statements worked by hand from facts.md: `worked_cases.csv`, each row with its source and the arithmetic in words.

What recurs. After tax at least = income - 40 % of what exceeds the personal allowance, 51,600 / 12 = 4,300 (2025;
45 % of wages; no allowance is known before 2025). Boligsikring 2025, a year: the lowest of 60 % of the rent less 18 %
of the whole income before tax (the income limit of 2025 is unknown), rent less own payment 28,300, 15 % of the rent
without children, 49,716; the rent counts to 94,200. A month: whole kroner down. An empty cell is a question. The
guidelines are Helsingør's (4,000; couple 7,150; child 1,100), or Furesø's, which sets groups apart.
"""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from services.benefits.domain.affordability.affordability import Verdict
from services.benefits.domain.affordability.statement import Home
from services.benefits.domain.households.circumstances import Applicant
from services.benefits.domain.households.households import Benefit
from services.benefits.domain.rates.rates import RateBook
from tests.unit.benefits.applicants import a_home, an_applicant, as_furesoe
from tests.unit.benefits.facts import a_book

TABLE = Path(__file__).parent / "worked_cases.csv"
BOOKS: dict[str, RateBook] = {"Helsingør": a_book(), "Furesø": as_furesoe()}
AS_TEXT = {"wealth", "after", "before", "others"}
AS_NUMBER = {"residence_years", "area_m2"}


@dataclass(frozen=True, slots=True)
class Worked:
    """One household in one dwelling on one day, and what comes out by hand: None where it is a question."""

    applicant: Applicant
    home: Home
    on: date
    rates: RateBook
    after_tax: Decimal | None
    benefit: Decimal | None
    left: Decimal | None
    verdict: Verdict
    source: str
    arithmetic: str


def _facts(cell: str) -> dict[str, Any]:
    """Facts as `name=value` with blanks between them."""
    facts: dict[str, Any] = {}
    for name, value in (each.split("=") for each in cell.split()):
        if name in AS_TEXT:
            facts[name] = value
        elif name in AS_NUMBER:
            facts[name] = int(value)
        else:
            facts[name] = value == "yes" if value in {"yes", "no"} else date.fromisoformat(value)
    return facts


def _amount(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def _worked(row: dict[str, str]) -> Worked:
    household = int(row["born"]), int(row["adults"]), int(row["children"])
    others = row["other_costs"].split("+") if row["other_costs"] else []
    return Worked(
        applicant=an_applicant(Benefit(row["benefit_kind"]), *household, **_facts(row["facts"])),
        home=a_home(row["rent"], row["utilities"], *others, **_facts(row["home"])),
        on=date.fromisoformat(row["on"]),
        rates=BOOKS[row["guideline_of"]],
        after_tax=_amount(row["after_tax_at_least"]),
        benefit=_amount(row["housing_benefit"]),
        left=_amount(row["left"]),
        verdict=Verdict(row["verdict"]),
        source=row["source"],
        arithmetic=row["arithmetic"],
    )


def worked_cases() -> list[Worked]:
    """Every row of the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [_worked(row) for row in csv.DictReader(lines)]
