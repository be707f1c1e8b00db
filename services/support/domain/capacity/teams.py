"""A team that takes citizens as a whole: its caseload against its staff, and the coordinator as the named worker."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kit.values.decisions import Reason
from kit.values.problems import Conflict, FieldError
from kit.values.texts import Text
from services.support.domain.capacity.caseload import (
    FULL_TIME_HOURS,
    Assessment,
    Caseload,
    Held,
    Outcome,
    Worker,
)
from services.support.domain.methods.methods import (
    FACTS,
    CaseloadLimit,
    Method,
    MethodTerms,
    Question,
    caseload_limit,
    weight_of,
)

# Here the team has the citizen, and not one worker alone (VIVE 2023, 2.2).
TEAM_METHODS = frozenset({Method.ACT, Method.MODIFIED_ACT})
HIGHEST_RATIO = 100
HOURS_OF_A_WEEK = 168


class Discipline(StrEnum):
    """What somebody in a team is there for."""

    SUPPORT_WORKER = "support_worker"
    SOCIAL_WORKER = "social_worker"
    NURSE = "nurse"
    PSYCHIATRIST = "psychiatrist"
    ADDICTION_COUNSELLOR = "addiction_counsellor"
    JOB_ADVISER = "job_adviser"
    BENEFITS_ADVISER = "benefits_adviser"
    PEER = "peer"


@dataclass(frozen=True, slots=True)
class DisciplineHours:
    """The hours a week that the team needs of a discipline, and those that somebody works."""

    discipline: Discipline
    hours_per_week: Decimal
    filled_hours_per_week: Decimal

    @property
    def is_filled(self) -> bool:
        """Whether the hours needed are worked."""
        return self.filled_hours_per_week >= self.hours_per_week


@dataclass(frozen=True, slots=True)
class Team:
    """A team by its own reference; `ratio` is citizens for each full-time member of staff."""

    reference: str
    method: Method
    coordinator: str
    ratio: int | None
    disciplines: tuple[DisciplineHours, ...]

    @property
    def takes_citizens(self) -> bool:
        """Whether citizens are assigned to the team as a whole."""
        return self.method in TEAM_METHODS

    def staff(self) -> Fraction:
        """Full-time members of staff, by the hours worked."""
        hours = sum((each.filled_hours_per_week for each in self.disciplines), start=Decimal(0))
        return Fraction(hours) / FULL_TIME_HOURS


class TeamTakesCitizen(Conflict):
    slug = "team-takes-citizen"
    title = Text(
        "Teamet har borgeren som helhed: tildel teamet, ikke den enkelte medarbejder",
        "The team has the citizen as a whole: assign the team, not the single worker",
    )


class WorkersTakeCitizens(Conflict):
    slug = "workers-take-citizens"
    title = Text(
        "Efter denne metode har en medarbejder borgeren: tildel en medarbejder",
        "By this method one worker has the citizen: assign a worker",
    )


def errors_in_team(team: Team) -> list[FieldError]:
    """Everything wrong with a team, each at its field."""
    errors = list(_ratio(team))
    seen = set()
    for index, each in enumerate(team.disciplines):
        if each.discipline in seen:
            text = Text("Faggruppen står der allerede", "The discipline stands there already")
            errors.append(FieldError(f"/disciplines/{index}/discipline", text))
        seen.add(each.discipline)
    if team.takes_citizens and not team.disciplines:
        text = Text("Et tværfagligt team har faggrupper", "A multidisciplinary team has disciplines")
        errors.append(FieldError("/disciplines", text))
    return errors


def _ratio(team: Team) -> Iterable[FieldError]:
    if team.ratio is None:
        return
    if not 1 <= team.ratio <= HIGHEST_RATIO:
        text = Text(
            f"Antallet af borgere skal være mellem 1 og {HIGHEST_RATIO}.",
            f"The number of citizens must be between 1 and {HIGHEST_RATIO}.",
        )
        yield FieldError("/ratio", text)
    if not team.takes_citizens:
        text = Text("Kun et tværfagligt team (ACT, M-ACT) har et forhold", "Only ACT and M-ACT teams have a ratio")
        yield FieldError("/ratio", text)


def team_ratio(team: Team, rows: Sequence[MethodTerms], on: date) -> CaseloadLimit | Question:
    """Citizens for each full-time member of staff: the stricter of the team's own ratio and the method's terms."""
    terms = caseload_limit(team.method, rows, on)
    if team.ratio is None:
        return terms if isinstance(terms, CaseloadLimit) else Question(_ask_for_ratio(team.method))
    if isinstance(terms, CaseloadLimit) and terms.citizens <= team.ratio:
        return terms
    return CaseloadLimit(team.ratio, "teamets eget forhold", False)


def team_places(team: Team, rows: Sequence[MethodTerms], on: date) -> int | Question:
    """How many citizens the team can have: its ratio by its staff, whole places only."""
    ratio = team_ratio(team, rows, on)
    return ratio if isinstance(ratio, Question) else int(ratio.citizens * team.staff())


def filled_places(caseload: Caseload, rows: Sequence[MethodTerms], on: date) -> Fraction:
    """How many places the team's citizens take."""
    return sum(
        (each.citizens * weight_of(each.method, each.phase, rows, on) for each in caseload.held), start=Fraction(0)
    )


def assess_team(team: Team, caseload: Caseload, rows: Sequence[MethodTerms], on: date) -> Assessment:
    """Whether the team can take one more citizen on the day.

    - The places are the ratio times the staff; hours that nobody works give no place.
    - Without a known ratio nobody is assigned: the municipality is asked.
    """
    ratio, places, citizens = team_ratio(team, rows, on), team_places(team, rows, on), caseload.citizens
    if isinstance(ratio, Question) or isinstance(places, Question):
        unknown = Reason("team-ratio-known", "kommunens metoder", False, _ask_for_ratio(team.method))
        return Assessment(Outcome.LIMIT_UNKNOWN, (unknown,), citizens, None)
    newcomer = Caseload((Held(team.method), *caseload.held))
    fits = filled_places(newcomer, rows, on) <= places
    name = FACTS[team.method].name
    text = Text(
        f"Teamet har {citizens} borgere og bemanding til {places} ({name.da}).",
        f"The team has {citizens} citizens and staff for {places} ({name.en}).",
    )
    outcome = Outcome.ROOM if fits else Outcome.OVER_LIMIT
    return Assessment(outcome, (Reason("within-team-caseload", ratio.source, fits, text),), citizens, places)


def team_free(team: Team, caseload: Caseload, rows: Sequence[MethodTerms], on: date) -> int | Question:
    """How many more citizens the team can take."""
    places = team_places(team, rows, on)
    if isinstance(places, Question):
        return places
    return max(0, int((places - filled_places(caseload, rows, on)) / weight_of(team.method, None, rows, on)))


def require_single_worker(worker: Worker, method: Method, team: Team | None) -> None:
    """Raises TeamTakesCitizen where the worker's team has citizens of the method as a whole."""
    if team is not None and team.takes_citizens and team.method is method:
        raise TeamTakesCitizen(extra={"team_reference": worker.team})


def _ask_for_ratio(method: Method) -> Text:
    name = FACTS[method].name
    return Text(
        f"Hvor mange borgere må teamet have pr. fuldtidsmedarbejder ({name.da})? Ingen kilde siger det: kommunen må "
        "selv indtaste forholdet, før nogen kan tildeles teamet.",
        f"How many citizens may the team have per full-time member of staff ({name.en})? No source says so: the "
        "municipality must enter the ratio before a citizen can be assigned to the team.",
    )
