"""On which basis something about a citizen may be told to whom."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from services.support.store.tables.base import MOMENT, Table


class Consent(Table, table=True):
    """What may be told to whom: the citizen's own consent, or a section of law that a person has judged to hold."""

    __table_args__ = (
        Index(None, "municipality_code", "citizen_id"),
        CheckConstraint("(basis = 'law') = (section IS NOT NULL)", name="law_names_its_section"),
    )

    id: UUID = Field(primary_key=True)
    citizen_id: UUID
    what: str
    recipient: str
    basis: str
    section: str | None
    given_on: date
    withdrawn_on: date | None
    recorded_by: str
    recorded_at: datetime = Field(sa_type=MOMENT)
