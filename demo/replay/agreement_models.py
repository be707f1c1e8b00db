"""What the municipality could agree with its housing organisations: the same vacancies, three ways to claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

BEGINS_ON = "2025-01-01"
BY_AGREEMENT = {"kind": "agreement", "legal_basis": "ABL § 59(2)"}
SMALL_ROOMS, CHEAP_DKK = 2, "4500.00"
"""What is small and cheap: a local choice, as in the agreements that ask for the smallest dwellings."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AgreementModel:
    """One way to claim: its name for people, and the clauses that differ from the blind quarter's."""

    slug: str
    name: str
    clauses: Row

    def body(self, organisation_cvr: str) -> Row:
        """The agreement with one organisation, as it is sent; a chain of internal moves counts once."""
        return {
            "organisation_cvr": organisation_cvr,
            "dwelling_class": "family",
            "kind": "statutory",
            "share": "1/4",
            "carry": 0,
            "internal_moves": "root",
            "in_force_from": BEGINS_ON,
        } | self.clauses


BLIND_QUARTER = AgreementModel("blind-quarter", "Blind quarter", {})
"""Every fourth family dwelling (ABL § 59(1)), whatever it costs."""

SMALL_AND_CHEAP = AgreementModel(
    "small-and-cheap",
    "Half of the small and cheap, MAX",
    BY_AGREEMENT
    | {
        "target": {
            "condition": {"max_rooms": SMALL_ROOMS, "max_rent_dkk": CHEAP_DKK},
            "share": "1/2",
            "overlap": "max",
        }
    },
)
"""Half of the dwellings of at most two rooms and 4,500 DKK, each of which also uses a right of the quarter."""


def usable_quarter(nominations: Sequence[Row], vacancies: Sequence[Row]) -> AgreementModel:
    """The quarter, but only of what those who wait can pay; a right that finds no such dwelling is kept for one.

    The limit is the rent with utilities that every fourth household still waiting at the end of the year can pay, less
    the median utilities of the year's vacancies: a condition of an agreement speaks of the rent alone. The highest that
    any one of them can pay would let nearly every dwelling pass, for the sake of a single household.
    """
    waiting = [each for each in nominations if each["status"] == "open" and each["highest_rent_dkk"]]
    able = sorted(Decimal(each["highest_rent_dkk"]) for each in waiting)
    utilities = median(Decimal(each["vacancy"]["utilities_dkk"]) for each in vacancies)
    limit = f"{able[len(able) * 3 // 4] - utilities:.2f}"
    name = f"Quarter, rent at most {limit.partition('.')[0]} DKK, carry 1"
    return AgreementModel("usable-quarter", name, BY_AGREEMENT | {"carry": 1, "usable": {"max_rent_dkk": limit}})
