"""A dwelling's way from the ledger's decision to a lease: what may follow what."""

from collections.abc import Mapping
from enum import StrEnum

from kit.values.problems import Conflict
from kit.values.texts import Text
from services.allocation.domain.vacancies.problems import (
    VacancyAlreadyOffered,
    VacancyOver,
    VacancyReleased,
    VacancyWithdrawn,
)


class VacancyStatus(StrEnum):
    """Where a vacancy stands; one that is not claimed is the organisation's own to let."""

    CLAIMED = "claimed"
    RELEASED = "released"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    LET = "let"
    HANDED_BACK = "handed_back"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What the municipality has said to a claim; until then, nothing."""

    CONFIRMED = "confirmed"
    """It takes the dwelling."""
    WAIVED = "waived"
    """It cannot use it."""
    SILENCE = "silence"
    """The deadline passed, and nothing had been said."""


VACANCY_WAYS: Mapping[tuple[VacancyStatus, VacancyStatus], Text] = {
    (VacancyStatus.CLAIMED, VacancyStatus.OFFERED): Text("Tilbudt én husstand", "Offered to one household"),
    (VacancyStatus.CLAIMED, VacancyStatus.HANDED_BACK): Text("Givet tilbage", "Handed back to the organisation"),
    (VacancyStatus.OFFERED, VacancyStatus.ACCEPTED): Text("Tilbuddet er accepteret", "The offer is accepted"),
    (VacancyStatus.OFFERED, VacancyStatus.CLAIMED): Text("Næste husstand kan få den", "Free for the next household"),
    (VacancyStatus.ACCEPTED, VacancyStatus.LET): Text("Udlejet", "Let"),
    (VacancyStatus.ACCEPTED, VacancyStatus.CLAIMED): Text("Næste husstand kan få den", "Free for the next household"),
    **{
        (before, VacancyStatus.WITHDRAWN): Text("Trukket tilbage af organisationen", "Withdrawn by the organisation")
        for before in VacancyStatus
        if before not in {VacancyStatus.LET, VacancyStatus.WITHDRAWN}
    },
}
"""Each step a vacancy can take after the ledger's decision, and what it means. An open offer ends before hand-back."""

WHY_NOT: Mapping[VacancyStatus, type[Conflict]] = {
    VacancyStatus.RELEASED: VacancyReleased,
    VacancyStatus.OFFERED: VacancyAlreadyOffered,
    VacancyStatus.ACCEPTED: VacancyAlreadyOffered,
    VacancyStatus.LET: VacancyOver,
    VacancyStatus.HANDED_BACK: VacancyOver,
    VacancyStatus.WITHDRAWN: VacancyWithdrawn,
}
"""Where a vacancy stands, said as what stands in the way of another step."""


def handed_back(vacancy: VacancyStatus) -> VacancyStatus:
    """The vacancy once the municipality gives it back; not while somebody holds an offer of it."""
    return moved_vacancy(vacancy, VacancyStatus.HANDED_BACK)


def moved_vacancy(vacancy: VacancyStatus, wanted: VacancyStatus) -> VacancyStatus:
    """The wanted status where the table has the way to it; otherwise the problem that says why not."""
    if (vacancy, wanted) in VACANCY_WAYS:
        return wanted
    raise WHY_NOT.get(vacancy, Conflict)


def require_claimed(vacancy: VacancyStatus) -> None:
    """Raises what stands in the way where the dwelling is not claimed and free."""
    if vacancy is not VacancyStatus.CLAIMED:
        raise WHY_NOT[vacancy]
