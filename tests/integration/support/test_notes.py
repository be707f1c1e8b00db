"""Words about a citizen: encrypted, read by few, each reading journaled, and nowhere else."""

import uuid
from functools import partial
from typing import Any

import httpx
import psycopg
import pytest
from cryptography.fernet import Fernet, InvalidToken

from kit.database.engine import connect
from kit.database.stories import Stories
from kit.database.vault import Vault
from kit.database.worker import sweep
from services.support.main import CALLER
from services.support.store.sealed_words import SEALED
from services.support.store.tables import METADATA
from services.support.usecases.courses.rotate_keys import rotate_keys
from tests.integration.support.house import HELSINGOER, SCOPES, SOLROED, TEAM, House
from tests.integration.support.test_courses import a_course

WORDS = "Zebra: vi talte om akvariet"
GOAL: dict[str, object] = {
    "dimension": "surroundings",
    "words": "Zebra: jeg vil have fisk",
    "steps": [{"words": "Zebra: se på akvarier", "due_on": "2025-03-10"}],
}


def as_worker(house: House, person: str = "C1", scopes: str = TEAM) -> str:
    return house.issuer.token("support_team", "support_team", scopes, municipalities=[HELSINGOER], person=person)


def as_supervisor(house: House) -> str:
    return as_worker(house, "team-leader", f"{TEAM} notes:supervise")


async def written(house: House, course: str, words: str = WORDS) -> str:
    path = f"/v1/courses/{course}/notes"
    answer = await house.send("POST", path, {"words": words}, bearer=as_worker(house))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def a_goal(house: House, course: str) -> dict[str, Any]:
    answer = await house.send("POST", f"/v1/courses/{course}/goals", GOAL, bearer=as_worker(house))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def closed(house: House, course: str) -> None:
    body = {"ground": "need_met", "need_assessed_on": "2025-03-03"}
    assert (await house.as_coordinator("POST", f"/v1/courses/{course}/closing", body)).status_code == 200


async def journaled(house: House, course: str) -> list[tuple[str, str | None, object]]:
    entries = (await house.as_team("GET", f"/v1/timeline/{course}")).json()
    return [(entry["kind"], entry["person"], entry["facts"].get("as")) for entry in entries]


async def test_the_worker_writes_and_reads_and_each_reading_is_journaled(house: House) -> None:
    course = await a_course(house)
    note = await written(house, course)
    for _ in range(2):
        answer = await house.send("GET", f"/v1/notes/{note}", bearer=as_worker(house))
        assert answer.json()["words"] == WORDS, answer.text
    entries = await journaled(house, course)
    assert entries[-3:] == [
        ("note_written", "C1", "worker"),
        ("note_read", "C1", "worker"),
        ("note_read", "C1", "worker"),
    ]


async def test_a_supervisor_reads_and_is_journaled_as_such(house: House) -> None:
    course = await a_course(house)
    note = await written(house, course)
    await closed(house, course)
    answer = await house.send("GET", f"/v1/notes/{note}", bearer=as_supervisor(house))
    assert answer.json()["words"] == WORDS
    assert (await journaled(house, course))[-1] == ("note_read", "team-leader", "supervisor")


async def readings(house: House, course: str, note: str, bearer: str) -> list[httpx.Response]:
    paths = (f"/v1/notes/{note}", f"/v1/courses/{course}/notes", f"/v1/courses/{course}/goals")
    return [await house.send("GET", path, bearer=bearer) for path in paths]


async def test_nobody_else_reads(house: House) -> None:
    course = await a_course(house)
    note = await written(house, course)
    await a_goal(house, course)
    before = await journaled(house, course)
    others = {
        "another worker": as_worker(house, "C2"),
        "the coordinator": as_worker(house, "support-coordinator"),
        "a worker without the scope": as_worker(house, "C1", SCOPES["service"]),
        "the system without a person": house.token("support_team"),
    }
    for name, bearer in others.items():
        for answer in await readings(house, course, note, bearer):
            assert answer.status_code == 403 and "Zebra" not in answer.text, name
    assert await journaled(house, course) == before, "nothing was read, so nothing is journaled"
    for answer in await readings(house, course, note, as_worker(house)):
        assert answer.status_code == 200, "the control: the worker reads them all"


async def test_the_worker_reads_no_more_when_the_course_has_ended(house: House) -> None:
    course = await a_course(house)
    note = await written(house, course)
    await closed(house, course)
    for answer in await readings(house, course, note, as_worker(house)):
        assert answer.status_code == 403 and answer.json()["type"].endswith("not-your-course")


async def test_another_municipality_finds_no_note(house: House) -> None:
    note = await written(house, await a_course(house))
    house.municipality = SOLROED
    bearer = house.token("support_team", person="C1")
    assert (await house.send("GET", f"/v1/notes/{note}", bearer=bearer)).status_code == 404


async def test_the_words_stand_in_no_answer_list_feed_or_kept_answer(house: House) -> None:
    course = await a_course(house)
    path, key = f"/v1/courses/{course}/notes", uuid.uuid4().hex
    answers = [await house.send("POST", path, {"words": WORDS}, bearer=as_worker(house), key=key) for _ in range(2)]
    assert answers[1].headers["idempotent-replay"] == "true"
    goal = await a_goal(house, course)
    step = {"words": "Zebra igen", "due_on": "2025-03-11"}
    answers.append(await house.send("POST", f"/v1/goals/{goal['id']}/steps", step, bearer=as_worker(house)))
    lists = ("referrals", "tasks", "events", "figures", "workers", f"timeline/{course}", f"courses/{course}/visits")
    answers += [await house.send("GET", f"/v1/{name}", bearer=as_worker(house)) for name in lists]
    answers.append(await house.send("GET", path, bearer=as_worker(house)))
    for answer in answers:
        assert answer.status_code in (200, 201), answer.text
        assert "Zebra" not in answer.text, answer.url
    with psycopg.connect(house.worker_database) as connection:
        connection.execute("SELECT set_config('hjemvej.municipalities', %s, true)", [HELSINGOER])
        connection.execute("SELECT set_config('hjemvej.party', 'service', true)")
        for table in ("note", "goal", "goal_step", "journal", "kept_answer"):
            rows = connection.execute(f"SELECT {table}::text FROM {table}").fetchall()
            assert rows, table
            assert not any("Zebra" in row or b"Zebra".hex() in row for (row,) in rows), table


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "nothing"),
        ("   ", "nothing but space"),
        ("x" * 2001, "too long"),
        (None, "nothing at all"),
        (7, "a number"),
    ],
)
async def test_a_note_that_says_nothing_or_too_much_is_not_written(house: House, words: object, reason: str) -> None:
    course = await a_course(house)
    path = f"/v1/courses/{course}/notes"
    answer = await house.send("POST", path, {"words": words}, bearer=as_worker(house))
    assert answer.status_code == 422 and answer.json()["errors"][0]["pointer"] == "/words", reason
    assert (await house.send("GET", path, bearer=as_worker(house))).json() == [], reason


async def test_nothing_is_written_about_a_course_that_has_ended_or_is_not_there(house: House) -> None:
    course = await a_course(house)
    goal = await a_goal(house, course)
    await closed(house, course)
    sent: list[tuple[str, dict[str, object]]] = [
        (f"/v1/courses/{course}/notes", {"words": WORDS}),
        (f"/v1/courses/{course}/goals", GOAL),
        (f"/v1/goals/{goal['id']}/steps", {"words": WORDS, "due_on": "2025-03-11"}),
        (f"/v1/goals/{goal['id']}/end", {"state": "reached", "ended_on": "2025-03-03"}),
        (f"/v1/goal-steps/{goal['steps'][0]['id']}/completion", {"done_on": "2025-03-03"}),
    ]
    for path, body in sent:
        answer = await house.send("POST", path, body, bearer=as_supervisor(house))
        assert answer.status_code == 409 and answer.json()["type"].endswith("course-ended"), path
        missing = path.replace(course, str(uuid.uuid4())).replace(goal["id"], str(uuid.uuid4()))
        missing = missing.replace(goal["steps"][0]["id"], str(uuid.uuid4()))
        assert (await house.send("POST", missing, body, bearer=as_supervisor(house))).status_code == 404, path


async def test_words_are_put_under_the_newest_key_and_the_older_one_opens_nothing_then(
    house: House, fernet_key: str
) -> None:
    course = await a_course(house)
    await written(house, course)
    await a_goal(house, course)
    newest = Fernet.generate_key().decode()
    both, alone = Vault(f"{newest},{fernet_key}", "x"), Vault(newest, "x")
    stories = Stories(connect(house.worker_database, pool_size=1), house.clock)
    with pytest.raises(InvalidToken):
        opened(house, alone)
    assert await sweep(stories, CALLER, HELSINGOER, [partial(rotate_keys, vault=both)]) == 3
    assert await sweep(stories, CALLER, HELSINGOER, [partial(rotate_keys, vault=both)]) == 0
    await stories.engine.dispose()
    assert opened(house, alone) == sorted([WORDS, str(GOAL["words"]), "Zebra: se på akvarier"])


def opened(house: House, vault: Vault) -> list[str]:
    """Everything encrypted, read with the vault's keys alone."""
    with psycopg.connect(house.worker_database) as connection:
        connection.execute("SELECT set_config('hjemvej.municipalities', %s, true)", [HELSINGOER])
        rows = [
            row
            for table in ("note", "goal", "goal_step")
            for row in connection.execute(f"SELECT words FROM {table}").fetchall()
        ]
    return sorted(vault.open(bytes(words)) for (words,) in rows)


def test_every_column_of_words_is_rotated() -> None:
    """A table that is encrypted but left out of the rotation would be lost with its key."""
    sealed = {table.name for table in METADATA.tables.values() if "key_mark" in table.columns}
    assert set(SEALED) == sealed
