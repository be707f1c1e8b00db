"""What is known of a citizen's needs beyond their size: level by dimension, how long, and out of which institution."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.methods.dimensions import Dimension
from services.support.domain.referrals.pointers import SupportNeeds

# An older discharge is no transition any more; a later one than this is a slip of the finger.
OLDEST_DISCHARGE = timedelta(days=730)
LATEST_DISCHARGE = timedelta(days=365)
LONGEST_MONTHS = 120
# How many dimensions of a level make the whole as heavy: a choice, see docs/decisions/0308-referrals.md.
SEVERAL = 3


class Level(StrEnum):
    """How far a citizen needs support in a dimension; the five steps of voksenudredningsmetoden."""

    NONE = "none"
    LIGHT = "light"
    MODERATE = "moderate"
    SEVERE = "severe"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Needs:
    """Needs as a person has assessed them; `complexity` where that person has judged the whole."""

    levels: Mapping[Dimension, Level] = field(default_factory=dict)
    complexity: SupportNeeds | None = None
    expected_months: int | None = None
    discharged_on: date | None = None


def complexity_of(needs: Needs) -> SupportNeeds | None:
    """How complex the needs are as a whole; None where nothing has been assessed.

    - What a person has judged holds.
    - Otherwise: high with one complete need or several severe ones, medium with one severe or several moderate.
    """
    if needs.complexity is not None or not needs.levels:
        return needs.complexity
    found = list(needs.levels.values())
    if Level.COMPLETE in found or found.count(Level.SEVERE) >= SEVERAL:
        return SupportNeeds.HIGH
    if Level.SEVERE in found or found.count(Level.MODERATE) >= SEVERAL:
        return SupportNeeds.MEDIUM
    return SupportNeeds.LOW


def size_of(stated: SupportNeeds | None, needs: Needs | None) -> SupportNeeds:
    """How complex the needs are: as stated, or as the assessment has it. Raises Unprocessable where nothing says."""
    size = stated or (complexity_of(needs) if needs else None)
    if size is None:
        text = Text("Angiv behovet samlet eller pr. tema.", "State the need as a whole or by dimension.")
        raise Unprocessable(errors=[FieldError("/support_needs", text)])
    return size


def errors_in_needs(needs: Needs, on: date) -> tuple[FieldError, ...]:
    """Everything wrong with the needs on the day they are sent."""
    errors = []
    months, discharged_on = needs.expected_months, needs.discharged_on
    if months is not None and not 1 <= months <= LONGEST_MONTHS:
        text = Text(f"Skal være 1 til {LONGEST_MONTHS} måneder", f"Must be 1 to {LONGEST_MONTHS} months")
        errors.append(FieldError("/needs/expected_months", text))
    if discharged_on is not None and not on - OLDEST_DISCHARGE <= discharged_on <= on + LATEST_DISCHARGE:
        text = Text(
            "En udskrivning ligger højst to år tilbage og højst et år fremme",
            "A discharge is at most two years ago and at most a year ahead",
        )
        errors.append(FieldError("/needs/discharged_on", text))
    return tuple(errors)
