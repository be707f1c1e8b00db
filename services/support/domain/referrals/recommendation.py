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
from services.support.domain.referrals.pointers import SupportFacts, pointer_of

# Every municipality gives ordinary support: a right by law, not a local offer.
_ALWAYS_OFFERED = frozenset({Method.ORDINARY_SUPPORT})


class Lacking(StrEnum):
    """Why a citizen cannot be offered what the needs point at."""

    NOT_OFFERED = "not_offered"
    NOT_OFFERED_AT_AGE = "not_offered_at_age"


# The rules that say of one method whether it is offered; the first of them is of what the needs point at.
_LACKING = {
    "offered": None,
    "offer-not-entered": Lacking.NOT_OFFERED,
    "not-offered": Lacking.NOT_OFFERED,
    "not-offered-at-age": Lacking.NOT_OFFERED_AT_AGE,
}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`wanted` is what the needs point at, `method` the first of the suitable methods offered to this citizen."""

    wanted: Method
    method: Method
    reasons: tuple[Reason, ...]

    @property
    def lacking(self) -> "Lacking | None":
        """Why the citizen cannot have what the needs point at; None where the municipality offers it."""
        first = next(reason for reason in self.reasons if reason.rule in _LACKING)
        return _LACKING[first.rule]

    @property
    def as_wanted(self) -> bool:
        """Whether the citizen can be recommended what the needs point at."""
        return self.method is self.wanted


def recommend(facts: SupportFacts, rows: Sequence[MethodTerms]) -> Recommendation:
    """The recommended method with its reasons.

    - The needs and the situation give an order of suitable methods; the first is what the needs point at. Medium
      needs that will outlast CTI point at ICM; a discharge from an institution is a transition wherever it leads.
    - The first of them that the municipality offers at the citizen's age is recommended.
    - Ordinary support (serviceloven § 85) is offered everywhere and closes the order.
    """
    pointer = pointer_of(facts)
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
