"""Management's numbers of prevention: counts, never a citizen."""

from dataclasses import dataclass

from sqlalchemy import TextClause, text

from kit.database.stories import Story

CONCERNS = text("""
    SELECT count(*) AS received,
           count(*) FILTER (WHERE state <> 'closed') AS not_closed,
           count(*) FILTER (WHERE contacted_at IS NOT NULL) AS contacted,
           count(*) FILTER (WHERE contacted_at <= first_contact_due_at) AS contacted_in_time,
           count(*) FILTER (WHERE contacted_at IS NULL AND state <> 'closed' AND first_contact_due_at < :now)
               AS overdue
    FROM concern WHERE municipality_code = :municipality_code
""")
GROUPED = {
    name: text(
        f"SELECT {name}, count(*) FROM concern WHERE municipality_code = :municipality_code GROUP BY 1 ORDER BY 1"
    )
    for name in ("kind", "source", "lane")
}
LINES = text("""
    SELECT count(*) AS raised,
           count(*) FILTER (WHERE answered_at IS NOT NULL) AS answered,
           count(*) FILTER (WHERE answered_at <= answer_due_at) AS answered_in_time
    FROM contact_line WHERE municipality_code = :municipality_code
""")
EVICTIONS = text("""
    SELECT count(*) AS opened,
           count(*) FILTER (WHERE held = 'home_kept') AS avoided,
           count(*) FILTER (WHERE held = 'moved') AS moved,
           count(*) FILTER (WHERE held = 'evicted') AS evicted,
           count(*) FILTER (WHERE corrected) AS corrected
    FROM (SELECT coalesce(n.outcome, c.outcome) AS held, n.case_id IS NOT NULL AS corrected
          FROM eviction_case c LEFT JOIN eviction_correction n
            ON n.municipality_code = c.municipality_code AND n.case_id = c.id
          WHERE c.municipality_code = :municipality_code) each_case
""")
MARKS = text("""
    SELECT mark, count(*) FROM eviction_case, jsonb_array_elements_text(marks) AS mark
    WHERE municipality_code = :municipality_code GROUP BY 1 ORDER BY 1
""")


@dataclass(frozen=True, slots=True)
class PreventionFigures:
    """Counts as they stand, by their names; small groups are hidden by the story."""

    concerns: dict[str, int]
    by_kind: dict[str, int]
    by_source: dict[str, int]
    by_lane: dict[str, int]
    contact_line: dict[str, int]
    evictions: dict[str, int]
    marks: dict[str, int]


async def count_prevention(story: Story) -> PreventionFigures:
    """Count the municipality's concerns, matters and eviction cases."""
    return PreventionFigures(
        concerns=await _row(story, CONCERNS, now=story.now),
        by_kind=await _groups(story, GROUPED["kind"]),
        by_source=await _groups(story, GROUPED["source"]),
        by_lane=await _groups(story, GROUPED["lane"]),
        contact_line=await _row(story, LINES),
        evictions=await _row(story, EVICTIONS),
        marks=await _groups(story, MARKS),
    )


async def _row(story: Story, statement: TextClause, **more: object) -> dict[str, int]:
    found = await story.execute(statement, {"municipality_code": story.municipality_code, **more})
    return dict(found.mappings().one())


async def _groups(story: Story, statement: TextClause) -> dict[str, int]:
    found = await story.execute(statement, {"municipality_code": story.municipality_code})
    return {str(name): int(count) for name, count in found}
