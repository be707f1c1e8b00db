"""Numbers for management: how many cases, how fast, how many late."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import text

from kit.database.stories import Story

COUNT = text("""
    SELECT count(*) AS cases,
           count(*) FILTER (WHERE status = 'open') AS open_cases,
           count(*) FILTER (WHERE status = 'closed') AS closed_undecided,
           count(*) FILTER (WHERE outcome = 'committed') AS committed,
           count(*) FILTER (WHERE outcome = 'refused') AS refused,
           count(*) FILTER (WHERE late_at IS NOT NULL) AS late,
           count(*) FILTER (WHERE kind = 'pre_approval') AS pre_approvals
    FROM benefits_case WHERE municipality_code = :municipality_code
""")

SPEED = text("""
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY hours), percentile_disc(0.9) WITHIN GROUP (ORDER BY hours),
           max(hours), count(*) FILTER (WHERE proposed <> 'grant' AND outcome = 'committed')
    FROM decision WHERE municipality_code = :municipality_code AND number = 1
""")

# Nothing is counted of what was said, only that it was.
HEARD = text("""
    SELECT (SELECT count(*) FROM hearing WHERE municipality_code = :municipality_code),
           count(*) FILTER (WHERE hearing ->> 'exception' IS NOT NULL),
           count(*) FILTER (WHERE automatic)
    FROM decision WHERE municipality_code = :municipality_code AND number = 1
""")

COMPLAINED = text("""
    SELECT count(*), count(*) FILTER (WHERE complained_on > last_day),
           count(*) FILTER (WHERE reassessment IN ('changed', 'partly') OR board ->> 'outcome' = 'changed'),
           count(*) FILTER (WHERE forwarded_at IS NOT NULL), count(*) FILTER (WHERE late_at IS NOT NULL)
    FROM complaint WHERE municipality_code = :municipality_code
""")


@dataclass(frozen=True, slots=True)
class Figures:
    """One municipality's cases in numbers; hours run from a complete application to the first decision."""

    cases: int
    open_cases: int
    closed_undecided: int
    committed: int
    refused: int
    late: int
    pre_approvals: int
    hours_median: Decimal | None
    hours_ninth_decile: Decimal | None
    hours_longest: Decimal | None
    committed_against_proposal: int
    hearings: int
    refused_without_hearing: int
    automatic_commitments: int
    complaints: int
    complaints_late: int
    complaints_changed: int
    complaints_forwarded: int
    reassessments_late: int


async def count_figures(story: Story) -> Figures:
    """The figures of the story's municipality."""
    here = {"municipality_code": story.municipality_code}
    counts = (await story.execute(COUNT, here)).one()
    speed = (await story.execute(SPEED, here)).one()
    heard = (await story.execute(HEARD, here)).one()
    complained = (await story.execute(COMPLAINED, here)).one()
    return Figures(*counts, *speed, *heard, *complained)
