"""Builders of dated method rows and workers for the rule tests."""

from datetime import date

from services.support.domain.capacity.caseload import Absence, Worker
from services.support.domain.methods.methods import Method, MethodTerms


def a_row(
    method: Method = Method.CTI,
    *,
    valid_from: date = date(2025, 1, 1),
    valid_to: date | None = None,
    offered: bool = True,
    caseload_limit: int | None = 10,
    age_from: int | None = None,
    age_below: int | None = None,
) -> MethodTerms:
    return MethodTerms(
        method, valid_from, valid_to, offered, caseload_limit, age_from, age_below, source="test", verified=False
    )


def a_worker(method: Method = Method.ICM, *, capacity: int | None = None, absences: tuple[Absence, ...] = ()) -> Worker:
    return Worker("W1", "north", method, capacity, absences)
