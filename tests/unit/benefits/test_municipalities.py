"""Which municipality acts, which pays, where the citizen resides: dated rows, and what a person may record."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.problems import Unprocessable
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.payments.municipalities import (
    SOURCES,
    Basis,
    MunicipalityRow,
    Role,
    first_rows,
    in_force,
    require_change,
)

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
OPENED = date(2025, 3, 3)
HERE, THERE = "0217", "0269"


def a_row(role: Role, code: str, from_on: str, basis: Basis, number: int = 4) -> MunicipalityRow:
    return MunicipalityRow(number, role, code, date.fromisoformat(from_on), basis, NOW, "key-worker")


def first(kind: CaseKind = CaseKind.MOVING_GRANT) -> tuple[MunicipalityRow, ...]:
    return first_rows(kind, HERE, OPENED, NOW, "benefits")


@pytest.mark.parametrize(
    ("kind", "basis"),
    [
        (CaseKind.DEPOSIT_LOAN, Basis.DWELLING_IS_HERE),
        (CaseKind.MOVING_GRANT, Basis.CASE_OPENED_HERE),
    ],
)
def test_as_a_case_is_opened_all_three_are_here_and_the_basis_is_said(kind: CaseKind, basis: Basis) -> None:
    rows = {row.role: row for row in first(kind)}
    assert {row.code for row in rows.values()} == {HERE}
    assert (rows[Role.PAYING].basis, rows[Role.RESIDENCE].basis) == (basis, Basis.NOT_KNOWN_OTHERWISE)
    assert all(SOURCES[row.basis] for row in rows.values())


def test_a_change_holds_from_its_day_and_what_held_before_is_kept() -> None:
    rows = [*first(), a_row(Role.PAYING, THERE, "2025-04-01", Basis.DUTY_TO_REFUND)]
    days = {"2025-03-02": None, "2025-03-03": HERE, "2025-03-31": HERE, "2025-04-01": THERE, "2030-01-01": THERE}
    for day, code in days.items():
        found = in_force(rows, Role.PAYING, date.fromisoformat(day))
        assert (found.code if found else None) == code, day


def test_of_two_that_begin_on_one_day_the_later_said_holds() -> None:
    rows = [
        a_row(Role.PAYING, "0101", "2025-04-01", Basis.DUTY_TO_REFUND, number=5),
        a_row(Role.PAYING, THERE, "2025-04-01", Basis.AGREED, number=4),
    ]
    found = in_force(rows, Role.PAYING, date(2025, 4, 1))
    assert found is not None and found.code == "0101"


MAY: list[tuple[CaseKind, Role, Basis, str, bool, list[str], str]] = [
    (CaseKind.MOVING_GRANT, Role.PAYING, Basis.DUTY_TO_REFUND, "2025-03-03", True, [], "§ 9 c"),
    (CaseKind.MOVING_GRANT, Role.RESIDENCE, Basis.USUAL_STAY, "2025-03-03", True, [], "§ 9, stk. 2"),
    (CaseKind.DEPOSIT_LOAN, Role.RESIDENCE, Basis.USUAL_STAY, "2025-03-03", True, [], "moves in from elsewhere"),
    (CaseKind.DEPOSIT_LOAN, Role.PAYING, Basis.AGREED, "2025-03-03", True, ["/role"], "lent where the dwelling is"),
    (CaseKind.MOVING_GRANT, Role.ACTING, Basis.AGREED, "2025-03-03", True, ["/role"], "a case there is opened there"),
    (CaseKind.MOVING_GRANT, Role.PAYING, Basis.USUAL_STAY, "2025-03-03", True, ["/basis"], "no reason to pay"),
    (CaseKind.MOVING_GRANT, Role.RESIDENCE, Basis.AGREED, "2025-03-03", True, ["/basis"], "nobody agrees on a home"),
    (CaseKind.MOVING_GRANT, Role.PAYING, Basis.AGREED, "2025-03-02", True, ["/from_on"], "before the case"),
    (
        CaseKind.MOVING_GRANT,
        Role.PAYING,
        Basis.USUAL_STAY,
        "2025-03-02",
        False,
        ["/municipality_code", "/basis", "/from_on"],
        "every fault at once",
    ),
]


@pytest.mark.parametrize(("kind", "role", "basis", "on", "exists", "faults", "why"), MAY, ids=[r[-1] for r in MAY])
def test_what_a_person_may_record(
    kind: CaseKind, role: Role, basis: Basis, on: str, exists: bool, faults: list[str], why: str
) -> None:
    new = a_row(role, THERE, on, basis)
    if not faults:
        assert require_change(kind, first(kind), new, exists=exists) == new, why
        return
    with pytest.raises(Unprocessable) as refused:
        require_change(kind, first(kind), new, exists=exists)
    assert [error.pointer for error in refused.value.errors] == faults, why


def test_what_holds_already_is_not_recorded_again() -> None:
    first_time = a_row(Role.PAYING, THERE, "2025-04-01", Basis.DUTY_TO_REFUND)
    again = a_row(Role.PAYING, THERE, "2025-05-01", Basis.DUTY_TO_REFUND)
    assert require_change(CaseKind.MOVING_GRANT, [*first(), first_time], again, exists=True) is None


@given(
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["0101", "0217", "0269"])), max_size=8), st.integers(0, 60)
)
@settings(max_examples=50, deadline=None)
def test_on_every_day_from_the_first_one_municipality_pays(changes: list[tuple[int, str]], day: int) -> None:
    rows = list(first())
    for number, (after, code) in enumerate(changes, 4):
        on = date.fromordinal(OPENED.toordinal() + after)
        rows.append(MunicipalityRow(number, Role.PAYING, code, on, Basis.AGREED, NOW, "key-worker"))
    on = date.fromordinal(OPENED.toordinal() + day)
    found = in_force(rows, Role.PAYING, on)
    assert found is not None and found.from_on <= on
    assert not any(row.role is Role.PAYING and found.from_on < row.from_on <= on for row in rows)
