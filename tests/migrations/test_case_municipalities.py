"""A case from before anybody asked which municipality acts and pays has its rows as a new one has them."""

from collections.abc import Iterator

import psycopg
import pytest

from migrations.climb import downgrade, upgrade
from migrations.provision import Access, provision
from tests.server import DatabaseServer

BEFORE, AFTER = "benefits_0002", "benefits_0008"
A_CASE = """
    INSERT INTO benefits_case (municipality_code, id, kind, citizen_id, nomination_reference, lane, household, dwelling,
                               opened_at, complete_at, due_at, due_reason, requested_by, status, version)
    VALUES ('0217', gen_random_uuid(), %s, gen_random_uuid(), 'C0113', 'fast', '{}', '{}', '2025-03-03 23:30+00',
            '2025-03-03', '2025-03-04', '{}', '{}', 'open', 1)
"""


@pytest.fixture
def access(database_server: DatabaseServer) -> Iterator[Access]:
    yield provision(database_server.admin_url, "benefits", "of-the-climb", "_municipalities")
    with psycopg.connect(database_server.admin_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE benefits_municipalities WITH (FORCE)")


def test_the_three_are_here_from_the_local_day_it_was_opened(access: Access, database_server: DatabaseServer) -> None:
    upgrade("benefits", access.owner, BEFORE)
    with psycopg.connect(database_server.admin_url, dbname="benefits_municipalities", autocommit=True) as admin:
        for kind in ("deposit_loan", "pre_approval"):
            admin.execute(A_CASE, [kind])
        upgrade("benefits", access.owner, AFTER)
        rows = admin.execute(
            "SELECT kind, role, code, basis, from_on::text FROM case_municipality JOIN benefits_case"
            " ON benefits_case.id = case_id ORDER BY kind, number"
        ).fetchall()
        assert rows == [
            (kind, role, "0217", basis, "2025-03-04")
            for kind, pays in (("deposit_loan", "dwelling_is_here"), ("pre_approval", "case_opened_here"))
            for role, basis in (
                ("acting", "case_opened_here"),
                ("paying", pays),
                ("residence", "not_known_otherwise"),
            )
        ]
        downgrade("benefits", access.owner, BEFORE)
        assert admin.execute("SELECT count(*) FROM benefits_case").fetchone() == (2,)
