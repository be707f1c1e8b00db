"""A council's criteria, as the allocation office sends them; every field can be replaced."""

from typing import Any

SHELTER = {
    "code": "shelter_stay",
    "text": {"da": "Ophold på en § 110-boform.", "en": "A stay at a § 110 shelter."},
    "source": "drawn for a test",
    "situations": ["shelter"],
    "documents": ["statement_of_stay", "action_plan"],
}
SOFA = {
    "code": "sofa_surfer",
    "text": {"da": "Bor hos andre.", "en": "Stays with others."},
    "source": "drawn for a test",
    "situations": ["with_others"],
    "whole_assessment": True,
}
STREET = {
    "code": "street",
    "text": {"da": "Uden tag over hovedet.", "en": "Without a roof."},
    "source": "drawn for a test",
    "situations": ["street"],
}


def council(**replaced: Any) -> dict[str, Any]:
    """A council that lets in shelter stays with documents, sofa surfers by assessment, and the street at once."""
    body = {"version": "council-1", "valid_from": "2025-01-01", "verified": False, "criteria": [SHELTER, SOFA, STREET]}
    return body | replaced
