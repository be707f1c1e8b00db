"""The one ground on which an organisation may turn a household away: debt to itself.

It has no veto (ABL § 59): it tells, and a person at the allocation office decides. What other organisations say is not
asked, and no register of tenants is shared between them (Datatilsynet 2007, j.nr. 2004-216-0211).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kit.values.problems import Conflict, NotFound
from kit.values.texts import Text
from services.allocation.domain.offers.offer import OfferStatus


class DebtOutcome(StrEnum):
    """What a person at the allocation office decides."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class DebtNotice:
    """One organisation's word about one offer of its own dwelling."""

    offer_id: UUID
    vacancy_id: UUID
    given_at: datetime
    outcome: DebtOutcome | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None


class DebtNoticeDecided(Conflict):
    slug = "debt-notice-decided"
    title = Text("Kommunen har allerede afgjort det", "The municipality has already decided on it")


def noticed(
    offer_id: UUID, vacancy_id: UUID, status: OfferStatus, earlier: DebtNotice | None, at: datetime
) -> DebtNotice:
    """The notice: after the citizen's yes, when the organisation has learnt of the tenant, and before the lease.

    The same again is the first one; after a decision it is not heard anew.
    """
    if status is not OfferStatus.ACCEPTED:
        raise NotFound
    if earlier is not None and earlier.outcome is not None:
        raise DebtNoticeDecided
    return earlier or DebtNotice(offer_id, vacancy_id, at)


def decided(notice: DebtNotice | None, outcome: DebtOutcome, at: datetime, by: str) -> DebtNotice:
    """The notice once a person has decided on it, which happens once."""
    if notice is None:
        raise NotFound
    if notice.outcome is not None:
        raise DebtNoticeDecided
    return replace(notice, outcome=outcome, decided_at=at, decided_by=by)
