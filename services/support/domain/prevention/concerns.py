"""Concerns: somebody tells that a home may be lost or a person come to harm."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.problems import Conflict, FieldError, PreconditionFailed
from kit.values.texts import Text
from services.support.domain.prevention.triage import ConcernKind, Danger, Lane


class ConcernSource(StrEnum):
    """Who is concerned."""

    HOUSING_ORGANISATION = "housing_organisation"
    DEPARTMENT = "department"
    BAILIFFS_COURT = "bailiffs_court"
    CIVIL_SOCIETY = "civil_society"
    CITIZEN = "citizen"
    OTHER = "other"


class ContactChannel(StrEnum):
    """How first contact was made."""

    PHONE = "phone"
    VISIT = "visit"
    MEETING = "meeting"
    MESSAGE = "message"


class ConcernOutcome(StrEnum):
    """What came of a concern."""

    HELPED = "helped"
    REFERRED = "referred"
    NO_NEED = "no_need"
    DUPLICATE = "duplicate"


class ConcernState(StrEnum):
    """`open` until somebody has been in contact, then `contacted`, then `closed`."""

    OPEN = "open"
    CONTACTED = "contacted"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ConcernFacts:
    """What is said, but for the words. `tenancy_reference` is the organisation's own of a tenancy or dwelling."""

    reference: str
    source: ConcernSource
    kind: ConcernKind
    danger: Danger
    deadline_on: date | None
    citizen_id: UUID | None
    tenancy_reference: str | None


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern and what has been done about it. `sender` is whose reference it bears: a system, or an organisation.

    `sent_citizen_id` is the citizen as the sender said, whoever it has turned out to be since.
    """

    id: UUID
    sender: str
    facts: ConcernFacts
    sent_citizen_id: UUID | None
    received_at: datetime
    lane: Lane
    first_contact_due_at: datetime
    reasons: tuple[Reason, ...]
    worker_reference: str | None
    state: ConcernState
    contacted_at: datetime | None
    contact_channel: ContactChannel | None
    contacted_by: str | None
    outcome: ConcernOutcome | None
    closed_at: datetime | None
    version: int


class ConcernClosed(Conflict):
    slug = "concern-closed"
    title = Text("Henvendelsen er lukket", "The concern is closed")


class ContactAlreadyMade(Conflict):
    slug = "contact-already-made"
    title = Text("Den første kontakt er allerede noteret", "First contact has already been recorded")


class ContactMissing(Conflict):
    slug = "contact-missing"
    title = Text(
        "Henvendelsen kan først lukkes, når nogen har været i kontakt",
        "The concern can be closed only once somebody has been in contact",
    )


OWN_SOURCE = {
    Party.HOUSING_ORGANISATION: ConcernSource.HOUSING_ORGANISATION,
    Party.BAILIFFS_COURT: ConcernSource.BAILIFFS_COURT,
    Party.CIVIL_SOCIETY: ConcernSource.CIVIL_SOCIETY,
    Party.CITIZEN: ConcernSource.CITIZEN,
    Party.PARTNER: ConcernSource.OTHER,
}


def errors_in_concern(facts: ConcernFacts, party: Party, today: date) -> tuple[FieldError, ...]:
    """Everything wrong with a concern.

    - It is about somebody: a citizen, or a tenancy or dwelling.
    - Each speaks for itself; only the support team writes down what others have said.
    - A deadline that has passed is none.
    """
    return tuple(_errors(facts, party, today))


def _errors(facts: ConcernFacts, party: Party, today: date) -> Iterable[FieldError]:
    if facts.citizen_id is None and facts.tenancy_reference is None:
        text = Text("Sig, hvem eller hvilket lejemål det gælder.", "Say whom or which tenancy it is about.")
        yield FieldError("/about", text)
    allowed = OWN_SOURCE.get(party, ConcernSource.DEPARTMENT)
    if party is not Party.SUPPORT_TEAM and facts.source is not allowed:
        text = Text(f"Herfra kan kilden kun være {allowed}.", f"From here the source can only be {allowed}.")
        yield FieldError("/source", text)
    if facts.deadline_on is not None and facts.deadline_on < today:
        yield FieldError("/deadline_on", Text("Fristen er allerede passeret.", "The deadline has already passed."))


def differing(concern: Concern, facts: ConcernFacts) -> list[FieldError]:
    """The fields in which what was sent again differs from what was sent first, whatever has become of it since."""
    text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
    earlier = replace(concern.facts, citizen_id=concern.sent_citizen_id)
    under = {"citizen_id": "/about/citizen_id", "tenancy_reference": "/about/tenancy_reference"}
    names = [name for name in ConcernFacts.__dataclass_fields__ if getattr(earlier, name) != getattr(facts, name)]
    return [FieldError(under.get(name, f"/{name}"), text) for name in names]


def require_version(found: int, expected: int) -> None:
    """Raises PreconditionFailed where somebody has changed it since it was read."""
    if found != expected:
        raise PreconditionFailed


def require_no_contact(concern: Concern) -> None:
    """Raises where the concern is closed, or first contact has been recorded."""
    if concern.state is ConcernState.CLOSED:
        raise ConcernClosed
    if concern.state is ConcernState.CONTACTED:
        raise ContactAlreadyMade


def errors_in_contact(concern: Concern, contacted_at: datetime, now: datetime) -> tuple[FieldError, ...]:
    """A contact is after the concern came, and not in the future."""
    if concern.received_at <= contacted_at <= now:
        return ()
    text = Text(
        "Skal ligge mellem modtagelsen og nu.",
        "Must lie between the moment the concern was received and now.",
    )
    return (FieldError("/contacted_at", text),)


def require_closable(concern: Concern, outcome: ConcernOutcome) -> None:
    """A concern is closed once and after contact; one that is already known as another needs none."""
    if concern.state is ConcernState.CLOSED:
        raise ConcernClosed(extra={"outcome": str(concern.outcome)})
    if concern.state is ConcernState.OPEN and outcome is not ConcernOutcome.DUPLICATE:
        raise ContactMissing
