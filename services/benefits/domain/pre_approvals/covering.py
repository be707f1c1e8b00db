"""Whether a pre-approval covers an offer: what was decided in the citizen's favour is not judged again.

What is judged is only what nobody could know before there was a dwelling: the dwelling itself, and whether everything
still is as it was decided on.
"""

from dataclasses import fields
from datetime import date

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.cases.cases import CaseFacts
from services.benefits.domain.entitlements.loan_dwelling import (
    first_taken_into_use,
    kitchen_of_youth_dwelling,
    social_housing,
)
from services.benefits.domain.entitlements.loan_exceptions import own_means
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.judgements import Judgement, Outcome
from services.benefits.domain.pre_approvals.pre_approvals import (
    SOURCE,
    PreApproval,
    PreApprovalStatus,
    classes_in_words,
    is_in_force,
)
from services.benefits.domain.wording import day_in_words, in_kroner

OVER = {
    PreApprovalStatus.USED: Text(
        "Forhåndstilsagnet er brugt til et andet tilbud, som står.",
        "The pre-approval is used by another offer that stands.",
    ),
    PreApprovalStatus.SPENT: Text(
        "Forhåndstilsagnet er brugt: lejekontrakten er skrevet under.", "The pre-approval is spent: a lease was signed."
    ),
    PreApprovalStatus.WITHDRAWN: Text("Forhåndstilsagnet er trukket tilbage.", "The pre-approval is withdrawn."),
    PreApprovalStatus.EXPIRED: Text("Forhåndstilsagnet er udløbet.", "The pre-approval has expired."),
    PreApprovalStatus.REPLACED: Text(
        "Forhåndstilsagnet er afløst af et nyere.", "The pre-approval is replaced by a newer one."
    ),
}

HOUSEHOLD_WORDS = {
    "adults": Text("antal voksne", "number of adults"),
    "children": Text("antal børn", "number of children"),
    "birth_year": Text("fødselsår", "year of birth"),
    "benefit": Text("ydelse", "benefit"),
    "income_after_tax": Text("indkomst", "income"),
    "wealth": Text("formue", "wealth"),
    "unpaid_deposit_loan": Text("tidligere indskudslån", "earlier deposit loan"),
    "income_before_tax": Text("indkomst før skat", "income before tax"),
    "first_home_after_eviction": Text("første bolig efter udsættelse", "first home after an eviction"),
}


def judge_cover(pre_approval: PreApproval, facts: CaseFacts, offered_on: date) -> tuple[Reason, ...]:
    """Every condition, met or not, in one order; the offer is covered where all are met."""
    household, dwelling = facts.household, facts.dwelling
    assert household is not None
    assert dwelling is not None
    return (
        _stands(pre_approval),
        _in_period(pre_approval, offered_on),
        _same_household(pre_approval.household, household),
        _of_class(pre_approval, dwelling),
        _rent(pre_approval, dwelling),
        _deposit(pre_approval, dwelling),
        _rules(pre_approval, facts, household, dwelling),
    )


def _stands(pre_approval: PreApproval) -> Reason:
    met = pre_approval.status is PreApprovalStatus.VALID
    text = Text("Forhåndstilsagnet gælder.", "The pre-approval is in force.") if met else OVER[pre_approval.status]
    return Reason("pre_approval_valid", SOURCE, met, text)


def _in_period(pre_approval: PreApproval, offered_on: date) -> Reason:
    met, period = is_in_force(pre_approval, offered_on), pre_approval.period
    day, first, last = (day_in_words(each) for each in (offered_on, period.first, period.last))
    text = Text(
        f"Boligen er tilbudt {day.da}; tilsagnet gælder fra {first.da} til og med {last.da}.",
        f"The dwelling is offered on {day.en}; the pre-approval holds from {first.en} to {last.en}.",
    )
    return Reason("pre_approval_period", SOURCE, met, text)


def _same_household(decided_on: Household, now: Household) -> Reason:
    """What the offer's file does not say is no change."""
    changed = [
        HOUSEHOLD_WORDS[each.name]
        for each in fields(now)
        if getattr(now, each.name) is not None and getattr(now, each.name) != getattr(decided_on, each.name)
    ]
    if not changed:
        text = Text("Husstandens forhold er uændrede.", "The household's facts are unchanged.")
        return Reason("pre_approval_household", SOURCE, True, text)
    da, en = ", ".join(each.da for each in changed), ", ".join(each.en for each in changed)
    text = Text(f"Husstandens forhold er ændret: {da}.", f"The household's facts have changed: {en}.")
    return Reason("pre_approval_household", SOURCE, False, text)


def _of_class(pre_approval: PreApproval, dwelling: Dwelling) -> Reason:
    met = dwelling.dwelling_class in pre_approval.dwelling_classes
    is_one, allowed = classes_in_words((dwelling.dwelling_class,)), classes_in_words(pre_approval.dwelling_classes)
    text = Text(
        f"Boligen er {is_one.da}; tilsagnet gælder {allowed.da}.",
        f"The dwelling is a {is_one.en}; the pre-approval is for: {allowed.en}.",
    )
    return Reason("pre_approval_dwelling", SOURCE, met, text)


def _rent(pre_approval: PreApproval, dwelling: Dwelling) -> Reason:
    is_so, most = in_kroner(dwelling.rent), in_kroner(pre_approval.highest_rent)
    text = Text(
        f"Huslejen er {is_so.da} om måneden; tilsagnet gælder højst {most.da}",
        f"The rent is {is_so.en} a month; the pre-approval is for {most.en} at most.",
    )
    return Reason("pre_approval_rent", SOURCE, dwelling.rent <= pre_approval.highest_rent, text)


def _deposit(pre_approval: PreApproval, dwelling: Dwelling) -> Reason:
    is_so, most = in_kroner(dwelling.deposit), in_kroner(pre_approval.highest_deposit)
    text = Text(
        f"Indskuddet er {is_so.da}; tilsagnet gælder højst {most.da}",
        f"The deposit is {is_so.en}; the pre-approval is for {most.en} at most.",
    )
    return Reason("pre_approval_deposit", SOURCE, dwelling.deposit <= pre_approval.highest_deposit, text)


def _rules(pre_approval: PreApproval, facts: CaseFacts, household: Household, dwelling: Dwelling) -> Reason:
    """The rules that depend on the dwelling itself; one that the person has decided on already is no hindrance."""
    judgements: tuple[Judgement, ...] = (
        social_housing(facts.particulars),
        kitchen_of_youth_dwelling(dwelling),
        first_taken_into_use(dwelling, facts.particulars),
        own_means(household, dwelling),
    )
    in_the_way = [
        each.reason
        for each in judgements
        if each.leads_to is not Outcome.GRANT and each.reason.rule not in pre_approval.judged_against
    ]
    if in_the_way:
        return Reason("pre_approval_rules", in_the_way[0].source, False, in_the_way[0].text)
    text = Text(
        "Boligen opfylder de regler om indskudslån, som først kan afgøres nu.",
        "The dwelling meets the rules of the deposit loan that can only be judged now.",
    )
    return Reason("pre_approval_rules", "boligstøtteloven §§ 54, 55", True, text)
