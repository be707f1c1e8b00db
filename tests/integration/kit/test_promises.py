"""The kit's promises, on allocation: once only, committed before answered, a feed without gaps, a journal sealed."""

import asyncio
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from kit.database import answers, journal
from kit.database.seals import first_broken_seal, seal_journal
from kit.database.stories import Stories
from kit.values.callers import Caller, Party
from services.allocation.main import CALLER
from tests.builders.posting import a_nomination, a_vacancy
from tests.integration.allocation.conftest import *  # noqa: F403  (the fixtures of allocation)
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock, Databases

READER = Caller("allocation-office", Party.ALLOCATION_OFFICE, ("0217",), frozenset())


async def post_at_once(callers: Callers, times: int) -> Counter[str]:
    """The same request sent so many times at once, each repeated until it is answered; how each was answered."""
    body, found = a_vacancy(), Counter[str]()

    async def until_answered() -> None:
        while True:
            answer = await callers.organisation_a.post("/v1/vacancies", body, key="at once")
            if answer.status_code != 409 or slug_of(answer) != "idempotency-key-in-use":
                found[f"{answer.status_code} {answer.json().get('id')}"] += 1
                return

    await asyncio.gather(*(until_answered() for _ in range(times)))
    return found


async def entries(stories: Stories, kind: str) -> int:
    async with stories.begin(CALLER, "0217") as story:
        row = await story.execute(text("SELECT count(*) FROM journal WHERE kind = :kind"), {"kind": kind})
        return int(row.scalar_one())


async def test_a_request_sent_eight_times_at_once_happens_once(quarter: Callers, stories: Stories) -> None:
    found = await post_at_once(quarter, 8)
    assert len(found) == 1, "every repeat has the first answer"
    assert await entries(stories, "vacancy_released") == 1


async def test_without_the_kept_answer_the_second_is_another_answer(
    quarter: Callers, stories: Stories, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the promise switched off the check above goes red."""

    async def forgets(*_: object) -> None:
        return None

    monkeypatch.setattr("kit.web.requests.find_answer", forgets)
    monkeypatch.setattr("kit.web.requests.keep_answer", forgets)
    assert len(await post_at_once(quarter, 8)) > 1


async def test_a_failure_is_not_kept_and_may_be_tried_again(quarter: Callers) -> None:
    wrong = await quarter.organisation_a.post("/v1/vacancies", a_vacancy(estate="99"), key="once more")
    assert slug_of(wrong) == "unknown-estate"
    right = await quarter.organisation_a.post("/v1/vacancies", a_vacancy(), key="once more")
    assert right.status_code == 201


async def test_a_key_belongs_to_its_client(quarter: Callers) -> None:
    first = await quarter.organisation_a.post("/v1/vacancies", a_vacancy(), key="shared")
    body = a_vacancy(organisation_cvr="99000244")
    second = await quarter.organisation_b.post("/v1/vacancies", body, key="shared")
    assert (first.status_code, second.status_code) == (201, 201)


async def test_kept_answers_are_forgotten_after_thirty_days(
    quarter: Callers, stories: Stories, databases: Databases
) -> None:
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy(), key="old")
    with databases.admin("allocation") as connection:
        connection.execute("UPDATE kept_answer SET kept_at = %s", [stories.clock() - timedelta(days=31)])
    async with stories.begin(CALLER, "0217") as story:
        await answers.forget_old_answers(story)
    with databases.admin("allocation") as connection:
        assert connection.execute("SELECT count(*) FROM kept_answer").fetchone() == (0,)


async def test_when_the_commit_fails_the_caller_is_not_told_it_worked(quarter: Callers, databases: Databases) -> None:
    """The answer is sent after the commit: one that the database refuses at the last moment is never a 2xx."""
    with databases.admin("allocation") as connection:
        connection.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'at commit'; END$$;"
            "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON vacancy DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
        try:
            answer = await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
        finally:
            connection.execute("DROP TRIGGER refuse ON vacancy; DROP FUNCTION refuse()")
    assert answer.status_code >= 500
    assert (await quarter.organisation_a.get("/v1/vacancies")).json() == []


async def note(stories: Stories, story_kind: str, *, hold: asyncio.Event, written: asyncio.Event) -> None:
    from uuid import uuid4

    async with stories.begin(CALLER, "0217") as story:
        await journal.record(story, story_kind, uuid4(), (Party.ALLOCATION_OFFICE,))
        written.set()
        await hold.wait()


async def test_the_feed_never_shows_a_row_before_an_earlier_one_can_still_appear(stories: Stories) -> None:
    """A slow transaction writes first and commits last: nothing after it is shown until it has ended."""
    release, at_once = asyncio.Event(), asyncio.Event()
    at_once.set()
    slow_wrote, fast_wrote = asyncio.Event(), asyncio.Event()
    slow = asyncio.create_task(note(stories, "slow", hold=release, written=slow_wrote))
    await slow_wrote.wait()
    await note(stories, "fast", hold=at_once, written=fast_wrote)
    async with stories.begin(READER) as story:
        assert await journal.read_feed(story, (0, 0), 10) == []
    release.set()
    await slow
    async with stories.begin(READER) as story:
        assert [entry.kind for entry in await journal.read_feed(story, (0, 0), 10)] == ["slow", "fast"]


async def test_a_changed_journal_no_longer_answers_to_its_seal(
    quarter: Callers, stories: Stories, databases: Databases
) -> None:
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    await quarter.centre.post("/v1/nominations", a_nomination())
    async with stories.begin(CALLER, "0217") as story:
        assert await seal_journal(story) > 0
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    async with stories.begin(CALLER, "0217") as story:
        assert await seal_journal(story) == 1
        assert await seal_journal(story) == 0
    for reader in (quarter.office, quarter.organisation_a):
        assert (await reader.get("/v1/seals")).json() == {"holds": True, "first_broken": None}
    with databases.admin("allocation") as connection:
        connection.execute("UPDATE journal SET person = 'somebody-else' WHERE kind = 'vacancy_released'")
    async with stories.begin(CALLER, "0217") as story:
        assert await first_broken_seal(story) == 1


async def test_a_removed_entry_breaks_the_seal(quarter: Callers, stories: Stories, databases: Databases) -> None:
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    async with stories.begin(CALLER, "0217") as story:
        await seal_journal(story)
    with databases.admin("allocation") as connection:
        connection.execute("DELETE FROM journal WHERE kind = 'vacancy_released'")
    async with stories.begin(CALLER, "0217") as story:
        assert await first_broken_seal(story) == 1


async def test_a_driven_clock_decides_what_is_due_and_runs_forward_only(quarter: Callers, clock: Clock) -> None:
    moved = await quarter.driver.put("/v1/clock", {"now_at": "2025-06-02T09:00:00+02:00"})
    assert moved.status_code == 200, moved.text
    assert (await quarter.office.get("/v1/clock")).json()["now_at"] == "2025-06-02T07:00:00Z"
    posted = await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    assert posted.json()["decision"]["decided_at"].startswith("2025-06-02T07:00")
    back = await quarter.driver.put("/v1/clock", {"now_at": "2025-06-01T09:00:00+02:00"})
    assert slug_of(back) == "clock-runs-forward"
    assert (await quarter.office.put("/v1/clock", {"now_at": "2025-07-01T09:00:00+02:00"})).status_code == 403
    assert (await quarter.neighbour_office.get("/v1/clock")).json()["driven"] is False


async def test_the_service_is_ready_when_its_database_answers(http: httpx.AsyncClient) -> None:
    assert (await http.get("/ready")).status_code == 200
    assert (await http.get("/health")).json() == {"status": "alive"}
