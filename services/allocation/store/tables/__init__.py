"""Allocation's tables. Rows never leave the store."""

from kit.database.tables import add_kit_tables
from services.allocation.store.tables.account import (
    Account,
    AccountLine,
    GuaranteeClaim,
    LineObjection,
    MoveOut,
    RentEnd,
)
from services.allocation.store.tables.agreements import Agreement, EstateStanding
from services.allocation.store.tables.base import Table
from services.allocation.store.tables.full_rights import FullRight, NationalRate
from services.allocation.store.tables.matching import AreaAssessment, Matching, OfferOverride, PriorityScheme
from services.allocation.store.tables.nominations import (
    Consent,
    ContactPoint,
    CouncilCriteria,
    DebtNotice,
    NominationAssessment,
    ReplacedFacts,
    Task,
)
from services.allocation.store.tables.offers import CitizenName, Lease, Nomination, Offer
from services.allocation.store.tables.other_homes import OtherHome, OtherHomeCapacity, OtherHomeReferral
from services.allocation.store.tables.requests import DwellingRequest, ReceivedRequest, RequestAnswer
from services.allocation.store.tables.vacancies import Estate, Ledger, LedgerEntry, Rate, Vacancy

METADATA = Table.metadata
add_kit_tables(METADATA)

__all__ = [
    "METADATA",
    "Account",
    "AccountLine",
    "Agreement",
    "AreaAssessment",
    "CitizenName",
    "Consent",
    "ContactPoint",
    "CouncilCriteria",
    "DebtNotice",
    "DwellingRequest",
    "Estate",
    "EstateStanding",
    "FullRight",
    "GuaranteeClaim",
    "Lease",
    "Ledger",
    "LedgerEntry",
    "LineObjection",
    "Matching",
    "MoveOut",
    "NationalRate",
    "Nomination",
    "NominationAssessment",
    "Offer",
    "OfferOverride",
    "OtherHome",
    "OtherHomeCapacity",
    "OtherHomeReferral",
    "PriorityScheme",
    "Rate",
    "ReceivedRequest",
    "RentEnd",
    "ReplacedFacts",
    "RequestAnswer",
    "Task",
    "Vacancy",
]
