"""A way down that would lose what somebody has entered is not taken."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op


class WouldLoseRows(Exception):
    """Raised before anything has been changed."""


def refuse_to_lose(tables: Iterable[str], where: str = "true") -> None:
    """Raises WouldLoseRows, naming each table with rows that the earlier tables cannot hold.

    A forced policy hides the rows also from the owner that migrates, so it is lifted while they are looked for.
    """
    held = [table for table in tables if _has_rows(table, where)]
    if held:
        named = ", ".join(sorted(held))
        raise WouldLoseRows(f"The earlier tables cannot hold what stands in {named}: move it elsewhere first.")


def _has_rows(table: str, where: str) -> bool:
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    found = op.get_bind().execute(sa.text(f"SELECT EXISTS (SELECT FROM {table} WHERE {where})")).scalar_one()
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    return bool(found)
