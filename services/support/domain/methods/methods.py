"""The methods of social support: how long each lasts, how many citizens one worker may have.

Caseload limits are dated data with source and a verified mark. Only ICM's limit has a source at hand; every
other limit must be entered by the municipality, and until it is, the answer is a question and never a guess.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kit.values.texts import Text


class Method(StrEnum):
    """A way of giving support; the value is what callers write."""

    CTI = "cti"
    ICM = "icm"
    ACT = "act"
    MODIFIED_ACT = "m_act"
    ORDINARY_SUPPORT = "ordinary_support"
    AFTERCARE = "aftercare"
    CONTACT_PERSON = "contact_person"
    OUTREACH = "outreach"


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """What holds of a method everywhere: its name, its section of law and how long it lasts."""

    method: Method
    name: Text
    source: str
    months: int | None
    phases: int
    duration: Text


_NO_END = Text("så længe der er behov", "for as long as it is needed")
_SPECIALISED = "serviceloven § 85 a"

_FACTS = (
    MethodFacts(
        Method.CTI,
        Text("CTI", "CTI"),
        _SPECIALISED,
        months=9,
        phases=3,
        duration=Text(
            "ni måneder i tre faser på hver tre måneder, efter kontaktopbygning",
            "nine months in three phases of three months each, after contact building",
        ),
    ),
    MethodFacts(Method.ICM, Text("ICM", "ICM"), _SPECIALISED, None, 0, _NO_END),
    MethodFacts(Method.ACT, Text("ACT", "ACT"), _SPECIALISED, None, 0, _NO_END),
    MethodFacts(Method.MODIFIED_ACT, Text("M-ACT", "M-ACT"), _SPECIALISED, None, 0, _NO_END),
    MethodFacts(
        Method.ORDINARY_SUPPORT,
        Text("bostøtte efter § 85", "support, section 85"),
        "serviceloven § 85",
        None,
        0,
        _NO_END,
    ),
    MethodFacts(
        Method.AFTERCARE,
        Text("efterforsorg fra boformen", "aftercare by the shelter"),
        "serviceloven § 110",
        months=12,
        phases=0,
        duration=Text("op til et år", "up to a year"),
    ),
    MethodFacts(
        Method.CONTACT_PERSON,
        Text("støtte- og kontaktperson", "contact person"),
        "serviceloven § 99",
        None,
        0,
        _NO_END,
    ),
    MethodFacts(
        Method.OUTREACH,
        Text("fremskudt indsats", "outreach with authority"),
        "VIVE 2023, Housing First i kommunen, 5",
        None,
        0,
        Text("indtil anden støtte har taget over", "until other support has taken over"),
    ),
)
FACTS = {facts.method: facts for facts in _FACTS}


@dataclass(frozen=True, slots=True)
class PhaseWeight:
    """How much of a place a citizen takes in the phase; without a phase, in every phase that no other row names."""

    phase: int | None
    weight: Fraction


@dataclass(frozen=True, slots=True)
class MethodTerms:
    """One dated row of what is offered: valid from `valid_from` up to, not including, `valid_to`.

    `age_from` is the youngest age served, `age_below` the first age that is not served any more.
    """

    method: Method
    valid_from: date
    valid_to: date | None
    offered: bool
    caseload_limit: int | None
    age_from: int | None
    age_below: int | None
    source: str
    verified: bool
    weights: tuple[PhaseWeight, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the row is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


NATIONAL_TERMS = (
    MethodTerms(
        method=Method.ICM,
        # The method came to Denmark with the homelessness strategy of 2009-2013 (VIVE 2023, 2.4).
        valid_from=date(2009, 1, 1),
        valid_to=None,
        offered=False,
        caseload_limit=8,
        age_from=None,
        age_below=None,
        source="VIVE 2023, Housing First i kommunen, 5.2: højst otte borgere pr. medarbejder",
        verified=True,
    ),
)


@dataclass(frozen=True, slots=True)
class CaseloadLimit:
    """How many citizens one worker may have by the method, and where the number comes from."""

    citizens: int
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Something nobody has entered yet, and that the software will not guess."""

    text: Text


def terms_on(rows: Iterable[MethodTerms], method: Method, day: date) -> MethodTerms | None:
    """The row in force on the day; where several are, the one that began last."""
    in_force = [row for row in rows if row.method is method and row.holds_on(day)]
    return max(in_force, key=lambda row: row.valid_from, default=None)


def sourced_limit(method: Method, day: date) -> CaseloadLimit | None:
    """The limit that the method itself sets, where a source says so."""
    national = terms_on(NATIONAL_TERMS, method, day)
    if national is None or national.caseload_limit is None:
        return None
    return CaseloadLimit(national.caseload_limit, national.source, national.verified)


def caseload_limit(method: Method, rows: Iterable[MethodTerms], day: date) -> CaseloadLimit | Question:
    """The limit in force in the municipality on the day.

    - The stricter of what the municipality has entered and what the method itself sets.
    - Where neither says anything, a question to the municipality.
    """
    sourced = sourced_limit(method, day)
    local = terms_on(rows, method, day)
    if local is None or local.caseload_limit is None:
        return sourced or Question(_ask_for_limit(method))
    if sourced is not None and sourced.citizens <= local.caseload_limit:
        return sourced
    return CaseloadLimit(local.caseload_limit, local.source, local.verified)


def weight_of(method: Method, phase: int | None, rows: Iterable[MethodTerms], day: date) -> Fraction:
    """How much of a place a citizen takes: what the municipality has entered for the phase, or one whole place."""
    local = terms_on(rows, method, day)
    entered = {each.phase: each.weight for each in local.weights} if local else {}
    return entered.get(phase, entered.get(None, Fraction(1)))


def _ask_for_limit(method: Method) -> Text:
    name = FACTS[method].name
    return Text(
        f"Hvor mange borgere må en medarbejder højst have ({name.da})? Ingen kilde siger det: kommunen må selv "
        "indtaste metodens caseload, før nogen kan få tildelt en medarbejder.",
        f"How many citizens may one worker have ({name.en})? No source says so: the municipality must enter the "
        "method's caseload limit before a worker can be assigned.",
    )
