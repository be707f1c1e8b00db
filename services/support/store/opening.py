"""Opening hours as rows, and back."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.opening.hours import Opening, OpeningHours
from services.support.store import tables

HOURS = tuple(OpeningHours.__dataclass_fields__)
OPENING = tuple(Opening.__dataclass_fields__)


async def save_opening(story: Story, hours: OpeningHours) -> None:
    """Add the row, or put right the one that begins on the same day."""
    values = {name: getattr(hours, name) for name in HOURS} | {
        "openings": [{name: getattr(each, name) for name in OPENING} for each in hours.openings],
        "closed_days": [day.isoformat() for day in hours.closed_days],
    }
    statement = insert(tables.OpeningHours).values(municipality_code=story.municipality_code, **values)
    new = {name: statement.excluded[name] for name in HOURS if name != "valid_from"}
    key = ("municipality_code", "valid_from")
    await story.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


async def list_opening(story: Story) -> list[OpeningHours]:
    """The municipality's rows, by date."""
    row = tables.OpeningHours
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.valid_from))
    return [
        OpeningHours(
            **{name: getattr(each, name) for name in HOURS}
            | {
                "openings": tuple(Opening(**opening) for opening in each.openings),
                "closed_days": tuple(date.fromisoformat(day) for day in each.closed_days),
            }
        )
        for each in (await story.session.exec(query)).all()
    ]
