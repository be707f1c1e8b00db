"""Single payments, lov om aktiv socialpolitik §§ 81 and 85, rule by rule: a reason and a section per row."""

import pytest

from services.benefits.domain.entitlements.facts import Particulars
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.households import Household
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.rates.rate_keys import RateKey
from tests.unit.benefits.entitlements import facts_of, holds, judgements_of, told
from tests.unit.benefits.facts import THE_DAY, a_book, a_household, a_rate

GRANT, DISCRETION, QUESTION, REFUSE = Outcome.GRANT, Outcome.DISCRETION, Outcome.QUESTION, Outcome.REFUSE
POOR = a_household()

SECTION_81 = [
    ("single_payment_change", told(changed_circumstances=True), POOR, GRANT, "a change in circumstances"),
    ("single_payment_change", told(changed_circumstances=False), POOR, REFUSE, "no change: § 81 does not apply"),
    ("single_payment_change", told(), POOR, QUESTION, "nobody has said"),
    ("single_payment_necessary", told(necessary=True), POOR, GRANT, "necessary and reasonable"),
    ("single_payment_necessary", told(necessary=False), POOR, REFUSE, "not necessary"),
    ("single_payment_necessary", told(), POOR, QUESTION, "nobody has said"),
    ("single_payment_unforeseen", told(foreseeable=False), POOR, GRANT, "could not be foreseen"),
    ("single_payment_unforeseen", told(foreseeable=True), POOR, QUESTION, "is it decisive?"),
    (
        "single_payment_unforeseen",
        told(foreseeable=True, decisive_for_life=True),
        POOR,
        DISCRETION,
        "foreseeable but decisive: by exception",
    ),
    ("single_payment_unforeseen", told(foreseeable=True, decisive_for_life=False), POOR, REFUSE, "neither"),
    ("single_payment_unforeseen", told(decisive_for_life=True), POOR, QUESTION, "foreseeable comes first"),
    ("single_payment_means", told(amount="4000"), a_household(wealth="3999"), GRANT, "a krone short"),
    ("single_payment_means", told(amount="4000"), a_household(wealth="4000"), DISCRETION, "has the amount"),
    ("single_payment_means", told(), POOR, QUESTION, "no amount"),
]


@pytest.mark.parametrize(("rule", "particulars", "household", "leads_to", "reason"), SECTION_81)
@pytest.mark.parametrize("kind", [CaseKind.SINGLE_PAYMENT, CaseKind.FURNISHING_GRANT])
def test_a_rule_of_section_81(
    kind: CaseKind, rule: str, particulars: Particulars, household: Household, leads_to: Outcome, reason: str
) -> None:
    judged = judgements_of(kind, facts_of(particulars, household))[rule]
    assert holds(judged, leads_to, "lov om aktiv socialpolitik § 81"), reason


@pytest.mark.parametrize(
    ("amount", "confirmed", "leads_to", "reason"),
    [
        ("2500", (), GRANT, "the least that is usual"),
        ("4500", (), GRANT, "the most that is usual"),
        ("2499.99", (), QUESTION, "an øre below: questioned, not refused"),
        ("4500.01", (), QUESTION, "an øre above: questioned, not refused"),
        ("9000", (), QUESTION, "twice the usual: still not refused"),
        ("9000", ("/facts/amount_dkk",), GRANT, "somebody has checked it"),
        (None, (), QUESTION, "no amount"),
    ],
)
def test_a_furnishing_grant_outside_the_usual_is_questioned(
    amount: str | None, confirmed: tuple[str, ...], leads_to: Outcome, reason: str
) -> None:
    facts = facts_of(told(amount=amount), confirmed=confirmed)
    judged = judgements_of(CaseKind.FURNISHING_GRANT, facts)["furnishing_grant_usual"]
    assert holds(judged, leads_to, "kommunens praksis"), reason


def test_what_is_usual_is_the_municipalitys_own_where_it_says_so() -> None:
    facts = facts_of(told(amount="6000"))
    own = a_book(a_rate(RateKey.FURNISHING_TO, "6000"))
    rule = "furnishing_grant_usual"
    assert judgements_of(CaseKind.FURNISHING_GRANT, facts, THE_DAY, own)[rule].leads_to is GRANT
    unknown = a_book(without=frozenset({RateKey.FURNISHING_TO}))
    asked = judgements_of(CaseKind.FURNISHING_GRANT, facts, THE_DAY, unknown)[rule]
    assert (asked.leads_to, [each.key for each in asked.unknown]) == (QUESTION, [RateKey.FURNISHING_TO])


SECTION_85 = [
    ("moving_grant_improves", told(improves_housing=True), POOR, GRANT, "a better home"),
    ("moving_grant_improves", told(improves_work=True), POOR, GRANT, "better chances of work"),
    ("moving_grant_improves", told(improves_housing=False, improves_work=True), POOR, GRANT, "one of them is enough"),
    ("moving_grant_improves", told(improves_housing=False, improves_work=False), POOR, REFUSE, "neither"),
    ("moving_grant_improves", told(improves_housing=False), POOR, QUESTION, "and work?"),
    ("moving_grant_improves", told(), POOR, QUESTION, "nobody has said"),
    ("moving_grant_means", told(amount="6000"), POOR, GRANT, "no wealth"),
    ("moving_grant_means", told(amount="6000"), a_household(wealth="6000"), DISCRETION, "has the amount"),
    ("moving_grant_means", told(), POOR, QUESTION, "no amount"),
]


@pytest.mark.parametrize(("rule", "particulars", "household", "leads_to", "reason"), SECTION_85)
def test_a_rule_of_section_85(
    rule: str, particulars: Particulars, household: Household, leads_to: Outcome, reason: str
) -> None:
    judged = judgements_of(CaseKind.MOVING_GRANT, facts_of(particulars, household))[rule]
    assert holds(judged, leads_to, "lov om aktiv socialpolitik § 85"), reason
