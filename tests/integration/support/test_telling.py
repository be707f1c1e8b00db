"""Allocation is told, once and in order, where support for its offer stands."""

from typing import Any, cast

import psycopg

from kit.calls.neighbours import Neighbour
from kit.database.engine import connect
from kit.database.stories import Stories
from services.support.main import deliveries
from tests.integration.support.house import HELSINGOER, House


class Receiver:
    """In allocation's place: what was sent, to whom."""

    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, Any], str, str | None]] = []

    async def put(
        self, path: str, body: dict[str, Any], *, municipality_code: str, caused_by: str | None
    ) -> dict[str, object]:
        self.told.append((path, body, municipality_code, caused_by))
        return {}


def jobs(house: House) -> list[dict[str, Any]]:
    with psycopg.connect(house.worker_database) as connection:
        rows = connection.execute("SELECT task_name, lock, args FROM procrastinate_jobs ORDER BY id").fetchall()
    return [{"task": row[0], "lock": row[1], "args": row[2]} for row in rows]


async def deliver(house: House) -> list[tuple[str, dict[str, Any], str, str | None]]:
    receiver = Receiver()
    stories = Stories(connect(house.worker_database, pool_size=1), house.clock)
    outgoing = deliveries(stories, cast("Neighbour", receiver))
    try:
        for job in jobs(house):
            arguments = {name: value for name, value in job["args"].items() if name != "trace"}
            await outgoing[job["task"]](**arguments)
    finally:
        await stories.engine.dispose()
    return receiver.told


async def test_an_assignment_is_told_with_the_person_who_made_it(house: House) -> None:
    await house.as_team(
        "PUT", "/v1/methods", {"methods": [{"method": "icm", "valid_from": "2025-01-01", "source": "local"}]}
    )
    await house.worker("W1")
    referral = await house.open()
    assert jobs(house) == []
    await house.assign(referral, "W1")
    [(path, body, municipality, caused_by)] = await deliver(house)
    assert path == f"/allocation/v1/offers/{referral}/support"
    assert (body["status"], body["worker_id"], body["method"]) == ("assigned", "W1", "icm")
    assert body["at"] == "2025-03-03T09:00:00+00:00"
    assert (municipality, caused_by) == (HELSINGOER, "support-coordinator")


async def test_no_room_is_told_when_the_referral_is_opened(house: House) -> None:
    referral = await house.open()
    [(path, body, _, _)] = await deliver(house)
    assert path.endswith(f"{referral}/support") and body["status"] == "no_room"
    [job] = jobs(house)
    assert job["lock"] == f"referral {referral}"
    assert set(job["args"]) == {"municipality_code", "caused_by", "trace", "referral_id"}


async def test_a_refused_assignment_tells_nobody(house: House) -> None:
    referral = await house.open()
    before = len(jobs(house))
    await house.worker("W1", capacity=0)
    assert (await house.assign(referral, "W1")).status_code == 409
    assert len(jobs(house)) == before


async def test_nothing_is_told_of_an_offer_that_has_ended(house: House) -> None:
    referral = await house.open()
    await house.outcome(referral, "withdrawn")
    assert await deliver(house) == []
