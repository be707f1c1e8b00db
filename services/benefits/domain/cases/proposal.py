"""What is proposed to the person who decides a case: one outcome, all reasons in order, all questions at once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kit.values.decisions import Reason
from services.benefits.domain.affordability.affordability import Affordability, affordability
from services.benefits.domain.entitlements.facts import Facts, missing
from services.benefits.domain.entitlements.judging import amount_of, judge
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.circumstances import FactQuestion
from services.benefits.domain.households.plausibility import judge_amounts
from services.benefits.domain.judgements import Judgement, Outcome
from services.benefits.domain.rates.rates import Rate, RateBook, UnknownRate

# The gravest wins: a rule of law that fails is not healed by an answer, and a question comes before discretion.
GRAVITY = (Outcome.REFUSE, Outcome.QUESTION, Outcome.DISCRETION, Outcome.GRANT)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The outcome proposed for the case, the affordability statement beside it, and what both rest on.

    `affordability` is None where no dwelling is known. `amount` is what would be granted, None while it is not known.
    `missing` are the facts that nobody has told yet, `unknown` the rates that nobody has entered.
    """

    outcome: Outcome
    affordability: Affordability | None
    reasons: tuple[Reason, ...]
    unknown: tuple[UnknownRate, ...]
    rates: tuple[Rate, ...]
    amount: Decimal | None = None
    missing: tuple[FactQuestion, ...] = ()


def propose(kind: CaseKind, facts: Facts, rates: RateBook, on: date) -> Proposal:
    """The rules of the kind, and the affordability statement where a household and a dwelling are known, on one day.

    Affordability is guidance: it is among the reasons, but never moves the outcome.
    """
    household, dwelling = facts.household, facts.dwelling
    statement = affordability(household, dwelling, rates, on) if household and dwelling else None
    amounts = judge_amounts(household, dwelling, facts.confirmed)
    judgements = (amounts, *judge(kind, facts, rates, on))
    unknown = [each for judgement in judgements for each in judgement.unknown]
    used = [each for judgement in judgements for each in judgement.rates]
    return Proposal(
        outcome=gravest(judgements),
        affordability=statement,
        reasons=(*(judgement.reason for judgement in judgements), *(statement.reasons if statement else ())),
        unknown=tuple(dict.fromkeys([*unknown, *(statement.unknown if statement else ())])),
        rates=tuple(dict.fromkeys([*used, *(statement.rates if statement else ())])),
        amount=amount_of(kind, facts, rates, on),
        missing=missing(kind, facts),
    )


def gravest(judgements: tuple[Judgement, ...]) -> Outcome:
    """The gravest of what the rules lead to."""
    led_to = {judgement.leads_to for judgement in judgements}
    return next(outcome for outcome in GRAVITY if outcome in led_to)
