"""The rules of a case by its kind, and the amount that they lead to."""

from datetime import date
from decimal import Decimal

from services.benefits.domain.entitlements.asking import asked
from services.benefits.domain.entitlements.deposit_loan import judge_deposit_loan
from services.benefits.domain.entitlements.facts import NEEDS, Facts, Particulars
from services.benefits.domain.entitlements.kinds import NAMES, CaseKind
from services.benefits.domain.entitlements.moving_grant import judge_moving_grant
from services.benefits.domain.entitlements.private_deposit import judge_private_deposit, lent_at_most
from services.benefits.domain.entitlements.rent_arrears import judge_rent_arrears
from services.benefits.domain.entitlements.rent_subsidy import judge_rent_subsidy
from services.benefits.domain.entitlements.single_payment import judge_furnishing_grant, judge_single_payment
from services.benefits.domain.entitlements.special_support import judge_special_support, support_a_month
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.judgements import Judgement
from services.benefits.domain.rates.rates import RateBook

AMOUNT_AT = "/facts/amount_dkk"
OF_THE_DWELLING = frozenset(kind for kind, needs in NEEDS.items() if "dwelling" in needs)
A_MONTH = frozenset({CaseKind.SPECIAL_SUPPORT, CaseKind.RENT_SUBSIDY})
"""The kinds whose amount is paid every month; the others' once."""


def judge(kind: CaseKind, facts: Facts, rates: RateBook, on: date) -> tuple[Judgement, ...]:
    """Every rule of the kind on the day. Without a household, or the dwelling that it is about, only that is asked."""
    household, dwelling = facts.household, facts.dwelling
    if household is None or (dwelling is None and kind in OF_THE_DWELLING):
        return _asked_first(kind, facts)
    if dwelling is not None and kind in OF_THE_DWELLING:
        return _judged_with_dwelling(kind, household, dwelling, facts.particulars, rates, on)
    return _judged(kind, household, facts, rates, on)


def _asked_first(kind: CaseKind, facts: Facts) -> tuple[Judgement, ...]:
    source = f"retssikkerhedsloven § 10 ({NAMES[kind].da})"
    return tuple(
        asked(f"{name}_known", source, NEEDS[kind][name].question)
        for name, value in (("household", facts.household), ("dwelling", facts.dwelling))
        if value is None and name in NEEDS[kind]
    )


def _judged_with_dwelling(
    kind: CaseKind, household: Household, dwelling: Dwelling, particulars: Particulars, rates: RateBook, on: date
) -> tuple[Judgement, ...]:
    match kind:
        case CaseKind.PRIVATE_DEPOSIT:
            return judge_private_deposit(household, dwelling, particulars, rates, on)
        case CaseKind.SPECIAL_SUPPORT:
            return judge_special_support(household, dwelling, particulars, rates, on)
        case CaseKind.RENT_SUBSIDY:
            return judge_rent_subsidy(particulars, rates, on)
        case _:
            is_found = kind is not CaseKind.PRE_APPROVAL
            return judge_deposit_loan(household, dwelling, rates, on, particulars, is_found=is_found)


def _judged(kind: CaseKind, household: Household, facts: Facts, rates: RateBook, on: date) -> tuple[Judgement, ...]:
    match kind:
        case CaseKind.MOVING_GRANT:
            return judge_moving_grant(household, facts.particulars)
        case CaseKind.RENT_ARREARS:
            return judge_rent_arrears(household, facts.particulars)
        case CaseKind.FURNISHING_GRANT:
            checked = AMOUNT_AT in facts.confirmed
            return judge_furnishing_grant(household, facts.particulars, rates, on, checked=checked)
        case _:
            return judge_single_payment(household, facts.particulars)


def amount_of(kind: CaseKind, facts: Facts, rates: RateBook, on: date) -> Decimal | None:
    """What would be granted: once, or a month where the kind is in `A_MONTH`; None while it is not known."""
    dwelling = facts.dwelling
    if kind not in OF_THE_DWELLING or kind is CaseKind.RENT_SUBSIDY:
        return facts.particulars.amount
    if dwelling is None:
        return None
    if kind is CaseKind.PRIVATE_DEPOSIT:
        return lent_at_most(dwelling, facts.particulars, rates, on)
    if kind is CaseKind.SPECIAL_SUPPORT:
        return support_a_month(dwelling, facts.particulars, rates, on)
    return dwelling.deposit
