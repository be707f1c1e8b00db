"""What several kinds of case share: a fact that is still asked for, a yes or no that decides, and own wealth."""

from decimal import Decimal

from kit.values.texts import Text
from services.benefits.domain.households.households import Household
from services.benefits.domain.judgements import Judgement, Outcome, met, unmet
from services.benefits.domain.wording import in_kroner


def asked(rule: str, source: str, question: Text) -> Judgement:
    """The rule cannot be judged before the question is answered."""
    return unmet(rule, source, Outcome.QUESTION, question)


def judged_by(
    rule: str, source: str, answer: bool | None, question: Text, yes: Text, no: Text, otherwise: Outcome
) -> Judgement:
    """A rule that one answer decides: met by yes, `otherwise` by no, a question while nobody has said."""
    if answer is None:
        return asked(rule, source, question)
    return met(rule, source, yes) if answer else unmet(rule, source, otherwise, no)


def wealth_below(rule: str, source: str, household: Household, amount: Decimal) -> Judgement:
    """Help is for those who cannot pay themselves; whether wealth may be spent on it is for a person to judge."""
    has, needs = in_kroner(household.wealth), in_kroner(amount)
    if household.wealth >= amount:
        text = Text(
            f"Ansøgerens egen formue på {has.da} dækker de {needs.da}; det skal vurderes, om den kan bruges hertil.",
            f"The applicant's own wealth of {has.en} covers the {needs.en}; whether it can be used must be judged.",
        )
        return unmet(rule, source, Outcome.DISCRETION, text)
    text = Text(
        f"Ansøgerens egen formue på {has.da} dækker ikke de {needs.da}.",
        f"The applicant's own wealth of {has.en} does not cover the {needs.en}.",
    )
    return met(rule, source, text)
