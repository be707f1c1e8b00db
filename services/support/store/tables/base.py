"""What every table of support is made from."""

from typing import Any

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel

from kit.database.engine import new_registry


class Table(SQLModel, registry=new_registry()):
    """Every row bears its municipality, and every key starts with it."""

    municipality_code: str = Field(primary_key=True, max_length=4)


MOMENT: Any = DateTime(timezone=True)
