"""An ad hoc request (efterlysning): one question to several organisations, each with a request of its own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kit.values.identifiers import is_cvr
from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.offers.problems import AnswerAfterDeadline
from services.allocation.domain.requests.problems import NoLongerNeeded, RequestOver
from services.allocation.domain.requests.wanted import NOT_PRIVATE, Wanted
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts


class RequestStatus(StrEnum):
    """Where a request stands, as the municipality sees it."""

    OPEN = "open"
    TAKEN = "taken"
    UNANSWERED = "unanswered"
    WITHDRAWN = "withdrawn"


class ReceivedStatus(StrEnum):
    """Where it stands for one organisation, which never learns who else was asked or what was taken instead."""

    OPEN = "open"
    TAKEN = "taken"
    NO_LONGER_NEEDED = "no_longer_needed"
    DEADLINE_PASSED = "deadline_passed"


RECEIVED_AFTER: Mapping[RequestStatus, ReceivedStatus] = {
    RequestStatus.TAKEN: ReceivedStatus.NO_LONGER_NEEDED,
    RequestStatus.WITHDRAWN: ReceivedStatus.NO_LONGER_NEEDED,
    RequestStatus.UNANSWERED: ReceivedStatus.DEADLINE_PASSED,
}
"""What those organisations read whose dwelling was not taken, once the request has ended."""


class AnswerOutcome(StrEnum):
    """What became of one answer."""

    TAKEN = "taken"
    NOT_USABLE = "not_usable"
    """It misses a limit; another dwelling can be offered until the deadline."""
    NOTHING_NOW = "nothing_now"
    """The organisation has none now; it can still offer one until the deadline."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One organisation asked, and those of its estates that would do; none named means any of them."""

    organisation_cvr: str
    estates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DwellingRequest:
    """The municipality's own side: `nomination_id`, the citizen it is for, never leaves it."""

    id: UUID
    wanted: Wanted
    status: RequestStatus
    asked_at: datetime
    due_at: datetime
    asked_by: str
    nomination_id: UUID | None = None
    vacancy_id: UUID | None = None
    ended_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class ReceivedRequest:
    """One organisation's own side: the dwelling asked for, by when to answer, and where it stands."""

    id: UUID
    request_id: UUID
    municipality_code: str
    organisation_cvr: str
    wanted: Wanted
    status: ReceivedStatus
    received_at: datetime
    due_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferedDwelling:
    """The dwelling an organisation offers, under its own reference; frozen as it was answered."""

    reference: str
    dwelling_id: UUID
    notice_received_on: date
    vacant_from_on: date
    estate: str
    dwelling_class: DwellingClass
    rooms: int
    area_m2: int
    floor: int
    lift: bool
    pets_allowed: bool
    first_let_year: int
    rent_dkk: Decimal
    utilities_dkk: Decimal
    deposit_dkk: Decimal
    stairwell: str | None = None

    def as_facts(self, received: ReceivedRequest, today: date) -> VacancyFacts:
        """The vacancy it is from today on, of the organisation that was asked."""
        own = {name: getattr(self, name) for name in OfferedDwelling.__dataclass_fields__}
        return VacancyFacts(
            municipality_code=received.municipality_code,
            organisation_cvr=received.organisation_cvr,
            posted_on=today,
            **own,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of one organisation: a dwelling and how it was judged, or nothing now."""

    id: UUID
    received_id: UUID
    organisation_cvr: str
    number: int
    outcome: AnswerOutcome
    dwelling: OfferedDwelling | None
    reasons: Sequence[Mapping[str, object]]
    answered_at: datetime
    vacancy_id: UUID | None = None


def require_answerable(received: ReceivedRequest, at: datetime) -> None:
    """Raises the problem that says why the organisation can no longer answer."""
    if received.status is ReceivedStatus.TAKEN:
        raise RequestOver
    if received.status is ReceivedStatus.NO_LONGER_NEEDED:
        raise NoLongerNeeded
    if received.status is ReceivedStatus.DEADLINE_PASSED or at >= received.due_at:
        raise AnswerAfterDeadline


def require_under_way(request: DwellingRequest) -> None:
    """Raises RequestOver where the request has ended."""
    if request.status is not RequestStatus.OPEN:
        raise RequestOver


def find_unknown(asked: Sequence[Asked], registered: Mapping[str, Collection[str]]) -> list[FieldError]:
    """Who cannot be asked: no CVR number, named twice, not registered here, or with estates that are not its own."""
    faults: list[FieldError] = []
    for place, one in enumerate(asked):
        pointer = f"/asked/{place}/organisation_cvr"
        if not is_cvr(one.organisation_cvr):
            text = Text("Ikke et CVR-nummer: kontrolcifret passer ikke", "Not a CVR number: the check digit is wrong")
            faults.append(FieldError(pointer, text))
        elif one.organisation_cvr in {before.organisation_cvr for before in asked[:place]}:
            faults.append(FieldError(pointer, Text("Organisationen er nævnt to gange", "The organisation named twice")))
        elif one.organisation_cvr not in registered:
            text = Text(
                "Organisationen er ikke registreret i kommunen: registrér dens afdelinger først",
                "The organisation is not registered in the municipality: register its estates first",
            )
            faults.append(FieldError(pointer, text))
        else:
            faults += _unknown_estates(place, one, registered[one.organisation_cvr])
    return faults


def _unknown_estates(place: int, one: Asked, own: Collection[str]) -> list[FieldError]:
    text = Text("Afdelingen er ikke registreret hos organisationen", "The organisation has no such estate registered")
    return [
        FieldError(f"/asked/{place}/estates/{number}", text)
        for number, estate in enumerate(one.estates)
        if estate not in own
    ]


def in_the_answer(faults: Sequence[FieldError]) -> list[FieldError]:
    """The faults of a vacancy, where its fields stand in the body of an answer."""
    return [FieldError(f"/dwelling{fault.pointer}", fault.text) for fault in faults]


def find_faults_of_offered(facts: VacancyFacts, faults: Sequence[FieldError], *, registered: bool) -> list[FieldError]:
    """What cannot be right in a dwelling as offered: `faults` of the vacancy it would be, and those of an answer."""
    found = in_the_answer(faults)
    if not registered:
        text = Text(
            "Afdelingen er ikke registreret i kommunen: bed boliganvisningen registrere den",
            "The estate is not registered in the municipality: ask the allocation office to register it",
        )
        found.append(FieldError("/dwelling/estate", text))
    if facts.dwelling_class is DwellingClass.PRIVATE:
        found.append(FieldError("/dwelling/dwelling_class", NOT_PRIVATE))
    return found
