"""Where alerts come from: who helps a citizen, what is at risk, and what is so no longer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.support.domain.alerts.alerts import AlertKind, Cause
from services.support.domain.alerts.terms import Urgency

KNOWN = text("""
    SELECT EXISTS (SELECT FROM referral WHERE municipality_code = :municipality_code AND citizen_id = :citizen_id)
        OR EXISTS (SELECT FROM stay WHERE municipality_code = :municipality_code AND citizen_id = :citizen_id)
        OR EXISTS (SELECT FROM concern WHERE municipality_code = :municipality_code AND citizen_id = :citizen_id)
        OR EXISTS (SELECT FROM eviction_case WHERE municipality_code = :municipality_code AND citizen_id = :citizen_id)
""")

# A worker who is known already comes first of several, then a course before a referral that waits for its offer, and
# the latest.
HELPERS = text("""
    SELECT worker_reference, team_reference FROM referral
    WHERE municipality_code = :municipality_code AND citizen_id = :citizen_id AND state <> 'closed'
    ORDER BY worker_reference IS NULL, worker_reference IS DISTINCT FROM CAST(:known AS text), state = 'course' DESC,
             opened_at DESC, id LIMIT 1
""")

# The offer that opened a referral, and those that joined one that was running.
WITHOUT_WORKER = """
    (SELECT id AS subject_id, id AS referral_id, citizen_id, offer_due_at, outcome, municipality_code
     FROM referral WHERE offer_due_at IS NOT NULL
     UNION ALL
     SELECT offer_id, referral_id, citizen_id, offer_due_at, outcome, municipality_code FROM referral_offer) offer
    JOIN referral ON referral.municipality_code = offer.municipality_code AND referral.id = offer.referral_id
                 AND referral.state <> 'closed' AND referral.worker_reference IS NULL AND offer.outcome IS NULL
"""

OFFERS_AT_RISK = text(f"""
    SELECT offer.subject_id, offer.citizen_id, offer.offer_due_at AS happens_at FROM {WITHOUT_WORKER}
    WHERE offer.municipality_code = :municipality_code AND offer.offer_due_at <= :until
      AND NOT EXISTS (SELECT FROM alert WHERE alert.municipality_code = offer.municipality_code
                      AND alert.subject_id = offer.subject_id AND alert.kind = 'offer_at_risk'
                      AND alert.state <> 'ceased')
    ORDER BY offer.offer_due_at, offer.subject_id LIMIT :limit
""")

PHASE_ENDS = text("""
    SELECT course.id AS subject_id, course.citizen_id, course_date.phase, course_date.due_at AS happens_at
    FROM course_date
    JOIN referral course ON course.municipality_code = course_date.municipality_code
                        AND course.id = course_date.referral_id AND course.state = 'course'
    WHERE course_date.municipality_code = :municipality_code AND course_date.kind = 'phase_end'
      AND course_date.due_at <= :until AND course_date.dropped_at IS NULL
      AND NOT EXISTS (SELECT FROM task WHERE task.municipality_code = course_date.municipality_code
                      AND task.referral_id = course_date.referral_id AND task.kind = course_date.kind
                      AND task.phase = course_date.phase AND task.outcome IS NOT NULL)
      AND NOT EXISTS (SELECT FROM alert WHERE alert.municipality_code = course_date.municipality_code
                      AND alert.subject_id = course_date.referral_id AND alert.kind = 'phase_end'
                      AND alert.phase = course_date.phase AND alert.state <> 'ceased')
    ORDER BY course_date.due_at, course.id LIMIT :limit
""")

REFUND_DAYS = text("""
    SELECT stay_id AS subject_id, citizen_id, runs_out_on AS happens_on FROM shelter_citizen
    WHERE municipality_code = :municipality_code AND stay_id IS NOT NULL AND runs_out_on IS NOT NULL
      AND warn_at <= :now
      AND NOT EXISTS (SELECT FROM alert WHERE alert.municipality_code = shelter_citizen.municipality_code
                      AND alert.subject_id = stay_id AND alert.kind = 'refund_days'
                      AND alert.happens_on = runs_out_on AND alert.state <> 'ceased')
    ORDER BY runs_out_on, citizen_id LIMIT :limit
""")

# A case of which nobody knows the citizen yet has nobody's worker: its deadline is told by prevention itself.
BAILIFF_DATES = text("""
    SELECT eviction_case.id AS subject_id, citizen_id, court_at AS happens_at FROM eviction_case
    JOIN prevention_deadline deadline ON deadline.municipality_code = eviction_case.municipality_code
                                     AND deadline.subject_id = eviction_case.id AND deadline.kind = 'court_date'
    WHERE eviction_case.municipality_code = :municipality_code AND citizen_id IS NOT NULL AND court_at IS NOT NULL
      AND outcome IS NULL AND deadline.warn_at <= :now AND deadline.done_at IS NULL
      AND NOT EXISTS (SELECT FROM alert WHERE alert.municipality_code = eviction_case.municipality_code
                      AND alert.subject_id = eviction_case.id AND alert.kind = 'bailiff_date'
                      AND alert.happens_on = CAST(court_at AT TIME ZONE 'Europe/Copenhagen' AS date)
                      AND alert.state <> 'ceased')
    ORDER BY court_at, eviction_case.id LIMIT :limit
""")

CEASED = text(f"""
    SELECT id FROM alert
    WHERE municipality_code = :municipality_code AND state IN ('open', 'acknowledged')
      AND CASE kind
          WHEN 'offer_at_risk' THEN NOT EXISTS (
              SELECT FROM {WITHOUT_WORKER}
              WHERE offer.municipality_code = alert.municipality_code AND offer.subject_id = alert.subject_id)
          WHEN 'phase_end' THEN NOT EXISTS (
              SELECT FROM referral WHERE referral.municipality_code = alert.municipality_code
              AND referral.id = subject_id AND referral.state = 'course')
            OR EXISTS (
              SELECT FROM course_date WHERE course_date.municipality_code = alert.municipality_code
              AND referral_id = subject_id AND course_date.kind = 'phase_end'
              AND course_date.phase = alert.phase AND dropped_at IS NOT NULL)
            OR EXISTS (
              SELECT FROM task WHERE task.municipality_code = alert.municipality_code
              AND referral_id = subject_id AND task.kind = 'phase_end' AND task.phase = alert.phase
              AND task.outcome IS NOT NULL)
          WHEN 'refund_days' THEN NOT EXISTS (
              SELECT FROM shelter_citizen WHERE shelter_citizen.municipality_code = alert.municipality_code
              AND shelter_citizen.citizen_id = alert.citizen_id AND stay_id = subject_id
              AND runs_out_on = happens_on)
          WHEN 'bailiff_date' THEN NOT EXISTS (
              SELECT FROM eviction_case WHERE eviction_case.municipality_code = alert.municipality_code
              AND eviction_case.id = subject_id AND eviction_case.outcome IS NULL
              AND CAST(court_at AT TIME ZONE 'Europe/Copenhagen' AS date) = happens_on)
          ELSE false END
    ORDER BY id LIMIT :limit FOR UPDATE OF alert SKIP LOCKED
""")


async def is_known(story: Story, citizen_id: UUID) -> bool:
    """Whether support knows the citizen: by a referral, also an ended one, a stay in a shelter, or a concern."""
    found = await story.execute(KNOWN, {"municipality_code": story.municipality_code, "citizen_id": citizen_id})
    return bool(found.scalar_one())


async def find_helpers(story: Story, citizen_id: UUID, known: str | None) -> tuple[str | None, str | None]:
    """The worker and the team that have the citizen now; of several the worker who is `known`."""
    parameters = {"municipality_code": story.municipality_code, "citizen_id": citizen_id, "known": known}
    row = (await story.execute(HELPERS, parameters)).one_or_none()
    return (row.worker_reference, row.team_reference) if row else (None, None)


async def list_offers_at_risk(story: Story, until: datetime, limit: int) -> list[Cause]:
    """Offers that end by the moment and whose referral has no worker."""
    rows = await _rows(story, OFFERS_AT_RISK, {"until": until, "limit": limit})
    return [_cause(AlertKind.OFFER_AT_RISK, Urgency.HIGH, row) for row in rows]


async def list_phase_ends(story: Story, until: datetime, limit: int) -> list[Cause]:
    """Phases of courses that end by the moment, and that nobody has planned on from."""
    rows = await _rows(story, PHASE_ENDS, {"until": until, "limit": limit})
    return [_cause(AlertKind.PHASE_END, Urgency.NORMAL, row) for row in rows]


async def list_refund_days(story: Story, limit: int) -> list[Cause]:
    """Stays whose refund days run out, where the day to warn has come."""
    rows = await _rows(story, REFUND_DAYS, {"now": story.now, "limit": limit})
    return [_cause(AlertKind.REFUND_DAYS, Urgency.HIGH, row) for row in rows]


async def list_bailiff_dates(story: Story, limit: int) -> list[Cause]:
    """Cases that come before the bailiff's court, where the day to warn has come."""
    rows = await _rows(story, BAILIFF_DATES, {"now": story.now, "limit": limit})
    return [_cause(AlertKind.BAILIFF_DATE, Urgency.HIGH, row) for row in rows]


async def take_ceased(story: Story, limit: int) -> list[UUID]:
    """Running alerts of which the cause is gone, this story's to change; another sweep's are left alone."""
    return [row["id"] for row in await _rows(story, CEASED, {"limit": limit})]


async def _rows(story: Story, query: Any, parameters: Mapping[str, object]) -> list[Mapping[str, Any]]:
    found = await story.execute(query, {"municipality_code": story.municipality_code, **parameters})
    return [dict(row) for row in found.mappings()]


def _cause(kind: AlertKind, urgency: Urgency, row: Mapping[str, Any]) -> Cause:
    happens_on = row["happens_on"] if "happens_on" in row else local_day(row["happens_at"])
    return Cause(kind, row["subject_id"], row["citizen_id"], happens_on, urgency, row.get("phase"))
