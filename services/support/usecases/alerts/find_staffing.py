"""Who could have an alert about a citizen today."""

from uuid import UUID

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.support.domain.alerts.owners import Staffing
from services.support.store.alert_causes import find_helpers
from services.support.store.teams import find_team
from services.support.store.workers import find_worker


async def find_staffing(story: Story, citizen_id: UUID, known: str | None = None) -> Staffing:
    """The worker of the citizen's course, and the coordinator of that worker's team; and who of them is away.

    A citizen may have two workers after a merge; the worker who is `known` comes first.
    """
    today = local_day(story.now)
    worker_reference, team_reference = await find_helpers(story, citizen_id, known)
    worker = await find_worker(story, worker_reference) if worker_reference else None
    of_team = team_reference or (worker.team if worker else None)
    team = await find_team(story, of_team) if of_team else None
    coordinator = await find_worker(story, team.coordinator) if team else None
    return Staffing(
        worker=worker.reference if worker else None,
        worker_away=worker is not None and worker.is_away(today),
        coordinator=team.coordinator if team else None,
        coordinator_away=coordinator is not None and coordinator.is_away(today),
    )
