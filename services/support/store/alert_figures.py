"""Alerts, counted."""

from dataclasses import dataclass

from sqlalchemy import text

from kit.database.stories import Story
from services.support.domain.alerts.alerts import AlertKind

BY_KIND = text("""
    SELECT kind, count(*) AS raised,
           count(*) FILTER (WHERE state = 'open') AS open,
           count(*) FILTER (WHERE acknowledged_at IS NOT NULL) AS acknowledged,
           count(*) FILTER (WHERE acknowledged_at <= first_due_at) AS acknowledged_in_time,
           count(*) FILTER (WHERE acknowledged_at IS NULL AND state <> 'ceased' AND first_due_at < :now) AS overdue,
           count(*) FILTER (WHERE escalations > 0) AS escalated,
           count(*) FILTER (WHERE state = 'ceased') AS ceased,
           count(*) FILTER (WHERE outcome = 'sanction_averted') AS averted
    FROM alert WHERE municipality_code = :municipality_code GROUP BY kind ORDER BY kind
""")


@dataclass(frozen=True, slots=True)
class KindCounts:
    """The alerts of one kind; `overdue` are those nobody acknowledged though the first time limit has passed."""

    kind: AlertKind
    raised: int
    open: int
    acknowledged: int
    acknowledged_in_time: int
    overdue: int
    escalated: int
    ceased: int
    averted: int


async def count_by_kind(story: Story) -> list[KindCounts]:
    """The municipality's alerts, counted by kind."""
    rows = await story.execute(BY_KIND, {"municipality_code": story.municipality_code, "now": story.now})
    return [KindCounts(**row | {"kind": AlertKind(row["kind"])}) for row in map(dict, rows.mappings())]
