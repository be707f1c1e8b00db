"""Bad input is told precisely: the status, what it is called, the field it stands in; and nothing has changed."""

from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.integration.conftest import Databases
from tests.integration.support.house import House
from tests.integration.support.shelters import a_stay, admit, correct, discharge
from tests.integration.support.test_capacity import fill
from tests.integration.support.test_concerns import a_concern
from tests.integration.support.test_courses import a_course
from tests.integration.support.test_visits import KEPT, NOW, planned

Tried = Callable[[House], Awaitable[Any]]


async def a_full_house(house: House) -> None:
    """What stands before anything is tried: a full worker, a course with a visit, and a stay."""
    await house.worker("W1")
    await fill(house, "W1", 8)
    await a_course(house)
    await admit(house, "2025-02-01", "2025-02-20")
    house.clock.now = NOW


async def dumped(databases: Databases) -> dict[str, tuple[int, str]]:
    """Every row of support, the journal with them: how many in each table, and what they say."""
    with databases.admin("support") as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: _rows(connection, name) for (name,) in names if name != "kept_answer"}


def _rows(connection: "psycopg.Connection", table: str) -> tuple[int, str]:
    found = connection.execute(
        f"SELECT count(*), coalesce(md5(string_agg(row::text, '|' ORDER BY row::text)), '') FROM {table} row"
    ).fetchone()
    assert found is not None
    return int(found[0]), str(found[1])


async def the_ninth(house: House) -> Any:
    return await house.assign(await house.open(), "W1")


async def a_visit_of_tomorrow(house: House) -> Any:
    [course] = [row["id"] for row in (await house.as_team("GET", "/v1/referrals?state=course")).json()]
    times = {"starts_at": "2025-03-06T10:00:00+01:00", "ends_at": "2025-03-06T11:00:00+01:00"}
    visit = await planned(house, course, **times)
    return visit


def stay(*days: str | None) -> Tried:
    async def tried(house: House) -> Any:
        return await house.as_team("POST", "/v1/stays", a_stay(*days))

    return tried
