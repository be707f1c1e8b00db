"""Allocation's tables. Rows never leave the store."""

from kit.database.tables import add_kit_tables
from services.allocation.store.tables.base import Table
from services.allocation.store.tables.matching import AreaAssessment
from services.allocation.store.tables.offers import AccountLine, CitizenName, Lease, Nomination, Offer
from services.allocation.store.tables.vacancies import Agreement, Estate, Ledger, LedgerEntry, Rate, Vacancy

METADATA = Table.metadata
add_kit_tables(METADATA)

__all__ = [
    "METADATA",
    "AccountLine",
    "Agreement",
    "AreaAssessment",
    "CitizenName",
    "Estate",
    "Lease",
    "Ledger",
    "LedgerEntry",
    "Nomination",
    "Offer",
    "Rate",
    "Vacancy",
]
