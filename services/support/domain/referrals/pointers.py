"""Which methods a citizen's needs point at, in which order, and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.support.domain.methods.methods import FACTS, Method


class SupportNeeds(StrEnum):
    """How complex the need for support is, as the nomination says."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Situation(StrEnum):
    """Where the citizen lives now; the categories of the national count."""

    STREET = "street"
    NIGHT_SHELTER = "night_shelter"
    SHELTER = "shelter"
    HOTEL = "hotel"
    WITH_OTHERS = "with_others"
    TRANSITIONAL = "transitional"
    HOSPITAL_DISCHARGE = "hospital_discharge"
    PRISON_RELEASE = "prison_release"
    OTHER = "other"


# The critical transitions CTI was made for: out of an institution and into a home (VIVE 2023, 2.4).
_TRANSITIONS = frozenset(
    {Situation.SHELTER, Situation.TRANSITIONAL, Situation.HOSPITAL_DISCHARGE, Situation.PRISON_RELEASE}
)
# The stays after which the shelter itself can go on helping for up to a year.
_AFTER_A_SHELTER = frozenset({Situation.SHELTER, Situation.TRANSITIONAL})


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """What is known of the citizen when the referral is opened."""

    needs: SupportNeeds
    situation: Situation
    birth_year: int
    on: date
    expected_months: int | None = None
    discharged_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pointer:
    """Needs (and situations, where they matter) with the suitable methods in order, and why."""

    needs: SupportNeeds
    situations: frozenset[Situation]
    order: tuple[Method, ...]
    reason: Reason


_POINTERS = (
    Pointer(
        SupportNeeds.HIGH,
        frozenset(Situation),
        (Method.ACT, Method.MODIFIED_ACT, Method.ICM, Method.CTI, Method.ORDINARY_SUPPORT),
        Reason(
            "needs-high",
            "VIVE 2023, 2.2",
            True,
            Text(
                "Komplekse støttebehov peger på et tværfagligt team (ACT), dernæst M-ACT og ICM.",
                "Complex needs point at a multidisciplinary team (ACT), then M-ACT and ICM.",
            ),
        ),
    ),
    Pointer(
        SupportNeeds.MEDIUM,
        _TRANSITIONS,
        (Method.CTI, Method.ICM, Method.ORDINARY_SUPPORT),
        Reason(
            "needs-medium-transition",
            "VIVE 2023, 2.4",
            True,
            Text(
                "Mellemstore støttebehov ved flytning fra et ophold til egen bolig peger på CTI i ni måneder.",
                "Medium needs while moving from an institution to a home point at CTI for nine months.",
            ),
        ),
    ),
    Pointer(
        SupportNeeds.MEDIUM,
        frozenset(Situation) - _TRANSITIONS,
        (Method.ICM, Method.CTI, Method.ORDINARY_SUPPORT),
        Reason(
            "needs-medium",
            "VIVE 2023, 2.2",
            True,
            Text(
                "Mellemstore støttebehov uden en afgrænset overgang peger på ICM, så længe der er behov.",
                "Medium needs without a bounded transition point at ICM, for as long as it is needed.",
            ),
        ),
    ),
    Pointer(
        SupportNeeds.LOW,
        _AFTER_A_SHELTER,
        (Method.AFTERCARE, Method.ORDINARY_SUPPORT),
        Reason(
            "needs-low-shelter",
            "serviceloven § 110",
            True,
            Text(
                "Små støttebehov efter et ophold på en boform peger på efterforsorg fra boformen.",
                "Low needs after a stay at a shelter point at aftercare by the shelter.",
            ),
        ),
    ),
    Pointer(
        SupportNeeds.LOW,
        frozenset(Situation) - _AFTER_A_SHELTER,
        (Method.ORDINARY_SUPPORT,),
        Reason(
            "needs-low",
            "serviceloven § 85",
            True,
            Text("Små støttebehov peger på almindelig bostøtte.", "Low needs point at ordinary support."),
        ),
    ),
)


# Where more is known than the size of the needs and where the citizen lives.
_LONG = Pointer(
    SupportNeeds.MEDIUM,
    frozenset(),
    (Method.ICM, Method.CTI, Method.ORDINARY_SUPPORT),
    Reason(
        "needs-medium-long",
        "VIVE 2023, 2.4",
        True,
        Text(
            "Mellemstore støttebehov, der ventes at vare længere end CTI's ni måneder, peger på ICM.",
            "Medium needs expected to last longer than the nine months of CTI point at ICM.",
        ),
    ),
)
_DISCHARGED = Pointer(
    SupportNeeds.MEDIUM,
    frozenset(),
    (Method.CTI, Method.ICM, Method.ORDINARY_SUPPORT),
    Reason(
        "needs-medium-discharge",
        "VIVE 2023, 2.4",
        True,
        Text(
            "Mellemstore støttebehov ved udskrivning fra en institution peger på CTI i ni måneder.",
            "Medium needs at a discharge from an institution point at CTI for nine months.",
        ),
    ),
)


def pointer_of(facts: SupportFacts) -> Pointer:
    """The methods that the needs point at, in order. More known than size and place comes first."""
    if facts.needs is SupportNeeds.MEDIUM:
        bounded = FACTS[Method.CTI].months
        if bounded is not None and facts.expected_months is not None and facts.expected_months > bounded:
            return _LONG
        if facts.discharged_on is not None and facts.situation not in _TRANSITIONS:
            return _DISCHARGED
    # Every pair of needs and situation stands in exactly one pointer; a unit test goes through them all.
    return next(
        pointer for pointer in _POINTERS if pointer.needs is facts.needs and facts.situation in pointer.situations
    )
