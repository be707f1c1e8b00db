"""The registry of organisations and estates."""

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from kit.database.stories import Story
from services.allocation.domain.registry.estates import RegisteredEstate
from services.allocation.store.tables import Estate

KEY = ["municipality_code", "organisation_cvr", "estate"]


async def save_estates(story: Story, estates: Sequence[RegisteredEstate]) -> None:
    """Add the estates, or put right those that are there."""
    statement = insert(Estate).values(
        [
            {
                "municipality_code": story.municipality_code,
                **{name: getattr(estate, name) for name in RegisteredEstate.__dataclass_fields__},
            }
            for estate in estates
        ]
    )
    new = {name: statement.excluded[name] for name in RegisteredEstate.__dataclass_fields__ if name not in KEY}
    await story.execute(statement.on_conflict_do_update(index_elements=KEY, set_=new))
