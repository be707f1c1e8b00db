"""What every table of benefits is made from."""

from typing import Any

from sqlalchemy import DateTime, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import SQLModel

from kit.database.engine import new_registry


class Table(SQLModel, registry=new_registry()):
    """Every row bears its municipality, but for the national rates."""


MOMENT: Any = DateTime(timezone=True)
CLIENTS: Any = ARRAY(String)
