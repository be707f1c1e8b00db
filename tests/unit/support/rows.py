"""Builders of dated method rows and workers for the rule tests."""

from datetime import date
from decimal import Decimal

from services.support.domain.capacity.caseload import Absence, Caseload, Held, Worker
from services.support.domain.capacity.teams import Discipline, DisciplineHours, Team
from services.support.domain.methods.methods import Method, MethodTerms, PhaseWeight


def a_row(
    method: Method = Method.CTI,
    *,
    valid_from: date = date(2025, 1, 1),
    valid_to: date | None = None,
    offered: bool = True,
    caseload_limit: int | None = 10,
    age_from: int | None = None,
    age_below: int | None = None,
    weights: tuple[PhaseWeight, ...] = (),
) -> MethodTerms:
    return MethodTerms(
        method,
        valid_from,
        valid_to,
        offered,
        caseload_limit,
        age_from,
        age_below,
        source="test",
        verified=False,
        weights=weights,
    )


def a_worker(
    method: Method = Method.ICM,
    *,
    capacity: int | None = None,
    absences: tuple[Absence, ...] = (),
    other_methods: tuple[Method, ...] = (),
    hours_per_week: Decimal | None = None,
    ends_on: date | None = None,
    reference: str = "W1",
    team: str = "north",
) -> Worker:
    return Worker(reference, team, method, capacity, absences, other_methods, hours_per_week, ends_on)


def holding(citizens: int, method: Method = Method.ICM, phase: int | None = None) -> Caseload:
    return Caseload((Held(method, phase, citizens),)) if citizens else Caseload()


def a_team(
    method: Method = Method.ACT,
    *,
    ratio: int | None = 8,
    filled: str = "74",
    needed: str = "74",
    disciplines: tuple[DisciplineHours, ...] | None = None,
) -> Team:
    nurse = DisciplineHours(Discipline.NURSE, Decimal(needed), Decimal(filled))
    return Team("act-city", method, "W1", ratio, (nurse,) if disciplines is None else disciplines)
