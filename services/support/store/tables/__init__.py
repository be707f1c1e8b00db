"""Support's tables. Rows never leave the store."""

from kit.database.tables import add_kit_tables
from services.support.store.tables.alerts import Alert, AlertTerms, Exemption, Notice
from services.support.store.tables.base import Table
from services.support.store.tables.capacity import Handover, OverLimit, Team, WaitingOrder, WaitingTold
from services.support.store.tables.consents import Consent
from services.support.store.tables.courses import (
    CourseDate,
    CourseEnd,
    CourseItem,
    CourseTerms,
    Goal,
    GoalStep,
    Note,
    Task,
    Visit,
)
from services.support.store.tables.opening import OpeningHours
from services.support.store.tables.prevention import (
    Concern,
    ConcernWords,
    ContactLine,
    EvictionCase,
    EvictionCorrection,
    EvictionStep,
    PreventionDeadline,
    PreventionTerms,
)
from services.support.store.tables.referrals import MethodTerms, Referral, ReferralOffer, Worker
from services.support.store.tables.stays import (
    RefundLine,
    RefundStatement,
    ShelterCitizen,
    ShelterRate,
    Stay,
    StayDecision,
    StayTask,
    StayTerms,
    StayVersion,
)

METADATA = Table.metadata
add_kit_tables(METADATA)

__all__ = [
    "METADATA",
    "Alert",
    "AlertTerms",
    "Concern",
    "ConcernWords",
    "Consent",
    "ContactLine",
    "CourseDate",
    "CourseEnd",
    "CourseItem",
    "CourseTerms",
    "EvictionCase",
    "EvictionCorrection",
    "EvictionStep",
    "Exemption",
    "Goal",
    "GoalStep",
    "Handover",
    "MethodTerms",
    "Note",
    "Notice",
    "OpeningHours",
    "OverLimit",
    "PreventionDeadline",
    "PreventionTerms",
    "Referral",
    "ReferralOffer",
    "RefundLine",
    "RefundStatement",
    "ShelterCitizen",
    "ShelterRate",
    "Stay",
    "StayDecision",
    "StayTask",
    "StayTerms",
    "StayVersion",
    "Task",
    "Team",
    "Visit",
    "WaitingOrder",
    "WaitingTold",
    "Worker",
]
