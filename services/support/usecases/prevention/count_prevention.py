"""What management asks of prevention: what came, whether it was answered in time, and how many homes were kept."""

from dataclasses import replace

from kit.database.stories import Story
from services.support.domain.prevention.evictions import RiskMark, told_of
from services.support.store import prevention_figures
from services.support.store.prevention_figures import PreventionFigures


async def count_prevention(story: Story) -> tuple[PreventionFigures, dict[RiskMark, int | None]]:
    """Count; the groups at risk apart.

    - A group at risk of fewer than five is not told of, so that nobody is known by it.
    """
    figures = await prevention_figures.count_prevention(story)
    return replace(figures, marks={}), {mark: told_of(figures.marks.get(mark, 0)) for mark in RiskMark}
