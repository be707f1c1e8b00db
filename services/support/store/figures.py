"""Management's numbers of support: counts, never a citizen."""

from dataclasses import dataclass

from sqlalchemy import text

from kit.database.stories import Story
from services.support.domain.methods.methods import Method

REFERRALS = text("""
    SELECT count(*) AS opened,
           count(*) FILTER (WHERE state = 'open') AS open,
           count(*) FILTER (WHERE state = 'assigned') AS assigned,
           count(*) FILTER (WHERE state = 'course') AS course,
           count(*) FILTER (WHERE state = 'closed') AS closed,
           count(*) FILTER (WHERE NOT had_room) AS recommended_without_room,
           count(*) FILTER (WHERE wanted_method <> recommended_method) AS wanted_not_offered,
           count(*) FILTER (WHERE outcome = 'signed') AS signed,
           count(*) FILTER (WHERE worker_at_signing) AS signed_with_worker,
           count(*) FILTER (WHERE state = 'course' AND worker_reference IS NULL) AS courses_without_worker,
           CAST(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM assigned_at - opened_at) / 3600.0)
                AS float) AS median_hours_to_worker
    FROM referral WHERE municipality_code = :municipality_code
""")

BY_METHOD = text("""
    SELECT recommended_method AS method, count(*) AS recommended, count(*) FILTER (WHERE NOT had_room) AS without_room
    FROM referral WHERE municipality_code = :municipality_code GROUP BY recommended_method
""")

LACKING = text("""
    SELECT wanted_method AS method, count(*) FILTER (WHERE lacking = 'not_offered') AS not_offered,
           count(*) FILTER (WHERE lacking = 'not_offered_at_age') AS not_offered_at_age
    FROM referral WHERE municipality_code = :municipality_code GROUP BY wanted_method
""")

OPEN_TASKS = text("""
    SELECT count(*) FROM task WHERE municipality_code = :municipality_code AND outcome IS NULL
""")


@dataclass(frozen=True, slots=True)
class ReferralFigures:
    """How many referrals stand where, and how often support was there in time."""

    opened: int
    open: int
    assigned: int
    course: int
    closed: int
    recommended_without_room: int
    wanted_not_offered: int
    signed: int
    signed_with_worker: int
    courses_without_worker: int
    median_hours_to_worker: float | None


@dataclass(frozen=True, slots=True)
class RecommendedFigures:
    """How often a method was recommended, and how often without room that day."""

    recommended: int
    without_room: int


@dataclass(frozen=True, slots=True)
class LackingFigures:
    """How often needs pointed at a method that the municipality does not offer, or not at the citizen's age."""

    not_offered: int = 0
    not_offered_at_age: int = 0


async def count_referrals(story: Story) -> ReferralFigures:
    """The municipality's referrals, counted."""
    row = (await story.execute(REFERRALS, {"municipality_code": story.municipality_code})).mappings().one()
    return ReferralFigures(**row)


async def count_recommended(story: Story) -> dict[Method, RecommendedFigures]:
    """The municipality's recommendations, counted by method."""
    rows = await story.execute(BY_METHOD, {"municipality_code": story.municipality_code})
    return {
        Method(row["method"]): RecommendedFigures(row["recommended"], row["without_room"]) for row in rows.mappings()
    }


async def count_lacking(story: Story) -> dict[Method, LackingFigures]:
    """What the needs pointed at and the municipality did not offer, counted by method."""
    rows = await story.execute(LACKING, {"municipality_code": story.municipality_code})
    return {
        Method(row["method"]): LackingFigures(row["not_offered"], row["not_offered_at_age"]) for row in rows.mappings()
    }


async def count_open_tasks(story: Story) -> int:
    """Tasks that nobody has done yet."""
    found = await story.execute(OPEN_TASKS, {"municipality_code": story.municipality_code})
    return int(found.scalar_one())
