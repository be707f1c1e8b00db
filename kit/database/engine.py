"""The connection to a service's own database."""

from collections.abc import Mapping

from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import registry

NAMING_CONVENTION: Mapping[str, str] = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


def new_registry() -> registry:
    """A registry of a service's own, so that its tables never meet another service's."""
    return registry(metadata=MetaData(naming_convention=dict(NAMING_CONVENTION)))


def connect(database_url: str, *, pool_size: int = 5, max_overflow: int = 5) -> AsyncEngine:
    """An engine on psycopg 3. The pool is small: 5 + 5 a process, 2 a worker, within max_connections 100."""
    return create_async_engine(
        database_url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=pool_size,
        max_overflow=max_overflow,
        connect_args={"connect_timeout": 10, "options": "-c lock_timeout=10s -c statement_timeout=25s"},
    )
