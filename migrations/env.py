"""Alembic's environment for one service's database, named by the configuration's `service`."""

import os

from alembic import context
from sqlalchemy import create_engine, pool

from migrations import metadata

# A migration that cannot have its lock at once gives up: waiting, it would make every request queue behind it.
LOCK_TIMEOUT = os.environ.get("HJEMVEJ_MIGRATION_LOCK_TIMEOUT", "5s")

service, url = (context.config.attributes[name] for name in ("service", "url"))
engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=pool.NullPool)
with engine.connect() as connection:
    connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=metadata.of(service),
        include_name=metadata.is_ours,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
