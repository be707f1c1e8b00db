"""Facts of a case, every one optional, and what the rules lead to."""

from datetime import date
from decimal import Decimal
from typing import Any

from services.benefits.domain.entitlements.facts import PARTICULAR_AMOUNTS, Facts, Particulars
from services.benefits.domain.entitlements.judging import judge
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.judgements import Judgement, Outcome
from services.benefits.domain.rates.rates import RateBook
from tests.unit.benefits.facts import THE_DAY, a_book, a_dwelling, a_household

BOOK = a_book()


def told(**particulars: Any) -> Particulars:
    """What is told beside the household and the dwelling; amounts as text."""
    exact: dict[str, Any] = {
        name: Decimal(value) if name in PARTICULAR_AMOUNTS and value is not None else value
        for name, value in particulars.items()
    }
    return Particulars(**exact)


def facts_of(
    particulars: Particulars,
    household: Household | None = None,
    dwelling: Dwelling | None = None,
    confirmed: tuple[str, ...] = (),
) -> Facts:
    """A single person in a small dwelling unless said otherwise."""
    return Facts(household or a_household(), dwelling or a_dwelling(), particulars, confirmed)


def judgements_of(kind: CaseKind, facts: Facts, on: date = THE_DAY, book: RateBook = BOOK) -> dict[str, Judgement]:
    """Every judgement of the kind by its rule."""
    return {each.reason.rule: each for each in judge(kind, facts, book, on)}


def holds(judged: Judgement, leads_to: Outcome, section: str) -> bool:
    """Whether it leads there, says so in both languages, and names its section."""
    reason = judged.reason
    in_words = bool(reason.text.da) and reason.text.da != reason.text.en
    return (
        judged.leads_to is leads_to
        and reason.met is (leads_to is Outcome.GRANT)
        and (in_words and section in reason.source)
    )
