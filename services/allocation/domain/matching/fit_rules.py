"""The hard conditions of a shortlist, in order: what each asks, where it comes from, and how it is said.

Every sentence is about the applicant and the dwelling alone, never about anybody else (FOB 06.149).
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.allocation.domain.amounts import kroner
from services.allocation.domain.matching.candidates import Candidate
from services.allocation.domain.matching.criteria import Criteria
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts


@dataclass(frozen=True, slots=True)
class FitRule:
    """One hard condition; its sentence is written only when somebody reads it."""

    rule: str
    source: str
    holds: Callable[[VacancyFacts, Candidate, Criteria], bool]
    met: Callable[[VacancyFacts, Candidate, Criteria], Text]
    unmet: Callable[[VacancyFacts, Candidate, Criteria], Text]

    def reason(self, facts: VacancyFacts, candidate: Candidate, criteria: Criteria) -> Reason:
        """The rule applied to one household, in words."""
        met = self.holds(facts, candidate, criteria)
        text = (self.met if met else self.unmet)(facts, candidate, criteria)
        return Reason(self.rule, self.source, met, text)


def _always(da: str, en: str) -> Callable[[VacancyFacts, Candidate, Criteria], Text]:
    text = Text(da, en)
    return lambda _facts, _candidate, _criteria: text


def _can_pay(facts: VacancyFacts, candidate: Candidate, _criteria: Criteria) -> bool:
    return candidate.highest_rent_dkk is not None and facts.monthly_cost_dkk <= candidate.highest_rent_dkk


def _cost_in_words(facts: VacancyFacts, candidate: Candidate, _criteria: Criteria) -> Text:
    cost, highest = kroner(facts.monthly_cost_dkk), kroner(candidate.highest_rent_dkk or Decimal(0))
    return Text(
        f"Husleje og forbrug er {cost.da} om måneden; husstanden kan betale {highest.da}",
        f"Rent and utilities are {cost.en} a month; the household can pay {highest.en}.",
    )


def _rooms_fit(facts: VacancyFacts, candidate: Candidate, criteria: Criteria) -> bool:
    least = -(-candidate.persons // criteria.most_persons_per_room)
    return least <= facts.rooms <= candidate.persons + criteria.most_rooms_above_persons


def _rooms_in_words(facts: VacancyFacts, candidate: Candidate, criteria: Criteria) -> Text:
    persons, above = candidate.persons, criteria.most_rooms_above_persons
    return Text(
        f"Boligen har {facts.rooms} rum, husstanden er {persons}: højst {criteria.most_persons_per_room} personer pr. "
        f"rum og højst {persons + above} rum.",
        f"The dwelling has {facts.rooms} rooms, the household is {persons}: at most {criteria.most_persons_per_room} "
        f"persons a room and at most {persons + above} rooms.",
    )


def _area_in_words(facts: VacancyFacts, candidate: Candidate, criteria: Criteria) -> Text:
    least = criteria.least_area_per_person_m2
    return Text(
        f"Boligen er {facts.area_m2} m², husstanden er {candidate.persons}: mindst {least} m² pr. person.",
        f"The dwelling is {facts.area_m2} m², the household is {candidate.persons}: at least {least} m² a person.",
    )


def _young_enough(facts: VacancyFacts, candidate: Candidate, criteria: Criteria) -> bool:
    if facts.dwelling_class is not DwellingClass.YOUTH:
        return True
    return facts.posted_on.year - candidate.birth_year < criteria.youth_below_age


def _age_in_words(facts: VacancyFacts, candidate: Candidate, criteria: Criteria) -> Text:
    if facts.dwelling_class is not DwellingClass.YOUTH:
        return Text("Boligen er ikke en ungdomsbolig.", "The dwelling is not a youth dwelling.")
    age, below = facts.posted_on.year - candidate.birth_year, criteria.youth_below_age
    return Text(
        f"Ungdomsbolig: ansøgeren fylder {age} i året, og den er til dem, der fylder under {below}.",
        f"Youth dwelling: the applicant turns {age} in the year, and it is for those who turn less than {below}.",
    )


LOCAL = "allocation criteria (local choice)"

FIT_RULES: tuple[FitRule, ...] = (
    FitRule(
        "waiting",
        "nomination",
        lambda _facts, candidate, _criteria: candidate.status is NominationStatus.OPEN,
        _always("Indstillingen er åben.", "The nomination is open."),
        _always("Indstillingen er ikke længere åben.", "The nomination is no longer open."),
    ),
    FitRule(
        "no_open_offer",
        "one offer at a time",
        lambda _facts, candidate, _criteria: not candidate.has_open_offer,
        _always("Husstanden har intet åbent tilbud.", "The household has no open offer."),
        _always("Husstanden har allerede et åbent tilbud.", "The household already has an open offer."),
    ),
    FitRule(
        "not_offered_before",
        "one offer of a dwelling to a household",
        lambda _facts, candidate, _criteria: not candidate.had_this_dwelling,
        _always("Husstanden har ikke haft tilbud om boligen før.", "The household has not been offered it before."),
        _always(
            "Husstanden har haft tilbud om denne bolig, og det endte uden lejekontrakt.",
            "The household has been offered this dwelling, and it ended without a lease.",
        ),
    ),
    FitRule(
        "ability_known",
        "benefits department's statement",
        lambda _facts, candidate, _criteria: candidate.highest_rent_dkk is not None,
        _always("Det er kendt, hvad husstanden kan betale.", "It is known what the household can pay."),
        _always(
            "Ydelsesafdelingen har endnu ikke fundet, hvad husstanden kan betale.",
            "The benefits department has not yet found what the household can pay.",
        ),
    ),
    FitRule("can_pay", "benefits department's statement", _can_pay, _cost_in_words, _cost_in_words),
    FitRule("rooms_fit", LOCAL, _rooms_fit, _rooms_in_words, _rooms_in_words),
    FitRule(
        "area_fits",
        LOCAL,
        lambda facts, candidate, criteria: facts.area_m2 >= candidate.persons * criteria.least_area_per_person_m2,
        _area_in_words,
        _area_in_words,
    ),
    FitRule(
        "access",
        "the applicant's needs",
        lambda facts, candidate, _criteria: facts.step_free or not candidate.needs_lift,
        _always("Ansøgeren kan komme ind i boligen.", "The applicant can get into the dwelling."),
        _always(
            "Ansøgeren har brug for elevator eller stueetage, og boligen har ingen af delene.",
            "The applicant needs a lift or the ground floor, and the dwelling has neither.",
        ),
    ),
    FitRule(
        "pets",
        "the estate's house rules",
        lambda facts, candidate, _criteria: facts.pets_allowed or not candidate.has_pet,
        _always("Husdyr er ingen hindring.", "Pets are no obstacle."),
        _always("Ansøgeren har et husdyr, og afdelingen tillader ingen.", "The applicant has a pet; none is allowed."),
    ),
    FitRule(
        "no_debt_to_organisation",
        "Datatilsynet 2007, j.nr. 2004-216-0211: debt to the same organisation only",
        lambda facts, candidate, _criteria: candidate.debt_to_cvr != facts.organisation_cvr,
        _always("Ansøgeren skylder ikke denne organisation husleje.", "The applicant owes this organisation no rent."),
        _always("Ansøgeren skylder denne organisation husleje.", "The applicant owes this organisation rent."),
    ),
    FitRule("youth_age", LOCAL, _young_enough, _age_in_words, _age_in_words),
)
"""The hard conditions, in the order in which the first unmet one is named."""
