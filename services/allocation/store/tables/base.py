"""What every table of allocation is made from."""

from typing import Any

from sqlalchemy import ARRAY, DateTime, Numeric, String
from sqlmodel import Field, SQLModel

from kit.database.engine import new_registry

REGISTRY = new_registry()


class Table(SQLModel, registry=REGISTRY):
    """Every row bears its municipality."""

    municipality_code: str = Field(max_length=4)


class PublicTable(SQLModel, registry=REGISTRY):
    """Published values, the same for everyone: no municipality, no tenancy."""


MOMENT: Any = DateTime(timezone=True)
DKK: Any = Numeric(11, 2)
TEXTS: Any = ARRAY(String)
