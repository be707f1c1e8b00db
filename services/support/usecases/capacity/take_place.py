"""A place for one citizen with a worker or a team: locked, judged, and given over the limit only by a person."""

from dataclasses import dataclass
from uuid import UUID

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.decisions import Reason
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.capacity.assignments import Taker, require_room
from services.support.domain.capacity.caseload import Assessment, Held, Worker, assess_room
from services.support.domain.capacity.overrides import OverLimit
from services.support.domain.capacity.teams import Team, WorkersTakeCitizens, assess_team, require_single_worker
from services.support.domain.methods.methods import FACTS, Method
from services.support.store.handovers import NewPlace, save_over_limit
from services.support.store.methods import list_terms
from services.support.store.teams import find_team, lock_team
from services.support.store.workers import get_caseload, lock_worker, team_caseloads


@dataclass(frozen=True, slots=True)
class Taken:
    """The place, what was judged of it, and the record of a limit broken."""

    place: NewPlace
    assessment: Assessment
    over_limit: OverLimit | None

    def reasons(self) -> tuple[Reason, ...]:
        """Why the place could be given, or that it was not there."""
        broken = (self.over_limit.as_reason(),) if self.over_limit else ()
        return (*self.assessment.reasons, *broken)


async def take_place(story: Story, referral_id: UUID, taker: Taker, leaves: str | None = None) -> Taken:
    """Take a place with the worker, or with the team as a whole; the referral's row is the story's already.

    - The team's row is taken first, then the workers' rows in order of reference, also that of the worker whom the
      citizen `leaves`: so two who assign or hand over at once take turns and never wait for each other in a ring.
    - A team of ACT or M-ACT has the citizen as a whole, and its coordinator is the named worker.
    """
    team = await _lock_team(story, taker.team_reference) if taker.team_reference else None
    named = team.coordinator if team else taker.worker_reference or ""
    workers = {each: await lock_worker(story, each) for each in sorted({named, leaves or named})}
    worker = workers[named]
    if worker is None:
        text = Text("Medarbejderen kendes ikke: indtast medarbejderen først", "The worker is not known: enter it first")
        raise Unprocessable(errors=[FieldError("/worker_reference", text)])
    method = _method(taker, worker, team)
    if team is None:
        require_single_worker(worker, method, await find_team(story, worker.team))
    assessment = await _assess(story, worker, team, method)
    over_limit = require_room(assessment, taker.override)
    place = NewPlace(worker.reference, team.reference if team else None, method)
    if over_limit is not None:
        await save_over_limit(story, referral_id, place, over_limit.reason, assessment)
    return Taken(place, assessment, over_limit)


async def _lock_team(story: Story, reference: str) -> Team:
    team = await lock_team(story, reference)
    if team is None:
        text = Text("Teamet kendes ikke: indtast teamet først", "The team is not known: enter it first")
        raise Unprocessable(errors=[FieldError("/team_reference", text)])
    if not team.takes_citizens:
        raise WorkersTakeCitizens
    return team


def _method(taker: Taker, worker: Worker, team: Team | None) -> Method:
    method = taker.method or (team.method if team else worker.method)
    if (team.method is method) if team else worker.works_by(method):
        return method
    name = FACTS[method].name
    who = ("Teamet", "The team does") if team else ("Medarbejderen", "The worker does")
    text = Text(f"{who[0]} arbejder ikke efter {name.da}", f"{who[1]} not work by {name.en}")
    raise Unprocessable(errors=[FieldError("/method", text)])


async def _assess(story: Story, worker: Worker, team: Team | None, method: Method) -> Assessment:
    rows, today = await list_terms(story), local_day(story.now)
    if team is not None:
        caseloads = await team_caseloads(story)
        return assess_team(team, caseloads[team.reference], rows, today)
    return assess_room(worker, await get_caseload(story, worker.reference), Held(method), rows, today)
