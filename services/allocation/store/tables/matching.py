"""What matching keeps of its own."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from services.allocation.store.tables.base import MOMENT, Table


class AreaAssessment(Table, table=True):
    """A caseworker's yes or no: may the household be allocated a dwelling in an area of this kind."""

    __tablename__ = "area_assessment"

    municipality_code: str = Field(primary_key=True, max_length=4)
    nomination_id: UUID = Field(primary_key=True)
    area: str = Field(primary_key=True)
    may_live_there: bool
    assessed_by: str
    assessed_at: datetime = Field(sa_type=MOMENT)
