"""The municipality's own choices, dated."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, or_, select

from kit.database.stories import Story
from services.allocation.domain.registry.choices import LocalChoice
from services.allocation.store.tables import Rate

KEY = ["municipality_code", "key", "valid_from"]


def _choice(row: Rate) -> LocalChoice:
    return LocalChoice(**{name: getattr(row, name) for name in LocalChoice.__dataclass_fields__})


async def save_choices(story: Story, choices: Sequence[LocalChoice]) -> None:
    """Enter the choices, or put right those that begin on the same day."""
    rows = [{"municipality_code": story.municipality_code, **asdict(choice)} for choice in choices]
    statement = insert(Rate).values(rows)
    changed = {name: statement.excluded[name] for name in ("valid_to", "value", "unit", "verified", "note")}
    await story.execute(statement.on_conflict_do_update(index_elements=KEY, set_=changed))


async def list_choices(story: Story) -> list[LocalChoice]:
    """Every choice entered, by key and date."""
    query = select(Rate).order_by(col(Rate.key), col(Rate.valid_from))
    return [_choice(row) for row in (await story.session.exec(query)).all()]


async def find_choice(story: Story, key: str, day: date) -> LocalChoice | None:
    """The choice in force on a day, or None."""
    query = select(Rate).where(
        Rate.municipality_code == story.municipality_code,
        Rate.key == key,
        Rate.valid_from <= day,
        or_(col(Rate.valid_to).is_(None), col(Rate.valid_to) > day),
    )
    row = (await story.session.exec(query)).first()
    return _choice(row) if row else None
