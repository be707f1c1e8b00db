"""Why a household is given none of several dwellings: a proof that can be checked without the matching that found it.

The household fits some dwellings; those who hold them fit no others but these; they are as many as the dwellings, and
each stands before the household. So whoever else had it, one of them would go without (Hall's theorem).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Certificate:
    """Dwellings, and the households that hold them."""

    dwellings: frozenset[str]
    households: frozenset[str]


def check(
    certificate: Certificate, household: str, fits: Callable[[str], frozenset[str]], order: Callable[[str], Any]
) -> bool:
    """Whether the certificate proves that the household goes without, rightly.

    `fits` gives the dwellings of the batch that a household fits, `order` its place, smaller first.
    """
    closed_in = all(fits(each) <= certificate.dwellings for each in (household, *certificate.households))
    as_many = len(certificate.households) == len(certificate.dwellings)
    before = all(order(each) < order(household) for each in certificate.households)
    return closed_in and as_many and before and household not in certificate.households
