"""Where a service declares its tables; read by the environment and by the test that finds drift."""

import importlib

from sqlalchemy import MetaData
from sqlalchemy.dialects.postgresql.base import ischema_names

from kit.database.tables import Xid8

# So that a database read back is understood where SQLAlchemy does not know the type itself.
ischema_names["xid8"] = Xid8


def of(service: str) -> MetaData:
    """The tables of one service."""
    metadata: MetaData = importlib.import_module(f"services.{service}.store.tables").METADATA
    return metadata


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table is declared by us: the job library brings its own."""
    return kind != "table" or not str(name).startswith("procrastinate_")
