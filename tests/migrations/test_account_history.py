"""What stood on an account as one line a vacancy is kept when the account comes to have a line a month, and back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import psycopg
import pytest

from migrations.climb import downgrade, upgrade
from migrations.provision import Access, provision
from tests.server import DatabaseServer

LET, HANDED_BACK = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
BEFORE, AFTER = "allocation_0005", "allocation_0006"


@pytest.fixture
def access(database_server: DatabaseServer) -> Iterator[Access]:
    yield provision(database_server.admin_url, "allocation", "of-the-climb", "_account")
    with psycopg.connect(database_server.admin_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE allocation_account WITH (FORCE)")


@pytest.fixture
def admin(access: Access, database_server: DatabaseServer) -> Iterator["psycopg.Connection"]:
    upgrade("allocation", access.owner, BEFORE)
    with psycopg.connect(database_server.admin_url, dbname="allocation_account", autocommit=True) as connection:
        yield connection


def book(admin: "psycopg.Connection", vacancy_id: str, first: str, end: str, days: int, amount: str, more: str) -> None:
    columns = "id, municipality_code, organisation_cvr, vacancy_id, kind, period_from, period_to, days, amount_dkk,"
    admin.execute(
        f"INSERT INTO account_line ({columns} rent_dkk, method, booked_at{', month' if more else ''})"
        " VALUES (gen_random_uuid(), '0217', '99000236', %s, 'vacancy_rent', %s, %s, %s, %s, 4800, 'yearly_365',"
        f" '2025-05-01'{more})",
        [vacancy_id, first, end, days, amount],
    )


def lines(admin: "psycopg.Connection") -> list[tuple[object, ...]]:
    return admin.execute(
        "SELECT vacancy_id::text, period_from, period_to, days, amount_dkk FROM account_line ORDER BY 1, 2"
    ).fetchall()


def test_one_line_becomes_the_first_and_its_rent_has_ended(admin: "psycopg.Connection", access: Access) -> None:
    book(admin, LET, "2025-03-17", "2025-04-15", 29, "4576.44", "")
    book(admin, HANDED_BACK, "2025-02-01", "2025-05-01", 89, "14044.93", "")
    admin.execute(
        "INSERT INTO lease (municipality_code, vacancy_id, organisation_cvr, offer_id, signed_on, starts_on)"
        " VALUES ('0217', %s, '99000236', gen_random_uuid(), '2025-04-01', '2025-04-15')",
        [LET],
    )
    before = lines(admin)
    upgrade("allocation", access.owner, AFTER)
    assert lines(admin) == before
    months = admin.execute("SELECT vacancy_id::text, month FROM account_line ORDER BY 1").fetchall()
    assert months == [(LET, date(2025, 3, 1)), (HANDED_BACK, date(2025, 2, 1))]
    ends = admin.execute("SELECT vacancy_id::text, cause, ends_on, let_from_on FROM rent_end ORDER BY 1").fetchall()
    assert ends == [
        (LET, "lease", date(2025, 4, 15), date(2025, 4, 15)),
        (HANDED_BACK, "letting", date(2025, 5, 1), None),
    ]
    assert admin.execute("SELECT organisation_cvr, open_from FROM account").fetchall() == [("99000236", None)]
    downgrade("allocation", access.owner, BEFORE)
    assert lines(admin) == before


def test_on_the_way_back_the_months_and_corrections_of_a_vacancy_are_one_line(
    admin: "psycopg.Connection", access: Access
) -> None:
    upgrade("allocation", access.owner, AFTER)
    book(admin, LET, "2025-03-17", "2025-04-01", 15, "2367.12", ", '2025-03-01'")
    book(admin, LET, "2025-04-01", "2025-05-01", 30, "4734.25", ", '2025-04-01'")
    admin.execute(
        "INSERT INTO account_line (id, municipality_code, organisation_cvr, vacancy_id, kind, month, period_from,"
        " period_to, days, amount_dkk, rent_dkk, method, booked_at, corrects_id, code) SELECT gen_random_uuid(),"
        " municipality_code, organisation_cvr, vacancy_id, 'correction', '2025-05-01', '2025-04-15', period_to, -16,"
        " -2524.94, rent_dkk, method, booked_at, id, 'let_earlier' FROM account_line WHERE days = 30"
    )
    downgrade("allocation", access.owner, BEFORE)
    assert lines(admin) == [(LET, date(2025, 3, 17), date(2025, 5, 1), 29, Decimal("4576.43"))]
