"""Management's numbers of courses: counts, never a citizen."""

from dataclasses import dataclass

from sqlalchemy import text

from kit.database.stories import Story
from services.support.domain.courses.move_in import HOME_CHECK_MONTHS

COURSES = text("""
    SELECT count(*) FILTER (WHERE visit.status = 'planned') AS visits_planned,
           count(*) FILTER (WHERE visit.status = 'kept') AS visits_kept,
           count(*) FILTER (WHERE visit.status = 'missed') AS visits_missed
    FROM visit WHERE municipality_code = :municipality_code
""")

# A contact before the start is a visit kept before the local day of the keys began.
STARTED = text("""
    SELECT count(*) AS started,
           count(*) FILTER (WHERE EXISTS (
               SELECT FROM visit WHERE visit.municipality_code = referral.municipality_code
               AND visit.referral_id = referral.id AND visit.status = 'kept'
               AND visit.began_at < CAST(referral.starts_on AS timestamp) AT TIME ZONE 'Europe/Copenhagen'
           )) AS started_with_contact_before
    FROM referral WHERE municipality_code = :municipality_code AND starts_on IS NOT NULL
""")

NEEDS = text("""
    SELECT count(*) AS open_needs, count(DISTINCT item.referral_id) AS courses_with_open_needs
    FROM course_item AS item
    JOIN referral ON referral.municipality_code = item.municipality_code AND referral.id = item.referral_id
    WHERE item.municipality_code = :municipality_code AND item.status = 'needed' AND referral.state <> 'closed'
""")

TASKS = text("""
    SELECT count(*) FILTER (WHERE reminded_at IS NOT NULL AND outcome IS NULL) AS overdue_tasks
    FROM task WHERE municipality_code = :municipality_code
""")

ENDINGS = text("""
    SELECT ground, count(*) FROM course_end
    WHERE municipality_code = :municipality_code AND ground IS NOT NULL GROUP BY ground ORDER BY ground
""")

HOMES = text("""
    SELECT phase AS months, outcome, reason, count(*) AS homes FROM task
    WHERE municipality_code = :municipality_code AND kind = 'home_check'
      AND outcome IS DISTINCT FROM 'fell_away'
    GROUP BY phase, outcome, reason ORDER BY phase, reason
""")


@dataclass(frozen=True, slots=True)
class HomeFigures:
    """How many homes were asked about so many months after the move, and how many of them were kept or lost."""

    months: int
    asked: int
    kept: int
    lost: int
    lost_by_reason: dict[str, int]


@dataclass(frozen=True, slots=True)
class CourseFigures:
    """Visits, support before the move, open needs of homes, overdue tasks, endings by ground, and homes kept."""

    visits_planned: int
    visits_kept: int
    visits_missed: int
    started: int
    started_with_contact_before: int
    open_needs: int
    courses_with_open_needs: int
    overdue_tasks: int
    endings: dict[str, int]
    homes: tuple[HomeFigures, ...]


async def count_courses(story: Story) -> CourseFigures:
    """The municipality's courses, counted."""
    here = {"municipality_code": story.municipality_code}
    counts: dict[str, int] = {}
    for query in (COURSES, STARTED, NEEDS, TASKS):
        counts |= (await story.execute(query, here)).mappings().one()
    endings = {row[0]: row[1] for row in (await story.execute(ENDINGS, here)).all()}
    return CourseFigures(**counts, endings=endings, homes=await _homes(story))


async def _homes(story: Story) -> tuple[HomeFigures, ...]:
    found = (await story.execute(HOMES, {"municipality_code": story.municipality_code})).mappings().all()
    return tuple(
        HomeFigures(
            months=months,
            asked=sum(row["homes"] for row in found if row["months"] == months),
            kept=sum(row["homes"] for row in found if (row["months"], row["outcome"]) == (months, "home_kept")),
            lost=sum(row["homes"] for row in found if (row["months"], row["outcome"]) == (months, "home_lost")),
            lost_by_reason={row["reason"]: row["homes"] for row in found if row["months"] == months and row["reason"]},
        )
        for months in HOME_CHECK_MONTHS
    )
