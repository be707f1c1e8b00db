"""What management asks of alerts: acknowledged in time, passed on, and what was averted."""

from dataclasses import dataclass
from fractions import Fraction

from kit.database.stories import Story
from services.support.store.alert_figures import KindCounts, count_by_kind


@dataclass(frozen=True, slots=True)
class AlertFigures:
    """Alerts by kind, and how many sanctions a person says were averted."""

    by_kind: tuple[KindCounts, ...]
    acknowledged_in_time_share: Fraction | None
    sanctions_averted: int


async def count_alerts(story: Story) -> AlertFigures:
    """Count; no number tells of a single citizen.

    - In time is within the first step's limit; what is still within it counts neither way.
    - A sanction is averted where a person has said so, and never because nothing was heard.
    """
    by_kind = tuple(await count_by_kind(story))
    in_time = sum(each.acknowledged_in_time for each in by_kind)
    asked = sum(each.acknowledged + each.overdue for each in by_kind)
    averted = sum(each.averted for each in by_kind)
    return AlertFigures(by_kind, Fraction(in_time, asked) if asked else None, averted)
