"""A team enters its disciplines and coordinator under its own reference."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.capacity.teams import Team, errors_in_team
from services.support.store.teams import lock_team, lock_team_citizens, name_worker_of_team, save_team
from services.support.store.workers import lock_worker
from services.support.usecases.referrals.tell_allocation import have_allocation_told


class TeamHasCitizens(Conflict):
    slug = "team-has-citizens"
    title = Text(
        "Teamet har borgere: det kan ikke skifte metode, før de er overleveret",
        "The team has citizens: it cannot change its method before they are handed over",
    )


async def enter_team(story: Story, team: Team) -> bool:
    """Enter a team, or put one right; whether it is new.

    - A team has a coordinator, who has been entered as a worker and has not left.
    - Where the team has citizens as a whole, a new coordinator is their named worker at once; the team goes on.
    - A changed ratio or changed hours hold for later assignments; whoever the team has stays.
    """
    if errors := errors_in_team(team):
        raise Unprocessable(errors=errors)
    citizens = await lock_team_citizens(story, team.reference)
    earlier = await lock_team(story, team.reference)
    if earlier is not None and earlier.method is not team.method and citizens:
        raise TeamHasCitizens(extra={"caseload": len(citizens)})
    coordinator = await lock_worker(story, team.coordinator)
    if coordinator is None or coordinator.has_left(local_day(story.now)):
        text = Text(
            "Koordinatoren kendes ikke blandt medarbejderne: indtast medarbejderen først",
            "The coordinator is not among the workers: enter the worker first",
        )
        raise Unprocessable(errors=[FieldError("/coordinator", text)])
    await save_team(story, team)
    if earlier is not None and earlier.coordinator != team.coordinator and citizens:
        await name_worker_of_team(story, team)
        for each in citizens:
            facts = {"team_reference": team.reference, "worker_reference": team.coordinator}
            await record(story, "coordinator_changed", each, (Party.SUPPORT_TEAM,), facts=facts)
            await have_allocation_told(story, each)
    return earlier is None
