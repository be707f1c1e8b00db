"""What is counted of how a method is given: support before the move, handovers. Never a citizen."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from kit.database.stories import Story
from services.support.domain.capacity.overrides import OverrideReason
from services.support.domain.methods.methods import Method
from services.support.store.handovers import count_over_limit

Key = tuple[Method, str]

# A citizen belongs to the team that has the citizen as a whole, else to the named worker's team.
PLACED = """
    referral JOIN worker ON worker.municipality_code = referral.municipality_code
                        AND worker.reference = referral.worker_reference
    WHERE referral.municipality_code = :municipality_code
"""
TEAM = "coalesce(referral.team_reference, worker.team)"

CITIZENS = text(f"""
    SELECT referral.method, {TEAM} AS team, count(*) AS citizens,
           count(*) FILTER (WHERE worker.ends_on <= :today) AS with_left_worker
    FROM {PLACED} AND referral.state IN ('assigned', 'course') GROUP BY 1, 2
""")

MOVED_IN = text(f"""
    SELECT referral.method, {TEAM} AS team, count(*) AS moved_in,
           count(*) FILTER (WHERE (referral.assigned_at AT TIME ZONE 'Europe/Copenhagen')::date < referral.starts_on)
               AS supported
    FROM {PLACED} AND referral.starts_on <= :today GROUP BY 1, 2
""")

HANDOVERS = text("""
    SELECT handover.to_method AS method, coalesce(handover.to_team, worker.team) AS team, count(*) AS handovers,
           count(handover.joint_meeting_on) AS joint
    FROM handover JOIN worker ON worker.municipality_code = handover.municipality_code
                             AND worker.reference = handover.to_worker
    WHERE handover.municipality_code = :municipality_code AND handover.from_worker <> handover.to_worker
    GROUP BY 1, 2
""")


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of the municipality, each by method and team."""

    citizens: dict[Key, int]
    with_left_worker: dict[Key, int]
    moved_in: dict[Key, int]
    supported: dict[Key, int]
    handovers: dict[Key, int]
    joint: dict[Key, int]


async def count_fidelity(story: Story, today: date) -> Counted:
    """Count once for all methods and teams."""
    counts: dict[str, dict[Key, int]] = {name: {} for name in Counted.__dataclass_fields__}
    parameters = {"municipality_code": story.municipality_code, "today": today}
    for query in (CITIZENS, MOVED_IN, HANDOVERS):
        names = set(query.compile().params)
        rows = await story.execute(query, {name: parameters[name] for name in names})
        for row in rows.mappings():
            for name in counts.keys() & row.keys():
                counts[name][Method(row["method"]), row["team"]] = row[name]
    return Counted(**counts)


async def over_limit_by_team(story: Story, team_of: dict[str, str]) -> dict[Key, Counter[OverrideReason]]:
    """Citizens still in a place over the limit, by method and team, each by its reason."""
    found: dict[Key, Counter[OverrideReason]] = {}
    for (team, worker, method, reason), many in (await count_over_limit(story)).items():
        key = (method, team or team_of.get(worker, ""))
        found.setdefault(key, Counter())[reason] += many
    return found
