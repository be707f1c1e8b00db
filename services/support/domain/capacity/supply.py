"""The places of a municipality on a day: every worker and every team, with the citizens they have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.support.domain.capacity.caseload import Caseload, Worker, free_places, is_over, places_for
from services.support.domain.capacity.teams import Team, filled_places, team_free, team_places
from services.support.domain.methods.methods import Method, MethodTerms, Question, caseload_limit


@dataclass(frozen=True, slots=True)
class Ending:
    """So many citizens whose method's time runs out on the day; each keeps the place until the need is assessed."""

    method: Method
    team: str
    on: date
    citizens: int


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a method in a team on a day; a question where a limit has not been entered.

    `free` may be less than places minus taken: whoever holds citizens of several methods has filled some of it, and
    whoever is away takes nobody new. `over` counts the workers, or the team, with more than the limits allow.
    """

    method: Method
    team: str
    workers: int
    places: int | Question
    taken: int
    free: int | Question
    over: int


@dataclass(frozen=True, slots=True)
class Supply:
    """Workers and teams with their caseloads."""

    workers: tuple[tuple[Worker, Caseload], ...]
    teams: tuple[tuple[Team, Caseload], ...]

    def has_room(self, method: Method, rows: Sequence[MethodTerms], on: date) -> bool:
        """Whether one more citizen of the method can be given a place on the day."""
        return self.free(method, rows, on) > 0

    def free(self, method: Method, rows: Sequence[MethodTerms], on: date) -> int:
        """How many more citizens of the method could be given a place; where nobody knows the limit, none."""
        own = (each.free for each in self.places(rows, on) if each.method is method)
        return sum(free for free in own if isinstance(free, int))

    def places(self, rows: Sequence[MethodTerms], on: date) -> list[Places]:
        """The places of each method in each team, by method and team."""
        alone = [self._of_workers(method, team, rows, on) for method, team in self._pairs()]
        whole = [_of_team(team, caseload, rows, on) for team, caseload in self.teams if team.takes_citizens]
        return sorted([*alone, *whole], key=lambda each: (each.method.value, each.team))

    def _pairs(self) -> Iterable[tuple[Method, str]]:
        whole = {(team.method, team.reference) for team, _ in self.teams if team.takes_citizens}
        pairs = {
            (method, worker.team)
            for worker, caseload in self.workers
            for method in (worker.method, *worker.other_methods, *(held.method for held in caseload.held))
        }
        return sorted(pairs - whole)

    def _of_workers(self, method: Method, team: str, rows: Sequence[MethodTerms], on: date) -> Places:
        own = [(worker, caseload) for worker, caseload in self.workers if worker.team == team]
        here = [worker for worker, _ in own if worker.works_by(method) and not worker.is_away(on)]
        taken = sum(held.citizens for _, caseload in own for held in caseload.held if held.method is method)
        over = sum(
            is_over(worker, caseload, rows, on) is True
            for worker, caseload in own
            if _concerns(worker, caseload, method)
        )
        limit = caseload_limit(method, rows, on)
        if isinstance(limit, Question):
            return Places(method, team, len(here), limit, taken, limit, over)
        places = sum(places_for(worker, limit) for worker in here if worker.method is method)
        free = [free_places(worker, caseload, method, rows, on) for worker, caseload in own if worker.works_by(method)]
        asked = next((each for each in free if isinstance(each, Question)), None)
        known = sum(each for each in free if isinstance(each, int))
        return Places(method, team, len(here), places, taken, asked or known, over)


def _concerns(worker: Worker, caseload: Caseload, method: Method) -> bool:
    return worker.method is method or any(held.method is method for held in caseload.held)


def _of_team(team: Team, caseload: Caseload, rows: Sequence[MethodTerms], on: date) -> Places:
    places, free = team_places(team, rows, on), team_free(team, caseload, rows, on)
    over = int(is_team_over(team, caseload, rows, on) is True)
    return Places(team.method, team.reference, int(team.staff()), places, caseload.citizens, free, over)


def is_team_over(team: Team, caseload: Caseload, rows: Sequence[MethodTerms], on: date) -> bool | None:
    """Whether the team has more citizens than its staff gives places for; None where the ratio is not known."""
    places = team_places(team, rows, on)
    return None if isinstance(places, Question) else filled_places(caseload, rows, on) > places
