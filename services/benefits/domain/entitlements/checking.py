"""What cannot be right in an application, and what is unusual: all told at once, each at its field."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.entitlements.facts import Facts, foreign, pointer_to
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.entitlements.special_support import still_given
from services.benefits.domain.households.plausibility import (
    Bounds,
    ImplausibleAmount,
    contradictions,
    unusual_amounts,
)
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.rates.rates import RateBook
from services.benefits.domain.wording import in_kroner

USUAL_AMOUNTS = {
    CaseKind.SINGLE_PAYMENT: Bounds(Decimal(100), Decimal(50_000)),
    CaseKind.FURNISHING_GRANT: Bounds(Decimal(500), Decimal(50_000)),
    CaseKind.RENT_ARREARS: Bounds(Decimal(500), Decimal(150_000)),
    CaseKind.MOVING_GRANT: Bounds(Decimal(300), Decimal(50_000)),
    CaseKind.RENT_SUBSIDY: Bounds(Decimal(100), Decimal(10_000)),
}
LOANS = frozenset({CaseKind.DEPOSIT_LOAN, CaseKind.PRIVATE_DEPOSIT})
PREPAID_RENT = Bounds(Decimal(1_500), Decimal(100_000), or_none=True)
HOUSING_BENEFIT = Bounds(Decimal(100), Decimal(6_000), or_none=True)


class KindEnded(Unprocessable):
    slug = "kind-ended"
    title = Text(
        "Der gives ikke længere denne ydelse; bekræft `/kind`, hvis ansøgningen alligevel skal afgøres",
        "This is no longer given; confirm `/kind` if the application is to be decided all the same",
    )


def require_right(kind: CaseKind, facts: Facts, rates: RateBook, on: date) -> None:
    """Raises Unprocessable with all that contradicts itself and all that is unusual and that nobody has confirmed.

    ImplausibleAmount where confirming the amounts answers every fault, KindEnded where the kind is what is at fault.
    """
    wrong = [*foreign(kind, facts), *_nothing_to_lend(kind, facts), *_impossible(facts, on)]
    told = {error.pointer for error in wrong}
    unusual = [
        error for error in _unusual(kind, facts) if error.pointer not in told and error.pointer not in facts.confirmed
    ]
    ended = [] if "/kind" in facts.confirmed else list(_ended(kind, facts, rates, on))
    if wrong:
        raise Unprocessable(errors=[*ended, *wrong, *unusual])
    if ended:
        raise KindEnded(errors=[*ended, *unusual])
    if unusual:
        raise ImplausibleAmount(errors=unusual)


def _ended(kind: CaseKind, facts: Facts, rates: RateBook, on: date) -> Iterator[FieldError]:
    """§ 34 after its end. Who applies all the same has a right to a decision, so it may be confirmed."""
    if kind is CaseKind.SPECIAL_SUPPORT and facts.household is not None:
        given = still_given(facts.household, rates, on)
        if given.leads_to is Outcome.REFUSE:
            yield FieldError("/kind", given.reason.text)


def _nothing_to_lend(kind: CaseKind, facts: Facts) -> Iterator[FieldError]:
    if kind in LOANS and facts.dwelling is not None and facts.dwelling.deposit == 0:
        text = Text("Uden indskud er der intet at låne til", "Without a deposit there is nothing to lend for")
        yield FieldError("/dwelling/deposit_dkk", text)


def _impossible(facts: Facts, on: date) -> Iterator[FieldError]:
    if facts.household is not None:
        yield from contradictions(facts.household, on.year)
    home, told = facts.dwelling, facts.particulars
    if home is None:
        return
    if told.first_let_on is not None and home.first_let_year not in {None, told.first_let_on.year}:
        text = Text("Ligger ikke i boligens år, `first_let_year`", "Is not in the dwelling's year, `first_let_year`")
        yield FieldError(pointer_to("first_let_on"), text)
    if told.housing_benefit is not None and told.housing_benefit > home.rent:
        text = Text("Er mere end huslejen", "Is more than the rent")
        yield FieldError(pointer_to("housing_benefit"), text)


def _unusual(kind: CaseKind, facts: Facts) -> Iterator[FieldError]:
    yield from unusual_amounts(facts.household, facts.dwelling).values()
    told = facts.particulars
    checks = [
        ("prepaid_rent", told.prepaid_rent, PREPAID_RENT),
        ("housing_benefit", told.housing_benefit, HOUSING_BENEFIT),
    ]
    if kind in USUAL_AMOUNTS:
        checks.append(("amount", told.amount, USUAL_AMOUNTS[kind]))
    for name, amount, usual in checks:
        if amount is not None and not usual.hold(amount):
            words = in_kroner(amount)
            text = Text(
                f"{words.da} er usædvanligt: er det kroner, og ikke euro eller et årsbeløb?",
                f"{words.en} is unusual: is it kroner, and neither euros nor a year's amount?",
            )
            yield FieldError(pointer_to(name), text)
