"""Outgoing jobs: enqueued in the story's own transaction, so that they exist exactly when what caused them does."""

from dataclasses import dataclass
from typing import cast

import procrastinate
from psycopg import AsyncConnection
from sqlalchemy import text

from kit.calls.traces import trace_id
from kit.database.stories import Story

OUTSTANDING = text("""
    SELECT count(*) FILTER (WHERE attempts = 0 OR status = 'doing'), count(*) FILTER (WHERE attempts > 0)
    FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND args ->> 'municipality_code' = :municipality_code
""")

UNDELIVERED = text("""
    SELECT id, task_name, status::text, attempts, scheduled_at FROM procrastinate_jobs
    WHERE args ->> 'municipality_code' = :municipality_code
      AND (status = 'failed' OR (status = 'todo' AND attempts > 2))
    ORDER BY id LIMIT 200
""")


def new_outbox() -> procrastinate.App:
    """An app that only enqueues, on the connections it is given; it opens none of its own."""
    return procrastinate.App(connector=procrastinate.PsycopgConnector())


async def enqueue(story: Story, outbox: procrastinate.App, task: str, *, in_order_with: str, **ids: str) -> None:
    """Enqueue a task by name. Arguments are identifiers only; jobs with the same `in_order_with` run in order."""
    raw = await (await story.session.connection()).get_raw_connection()
    connection = cast("AsyncConnection", raw.driver_connection)
    deferrer = outbox.configure_task(task, lock=in_order_with, allow_unknown=True, connection=connection)
    await deferrer.defer_async(
        municipality_code=story.municipality_code, caused_by=story.caused_by, trace=trace_id.get(), **ids
    )


@dataclass(frozen=True, slots=True)
class Outstanding:
    """Jobs not delivered yet: `fresh` ones about to be tried, `retrying` ones that have failed at least once."""

    fresh: int
    retrying: int


async def count_outstanding(story: Story) -> Outstanding:
    """The jobs of the story's municipality that are still to be delivered."""
    row = (await story.execute(OUTSTANDING, {"municipality_code": story.municipality_code})).one()
    return Outstanding(fresh=row[0], retrying=row[1])


async def list_undelivered(story: Story) -> list[dict[str, object]]:
    """The jobs that could not be delivered, or have been tried three times without success."""
    rows = await story.execute(UNDELIVERED, {"municipality_code": story.municipality_code})
    return [dict(row) for row in rows.mappings()]
