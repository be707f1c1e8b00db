"""Teams, and the places there are today and ahead."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.web.common import PROBLEMS
from kit.web.models import Day, Reference
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import FiguresReader, ReferralReader, WorkersWriter
from services.support.api.capacity_models import CapacityOut, TeamIn, TeamOut
from services.support.domain.capacity.supply import Places
from services.support.domain.methods.methods import Method
from services.support.store.methods import list_terms
from services.support.store.supply import read_supply
from services.support.usecases.capacity.enter_team import enter_team
from services.support.usecases.capacity.look_at_capacity import look_at_capacity

router = APIRouter(prefix="/v1", tags=["teams"], route_class=StoryRoute, responses=PROBLEMS)


@router.put(
    "/teams/{team_reference}",
    summary="Enter a team",
    name="put_team",
    responses={201: {"model": TeamOut, "description": "Entered now."}},
)
async def put(
    team_reference: Reference, body: TeamIn, story: CurrentStory, _: WorkersWriter, response: Response
) -> TeamOut:
    """Its coordinator, and for ACT and M-ACT the disciplines with their hours and the ratio of citizens to staff. The
    same reference again puts the team right; a new coordinator is the named worker of the team's citizens at once."""
    team = body.to_team(team_reference)
    is_new = await enter_team(story, team)
    response.status_code = 201 if is_new else 200
    return TeamOut.of(team, (await _places(story)).get((team.method, team.reference)))


@router.get("/teams", summary="List teams", name="list_teams")
async def list_all(story: CurrentStory, _: ReferralReader, method: Method | None = None) -> list[TeamOut]:
    """Every team with the places it has, by method and reference."""
    places, supply = await _places(story), await read_supply(story)
    teams = [team for team, _caseload in supply.teams if method in (None, team.method)]
    return [TeamOut.of(team, places.get((team.method, team.reference))) for team in teams]


@router.get("/capacity", summary="See the places today and ahead", name="get_capacity")
async def get_capacity(
    story: CurrentStory,
    _: FiguresReader,
    on: Annotated[Day | None, Query(description="The first day; today where it is left out.")] = None,
    until: Annotated[Day | None, Query(description="The last day; the first where it is left out.")] = None,
) -> CapacityOut:
    """By method and team: places, taken, free, and when a method's time runs out, which may free a place once a person
    has assessed the need. Ahead only the staff changes; nobody knows who comes. Counts only, never a citizen."""
    return CapacityOut.of(await look_at_capacity(story, on, until))


async def _places(story: Story) -> dict[tuple[Method, str], Places]:
    found = (await read_supply(story)).places(await list_terms(story), local_day(story.now))
    return {(each.method, each.team): each for each in found}
