"""A vacancy and what must stand before it, as callers send them; every field can be replaced."""

import itertools
from typing import Any

_numbers = itertools.count(1)

ORGANISATION_A, ORGANISATION_B, PRIVATE_OWNER = "99000236", "99000244", "99000309"


def a_vacancy(**replaced: Any) -> dict[str, Any]:
    """The body of a posting that nothing is wrong with."""
    number = next(_numbers)
    return {
        "reference": f"236-02-{number:04}",
        "municipality_code": "0217",
        "dwelling_id": f"00000000-0000-4000-8000-{number:012}",
        "posted_on": "2025-03-03",
        "notice_received_on": "2025-02-28",
        "vacant_from_on": "2025-04-01",
        "organisation_cvr": ORGANISATION_A,
        "estate": "02",
        "dwelling_class": "family",
        "rooms": 2,
        "area_m2": 60,
        "floor": 1,
        "lift": False,
        "pets_allowed": True,
        "first_let_year": 1991,
        "rent_dkk": "4800.00",
        "utilities_dkk": "600.00",
        "deposit_dkk": "21000.00",
        "chain_reference": None,
    } | replaced


def a_nomination(**replaced: Any) -> dict[str, Any]:
    """The body of a nomination that nothing is wrong with: a single person in a shelter."""
    return {
        "reference": f"C{next(_numbers):04}",
        "nominated_on": "2025-03-01",
        "homeless_since_on": "2024-11-19",
        "birth_year": 1984,
        "adults": 1,
        "children": 0,
        "benefit": "cash_benefit_higher",
        "income_after_tax_dkk": "10110.00",
        "wealth_dkk": "0.00",
        "situation": "shelter",
        "support_needs": "medium",
        "needs_lift": False,
        "has_pet": False,
        "debt_to_cvr": None,
        "unpaid_deposit_loan": False,
        "protected_address": False,
    } | replaced


def an_estate(**replaced: Any) -> dict[str, Any]:
    """One estate of the registry."""
    return {
        "organisation_cvr": ORGANISATION_A,
        "organisation_name": "Boligorganisation A",
        "estate": "02",
        "dwelling_class": "family",
        "first_let_year": 1991,
        "lift": False,
        "pets_allowed": True,
    } | replaced


def an_agreement(**replaced: Any) -> dict[str, Any]:
    """The blind quarter."""
    return {
        "organisation_cvr": ORGANISATION_A,
        "dwelling_class": "family",
        "kind": "statutory",
        "share": "1/4",
        "carry": 0,
        "in_force_from": "2025-01-01",
    } | replaced


def an_offer_deadline(days: int = 5) -> dict[str, Any]:
    """The municipality's own choice of how long an offer stands."""
    return {
        "key": "offer_deadline",
        "valid_from": "2025-01-01",
        "valid_to": None,
        "value": str(days),
        "unit": "working days",
        "verified": False,
        "note": "drawn for a test",
    }
