"""A signed lease, and what the municipality owes for the time before it starts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.vacancies.posted import PostedVacancy

LONGEST_AHEAD_DAYS = 366


@dataclass(frozen=True, slots=True)
class Lease:
    """Signed on one day, starting on another; vacancy rent stops on the day the lease starts."""

    vacancy_id: UUID
    offer_id: UUID
    signed_on: date
    starts_on: date


def find_faults(vacancy: PostedVacancy, signed_on: date, starts_on: date, today: date) -> list[FieldError]:
    """What cannot be right in a lease as reported."""
    vacant = vacancy.facts.vacant_from_on
    rules = (
        (
            starts_on < vacant,
            "/starts_on",
            Text("Lejemålet kan ikke begynde, før boligen er ledig", "The lease cannot start before the vacant date"),
        ),
        (signed_on > today, "/signed_on", Text("Kan ikke ligge i fremtiden", "Cannot lie in the future")),
        (
            signed_on < vacancy.facts.posted_on,
            "/signed_on",
            Text("Kan ikke ligge, før boligen blev meldt ledig", "Cannot lie before the vacancy was posted"),
        ),
        (
            abs((starts_on - signed_on).days) > LONGEST_AHEAD_DAYS,
            "/starts_on",
            Text("Er årstallet rigtigt?", "Is the year right?"),
        ),
    )
    return [FieldError(pointer, text) for wrong, pointer, text in rules if wrong]
