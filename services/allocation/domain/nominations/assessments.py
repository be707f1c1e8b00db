"""May a household be allocated a dwelling in an area that the law closes to some? A person's yes or no, and no more."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RestrictedArea(StrEnum):
    """The areas in which the law forbids some allocations, by the rule that does."""

    VULNERABLE = "vulnerable_area"
    """ABL § 59(6): vulnerable areas, and so parallel societies and transformation areas."""
    PREVENTION = "prevention_area"
    """ABL § 59(7)."""


@dataclass(frozen=True, slots=True)
class AreaAssessment:
    """What a caseworker found. The circumstances behind it (sentences, citizenship, benefits) are never kept."""

    area: RestrictedArea
    may_live_there: bool
    assessed_by: str
    assessed_at: datetime
