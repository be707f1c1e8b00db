"""Bad input is told precisely: the status, what it is called, the field it stands in; and nothing has changed."""

from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.integration.conftest import Databases
from tests.integration.support.house import House
from tests.integration.support.shelters import a_stay, admit
from tests.integration.support.test_capacity import fill
from tests.integration.support.test_concerns import a_concern
from tests.integration.support.test_courses import a_course
from tests.integration.support.test_visits import NOW, planned

INVALID, OVERLAP = "invalid-request", "stays-overlap"
TOMORROW = {"starts_at": "2025-03-06T10:00:00+01:00", "ends_at": "2025-03-06T11:00:00+01:00"}
BACKWARDS = {"method": "cti", "valid_from": "2025-06-01", "valid_to": "2025-05-31", "source": "a slip"}
PHASES = {"phases": [{"phase": 1, "starts_on": "2025-06-01", "ends_on": "2025-05-31"}]}
KEPT_TOMORROW = {"status": "kept", "began_at": "2025-03-06T10:00:00+01:00", "ended_at": "2025-03-06T11:00:00+01:00"}
KEPT_BACKWARDS = {"status": "kept", "began_at": "2025-03-05T10:00:00+01:00", "ended_at": "2025-03-05T09:00:00+01:00"}
MOVE_IN = {"outcome": "signed", "at": "2025-03-05T10:00:00+01:00", "move_in_on": "2025-03-10"}


@pytest.fixture
async def standing(house: House) -> dict[str, str]:
    """A full worker and one citizen more, a course with a visit of tomorrow, and a stay from 1 to 20 February."""
    await house.worker("W1")
    await fill(house, "W1", 8)
    found = {"ninth": await house.open(), "course": await a_course(house)}
    found["stay"] = (await admit(house, "2025-02-01", "2025-02-20"))["id"]
    house.clock.now = NOW
    found["visit"] = await planned(house, found["course"], **TOMORROW)
    return found


def dumped(databases: Databases) -> dict[str, tuple[int, str]]:
    """How many rows stand in each table, the journal with them, and what they say; answers kept for repeats apart."""
    with databases.admin("support") as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: _rows(connection, name) for (name,) in names if name != "kept_answer"}


def _rows(connection: "psycopg.Connection", table: str) -> tuple[int, str]:
    rows = connection.execute(f"SELECT each::text FROM {table} each ORDER BY 1").fetchall()
    return len(rows), "|".join(text for (text,) in rows)


BAD: list[tuple[str, str, str, object, int, str, list[str]]] = [
    (
        "a ninth citizen for a worker by ICM",
        "POST",
        "/v1/referrals/{ninth}/assignment",
        {"worker_reference": "W1"},
        409,
        "caseload-full",
        [],
    ),
    (
        "a method, and with it its phases, that ends before it starts",
        "PUT",
        "/v1/methods",
        {"methods": [BACKWARDS]},
        422,
        INVALID,
        ["/methods/0/valid_to"],
    ),
    (
        "a phase that ends before it starts: its dates follow from the first day, and nobody can send others",
        "PUT",
        "/v1/referrals/{ninth}/offer-outcome",
        MOVE_IN | PHASES,
        422,
        INVALID,
        ["/phases"],
    ),
    (
        "a stay in another that has ended",
        "POST",
        "/v1/stays",
        a_stay("2025-02-19", "2025-02-25", shelter="south-house"),
        409,
        OVERLAP,
        [],
    ),
    (
        "a stay around another",
        "POST",
        "/v1/stays",
        a_stay("2025-01-01", "2025-03-01", shelter="south-house"),
        409,
        OVERLAP,
        [],
    ),
    (
        "a stay that still runs, begun before another",
        "POST",
        "/v1/stays",
        a_stay("2025-01-20", shelter="south-house"),
        409,
        OVERLAP,
        [],
    ),
    (
        "a stay that ends before it begins",
        "POST",
        "/v1/stays",
        a_stay("2025-03-03", "2025-03-02"),
        422,
        INVALID,
        ["/discharged_on"],
    ),
    (
        "a stay corrected so that it ends before it begins",
        "POST",
        "/v1/stays/{stay}/corrections",
        {"corrects_version": 1, "code": "wrong_date", "admitted_on": "2025-02-21"},
        422,
        INVALID,
        ["/discharged_on"],
    ),
    (
        "a visit in the future marked kept",
        "POST",
        "/v1/visits/{visit}/result",
        KEPT_TOMORROW,
        422,
        INVALID,
        ["/ended_at"],
    ),
    (
        "a visit that ended before it began",
        "POST",
        "/v1/visits/{visit}/result",
        KEPT_BACKWARDS,
        422,
        INVALID,
        ["/ended_at"],
    ),
    ("a concern about nobody", "POST", "/v1/concerns", a_concern(about={}), 422, INVALID, ["/about"]),
]


@pytest.mark.parametrize(
    ("reason", "method", "path", "body", "status", "slug", "pointers"), BAD, ids=[row[0] for row in BAD]
)
async def test_bad_input_is_told_at_its_field_and_changes_nothing(
    house: House,
    databases: Databases,
    standing: dict[str, str],
    reason: str,
    method: str,
    path: str,
    body: object,
    status: int,
    slug: str,
    pointers: list[str],
) -> None:
    before = dumped(databases)
    as_allocation = path.endswith("offer-outcome")
    send = house.as_allocation if as_allocation else house.as_coordinator
    source = {"source": "citizen"} if path == "/v1/concerns" else {}
    sent: Any = {**body, **source} if isinstance(body, dict) else body
    answer = await send(method, path.format(**standing), sent)
    told = answer.json()
    found = (
        answer.status_code,
        told["type"].rsplit(":", 1)[-1],
        [error["pointer"] for error in told.get("errors", [])],
    )
    assert found == (status, slug, pointers), reason
    assert told["title"], reason
    assert dumped(databases) == before, reason


async def test_control_a_row_too_many_is_found(house: House, databases: Databases, standing: dict[str, str]) -> None:
    """The table above means something only if the comparison goes red when something has changed."""
    before = dumped(databases)
    again = await house.worker("W1", team="south")
    after = dumped(databases)
    assert again and {name for name in after if after[name] != before[name]} >= {"worker"}
    assert standing and after["journal"][0] >= before["journal"][0]


async def test_out_of_one_shelter_and_into_another_on_one_day_is_no_overlap(
    house: House, standing: dict[str, str]
) -> None:
    assert standing
    for first, last in (("2025-02-20", "2025-02-28"), ("2025-01-20", "2025-02-01")):
        answer = await house.as_team("POST", "/v1/stays", a_stay(first, last, shelter="south-house"))
        assert answer.status_code == 201, answer.text


def test_no_operation_takes_the_dates_of_a_phase(application: FastAPI) -> None:
    """They follow from the first day and the method: what nobody can send, nobody can send the wrong way round."""
    schemas = application.openapi()["components"]["schemas"]
    taken = {
        name.partition("-")[0]
        for name, schema in schemas.items()
        if schema.get("additionalProperties") is False and {"phase", "phases"} & set(schema.get("properties", {}))
    }
    assert taken == {"WeightModel"}, "how much a citizen in the phase weighs, and no date"
