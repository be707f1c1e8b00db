"""How often citizens are seen: one way to count, for a worker and for a whole team."""

from dataclasses import dataclass
from fractions import Fraction

from services.support.domain.methods.methods import Method

DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class Contacts:
    """Kept visits to the citizens whom a worker has by a method, over days summed over the courses.

    `team` is the one that has the citizens as a whole, else the worker's.
    """

    worker_reference: str
    method: Method
    team: str
    courses: int
    days: float
    contacts: int

    @property
    def per_week(self) -> float:
        """Kept visits a week and citizen."""
        return float(per_week(self.contacts, self.days) or 0)


def per_week(contacts: int, days: float) -> Fraction | None:
    """Visits kept, a citizen and week; None where nobody was helped on any day."""
    return contacts * DAYS_IN_WEEK / Fraction(days) if days else None
