"""Households, dwellings and particulars as they are stored: amounts as text, exact."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from services.benefits.domain.entitlements.facts import PARTICULAR_AMOUNTS, Landlord, Particulars
from services.benefits.domain.households.households import AMOUNTS, Benefit, Dwelling, DwellingClass, Household

ALL_AMOUNTS = AMOUNTS | PARTICULAR_AMOUNTS


def as_stored(facts: Household | Dwelling | Particulars | None) -> dict[str, Any] | None:
    """The facts as JSON; what nobody has told is null."""
    if facts is None:
        return None
    return {name: str(value) if isinstance(value, Decimal | date) else value for name, value in asdict(facts).items()}


def _amounts(stored: dict[str, Any]) -> dict[str, Any]:
    return {
        name: Decimal(value) if name in ALL_AMOUNTS and value is not None else value for name, value in stored.items()
    }


def household_from(stored: dict[str, Any]) -> Household:
    """The household again."""
    return Household(**_amounts(stored) | {"benefit": Benefit(stored["benefit"])})


def dwelling_from(stored: dict[str, Any]) -> Dwelling:
    """The dwelling again."""
    return Dwelling(**_amounts(stored) | {"dwelling_class": DwellingClass(stored["dwelling_class"])})


def particulars_from(stored: dict[str, Any] | None) -> Particulars:
    """What only some kinds of case ask about, again."""
    if stored is None:
        return Particulars()
    told = _amounts(stored)
    landlord, first_let_on = told["landlord"], told["first_let_on"]
    return Particulars(
        **told
        | {
            "landlord": Landlord(landlord) if landlord else None,
            "first_let_on": date.fromisoformat(first_let_on) if first_let_on else None,
        }
    )
