"""The council's priority schemes as rows, and back."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.allocation.domain.matching.schemes import BOUNDS, PriorityCriterion, PriorityScheme, scheme_on
from services.allocation.domain.nominations.situations import Situation
from services.allocation.store import tables

LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('priority schemes ' || :municipality_code, 0))")


def _scheme(row: tables.PriorityScheme) -> PriorityScheme:
    return PriorityScheme(
        version=row.version,
        order=tuple(PriorityCriterion(each) for each in row.content["order"]),
        situations=tuple(Situation(each) for each in row.content["situations"]),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        verified=row.verified,
        **{name: row.content[name] for name in BOUNDS},
    )


async def lock_schemes(story: Story) -> None:
    """From here on nobody else enters schemes in the municipality until the story ends."""
    await story.execute(LOCK, {"municipality_code": story.municipality_code})


async def save_schemes(story: Story, schemes: Sequence[PriorityScheme]) -> None:
    """Enter new versions, or the day on which those that are there end."""
    same = ("version", "valid_from", "valid_to", "source", "verified")
    rows = [
        {
            "municipality_code": story.municipality_code,
            **{name: getattr(scheme, name) for name in same},
            "content": scheme.as_json(),
        }
        for scheme in schemes
    ]
    statement = insert(tables.PriorityScheme).values(rows)
    changed = {"valid_to": statement.excluded.valid_to}
    await story.execute(statement.on_conflict_do_update(index_elements=["municipality_code", "version"], set_=changed))


async def list_schemes(story: Story) -> list[PriorityScheme]:
    """Every scheme the council has entered, by date."""
    row = tables.PriorityScheme
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.valid_from))
    return [_scheme(each) for each in (await story.session.exec(query)).all()]


async def get_scheme(story: Story, day: date) -> PriorityScheme:
    """The scheme in force on a day; the first one where the council has entered none for it."""
    return scheme_on(await list_schemes(story), day)
