"""Households and dwellings as they are stored: amounts as text, exact."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from services.benefits.domain.households.households import AMOUNTS, Benefit, Dwelling, DwellingClass, Household


def as_stored(facts: Household | Dwelling) -> dict[str, Any]:
    """The facts as JSON."""
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(facts).items()}


def _amounts(stored: dict[str, Any]) -> dict[str, Any]:
    return {name: Decimal(value) if name in AMOUNTS and value is not None else value for name, value in stored.items()}


def household_from(stored: dict[str, Any]) -> Household:
    """The household again."""
    return Household(**_amounts(stored) | {"benefit": Benefit(stored["benefit"])})


def dwelling_from(stored: dict[str, Any]) -> Dwelling:
    """The dwelling again."""
    return Dwelling(**_amounts(stored) | {"dwelling_class": DwellingClass(stored["dwelling_class"])})
