"""A pre-approval (forhåndstilsagn): what was decided before there was an offer, and what may become of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kit.values.calendar import midnight_ending
from kit.values.decisions import Reason
from kit.values.problems import Conflict
from kit.values.texts import Text
from services.benefits.domain.cases.cases import Case, OfferOutcome
from services.benefits.domain.households.households import DwellingClass, Household
from services.benefits.domain.pre_approvals.terms import Period
from services.benefits.domain.wording import day_in_words, in_kroner

SOURCE = "forhåndstilsagnets vilkår"


class PreApprovalStatus(StrEnum):
    """Valid until it is used by an offer, and again if that offer ends without a lease; the others are ends."""

    VALID = "valid"
    USED = "used"
    SPENT = "spent"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REPLACED = "replaced"


STANDING = frozenset({PreApprovalStatus.VALID, PreApprovalStatus.USED})
"""A citizen has at most one of these."""


class WithdrawalCode(StrEnum):
    """Why a person takes a pre-approval back: what it rested on is no longer so."""

    HOUSEHOLD_CHANGED = "household_changed"
    INCOME_CHANGED = "income_changed"
    WEALTH_CHANGED = "wealth_changed"
    EARLIER_LOAN_UNPAID = "earlier_loan_unpaid"
    FACTS_WERE_WRONG = "facts_were_wrong"
    CITIZEN_HOUSED = "citizen_housed"
    CITIZENS_WISH = "citizens_wish"


DECISION_CHANGED = "decision_changed"
"""Its own decision was changed to a refusal."""


@dataclass(frozen=True, slots=True)
class PreApproval:
    """A pre-approval under the identifier of the case in which it was decided.

    `household` is as it was decided on, `judged_against` the rules that were not met and that the person decided on all
    the same, `offer_id` the offer that has used it.
    """

    case_id: UUID
    citizen_id: UUID
    highest_rent: Decimal
    highest_deposit: Decimal
    period: Period
    dwelling_classes: tuple[DwellingClass, ...]
    household: Household
    judged_against: tuple[str, ...]
    granted_at: datetime
    granted_by: str
    requested_by: tuple[str, ...] = ()
    status: PreApprovalStatus = PreApprovalStatus.VALID
    offer_id: UUID | None = None
    ended_at: datetime | None = None
    end_code: str | None = None
    ended_by: str | None = None
    version: int = 1

    @property
    def stands(self) -> bool:
        """Whether an offer may use it, or has."""
        return self.status in STANDING

    @property
    def expires_at(self) -> datetime:
        """The midnight with which its last day ends."""
        return midnight_ending(self.period.last)


class PreApprovalOver(Conflict):
    slug = "pre-approval-over"
    title = Text("Forhåndstilsagnet gælder ikke længere", "The pre-approval is no longer in force")


class PreApprovalStands(Conflict):
    slug = "pre-approval-stands"
    title = Text(
        "Borgeren har netop fået et andet forhåndstilsagn: læs det først",
        "The citizen has just been given another pre-approval: read it first",
    )


def granted(
    case: Case, unmet: Iterable[str], at: datetime, by: str, period: Period, dwelling_classes: tuple[DwellingClass, ...]
) -> PreApproval:
    """The pre-approval that a commitment in its case gives: for the amounts that were asked for and judged."""
    household, dwelling = case.facts.household, case.facts.dwelling
    assert household is not None
    assert dwelling is not None
    return PreApproval(
        case_id=case.id,
        citizen_id=case.facts.citizen_id,
        highest_rent=dwelling.rent,
        highest_deposit=dwelling.deposit,
        period=period,
        dwelling_classes=dwelling_classes,
        household=household,
        judged_against=tuple(unmet),
        granted_at=at,
        granted_by=by,
        requested_by=case.requested_by,
    )


def used(pre_approval: PreApproval, offer_id: UUID) -> PreApproval:
    """It commits this offer, and no second one while this stands."""
    return replace(pre_approval, status=PreApprovalStatus.USED, offer_id=offer_id)


def released(pre_approval: PreApproval, outcome: OfferOutcome, at: datetime) -> PreApproval:
    """The offer that used it has ended: with a lease it is spent, otherwise free again until its last day is past."""
    if outcome is OfferOutcome.SIGNED:
        return replace(pre_approval, status=PreApprovalStatus.SPENT, ended_at=at, end_code=outcome)
    free = replace(pre_approval, status=PreApprovalStatus.VALID, offer_id=None)
    return expired(free, at) if free.expires_at <= at else free


def withdrawn(pre_approval: PreApproval, code: str, at: datetime, by: str) -> PreApproval:
    """Taken back. What it has committed already stands. Raises PreApprovalOver, saying what ended it first."""
    if not pre_approval.stands:
        ended_at = pre_approval.ended_at.isoformat() if pre_approval.ended_at else None
        raise PreApprovalOver(
            extra={"pre_approval_status": pre_approval.status, "ended_at": ended_at, "end_code": pre_approval.end_code}
        )
    return replace(pre_approval, status=PreApprovalStatus.WITHDRAWN, ended_at=at, end_code=code, ended_by=by)


def expired(pre_approval: PreApproval, at: datetime) -> PreApproval:
    """Its last day has passed without an offer."""
    ended = PreApprovalStatus.EXPIRED
    return replace(pre_approval, status=ended, ended_at=at, end_code=ended)


def replaced_by(older: PreApproval, newer: PreApproval, at: datetime) -> tuple[PreApproval, PreApproval]:
    """The older gives way to the newer, which answers for the offer that the older has committed."""
    ended = PreApprovalStatus.REPLACED
    if older.offer_id is not None and newer.offer_id is None:
        newer = used(newer, older.offer_id)
    return replace(older, status=ended, ended_at=at, end_code=ended), newer


def conditions(pre_approval: PreApproval) -> tuple[Reason, ...]:
    """What it is given on, in words to the citizen."""
    rent, deposit = in_kroner(pre_approval.highest_rent), in_kroner(pre_approval.highest_deposit)
    first, last = day_in_words(pre_approval.period.first), day_in_words(pre_approval.period.last)
    classes = classes_in_words(pre_approval.dwelling_classes)
    found = (
        (
            "pre_approval_period",
            f"Tilsagnet gælder for boliger, du får tilbudt fra {first.da} til og med {last.da}.",
            f"It holds for dwellings that you are offered from {first.en} to {last.en}, both days included.",
        ),
        (
            "pre_approval_rent",
            f"Huslejen må højst være {rent.da} om måneden uden vand, varme og el.",
            f"The rent may be at most {rent.en} a month without water, heat and electricity.",
        ),
        (
            "pre_approval_deposit",
            f"Indskuddet må højst være {deposit.da}",
            f"The deposit may be at most {deposit.en}.",
        ),
        (
            "pre_approval_dwelling",
            f"Boligen skal være almen ({classes.da}) og taget i brug den 1. april 1964 eller senere.",
            f"The dwelling must be social housing ({classes.en}), first taken into use on 1 April 1964 or later.",
        ),
        (
            "pre_approval_household",
            "Husstanden, indkomsten og formuen skal være, som du har oplyst. Ændrer noget sig, så sig det til os.",
            "Household, income and wealth must be as you have told. Tell us if anything changes.",
        ),
    )
    return tuple(Reason(rule, SOURCE, True, Text(da, en)) for rule, da, en in found)


CLASSES = {
    DwellingClass.FAMILY: Text("familiebolig", "family dwelling"),
    DwellingClass.YOUTH: Text("ungdomsbolig med eget køkken", "youth dwelling with a kitchen of its own"),
    DwellingClass.ELDERLY: Text("ældrebolig", "dwelling for the elderly"),
    DwellingClass.ROOM: Text("enkeltværelse", "single room"),
}


def classes_in_words(classes: tuple[DwellingClass, ...]) -> Text:
    """The kinds of dwelling, listed."""
    return Text(", ".join(CLASSES[each].da for each in classes), ", ".join(CLASSES[each].en for each in classes))


def is_in_force(pre_approval: PreApproval, day: date) -> bool:
    """Whether a dwelling that is offered on the day falls within its period."""
    return pre_approval.period.first <= day <= pre_approval.period.last
