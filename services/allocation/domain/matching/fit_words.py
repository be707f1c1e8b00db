"""How the hard conditions are said: one sentence each, about the applicant and the dwelling alone.

What is said of the dwelling is worded once; what is said of a household is added when somebody reads it.
"""

from collections.abc import Callable
from typing import Any

from kit.values.texts import Text
from services.allocation.domain.amounts import kroner, kroner_of
from services.allocation.domain.matching.candidates import Assessed
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.matching.schemes import PriorityScheme
from services.allocation.domain.vacancies.facts import DwellingClass

Sentence = Callable[[bool, Any], Text]
"""Whether the rule was met, and the household's fact."""
Words = Callable[[Dwelling, PriorityScheme], Sentence]


def either(met: Text, unmet: Text) -> Words:
    """Two sentences that name no figure."""
    return lambda _dwelling, _scheme: lambda is_met, _value: met if is_met else unmet


IS_OPEN = either(
    Text("Indstillingen er åben.", "The nomination is open."),
    Text("Indstillingen er ikke åben.", "The nomination is not open."),
)
HOLDS_NO_OFFER = either(
    Text("Husstanden har intet åbent tilbud.", "The household has no open offer."),
    Text("Husstanden har allerede et åbent tilbud.", "The household already has an open offer."),
)
ORDINARY_DWELLING = either(
    Text("Ansøgeren søger en almindelig bolig.", "The applicant seeks an ordinary dwelling."),
    Text(
        "Ansøgeren venter på et bestemt hjem og skal ikke tilbydes almindelige boliger.",
        "The applicant waits for a certain home, and is not to be offered ordinary dwellings.",
    ),
)
NOT_OFFERED_BEFORE = either(
    Text("Husstanden har ikke haft tilbud om boligen før.", "The household has not been offered it before."),
    Text(
        "Husstanden har haft tilbud om denne bolig, og det endte uden lejekontrakt.",
        "The household has been offered this dwelling, and it ended without a lease.",
    ),
)
ABILITY_KNOWN = either(
    Text("Det er kendt, hvad husstanden kan betale.", "It is known what the household can pay."),
    Text(
        "Ydelsesafdelingen har endnu ikke fundet, hvad husstanden kan betale.",
        "The benefits department has not yet found what the household can pay.",
    ),
)
ACCESSIBLE = either(
    Text("Ansøgeren kan komme ind i boligen.", "The applicant can get into the dwelling."),
    Text(
        "Ansøgeren har brug for elevator eller stueetage, og boligen har ingen af delene.",
        "The applicant needs a lift or the ground floor, and the dwelling has neither.",
    ),
)
PETS_WELCOME = either(
    Text("Husdyr er ingen hindring.", "Pets are no obstacle."),
    Text("Ansøgeren har et husdyr, og afdelingen tillader ingen.", "The applicant has a pet; none is allowed."),
)
OWES_NOTHING_HERE = either(
    Text("Ansøgeren skylder ikke denne organisation husleje.", "The applicant owes this organisation no rent."),
    Text("Ansøgeren skylder denne organisation husleje.", "The applicant owes this organisation rent."),
)
WANTED = either(
    Text("Afdelingen er blandt dem, ansøgeren ønsker.", "The estate is among those the applicant wants."),
    Text("Ansøgeren ønsker andre afdelinger.", "The applicant wants other estates."),
)
NOT_UNWANTED = either(
    Text("Ansøgeren har ikke fravalgt afdelingen.", "The applicant has not said no to the estate."),
    Text("Ansøgeren har fravalgt afdelingen.", "The applicant has said no to the estate."),
)


def cost(dwelling: Dwelling, _scheme: PriorityScheme) -> Sentence:
    """What the dwelling costs, and what the household can pay."""
    month = kroner(dwelling.facts.monthly_cost_dkk)
    da = f"Husleje og forbrug er {month.da} om måneden; husstanden kan betale "
    en = f"Rent and utilities are {month.en} a month; the household can pay "

    def say(_met: bool, highest_rent_oere: int | None) -> Text:
        highest = kroner_of(highest_rent_oere or 0)
        return Text(da + highest.da, f"{en}{highest.en}.")

    return say


def rooms(dwelling: Dwelling, scheme: PriorityScheme) -> Sentence:
    """How many rooms, for how many."""
    number, most, above = dwelling.facts.rooms, scheme.most_persons_per_room, scheme.most_rooms_above_persons
    return lambda _met, persons: Text(
        f"Boligen har {number} rum, husstanden er {persons}: højst {most} personer pr. rum og højst "
        f"{persons + above} rum.",
        f"The dwelling has {number} rooms, the household is {persons}: at most {most} persons a room and at most "
        f"{persons + above} rooms.",
    )


def area(dwelling: Dwelling, scheme: PriorityScheme) -> Sentence:
    """How large, for how many."""
    size, least = dwelling.facts.area_m2, scheme.least_area_per_person_m2
    return lambda _met, persons: Text(
        f"Boligen er {size} m², husstanden er {persons}: mindst {least} m² pr. person.",
        f"The dwelling is {size} m², the household is {persons}: at least {least} m² a person.",
    )


def age(dwelling: Dwelling, scheme: PriorityScheme) -> Sentence:
    """Whether a youth dwelling is for the applicant."""
    if dwelling.facts.dwelling_class is not DwellingClass.YOUTH:
        ordinary = Text("Boligen er ikke en ungdomsbolig.", "The dwelling is not a youth dwelling.")
        return lambda _met, _birth_year: ordinary
    year, below = dwelling.facts.posted_on.year, scheme.youth_below_age
    return lambda _met, birth_year: Text(
        f"Ungdomsbolig: ansøgeren fylder {year - birth_year} i året, og den er til dem, der fylder under {below}.",
        f"Youth dwelling: the applicant turns {year - birth_year} in the year, and it is for those who turn less than "
        f"{below}.",
    )


def floor(dwelling: Dwelling, _scheme: PriorityScheme) -> Sentence:
    """How high, and how high the household will climb."""
    own, none = dwelling.facts.floor, Text("Etagen er ingen hindring.", "The floor is no obstacle.")

    def say(met: bool, highest: int | None) -> Text:
        if met:
            return none
        return Text(
            f"Boligen ligger på {own}. etage uden elevator; ansøgeren ønsker højst {highest}. etage.",
            f"The dwelling is on floor {own} without a lift; the applicant wants floor {highest} at the highest.",
        )

    return say


def restricted_area(dwelling: Dwelling, _scheme: PriorityScheme) -> Sentence:
    """Whether the law closes the area to the household, as a person has found; never on what grounds."""
    areas = dwelling.areas

    def say(met: bool, assessed: Assessed) -> Text:
        if not areas:
            return OPEN_AREA
        if met:
            return ALLOWED
        return FORBIDDEN if any((area, False) in assessed for area in areas) else NOT_ASSESSED

    return say


OPEN_AREA = Text("Boligen ligger ikke i et område med begrænsninger.", "The dwelling lies in no restricted area.")
ALLOWED = Text("Husstanden må anvises til området.", "The household may be allocated a dwelling in the area.")
FORBIDDEN = Text(
    "En sagsbehandler har vurderet, at loven ikke tillader anvisning til området.",
    "A caseworker has found that the law does not allow allocation in the area.",
)
NOT_ASSESSED = Text(
    "Boligen ligger i et område med begrænsninger; en sagsbehandler skal først vurdere, om husstanden må anvises.",
    "The dwelling lies in a restricted area; a caseworker must first assess whether the household may live there.",
)
