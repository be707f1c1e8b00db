"""What management asks of support: in place in time, caseload against method, and what was not there."""

from dataclasses import dataclass

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.support.domain.capacity.caseload import Caseload, Worker, is_over, places_for
from services.support.domain.methods.methods import FACTS, CaseloadLimit, Method, MethodTerms, caseload_limit
from services.support.store.course_figures import CourseFigures, count_courses
from services.support.store.figures import (
    LackingFigures,
    RecommendedFigures,
    ReferralFigures,
    count_lacking,
    count_open_tasks,
    count_recommended,
    count_referrals,
)
from services.support.store.methods import list_terms
from services.support.store.workers import list_workers


@dataclass(frozen=True, slots=True)
class MethodFigures:
    """A method's workers, their caseload against the places there are, and how often it was recommended."""

    method: Method
    workers: int
    caseload: int
    places: int | None
    over_limit: int
    recommended: int
    recommended_without_room: int
    wanted_not_offered: int
    wanted_not_offered_at_age: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Support's numbers for one municipality."""

    municipality_code: str
    referrals: ReferralFigures
    methods: tuple[MethodFigures, ...]
    open_tasks: int
    courses: CourseFigures


async def count_figures(story: Story) -> Figures:
    """Count; no number tells of a single citizen."""
    rows, recommended = await list_terms(story), await count_recommended(story)
    workers, lacking = await list_workers(story), await count_lacking(story)
    methods = tuple(
        _of_method(story, method, rows, workers, recommended.get(method), lacking.get(method, LackingFigures()))
        for method in FACTS
    )
    return Figures(
        story.municipality_code,
        await count_referrals(story),
        methods,
        await count_open_tasks(story),
        await count_courses(story),
    )


def _of_method(
    story: Story,
    method: Method,
    rows: list[MethodTerms],
    workers: list[tuple[Worker, Caseload]],
    recommended: RecommendedFigures | None,
    lacking: LackingFigures,
) -> MethodFigures:
    today = local_day(story.now)
    limit = caseload_limit(method, rows, today)
    own = [(worker, caseload) for worker, caseload in workers if worker.method is method]
    known = limit if isinstance(limit, CaseloadLimit) else None
    places = [places_for(worker, known) for worker, _ in own] if known else None
    return MethodFigures(
        method=method,
        workers=len(own),
        caseload=sum(caseload.citizens for _, caseload in own),
        places=sum(places) if places is not None else None,
        over_limit=sum(is_over(worker, caseload, rows, today) is True for worker, caseload in own),
        recommended=recommended.recommended if recommended else 0,
        recommended_without_room=recommended.without_room if recommended else 0,
        wanted_not_offered=lacking.not_offered,
        wanted_not_offered_at_age=lacking.not_offered_at_age,
    )
