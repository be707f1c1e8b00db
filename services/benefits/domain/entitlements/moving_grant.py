"""Help to move: lov om aktiv socialpolitik § 85, where the move improves the housing or the chances of work."""

from kit.values.texts import Text
from services.benefits.domain.entitlements.asking import asked, wealth_below
from services.benefits.domain.entitlements.facts import NEEDS, Particulars
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.households import Household
from services.benefits.domain.judgements import Judgement, Outcome, met, unmet

SECTION = "lov om aktiv socialpolitik § 85"
NEED = NEEDS[CaseKind.MOVING_GRANT]


def judge_moving_grant(household: Household, particulars: Particulars) -> tuple[Judgement, ...]:
    """Every rule of § 85."""
    return move_improves(particulars), cannot_pay_it(household, particulars)


def move_improves(particulars: Particulars) -> Judgement:
    """§ 85: the move improves the household's housing, or its chances of work."""
    rule, housing, work = "moving_grant_improves", particulars.improves_housing, particulars.improves_work
    if housing:
        return met(rule, SECTION, Text("Flytningen forbedrer boligforholdene.", "The move improves the housing."))
    if work:
        text = Text("Flytningen forbedrer erhvervsforholdene.", "The move improves the chances of work.")
        return met(rule, SECTION, text)
    if housing is None:
        return asked(rule, SECTION, NEED["improves_housing"].question)
    if work is None:
        return asked(rule, SECTION, NEED["improves_work"].question)
    text = Text(
        "Flytningen forbedrer hverken boligforholdene eller erhvervsforholdene.",
        "The move improves neither the housing nor the chances of work.",
    )
    return unmet(rule, SECTION, Outcome.REFUSE, text)


def cannot_pay_it(household: Household, particulars: Particulars) -> Judgement:
    """The cost of moving is more than the applicant's own wealth."""
    rule = "moving_grant_means"
    if particulars.amount is None:
        return asked(rule, SECTION, NEED["amount"].question)
    return wealth_below(rule, SECTION, household, particulars.amount)
