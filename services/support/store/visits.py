"""Visits as rows, and back; and how often who was seen."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.support.domain.capacity.contacts import Contacts
from services.support.domain.courses.visits import MissReason, Place, Plan, Purpose, Result, Visit, VisitStatus
from services.support.domain.methods.methods import Method
from services.support.store import tables

# A course has run with its worker from the assignment to its end. A citizen belongs to the team that has the citizen as
# a whole, else to the named worker's team.
CONTACTS = text("""
    WITH span AS (
        SELECT CAST(:since AS timestamptz) AS since, CAST(:until AS timestamptz) AS until
    ), helped AS (
        SELECT referral.id, referral.worker_reference, referral.method,
               coalesce(referral.team_reference, worker.team) AS team,
               greatest(referral.assigned_at, span.since) AS since,
               least(coalesce(course_end.ended_at, span.until), span.until) AS until
        FROM referral CROSS JOIN span
        JOIN worker ON worker.municipality_code = referral.municipality_code
             AND worker.reference = referral.worker_reference
        LEFT JOIN course_end ON course_end.municipality_code = referral.municipality_code
             AND course_end.referral_id = referral.id
        WHERE referral.municipality_code = :municipality_code
          AND (referral.state IN ('assigned', 'course') OR course_end.ended_at > span.since)
    )
    SELECT helped.worker_reference, helped.method, helped.team, count(*) AS courses,
           CAST(sum(extract(epoch FROM helped.until - helped.since)) / 86400 AS float) AS days,
           CAST(sum((SELECT count(*) FROM visit WHERE visit.municipality_code = :municipality_code
                     AND visit.referral_id = helped.id AND visit.status = 'kept'
                     AND visit.began_at >= helped.since AND visit.began_at < helped.until)) AS integer) AS contacts
    FROM helped WHERE helped.until > helped.since
    GROUP BY helped.worker_reference, helped.method, helped.team
    ORDER BY helped.worker_reference, helped.method, helped.team
""")


async def contacts_per_week(story: Story, *, since: datetime, until: datetime) -> list[Contacts]:
    """Kept visits from the one moment up to, not including, the other; by worker, method and team."""
    parameters = {"municipality_code": story.municipality_code, "since": since, "until": until}
    rows = await story.execute(CONTACTS, parameters)
    return [Contacts(**dict(row) | {"method": Method(row["method"])}) for row in rows.mappings()]


def read_visit(row: tables.Visit) -> Visit:
    """The visit that a row holds."""
    plan = Plan(Purpose(row.purpose), Place(row.place), row.starts_at, row.ends_at)
    return Visit(
        id=row.id,
        referral_id=row.referral_id,
        plan=plan,
        status=VisitStatus(row.status),
        began_at=row.began_at,
        ended_at=row.ended_at,
        reason=MissReason(row.reason) if row.reason else None,
        moved_to=row.moved_to,
        worker_reference=row.worker_reference,
        recorded_at=row.recorded_at,
    )


async def add_visit(story: Story, visit: Visit) -> None:
    """Store a planned visit; the same one again is left as it is."""
    values: dict[str, Any] = {
        "municipality_code": story.municipality_code,
        "id": visit.id,
        "referral_id": visit.referral_id,
        "purpose": visit.plan.purpose,
        "place": visit.plan.place,
        "starts_at": visit.plan.starts_at,
        "ends_at": visit.plan.ends_at,
        "status": visit.status,
    }
    await story.execute(insert(tables.Visit).values(values).on_conflict_do_nothing())


async def get_visit(story: Story, visit_id: UUID) -> Visit:
    """The visit in the story's municipality, or NotFound."""
    row = await story.session.get(tables.Visit, (story.municipality_code, visit_id), populate_existing=True)
    if row is None:
        raise NotFound
    return read_visit(row)


async def save_result(
    story: Story, visit: Visit, result: Result, worker_reference: str | None, moved_to: UUID | None
) -> None:
    """Store what came of the visit, and who had the course then."""
    row = tables.Visit
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == visit.id)
        .values(
            status=result.status,
            began_at=result.began_at,
            ended_at=result.ended_at,
            reason=result.reason,
            moved_to=moved_to,
            worker_reference=worker_reference,
            recorded_at=story.now,
        )
    )


async def list_visits(story: Story, referral_id: UUID) -> list[Visit]:
    """Every visit of the course, by when it was to be."""
    row = tables.Visit
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.referral_id == referral_id)
        .order_by(col(row.starts_at), col(row.id))
    )
    return [read_visit(each) for each in (await story.session.exec(query)).all()]


async def page_visits(story: Story, referral_id: UUID, *, after: UUID | None, limit: int) -> list[Visit]:
    """A page of the course's visits, by identifier."""
    row = tables.Visit
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.referral_id == referral_id)
        .order_by(col(row.id))
        .limit(limit)
    )
    if after is not None:
        query = query.where(col(row.id) > after)
    return [read_visit(each) for each in (await story.session.exec(query)).all()]


async def count_missed(story: Story, referral_id: UUID) -> int:
    """How many visits of the course were missed."""
    row = tables.Visit
    query = select(func.count()).where(
        row.municipality_code == story.municipality_code,
        row.referral_id == referral_id,
        row.status == VisitStatus.MISSED,
    )
    return (await story.session.exec(query)).one()
