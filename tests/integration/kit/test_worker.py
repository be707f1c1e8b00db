"""The worker's rounds: every municipality in use is swept, and none keeps another waiting."""

import pytest

from kit.database.stories import Stories, Story
from kit.database.worker import Worker
from services.allocation.main import CALLER
from tests.builders.posting import a_nomination, a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import *  # noqa: F403  (the fixtures of allocation)
from tests.integration.allocation.conftest import Callers
from tests.integration.conftest import Databases


async def test_a_municipality_whose_sweep_fails_keeps_no_other_waiting(
    quarter: Callers, stories: Stories, databases: Databases, capfd: pytest.CaptureFixture[str]
) -> None:
    await quarter.neighbour_office.put("/v1/estates", {"estates": [an_estate()]})
    await quarter.neighbour_office.post("/v1/agreements", an_agreement())
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    swept: list[str] = []

    async def fails_here(story: Story) -> int:
        swept.append(story.municipality_code)
        if story.municipality_code == "0217":
            raise ValueError("a row that cannot be read")
        return 0

    worker = Worker(databases.access["allocation"].worker, stories, CALLER, {}, [fails_here])
    await worker._sweep_all()
    assert swept == ["0217", "0269"], "the two in which anything has happened, and no others"
    logged = capfd.readouterr().out
    assert "sweep_failed" in logged
    assert "round_failed" not in logged, "what belongs to no municipality was done"


async def test_what_was_refused_for_good_is_an_error_in_the_log(
    quarter: Callers, stories: Stories, databases: Databases, capfd: pytest.CaptureFixture[str]
) -> None:
    worker = Worker(databases.access["allocation"].worker, stories, CALLER, {}, [])
    await worker._sweep_all()
    assert "undelivered" not in capfd.readouterr().out
    await quarter.centre.post("/v1/nominations", a_nomination())
    with databases.admin("allocation") as connection:
        connection.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    await worker._sweep_all()
    assert "undelivered" in capfd.readouterr().out
    listed = (await quarter.office_system.get("/v1/undelivered")).json()
    assert [(job["task_name"], job["status"]) for job in listed] == [("assess_ability", "failed")]
    assert (await quarter.organisation_a.get("/v1/undelivered")).status_code == 403


HELD = [
    ("somebody may still be doing it", 29, "doing"),
    ("nobody can be doing it any more, though its worker lives on", 31, "todo"),
]


@pytest.mark.parametrize(("why", "seconds", "status"), HELD, ids=[row[0] for row in HELD])
async def test_a_job_held_by_a_worker_that_lives(
    quarter: Callers, stories: Stories, databases: Databases, why: str, seconds: int, status: str
) -> None:
    await quarter.centre.post("/v1/nominations", a_nomination())
    with databases.admin("allocation") as connection:
        connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        connection.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM procrastinate_workers)"
        )
        connection.execute("UPDATE procrastinate_events SET at = now() - make_interval(secs => %s)", [seconds])
    worker = Worker(databases.access["allocation"].worker, stories, CALLER, {}, [])
    async with worker.app.open_async():
        await worker._rescue()
    with databases.admin("allocation") as connection:
        [(found,)] = connection.execute("SELECT status::text FROM procrastinate_jobs").fetchall()
    assert found == status, why
