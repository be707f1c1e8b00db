"""Business time of a demonstration municipality: stored, and moved by whoever may drive it."""

from datetime import datetime

from sqlalchemy import text

from kit.database.stories import Story
from kit.values.problems import Conflict
from kit.values.texts import Text

MOVE = text("""
    INSERT INTO business_clock (municipality_code, now_at) VALUES (:municipality_code, :now_at)
    ON CONFLICT (municipality_code) DO UPDATE SET now_at = excluded.now_at
    WHERE business_clock.now_at <= excluded.now_at
    RETURNING now_at
""")
DRIVEN = text("SELECT EXISTS (SELECT FROM business_clock WHERE municipality_code = :municipality_code)")


class ClockRunsForward(Conflict):
    slug = "clock-runs-forward"
    title = Text("Kommunens ur kan ikke stilles tilbage", "The municipality's clock cannot be set back")


async def move_clock(story: Story, now_at: datetime) -> None:
    """Set the business time of the story's municipality. Raises ClockRunsForward where it would go back."""
    moved = await story.execute(MOVE, {"municipality_code": story.municipality_code, "now_at": now_at})
    if moved.one_or_none() is None:
        raise ClockRunsForward


async def is_driven(story: Story) -> bool:
    """Whether the municipality has a driven clock."""
    row = await story.execute(DRIVEN, {"municipality_code": story.municipality_code})
    return bool(row.scalar_one())
