"""What is proposed to the person who decides a case: one outcome, all reasons in order, all questions at once."""

from dataclasses import dataclass
from datetime import date

from kit.values.decisions import Reason
from services.benefits.domain.affordability.affordability import Affordability, affordability
from services.benefits.domain.entitlements.deposit_loan import judge_deposit_loan
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.households.plausibility import judge_amounts
from services.benefits.domain.judgements import Judgement, Outcome
from services.benefits.domain.rates.rates import Rate, RateBook, UnknownRate

# The gravest wins: a rule of law that fails is not healed by an answer, and a question comes before discretion.
GRAVITY = (Outcome.REFUSE, Outcome.QUESTION, Outcome.DISCRETION, Outcome.GRANT)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The outcome proposed for the deposit loan, the affordability statement beside it, and what both rest on."""

    outcome: Outcome
    affordability: Affordability
    reasons: tuple[Reason, ...]
    unknown: tuple[UnknownRate, ...]
    rates: tuple[Rate, ...]


def propose(household: Household, dwelling: Dwelling, rates: RateBook, on: date) -> Proposal:
    """The rules of the loan and the affordability statement of one household in one dwelling on one day.

    Affordability is guidance: it is among the reasons, but never moves the outcome of the loan.
    """
    statement = affordability(household, dwelling, rates, on)
    judgements = (judge_amounts(household, dwelling), *judge_deposit_loan(household, dwelling, rates, on))
    unknown = [each for judgement in judgements for each in judgement.unknown]
    used = [each for judgement in judgements for each in judgement.rates]
    return Proposal(
        outcome=gravest(judgements),
        affordability=statement,
        reasons=(*(judgement.reason for judgement in judgements), *statement.reasons),
        unknown=tuple(dict.fromkeys([*unknown, *statement.unknown])),
        rates=tuple(dict.fromkeys([*used, *statement.rates])),
    )


def gravest(judgements: tuple[Judgement, ...]) -> Outcome:
    """The gravest of what the rules lead to."""
    led_to = {judgement.leads_to for judgement in judgements}
    return next(outcome for outcome in GRAVITY if outcome in led_to)
