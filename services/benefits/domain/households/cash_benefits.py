"""The cash benefits of a day: which rate, which supplements; or the question that decides between them.

Before 2025-07-01 kontanthjælp, uddannelseshjælp and selvforsørgelses- og hjemrejseydelse (SHO); from that day the one
kontanthjælp of lov om aktiv socialpolitik §§ 16-20 (facts.md 3.1, 3.2, 3.4a). Only the applicant's own benefit.
"""

from datetime import date

from kit.values.texts import Text
from services.benefits.domain.households.circumstances import Applicant, FactQuestion
from services.benefits.domain.households.households import Benefit
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook, UnknownRate
from services.benefits.domain.wording import in_kroner

REFORM = date(2025, 7, 1)
ENDED = frozenset({Benefit.EDUCATION_BENEFIT, Benefit.SELF_SUPPORT_BENEFIT})
BEGUN = {
    Benefit.CASH_BENEFIT_MINIMUM: RateKey.MINIMUM_RATE,
    Benefit.CASH_BENEFIT_BASIC: RateKey.BASIC_RATE,
    Benefit.CASH_BENEFIT_HIGHER: RateKey.HIGHER_RATE,
    Benefit.CASH_BENEFIT_AT_HOME: RateKey.AT_HOME_RATE,
}
CASH_BENEFITS = frozenset({Benefit.CASH_BENEFIT, *ENDED, *BEGUN})

Parts = list[RateKey] | FactQuestion


def parts_of_cash_benefit(applicant: Applicant, on: date) -> Parts:
    """The rates that add up to the applicant's benefit on the day, or what must be asked first."""
    if on >= REFORM:
        return _since_reform(applicant, on)
    if applicant.benefit in BEGUN:
        return _no_such_kind(
            "Satsen findes først fra 01.07.2025: vælg kontanthjælp, uddannelseshjælp eller SHO",
            "The rate exists from 2025-07-01 only: choose cash benefit, education benefit or self-support benefit",
        )
    if applicant.benefit is Benefit.SELF_SUPPORT_BENEFIT:
        alone = applicant.is_single and not applicant.is_provider
        return [RateKey.SELF_SUPPORT_SINGLE if alone else RateKey.SELF_SUPPORT_OTHERS]
    return _before_reform(applicant, on)


def _before_reform(applicant: Applicant, on: date) -> Parts:
    """Kontanthjælp by age, provider and living at home; uddannelseshjælp under 30 with its activity supplement."""
    of_thirty = applicant.is_at_least(30, on)
    if of_thirty is None:
        return _age(30, on)
    if applicant.benefit is Benefit.EDUCATION_BENEFIT and of_thirty:
        return _no_such_kind(
            "Uddannelseshjælp gives til personer under 30 år: vælg kontanthjælp",
            "Education benefit is for people under 30: choose cash benefit",
        )
    if of_thirty:
        return [RateKey.CASH_30_PROVIDER if applicant.is_provider else RateKey.CASH_30_OTHER]
    return _under_thirty(applicant, on)


def _under_thirty(applicant: Applicant, on: date) -> Parts:
    facts = applicant.circumstances
    if applicant.is_provider:
        return _provider_under_thirty(applicant)
    if facts.pregnant:
        return [RateKey.CASH_UNDER_30_PREGNANT]
    if facts.diagnosis and not facts.lives_with_parents:
        return [RateKey.CASH_UNDER_30_DIAGNOSIS_AWAY]
    if applicant.benefit is Benefit.EDUCATION_BENEFIT:
        return _education(applicant, on)
    return [RateKey.CASH_UNDER_30_HOME if facts.lives_with_parents else RateKey.CASH_UNDER_30_AWAY]


def _provider_under_thirty(applicant: Applicant) -> Parts:
    extra = applicant.circumstances.extra_child_benefit
    if applicant.is_single and extra is None:
        return _extra_child_benefit()
    return [
        RateKey.CASH_UNDER_30_SINGLE_PROVIDER if applicant.is_single and extra else RateKey.CASH_UNDER_30_OTHER_PROVIDER
    ]


def _education(applicant: Applicant, on: date) -> Parts:
    facts = applicant.circumstances
    if not facts.activity_supplement:
        return [RateKey.EDUCATION_HOME if facts.lives_with_parents else RateKey.EDUCATION_AWAY]
    if facts.lives_with_parents:
        text = Text(
            "Aktivitetstillægget til hjemmeboende kendes ikke her: indtast indkomsten",
            "The activity supplement of those living at home is not known here: enter the income",
        )
        return FactQuestion("/household/income_after_tax_dkk", text)
    of_25 = applicant.is_at_least(25, on)
    if of_25 is None:
        return _age(25, on)
    return [RateKey.EDUCATION_AWAY, RateKey.ACTIVITY_25_29_AWAY if of_25 else RateKey.ACTIVITY_UNDER_25_AWAY]


def _since_reform(applicant: Applicant, on: date) -> Parts:
    """The rate, then what each supplement is given for."""
    if applicant.benefit in ENDED:
        return _no_such_kind(
            "Ydelsen ophørte 30.06.2025: vælg kontanthjælp",
            "The benefit ended with 2025-06-30: choose cash benefit",
        )
    rate = BEGUN[applicant.benefit] if applicant.benefit in BEGUN else _rate_since_reform(applicant, on)
    if isinstance(rate, FactQuestion):
        return rate
    supplements = [_for_providers(applicant, rate), _for_the_young(applicant, rate, on)]
    for found in supplements:
        if isinstance(found, FactQuestion):
            return found
    return [rate, *(key for found in supplements if not isinstance(found, FactQuestion) for key in found)]


def _rate_since_reform(applicant: Applicant, on: date) -> RateKey | FactQuestion:
    """Minimum without the residence and employment requirement; higher from 30, or from 25 with 2½ years' work."""
    facts, of_thirty = applicant.circumstances, applicant.is_at_least(30, on)
    if facts.lives_with_parents and of_thirty is not True:
        return _age(30, on) if of_thirty is None else RateKey.AT_HOME_RATE
    if facts.meets_residence_requirement is None:
        text = Text("Er opholds- og beskæftigelseskravet opfyldt?", "Is the residence and employment requirement met?")
        return FactQuestion("/household/circumstances/meets_residence_requirement", text)
    if not facts.meets_residence_requirement:
        return RateKey.MINIMUM_RATE
    return RateKey.HIGHER_RATE if of_thirty else _rate_by_work(applicant, on)


def _rate_by_work(applicant: Applicant, on: date) -> RateKey | FactQuestion:
    """Under 30, or perhaps: 2½ years' work gives the higher rate from 25 (below that the basic rate, unverified)."""
    facts, of_thirty, of_25 = applicant.circumstances, applicant.is_at_least(30, on), applicant.is_at_least(25, on)
    if facts.worked_two_and_a_half_years is None and of_25 is not False:
        text = Text(
            "Har ansøgeren haft 2½ års fuldtidsarbejde inden for 10 år?",
            "Has the applicant worked full time for 2½ of the last 10 years?",
        )
        return FactQuestion("/household/circumstances/worked_two_and_a_half_years", text)
    if facts.worked_two_and_a_half_years and of_25 is not False:
        return _age(25, on) if of_25 is None else RateKey.HIGHER_RATE
    return _age(30, on) if of_thirty is None else RateKey.BASIC_RATE


def _for_providers(applicant: Applicant, rate: RateKey) -> Parts:
    """Børnetillæg per provider, not per child; one supplement for single providers, one for single non-providers."""
    if not applicant.is_provider:
        single = applicant.is_single and rate in {RateKey.BASIC_RATE, RateKey.HIGHER_RATE}
        return [RateKey.SINGLE_SUPPLEMENT] if single else []
    if not applicant.is_single or rate not in {RateKey.MINIMUM_RATE, RateKey.BASIC_RATE}:
        return [RateKey.PROVIDER_SUPPLEMENT]
    if applicant.circumstances.extra_child_benefit is None:
        return _extra_child_benefit()
    extra = [RateKey.SINGLE_PROVIDER_SUPPLEMENT] if applicant.circumstances.extra_child_benefit else []
    return [RateKey.PROVIDER_SUPPLEMENT, *extra]


def _for_the_young(applicant: Applicant, rate: RateKey, on: date) -> Parts:
    """Særligt ungetillæg on the basic rate when ready for activity; the temporary tilpasningstillæg where granted."""
    facts = applicant.circumstances
    youth = facts.ready_for_activity and rate is RateKey.BASIC_RATE
    if not youth and not facts.adaptation_supplement:
        return []
    of_thirty = applicant.is_at_least(30, on)
    if of_thirty is None:
        return _age(30, on)
    if of_thirty:
        return []
    supplement = _youth_supplement(applicant, on) if youth else []
    if isinstance(supplement, FactQuestion) or not facts.adaptation_supplement:
        return supplement
    return [*supplement, RateKey.ADAPTATION_SUPPLEMENT]


def _youth_supplement(applicant: Applicant, on: date) -> Parts:
    if applicant.is_provider:
        return [RateKey.YOUTH_SUPPLEMENT_PROVIDER]
    of_25 = applicant.is_at_least(25, on)
    if of_25 is None:
        return _age(25, on)
    return [RateKey.YOUTH_SUPPLEMENT_25_29 if of_25 else RateKey.YOUTH_SUPPLEMENT_18_24]


def wealth_in_the_way(applicant: Applicant, rates: RateBook, on: date) -> FactQuestion | UnknownRate | None:
    """From 2025-07-01 wealth above the limit may end the benefit: then it is asked whether it is granted."""
    if on < REFORM or applicant.wealth == 0:
        return None
    key = RateKey.CASH_WEALTH_LIMIT_SINGLE if applicant.is_single else RateKey.CASH_WEALTH_LIMIT_COUPLE
    limit = rates.on(key, on)
    if isinstance(limit, UnknownRate):
        return limit
    if applicant.wealth <= limit.value:
        return None
    has, most = in_kroner(applicant.wealth), in_kroner(limit.value)
    text = Text(
        f"Formuen på {has.da} er over grænsen på {most.da}: indtast den indkomst, der er bevilget.",
        f"The wealth of {has.en} is above the limit of {most.en}: enter the income that is granted.",
    )
    return FactQuestion("/household/income_after_tax_dkk", text)


def _age(age: int, on: date) -> FactQuestion:
    text = Text(
        f"Var ansøgeren fyldt {age} år den {on:%d.%m.%Y}? Skriv fødselsdagen",
        f"Had the applicant reached {age} on {on.isoformat()}? Give the date of birth",
    )
    return FactQuestion("/household/circumstances/born_on", text)


def _extra_child_benefit() -> FactQuestion:
    text = Text(
        "Er der ret til ekstra børnetilskud for et eget barn på adressen?",
        "Is there a right to extra child benefit for an own child at the address?",
    )
    return FactQuestion("/household/circumstances/extra_child_benefit", text)


def _no_such_kind(da: str, en: str) -> FactQuestion:
    return FactQuestion("/household/benefit", Text(da, en))
