"""The coded reasons by which offers end without a lease, split by who ended them."""

from enum import StrEnum

from services.allocation.domain.offers.offer import OfferStatus

NO_ANSWER = "no_answer"
DEBT_TO_THIS_ORGANISATION = "debt_to_this_organisation"
VACANCY_WITHDRAWN = "vacancy_withdrawn"


class DeclineCode(StrEnum):
    """Why the citizen said no; it costs nothing and is kept to make the next offer better."""

    TOO_EXPENSIVE = "too_expensive"
    AREA = "area"
    SIZE = "size"
    DWELLING = "dwelling"
    OTHER_HOME = "other_home"
    NOT_NOW = "not_now"
    NOT_SAID = "not_said"


class WithdrawalCode(StrEnum):
    """Why the municipality took the offer back."""

    DEPOSIT_REFUSED = "deposit_refused"
    DWELLING_NOT_FIT = "dwelling_not_fit"
    MADE_IN_ERROR = "made_in_error"
    CIRCUMSTANCES_CHANGED = "circumstances_changed"


class EndedBy(StrEnum):
    """Whose doing it was that an offer ended without a lease."""

    CITIZEN = "citizen"
    NOBODY_ANSWERED = "nobody_answered"
    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"
    BENEFITS = "benefits"


BY_CODE = {
    WithdrawalCode.DEPOSIT_REFUSED.value: EndedBy.BENEFITS,
    DEBT_TO_THIS_ORGANISATION: EndedBy.ORGANISATION,
    VACANCY_WITHDRAWN: EndedBy.ORGANISATION,
}
BY_STATUS = {
    OfferStatus.DECLINED: EndedBy.CITIZEN,
    OfferStatus.EXPIRED: EndedBy.NOBODY_ANSWERED,
    OfferStatus.WITHDRAWN: EndedBy.MUNICIPALITY,
    OfferStatus.REFUSED: EndedBy.MUNICIPALITY,
}


def ended_by(status: OfferStatus, code: str | None) -> EndedBy:
    """Who ended an offer that ended without a lease: the citizen's word is the citizen's, else the code tells."""
    if status is OfferStatus.DECLINED:
        return EndedBy.CITIZEN
    return BY_CODE.get(code or "", BY_STATUS[status])
