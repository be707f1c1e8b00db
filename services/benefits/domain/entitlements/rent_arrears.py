"""Help with rent arrears when an eviction threatens: lov om aktiv socialpolitik § 81 a."""

from kit.values.texts import Text
from services.benefits.domain.entitlements.asking import asked, judged_by, wealth_below
from services.benefits.domain.entitlements.facts import NEEDS, Particulars
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.households import Household
from services.benefits.domain.judgements import Judgement, Outcome

SECTION = "lov om aktiv socialpolitik § 81 a"
NEED = NEEDS[CaseKind.RENT_ARREARS]


def judge_rent_arrears(household: Household, particulars: Particulars) -> tuple[Judgement, ...]:
    """Every rule of the help, in the order in which a caseworker asks."""
    return (
        eviction_threatens(particulars),
        home_kept(particulars),
        rent_payable(particulars),
        cannot_pay_it(household, particulars),
    )


def eviction_threatens(particulars: Particulars) -> Judgement:
    """§ 81 a: an eviction threatens."""
    return judged_by(
        "rent_arrears_eviction",
        SECTION,
        particulars.eviction_threatens,
        NEED["eviction_threatens"].question,
        Text("Der truer en udsættelse.", "An eviction threatens."),
        Text("Der truer ingen udsættelse.", "No eviction threatens."),
        Outcome.REFUSE,
    )


def home_kept(particulars: Particulars) -> Judgement:
    """§ 81 a: the help can prevent it."""
    return judged_by(
        "rent_arrears_home_kept",
        SECTION,
        particulars.home_kept_by_payment,
        NEED["home_kept_by_payment"].question,
        Text("Hjemmet kan beholdes, hvis restancen betales.", "The home can be kept if the arrears are paid."),
        Text(
            "Hjemmet kan ikke beholdes, selv om restancen betales.",
            "The home cannot be kept even if the arrears are paid.",
        ),
        Outcome.REFUSE,
    )


def rent_payable(particulars: Particulars) -> Judgement:
    """Whether the rent can be paid from now on: where it cannot, a person judges what else is needed."""
    return judged_by(
        "rent_arrears_rent_payable",
        SECTION,
        particulars.rent_payable_from_now,
        NEED["rent_payable_from_now"].question,
        Text("Huslejen kan betales fremover.", "The rent can be paid from now on."),
        Text(
            "Huslejen kan ikke uden videre betales fremover; det skal vurderes, hvad der ellers skal til.",
            "The rent cannot simply be paid from now on; what else is needed must be judged.",
        ),
        Outcome.DISCRETION,
    )


def cannot_pay_it(household: Household, particulars: Particulars) -> Judgement:
    """The arrears are more than the applicant's own wealth."""
    rule = "rent_arrears_means"
    if particulars.amount is None:
        return asked(rule, SECTION, NEED["amount"].question)
    return wealth_below(rule, SECTION, household, particulars.amount)
