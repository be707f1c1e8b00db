"""The one contact line of housing organisations: where a matter stands and a coded answer, never anything of a citizen.

When a matter is answered by follows from when it came alone, so that the date tells nothing of whom it is about.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kit.values.problems import Conflict, Forbidden
from kit.values.texts import Text
from services.support.domain.prevention.triage import ConcernKind


class LineState(StrEnum):
    """Where a matter stands, as the organisation reads it."""

    RECEIVED = "received"
    BEING_LOOKED_AT = "being_looked_at"
    ANSWERED = "answered"
    CLOSED = "closed"


class LineAnswer(StrEnum):
    """What an organisation can be answered: what the municipality does, not for whom or why."""

    IN_CONTACT = "in_contact"
    WILL_ATTEND_COURT_DATE = "will_attend_court_date"
    WILL_CALL_YOU = "will_call_you"
    NOTED = "noted"
    NOT_FOR_US = "not_for_us"


SENTENCES = {
    LineAnswer.IN_CONTACT: Text("Vi har været i kontakt.", "We have been in contact."),
    LineAnswer.WILL_ATTEND_COURT_DATE: Text("Vi møder op i fogedretten.", "We will attend the court date."),
    LineAnswer.WILL_CALL_YOU: Text("Vi ringer til jer.", "We will call you."),
    LineAnswer.NOTED: Text("Vi har noteret det.", "We have noted it."),
    LineAnswer.NOT_FOR_US: Text(
        "Det er ikke en opgave for kommunen.", "This is not a matter for the municipality to act on."
    ),
}


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A matter that an organisation has raised; everything in it the organisation may know."""

    id: UUID
    organisation_cvr: str
    reference: str
    tenancy_reference: str
    kind: ConcernKind
    received_at: datetime
    answer_due_at: datetime
    state: LineState
    answer: LineAnswer | None
    answered_at: datetime | None
    version: int


class OnlyForOrganisations(Forbidden):
    slug = "only-for-organisations"
    title = Text(
        "Kontaktlinjen er for boligorganisationer: send en bekymringshenvendelse i stedet",
        "The contact line is for housing organisations: send a concern instead",
    )


class UseTheContactLine(Forbidden):
    slug = "use-the-contact-line"
    title = Text("En boligorganisation bruger kontaktlinjen", "A housing organisation uses the contact line")


class LineClosed(Conflict):
    slug = "contact-line-closed"
    title = Text("Sagen på kontaktlinjen er lukket", "The matter on the contact line is closed")


class LineUnanswered(Conflict):
    slug = "contact-line-unanswered"
    title = Text("Svar organisationen, før sagen lukkes", "Answer the organisation before the matter is closed")


def require_not_closed(line: ContactLine) -> None:
    """Raises LineClosed where nothing more is said."""
    if line.state is LineState.CLOSED:
        raise LineClosed


def require_answered(line: ContactLine) -> None:
    """A matter is closed once, and not without an answer."""
    require_not_closed(line)
    if line.answer is None:
        raise LineUnanswered
