"""Consents as rows, and back."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.allocation.domain.nominations.consents import Basis, Consent, Item
from services.allocation.store import tables


def _consent(row: tables.Consent) -> Consent:
    own = {name: getattr(row, name) for name in Consent.__dataclass_fields__}
    return Consent(**own | {"items": tuple(Item(each) for each in row.items), "basis": Basis(row.basis)})


async def save_consent(story: Story, consent: Consent) -> None:
    """Store a consent as recorded."""
    values = asdict(consent) | {"items": list(consent.items)}
    story.session.add(tables.Consent(municipality_code=story.municipality_code, **values))
    await story.session.flush()


async def list_consents(story: Story, nomination_id: UUID) -> list[Consent]:
    """Every consent of a nomination, oldest first, withdrawn ones too."""
    row = tables.Consent
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.nomination_id == nomination_id)
        .order_by(col(row.recorded_at), col(row.id))
    )
    return [_consent(each) for each in (await story.session.exec(query)).all()]


async def get_consent(story: Story, nomination_id: UUID, consent_id: UUID) -> Consent:
    """The consent, this story's to change; or NotFound."""
    row = tables.Consent
    query = select(row).where(row.id == consent_id, row.nomination_id == nomination_id)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    found = (await story.session.exec(fresh)).one_or_none()
    if found is None:
        raise NotFound
    return _consent(found)


async def withdraw(story: Story, consent_id: UUID) -> None:
    """Store that the citizen has taken the consent back."""
    row = tables.Consent
    await story.session.exec(update(row).where(col(row.id) == consent_id).values(withdrawn_at=story.now))


async def point_consents_anew(story: Story, nomination_id: UUID, into_id: UUID) -> None:
    """Let what a citizen consented to follow to the nomination that stays."""
    row = tables.Consent
    await story.session.exec(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.nomination_id) == nomination_id)
        .values(nomination_id=into_id)
    )
