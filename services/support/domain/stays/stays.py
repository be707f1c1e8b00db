"""A stay in a shelter (§ 110): who was there from when to when, and what can be wrong with saying so.

Out and in on the same day is no overlap. What was entered wrongly is put right by a new version, never over the old
one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.stays.refund_days import Period

EARLIEST = date(2000, 1, 1)
"""Before this a stay tells nothing of any refund, and is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class StayFacts:
    """What is known of a stay. The shelter is a reference; it may lie in another municipality.

    The acting municipality decides for the citizen, the paying one bears the cost.
    """

    shelter: str
    admitted_on: date
    discharged_on: date | None
    self_referral: bool
    acting_municipality_code: str
    paying_municipality_code: str


class StayState(StrEnum):
    """`counted` is a stay; `annulled` was entered in error; `doubtful` clashes with another since a merge."""

    COUNTED = "counted"
    ANNULLED = "annulled"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay as its latest version has it."""

    id: UUID
    citizen_id: UUID
    reference: str
    facts: StayFacts
    state: StayState
    recorded_at: datetime
    version: int

    @property
    def period(self) -> Period:
        """What the count of refund days needs of it."""
        return Period(self.id, self.facts.admitted_on, self.facts.discharged_on)


class CorrectionCode(StrEnum):
    """Why a stay is put right."""

    WRONG_DATE = "wrong_date"
    WRONG_SHELTER = "wrong_shelter"
    WRONG_MUNICIPALITY = "wrong_municipality"
    WRONG_REFERRAL = "wrong_referral"
    DISCHARGED_IN_ERROR = "discharged_in_error"
    ENTERED_IN_ERROR = "entered_in_error"


@dataclass(frozen=True, slots=True)
class StayVersion:
    """One version of a stay as it was entered: the first, a discharge or a correction."""

    version: int
    facts: StayFacts
    state: StayState
    code: str | None
    entered_at: datetime


class StaysOverlap(Conflict):
    slug = "stays-overlap"
    title = Text(
        "Borgeren har allerede et ophold i den tid: ret det, eller ret datoerne",
        "The citizen already has a stay in that time: put that right, or the dates",
    )


class AlreadyDischarged(Conflict):
    slug = "already-discharged"
    title = Text(
        "Opholdet er allerede afsluttet: en forkert dato rettes med en rettelse",
        "The stay has already ended: put a wrong date right by a correction",
    )


class StayAnnulled(Conflict):
    slug = "stay-annulled"
    title = Text(
        "Opholdet er annulleret og rettes ikke: registrér opholdet på ny",
        "The stay is annulled and is not put right: enter the stay anew",
    )


class CorrectsACorrection(Conflict):
    slug = "corrects-a-correction"
    title = Text(
        "Den version er allerede rettet: ret den, der gælder nu",
        "That version has been corrected already: correct the one that stands now",
    )


class NothingCorrected(Unprocessable):
    slug = "nothing-corrected"
    title = Text("Rettelsen ændrer ikke noget", "The correction changes nothing")


def faults(facts: StayFacts, today: date, known_municipalities: Iterable[str]) -> list[FieldError]:
    """Everything wrong with a stay as sent, each at its field.

    - Nobody is admitted or discharged on a day to come; a stay does not end before it begins.
    - Acting and paying municipality are municipalities.
    """
    found = []
    if facts.admitted_on > today:
        found.append(FieldError("/admitted_on", _to_come("indskrevet", "admitted")))
    if facts.admitted_on < EARLIEST:
        text = Text(f"Ligger før {EARLIEST}", f"Lies before {EARLIEST}")
        found.append(FieldError("/admitted_on", text))
    if facts.discharged_on is not None:
        found.extend(_faults_of_discharge(facts.admitted_on, facts.discharged_on, today))
    known = set(known_municipalities)
    for name in ("acting_municipality_code", "paying_municipality_code"):
        if getattr(facts, name) not in known:
            text = Text("Kommunekoden findes ikke", "There is no municipality with this code")
            found.append(FieldError(f"/{name}", text))
    return found


def _faults_of_discharge(admitted_on: date, discharged_on: date, today: date) -> list[FieldError]:
    found = []
    if discharged_on < admitted_on:
        text = Text(f"Ligger før indskrivningen {admitted_on}", f"Lies before the admission on {admitted_on}")
        found.append(FieldError("/discharged_on", text))
    if discharged_on > today:
        found.append(FieldError("/discharged_on", _to_come("udskrevet", "discharged")))
    return found


def _to_come(da: str, en: str) -> Text:
    return Text(f"Ingen bliver {da} på en dag, der ikke er kommet", f"Nobody is {en} on a day that has not come")


def overlap(facts: StayFacts, others: Iterable[Stay]) -> Stay | None:
    """The first of the citizen's counted stays that this one overlaps; sharing an edge day is no overlap.

    A stay of one day overlaps whatever lies on both sides of it, and another stay of just that day.
    """
    found = (each for each in others if each.state is StayState.COUNTED and _clash(facts, each.facts))
    return min(found, key=lambda each: each.facts.admitted_on, default=None)


def _clash(one: StayFacts, other: StayFacts) -> bool:
    (one_from, one_to), (other_from, other_to) = _span(one), _span(other)
    return one_from < other_to and other_from < one_to


def _span(facts: StayFacts) -> tuple[int, int]:
    """The stay in half days: edge days are shared, and a stay of one day still has an inside."""
    admitted = facts.admitted_on.toordinal() * 2
    if facts.discharged_on is None:
        return admitted + 1, date.max.toordinal() * 2
    discharged = facts.discharged_on.toordinal() * 2
    return (admitted, admitted + 1) if discharged == admitted else (admitted + 1, discharged)


def require_no_overlap(facts: StayFacts, others: Iterable[Stay]) -> None:
    """Raises StaysOverlap, naming the other stay and its dates."""
    other = overlap(facts, others)
    if other is None:
        return
    until = other.facts.discharged_on
    detail = Text(
        f"Borgeren har et ophold fra {other.facts.admitted_on} til {until or 'nu'}.",
        f"The citizen has a stay from {other.facts.admitted_on} until {until or 'now'}.",
    )
    raise StaysOverlap(detail, extra={"stay_id": str(other.id)})


def discharged(stay: Stay, discharged_on: date, today: date) -> StayFacts | None:
    """The facts after the discharge; None where the same discharge has been told before.

    - A stay ends once: another date is a correction, and a stay annulled has no end.
    """
    if stay.state is StayState.ANNULLED:
        raise StayAnnulled
    if stay.facts.discharged_on is not None:
        if stay.facts.discharged_on == discharged_on:
            return None
        raise AlreadyDischarged(extra={"discharged_on": stay.facts.discharged_on.isoformat()})
    errors = _faults_of_discharge(stay.facts.admitted_on, discharged_on, today)
    if errors:
        raise Unprocessable(errors=errors)
    return replace(stay.facts, discharged_on=discharged_on)


def corrected(stay: Stay, corrects_version: int, facts: StayFacts, code: CorrectionCode) -> StayState:
    """The state after a correction of the version named.

    - Only the version that stands is corrected: a version that a correction has replaced is refused, naming the one
      that stands.
    - A correction changes something. A stay entered in error is annulled, and is not corrected again.
    """
    if stay.state is StayState.ANNULLED:
        raise StayAnnulled
    if corrects_version > stay.version:
        text = Text("Den version findes ikke", "There is no such version")
        raise Unprocessable(errors=[FieldError("/corrects_version", text)])
    if corrects_version < stay.version:
        raise CorrectsACorrection(extra={"version": stay.version})
    if code is CorrectionCode.ENTERED_IN_ERROR:
        return StayState.ANNULLED
    if facts == stay.facts and stay.state is StayState.COUNTED:
        raise NothingCorrected
    return StayState.COUNTED
