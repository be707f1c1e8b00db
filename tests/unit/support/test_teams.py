"""A team that takes citizens as a whole, and the places of a municipality."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from services.support.domain.capacity.caseload import Caseload, Outcome
from services.support.domain.capacity.supply import Supply
from services.support.domain.capacity.teams import (
    Discipline,
    DisciplineHours,
    Team,
    TeamTakesCitizen,
    assess_team,
    errors_in_team,
    require_single_worker,
    team_places,
)
from services.support.domain.methods.methods import Method, MethodTerms, Question
from tests.unit.support.rows import a_row, a_team, a_worker, holding

DAY = date(2025, 6, 2)
NONE: Sequence[MethodTerms] = ()
NURSE = DisciplineHours(Discipline.NURSE, Decimal(37), Decimal(37))


@pytest.mark.parametrize(
    ("team", "rows", "places", "reason"),
    [
        (a_team(filled="74"), NONE, 16, "two full-time members of staff with eight citizens each"),
        (a_team(filled="55.5"), NONE, 12, "one and a half"),
        (a_team(filled="36.99"), NONE, 7, "whole places only"),
        (a_team(filled="0"), NONE, 0, "hours that nobody works give no place"),
        (a_team(ratio=None), NONE, None, "no source says the ratio: it is asked for"),
        (a_team(ratio=None), (a_row(Method.ACT, caseload_limit=9),), 18, "entered for the method"),
        (a_team(ratio=10), (a_row(Method.ACT, caseload_limit=9),), 18, "the stricter of the two"),
    ],
)
def test_the_places_of_a_team(team: Team, rows: Sequence[MethodTerms], places: int | None, reason: str) -> None:
    found = team_places(team, rows, DAY)
    assert isinstance(found, Question) if places is None else found == places, reason


@pytest.mark.parametrize(
    ("team", "citizens", "outcome", "reason"),
    [
        (a_team(), 15, Outcome.ROOM, "the sixteenth is the last"),
        (a_team(), 16, Outcome.OVER_LIMIT, "never a seventeenth"),
        (a_team(ratio=None), 0, Outcome.LIMIT_UNKNOWN, "asked for, not guessed"),
    ],
)
def test_room_in_a_team(team: Team, citizens: int, outcome: Outcome, reason: str) -> None:
    found = assess_team(team, holding(citizens, Method.ACT), NONE, DAY)
    assert found.outcome is outcome, reason
    assert found.reasons[-1].met is (outcome is Outcome.ROOM), reason


@pytest.mark.parametrize(
    ("team", "pointers", "reason"),
    [
        (a_team(), [], "a plain team is fine"),
        (a_team(ratio=0), ["/ratio"], "nobody works with no citizens"),
        (a_team(ratio=101), ["/ratio"], "a slip of the finger"),
        (a_team(disciplines=()), ["/disciplines"], "a multidisciplinary team has disciplines"),
        (a_team(disciplines=(NURSE, NURSE)), ["/disciplines/1/discipline"], "the same discipline twice"),
        (a_team(Method.CTI), ["/ratio"], "a CTI team has no ratio: its workers have citizens each"),
        (a_team(Method.CTI, ratio=None, disciplines=()), [], "a team of CTI workers"),
    ],
)
def test_a_team_is_checked_field_by_field(team: Team, pointers: list[str], reason: str) -> None:
    assert [error.pointer for error in errors_in_team(team)] == pointers, reason


def test_who_is_in_an_act_team_takes_no_citizen_of_act_alone() -> None:
    with pytest.raises(TeamTakesCitizen):
        require_single_worker(a_worker(Method.ACT), Method.ACT, a_team())


def test_who_is_in_an_act_team_may_take_a_citizen_by_another_method() -> None:
    require_single_worker(a_worker(Method.ICM), Method.ICM, a_team())


def test_the_places_of_a_municipality_are_those_of_its_workers_and_teams() -> None:
    supply = Supply(
        ((a_worker(), holding(3)), (a_worker(reference="W2", team="south"), holding(9))),
        ((a_team(), holding(4, Method.ACT)),),
    )
    found = [
        (each.method, each.team, each.places, each.taken, each.free, each.over) for each in supply.places(NONE, DAY)
    ]
    assert found == [
        (Method.ACT, "act-city", 16, 4, 12, 0),
        (Method.ICM, "north", 8, 3, 5, 0),
        (Method.ICM, "south", 8, 9, 0, 1),
    ]
    assert supply.free(Method.ICM, NONE, DAY) == 5
    assert supply.has_room(Method.ACT, NONE, DAY)
    assert not supply.has_room(Method.CTI, NONE, DAY), "nobody works by it"


@pytest.mark.parametrize(
    ("supply", "expected", "reason"),
    [
        (Supply((), ()), False, "nobody works by the method"),
        (Supply(((a_worker(), holding(8)),), ()), False, "all are full"),
        (Supply(((a_worker(), holding(8)), (a_worker(reference="W2"), holding(7))), ()), True, "one has a place"),
        (Supply(((a_worker(Method.CTI), Caseload()),), ()), False, "room in another method is not room in this one"),
        (Supply(((a_worker(ends_on=DAY), Caseload()),), ()), False, "the only one has left"),
        (Supply(((a_worker(Method.CTI, other_methods=(Method.ICM,)), Caseload()),), ()), True, "also works by it"),
    ],
)
def test_room_in_a_method(supply: Supply, expected: bool, reason: str) -> None:
    assert supply.has_room(Method.ICM, NONE, DAY) is expected, reason
