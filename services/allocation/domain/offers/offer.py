"""An offer of one dwelling to one household: what may follow what, and what it makes of the dwelling."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kit.values.problems import Conflict
from kit.values.texts import Text
from services.allocation.domain.offers.problems import (
    AnswerAfterDeadline,
    CitizenHasOpenOffer,
    DeadlineNotPassed,
    DepositNotDecided,
    LeaseNeedsAcceptance,
    NoNamedWorker,
    OfferOver,
)
from services.allocation.domain.vacancies.life import VacancyStatus, moved_vacancy


class OfferStatus(StrEnum):
    """Where an offer stands."""

    MADE = "made"
    ACCEPTED = "accepted"
    SIGNED = "signed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class DepositDecision(StrEnum):
    """What the benefits department has said of the deposit; late is not yet an answer, and paid is the last."""

    PENDING = "pending"
    LATE = "late"
    COMMITTED = "committed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    PAID = "paid"


SECURED = frozenset({DepositDecision.COMMITTED, DepositDecision.PAID})
"""The organisation gets its deposit."""

HEARD_AFTER: Mapping[DepositDecision, frozenset[DepositDecision]] = {
    DepositDecision.PENDING: frozenset(DepositDecision) - {DepositDecision.PENDING},
    DepositDecision.LATE: frozenset(DepositDecision) - {DepositDecision.PENDING, DepositDecision.LATE},
    DepositDecision.COMMITTED: frozenset({DepositDecision.REFUSED, DepositDecision.WITHDRAWN, DepositDecision.PAID}),
    DepositDecision.REFUSED: frozenset({DepositDecision.COMMITTED}),
    DepositDecision.WITHDRAWN: frozenset({DepositDecision.COMMITTED}),
    DepositDecision.PAID: frozenset(),
}
"""What may be heard after what; anything else is a repeat or comes too late, and changes nothing."""


class SupportAnswer(StrEnum):
    """What the support team has said of the referral."""

    PENDING = "pending"
    ASSIGNED = "assigned"
    NO_ROOM = "no_room"


OFFER_WAYS: Mapping[tuple[OfferStatus, OfferStatus], Text] = {
    (OfferStatus.MADE, OfferStatus.ACCEPTED): Text("Borgeren sagde ja", "The citizen said yes"),
    (OfferStatus.MADE, OfferStatus.DECLINED): Text("Borgeren sagde nej", "The citizen said no"),
    (OfferStatus.MADE, OfferStatus.EXPIRED): Text("Fristen gik uden svar", "The deadline passed without an answer"),
    (OfferStatus.MADE, OfferStatus.WITHDRAWN): Text("Kommunen trak det tilbage", "The municipality withdrew it"),
    (OfferStatus.MADE, OfferStatus.REFUSED): Text("Det kunne ikke lade sig gøre", "It proved impossible"),
    (OfferStatus.ACCEPTED, OfferStatus.SIGNED): Text("Lejekontrakten er skrevet under", "The lease is signed"),
    (OfferStatus.ACCEPTED, OfferStatus.DECLINED): Text("Borgeren fortrød", "The citizen had second thoughts"),
    (OfferStatus.ACCEPTED, OfferStatus.WITHDRAWN): Text("Kommunen trak det tilbage", "The municipality withdrew it"),
    (OfferStatus.ACCEPTED, OfferStatus.REFUSED): Text("Det kunne ikke lade sig gøre", "It proved impossible"),
}
"""Each step an offer can take, and what it means. Refused: the deposit or, for debt to itself, the organisation."""

OPEN_OFFERS = frozenset({OfferStatus.MADE, OfferStatus.ACCEPTED})
"""A household has at most one of these, and so has a dwelling."""

VACANCY_AFTER_OFFER: Mapping[OfferStatus, VacancyStatus] = {
    OfferStatus.MADE: VacancyStatus.OFFERED,
    OfferStatus.ACCEPTED: VacancyStatus.ACCEPTED,
    OfferStatus.SIGNED: VacancyStatus.LET,
    OfferStatus.DECLINED: VacancyStatus.CLAIMED,
    OfferStatus.EXPIRED: VacancyStatus.CLAIMED,
    OfferStatus.WITHDRAWN: VacancyStatus.CLAIMED,
    OfferStatus.REFUSED: VacancyStatus.CLAIMED,
}
"""Where the vacancy stands once its offer has taken a step: an offer that ends without a lease frees it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One dwelling offered to one household, with its deadline and what the other departments have answered."""

    id: UUID
    vacancy_id: UUID
    nomination_id: UUID
    status: OfferStatus
    offered_at: datetime
    due_at: datetime
    offered_by: str
    deposit: DepositDecision = DepositDecision.PENDING
    deposit_decided_at: datetime | None = None
    deposit_hours: Decimal | None = None
    support: SupportAnswer = SupportAnswer.PENDING
    support_method: str | None = None
    worker_reference: str | None = None
    why_without_worker: str | None = None
    ended_at: datetime | None = None
    end_code: str | None = None
    version: int = 1


def offered(vacancy: VacancyStatus, *, citizen_has_open_offer: bool) -> VacancyStatus:
    """The vacancy once it is offered: claimed, offered to nobody else, and the household has no other open offer."""
    after = moved_vacancy(vacancy, VacancyStatus.OFFERED)
    if citizen_has_open_offer:
        raise CitizenHasOpenOffer
    return after


def accepted(offer: OfferStatus, *, at: datetime, due_at: datetime) -> OfferStatus:
    """The offer once the citizen says yes, before the deadline."""
    after = moved_offer(offer, OfferStatus.ACCEPTED)
    _in_time(at, due_at)
    return after


def declined(offer: OfferStatus, *, at: datetime, due_at: datetime) -> OfferStatus:
    """The offer once the citizen says no: before the deadline, or after a yes until the lease is signed."""
    after = moved_offer(offer, OfferStatus.DECLINED)
    if offer is OfferStatus.MADE:
        _in_time(at, due_at)
    return after


def expired(offer: OfferStatus, *, at: datetime, due_at: datetime) -> OfferStatus:
    """The offer once its deadline has passed without an answer."""
    after = moved_offer(offer, OfferStatus.EXPIRED)
    if at < due_at:
        raise DeadlineNotPassed
    return after


def withdrawn(offer: OfferStatus) -> OfferStatus:
    """The offer once the municipality takes it back."""
    return moved_offer(offer, OfferStatus.WITHDRAWN)


def refused(offer: OfferStatus) -> OfferStatus:
    """The offer once it proved impossible: the deposit is refused, or the household owes this organisation rent."""
    return moved_offer(offer, OfferStatus.REFUSED)


def signed(
    offer: OfferStatus, *, deposit: DepositDecision, worker_named: bool, why_without_worker: str | None = None
) -> OfferStatus:
    """The offer once the lease is signed.

    - The citizen has accepted.
    - The deposit is decided. A refusal is an answer too: the household then pays the deposit in another way.
    - A support worker is named, or a person says why the citizen moves in without one.
    """
    if offer is OfferStatus.MADE:
        raise LeaseNeedsAcceptance
    after = moved_offer(offer, OfferStatus.SIGNED)
    if deposit in {DepositDecision.PENDING, DepositDecision.LATE}:
        raise DepositNotDecided
    if not worker_named and not (why_without_worker or "").strip():
        raise NoNamedWorker
    return after


def moved_offer(offer: OfferStatus, wanted: OfferStatus) -> OfferStatus:
    """The wanted status where the table has the way to it; otherwise the problem that says why not."""
    if (offer, wanted) in OFFER_WAYS:
        return wanted
    raise Conflict if offer in OPEN_OFFERS else OfferOver


def _in_time(at: datetime, due_at: datetime) -> None:
    if at >= due_at:
        raise AnswerAfterDeadline
