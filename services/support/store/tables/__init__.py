"""Support's tables. Rows never leave the store."""

from kit.database.tables import add_kit_tables
from services.support.store.tables.base import Table
from services.support.store.tables.referrals import CourseDate, MethodTerms, Referral, Task, Worker

METADATA = Table.metadata
add_kit_tables(METADATA)

__all__ = ["METADATA", "CourseDate", "MethodTerms", "Referral", "Task", "Worker"]
