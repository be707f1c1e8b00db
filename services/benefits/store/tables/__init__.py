"""Benefits' tables. Rows never leave the store."""

from kit.database.tables import add_kit_tables
from services.benefits.store.tables.base import Table
from services.benefits.store.tables.cases import BenefitsCase, Decision
from services.benefits.store.tables.decisions import AutomaticCheck, Complaint, Hearing
from services.benefits.store.tables.lanes import DocumentRequest, KeyWorker, LatenessNotice
from services.benefits.store.tables.payments import (
    CaseMunicipality,
    PaymentFile,
    PaymentOrder,
    PaymentSeries,
    Reconciliation,
    ReconciliationLine,
    SignedLease,
)
from services.benefits.store.tables.pre_approvals import PreApproval, PreApprovalCheck
from services.benefits.store.tables.rates import NationalRate, Rate, RateImport

METADATA = Table.metadata
add_kit_tables(METADATA)

__all__ = [
    "METADATA",
    "AutomaticCheck",
    "BenefitsCase",
    "CaseMunicipality",
    "Complaint",
    "Decision",
    "DocumentRequest",
    "Hearing",
    "KeyWorker",
    "LatenessNotice",
    "NationalRate",
    "PaymentFile",
    "PaymentOrder",
    "PaymentSeries",
    "PreApproval",
    "PreApprovalCheck",
    "Rate",
    "RateImport",
    "Reconciliation",
    "ReconciliationLine",
    "SignedLease",
]
