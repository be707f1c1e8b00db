"""How many workers a year needs by each method, and what happens with fewer: a what-if that stores nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kit.database.stories import Story
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.capacity.staffing import Demand, Period, Staffing, estimate
from services.support.domain.courses.courses import ends_on
from services.support.domain.methods.methods import CaseloadLimit, Method, Question, caseload_limit
from services.support.domain.referrals.pointers import Situation, SupportFacts, SupportNeeds
from services.support.domain.referrals.recommendation import recommend
from services.support.store.methods import list_terms

LONGEST_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class Need:
    """A citizen who needs support from a day on; a day that ends it only where it is known."""

    support_needs: SupportNeeds
    situation: Situation
    birth_year: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class MethodStaffing:
    """A method's estimate, or the question that stands in its way."""

    method: Method
    citizens: int
    limit: CaseloadLimit | Question
    staffing: Staffing | None


async def estimate_staffing(story: Story, needs: Sequence[Need], period: Period, fewer: int) -> list[MethodStaffing]:
    """Estimate the workers for a period.

    - Each citizen gets the method that the rule of recommendation gives on the day support starts, by what the
      municipality offers that day.
    - A course lasts as long as its method, or has no end; an end that is given comes first.
    - The limit is the one in force when the period begins; where nobody has entered one it is a question, not a guess.
    """
    _require_sense(needs, period)
    rows = await list_terms(story)
    demands: dict[Method, list[Demand]] = {}
    for need in needs:
        facts = SupportFacts(need.support_needs, need.situation, need.birth_year, need.starts_on)
        method = recommend(facts, rows).method
        own_end = ends_on(method, need.starts_on)
        end = min((day for day in (need.ends_on, own_end) if day is not None), default=None)
        demands.setdefault(method, []).append(Demand(need.starts_on, end))
    found = []
    for method in (each for each in Method if each in demands):
        limit = caseload_limit(method, rows, period.starts_on)
        staffing = (
            estimate(demands[method], limit.citizens, period, fewer) if isinstance(limit, CaseloadLimit) else None
        )
        found.append(MethodStaffing(method, len(demands[method]), limit, staffing))
    return found


def _require_sense(needs: Sequence[Need], period: Period) -> None:
    errors = []
    if not 0 < period.days <= LONGEST_DAYS:
        text = Text("Perioden er fra én dag til tre år", "The period is from one day to three years")
        errors.append(FieldError("/until", text))
    for index, need in enumerate(needs):
        if need.ends_on is not None and need.ends_on <= need.starts_on:
            text = Text("Skal ligge efter, at støtten begynder", "Must be after support starts")
            errors.append(FieldError(f"/needs/{index}/ends_on", text))
    if errors:
        raise Unprocessable(errors=errors)
