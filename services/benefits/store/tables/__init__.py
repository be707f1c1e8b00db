"""Benefits' tables. Rows never leave the store."""

from kit.database.tables import add_kit_tables
from services.benefits.store.tables.base import Table
from services.benefits.store.tables.cases import BenefitsCase, Decision
from services.benefits.store.tables.rates import NationalRate, Rate, RateImport

METADATA = Table.metadata
add_kit_tables(METADATA)

__all__ = ["METADATA", "BenefitsCase", "Decision", "NationalRate", "Rate", "RateImport"]
