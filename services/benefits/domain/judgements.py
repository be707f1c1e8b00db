"""How a rule bears on a case: its reason, and what follows where it is not met."""

from dataclasses import dataclass
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.rates.rates import Rate, UnknownRate


class Outcome(StrEnum):
    """What is proposed to the person who decides."""

    GRANT = "grant"
    DISCRETION = "discretion"
    QUESTION = "question"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One rule as it bears on the case; `leads_to` is GRANT where it stands in the way of nothing."""

    reason: Reason
    leads_to: Outcome
    unknown: tuple[UnknownRate, ...] = ()
    rates: tuple[Rate, ...] = ()


def met(rule: str, source: str, text: Text, *rates: Rate) -> Judgement:
    """The rule is met."""
    return Judgement(Reason(rule, source, True, text), Outcome.GRANT, (), rates)


def unmet(rule: str, source: str, leads_to: Outcome, text: Text, *rates: Rate) -> Judgement:
    """The rule is not met, and this follows."""
    return Judgement(Reason(rule, source, False, text), leads_to, (), rates)


def unanswered(rule: str, source: str, unknown: tuple[UnknownRate, ...]) -> Judgement:
    """The rule cannot be judged before the unknown rates are entered."""
    return Judgement(Reason(rule, source, False, unknown[0].question), Outcome.QUESTION, unknown)
