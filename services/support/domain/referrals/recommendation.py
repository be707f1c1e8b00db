"""Which method the needs point at, and which of them the municipality offers this citizen.

A recommendation is support for a decision: a person decides. What was wanted but is not offered is kept,
because that is what management must see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.support.domain.methods.methods import FACTS, Method, MethodTerms, terms_on


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

# Every municipality gives ordinary support: a right by law, not a local offer.
_ALWAYS_OFFERED = frozenset({Method.ORDINARY_SUPPORT})


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """What is known of the citizen when the referral is opened."""

    needs: SupportNeeds
    situation: Situation
    birth_year: int
    on: date


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`wanted` is what the needs point at, `method` the first of the suitable methods offered to this citizen."""

    wanted: Method
    method: Method
    reasons: tuple[Reason, ...]

    @property
    def as_wanted(self) -> bool:
        """Whether the citizen can be recommended what the needs point at."""
        return self.method is self.wanted


@dataclass(frozen=True, slots=True)
class _Pointer:
    """Needs (and situations, where they matter) with the suitable methods in order, and why."""

    needs: SupportNeeds
    situations: frozenset[Situation]
    order: tuple[Method, ...]
    reason: Reason


_POINTERS = (
    _Pointer(
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
    _Pointer(
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
    _Pointer(
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
    _Pointer(
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
    _Pointer(
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


def _pointer(facts: SupportFacts) -> _Pointer:
    # Every pair of needs and situation stands in exactly one pointer; a unit test goes through them all.
    return next(
        pointer for pointer in _POINTERS if pointer.needs is facts.needs and facts.situation in pointer.situations
    )


def recommend(facts: SupportFacts, rows: Sequence[MethodTerms]) -> Recommendation:
    """The recommended method with its reasons.

    - The needs and the situation give an order of suitable methods; the first is what the needs point at.
    - The first of them that the municipality offers at the citizen's age is recommended.
    - Ordinary support (serviceloven § 85) is offered everywhere and closes the order.
    """
    pointer = _pointer(facts)
    reasons = [pointer.reason]
    for method in pointer.order:
        reason = _offered(method, facts, rows)
        reasons.append(reason)
        if reason.met:
            return Recommendation(wanted=pointer.order[0], method=method, reasons=tuple(reasons))
    msg = "the order of methods must end with one that every municipality offers"
    raise ValueError(msg)


def is_offered(method: Method, rows: Sequence[MethodTerms], day: date) -> bool:
    """Whether the municipality offers the method on the day, to anybody at all."""
    terms = terms_on(rows, method, day)
    return method in _ALWAYS_OFFERED or (terms is not None and terms.offered)


def _offered(method: Method, facts: SupportFacts, rows: Sequence[MethodTerms]) -> Reason:
    name = FACTS[method].name
    terms = terms_on(rows, method, facts.on)
    if method in _ALWAYS_OFFERED:
        text = Text(f"{name.da} gives i alle kommuner.", f"Every municipality gives {name.en}.")
        return Reason("offered", FACTS[method].source, True, text)
    if terms is None:
        text = Text(
            f"Kommunen har ikke oplyst, at den tilbyder {name.da}.",
            f"The municipality has not entered that it offers {name.en}.",
        )
        return Reason("offer-not-entered", "kommunens metoder", False, text)
    if not terms.offered:
        text = Text(f"Kommunen tilbyder ikke {name.da}.", f"The municipality does not offer {name.en}.")
        return Reason("not-offered", terms.source, False, text)
    return _age(terms, facts, name)


def _age(terms: MethodTerms, facts: SupportFacts, name: Text) -> Reason:
    # Only the year of birth is known, so a citizen who may be within the limit is, until a person has looked.
    oldest = facts.on.year - facts.birth_year
    youngest = oldest - 1
    too_young = terms.age_from is not None and oldest < terms.age_from
    too_old = terms.age_below is not None and youngest >= terms.age_below
    if too_young or too_old:
        limit = _age_limit(terms)
        text = Text(
            f"Kommunen tilbyder kun {name.da} til borgere {limit.da}.",
            f"The municipality offers {name.en} only to citizens {limit.en}.",
        )
        return Reason("not-offered-at-age", terms.source, False, text)
    text = Text(
        f"Kommunen tilbyder {name.da} i borgerens alder.",
        f"The municipality offers {name.en} at the citizen's age.",
    )
    return Reason("offered", terms.source, True, text)


def _age_limit(terms: MethodTerms) -> Text:
    if terms.age_below is None:
        return Text(f"fra {terms.age_from} år", f"from the age of {terms.age_from}")
    if terms.age_from is None:
        return Text(f"under {terms.age_below} år", f"under the age of {terms.age_below}")
    return Text(
        f"fra {terms.age_from} til under {terms.age_below} år", f"from {terms.age_from} to under {terms.age_below}"
    )
