"""Alembic's environment for one service's database, named by the configuration's `service`."""

import importlib

from alembic import context
from sqlalchemy import create_engine, pool

# A migration that cannot have its lock at once gives up: waiting, it would make every request queue behind it.
LOCK_TIMEOUT = "5s"

config = context.config
service = config.attributes["service"]
metadata = importlib.import_module(f"services.{service}.store.tables").METADATA

engine = create_engine(
    config.attributes["url"].replace("postgresql://", "postgresql+psycopg://", 1), poolclass=pool.NullPool
)
with engine.connect() as connection:
    connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    connection.commit()
    context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
