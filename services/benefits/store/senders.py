"""Who writes: the municipality by its name on the public list."""

from sqlalchemy import text

from kit.database.stories import Story

NAME = text("SELECT name FROM municipality WHERE code = :municipality_code")


async def get_municipality_name(story: Story) -> str:
    """The name of the story's municipality, as its letters bear it: Helsingør Kommune."""
    found = await story.execute(NAME, {"municipality_code": story.municipality_code})
    name = str(found.scalar_one())
    return name if name.endswith("Kommune") else f"{name} Kommune"
