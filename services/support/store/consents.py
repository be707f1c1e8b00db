"""On which basis something may be told, as rows, and back."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.consents.passing import Basis, Consent, What
from services.support.store import tables


def _consent(row: tables.Consent) -> Consent:
    return Consent(
        id=row.id,
        citizen_id=row.citizen_id,
        what=What(row.what),
        to=Party(row.recipient),
        basis=Basis(row.basis),
        section=row.section,
        given_on=row.given_on,
        withdrawn_on=row.withdrawn_on,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )


async def list_consents(story: Story, citizen_id: UUID) -> list[Consent]:
    """Everything recorded of one citizen, by day."""
    row = tables.Consent
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.citizen_id == citizen_id)
        .order_by(col(row.given_on), col(row.id))
        .execution_options(populate_existing=True)
    )
    return [_consent(each) for each in (await story.session.exec(query)).all()]


async def hold_consent(story: Story, consent: Consent) -> tuple[Consent, bool]:
    """Store what is recorded unless it is there; the row as it stands, ours to change, and whether it is new."""
    values = {name: getattr(consent, name) for name in Consent.__dataclass_fields__ if name != "to"}
    own = {"municipality_code": story.municipality_code, "recipient": consent.to}
    statement = insert(tables.Consent).values(values | own).on_conflict_do_nothing()
    stored = await story.execute(statement.returning(col(tables.Consent.id)))
    is_new = stored.one_or_none() is not None
    row = await story.session.get_one(
        tables.Consent, (story.municipality_code, consent.id), with_for_update=True, populate_existing=True
    )
    return _consent(row), is_new


async def save_withdrawal(story: Story, consent: Consent) -> None:
    """Store when the consent was withdrawn, and who heard it."""
    row = tables.Consent
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == consent.id)
        .values(withdrawn_on=consent.withdrawn_on, recorded_by=consent.recorded_by, recorded_at=consent.recorded_at)
    )
