"""What is offered on a day: each method with its limit, or the question that is still open."""

from dataclasses import dataclass

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.support.domain.methods.methods import (
    FACTS,
    CaseloadLimit,
    MethodFacts,
    MethodTerms,
    Question,
    caseload_limit,
    terms_on,
)
from services.support.domain.referrals.recommendation import is_offered
from services.support.store.methods import list_terms


@dataclass(frozen=True, slots=True)
class MethodToday:
    """A method as it stands in the municipality today."""

    facts: MethodFacts
    offered: bool
    terms: MethodTerms | None
    limit: CaseloadLimit | Question


async def look_at_methods(story: Story) -> list[MethodToday]:
    """Each method in force today, with the source of its limit, or a question where nobody has entered one."""
    rows, today = await list_terms(story), local_day(story.now)
    return [
        MethodToday(
            facts, is_offered(method, rows, today), terms_on(rows, method, today), caseload_limit(method, rows, today)
        )
        for method, facts in FACTS.items()
    ]
