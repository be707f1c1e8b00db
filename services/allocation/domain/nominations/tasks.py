"""What somebody is asked to do by a day: raised by a story, closed by the act that fulfils it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kit.values.callers import Party


class TaskKind(StrEnum):
    """What is asked for. A task closes nothing by itself, however late it is."""

    ASSESS_NOMINATION = "assess_nomination"
    SEND_DOCUMENTS = "send_documents"
    OBTAIN_CONSENT = "obtain_consent"
    RENEW_CONSENT = "renew_consent"
    ANSWER_OFFER = "answer_offer"
    CHASE_BENEFITS = "chase_benefits"
    CHASE_SUPPORT = "chase_support"
    DECIDE_DEBT_NOTICE = "decide_debt_notice"


WHO: Mapping[TaskKind, Party] = {
    TaskKind.ASSESS_NOMINATION: Party.ALLOCATION_OFFICE,
    TaskKind.SEND_DOCUMENTS: Party.SOCIAL_CENTRE,
    TaskKind.OBTAIN_CONSENT: Party.SOCIAL_CENTRE,
    TaskKind.RENEW_CONSENT: Party.SOCIAL_CENTRE,
    TaskKind.ANSWER_OFFER: Party.SOCIAL_CENTRE,
    TaskKind.CHASE_BENEFITS: Party.ALLOCATION_OFFICE,
    TaskKind.CHASE_SUPPORT: Party.ALLOCATION_OFFICE,
    TaskKind.DECIDE_DEBT_NOTICE: Party.ALLOCATION_OFFICE,
}
"""Whose each task is. What the social centre is asked, a shelter that nominated hears too."""

OF_AN_OFFER = frozenset(
    {
        TaskKind.ANSWER_OFFER,
        TaskKind.CHASE_BENEFITS,
        TaskKind.CHASE_SUPPORT,
        TaskKind.DECIDE_DEBT_NOTICE,
        TaskKind.OBTAIN_CONSENT,
    }
)
OF_A_NOMINATION = frozenset(set(TaskKind) - OF_AN_OFFER)


@dataclass(frozen=True, slots=True)
class Task:
    """A task about a nomination or an offer (`subject_id`); at most one of a kind is open for each."""

    id: UUID
    kind: TaskKind
    party: Party
    subject_id: UUID
    nomination_id: UUID
    raised_at: datetime
    due_at: datetime
    told_at: datetime | None
    done_at: datetime | None
    done_by: str | None


def who_hears(party: Party) -> tuple[Party, ...]:
    """The parties told of a task: the social centre's reach the shelter that nominates too."""
    return (party, Party.SHELTER) if party is Party.SOCIAL_CENTRE else (party,)
