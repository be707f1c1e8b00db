"""Allocation's tables. Rows never leave the store."""

from kit.database.tables import add_kit_tables
from services.allocation.store.tables.agreements import Agreement, EstateStanding
from services.allocation.store.tables.base import Table
from services.allocation.store.tables.matching import AreaAssessment
from services.allocation.store.tables.offers import AccountLine, CitizenName, Lease, Nomination, Offer
from services.allocation.store.tables.other_homes import OtherHome, OtherHomeCapacity, OtherHomeReferral
from services.allocation.store.tables.requests import DwellingRequest, ReceivedRequest, RequestAnswer
from services.allocation.store.tables.vacancies import Estate, Ledger, LedgerEntry, Rate, Vacancy

METADATA = Table.metadata
add_kit_tables(METADATA)

__all__ = [
    "METADATA",
    "AccountLine",
    "Agreement",
    "AreaAssessment",
    "CitizenName",
    "DwellingRequest",
    "Estate",
    "EstateStanding",
    "Lease",
    "Ledger",
    "LedgerEntry",
    "Nomination",
    "Offer",
    "OtherHome",
    "OtherHomeCapacity",
    "OtherHomeReferral",
    "Rate",
    "ReceivedRequest",
    "RequestAnswer",
    "Vacancy",
]
