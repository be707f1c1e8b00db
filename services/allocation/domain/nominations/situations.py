"""Where a nominated citizen stays, how much support is expected, and where the nomination stands."""

from enum import StrEnum


class Situation(StrEnum):
    """Where the citizen stays now, as in VIVE's count of homelessness."""

    STREET = "street"
    NIGHT_SHELTER = "night_shelter"
    SHELTER = "shelter"
    HOSPITAL_DISCHARGE = "hospital_discharge"
    PRISON_RELEASE = "prison_release"
    HOTEL = "hotel"
    TRANSITIONAL = "transitional"
    WITH_OTHERS = "with_others"
    OTHER = "other"


class SupportNeeds(StrEnum):
    """How much support the nominating worker expects; it decides no place on a shortlist."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class NominationStatus(StrEnum):
    """Where a nomination stands: documents are awaited, a person assesses it, it waits, or it is over."""

    RECEIVED = "received"
    ASSESSMENT = "assessment"
    OPEN = "open"
    HOUSED = "housed"
    CLOSED = "closed"


UNDER_WAY = frozenset({NominationStatus.RECEIVED, NominationStatus.ASSESSMENT, NominationStatus.OPEN})
"""A citizen has at most one of these."""
