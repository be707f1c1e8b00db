"""Complaints (klager): in time or late, reassessed by the municipality, then before the appeals board.

Retssikkerhedsloven § 66: the municipality reassesses first, within four weeks. Where it does not give the citizen
right, it sends the complaint on to the appeals board (Ankestyrelsen) with its reasons. § 67: four weeks to complain;
only the board can overlook that a complaint is late, so a late one is recorded and passed on like the others.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.decisions import Reason
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.decisions.terms import Terms
from services.benefits.domain.wording import day_in_words

SECTION = "retssikkerhedsloven § 67"


class ComplaintStatus(StrEnum):
    """Open until reassessed; changed is the end, the others go on to the board."""

    OPEN = "open"
    UPHELD = "upheld"
    PARTLY = "partly"
    CHANGED = "changed"
    FORWARDED = "forwarded"
    CLOSED = "closed"


class Reassessment(StrEnum):
    """What the municipality comes to: the citizen is given right, partly, or not."""

    UPHELD = "upheld"
    PARTLY = "partly"
    CHANGED = "changed"


class BoardOutcome(StrEnum):
    """What the board comes to: the decision stands, is another, is to be made anew, or the complaint is not heard."""

    UPHELD = "upheld"
    CHANGED = "changed"
    REMITTED = "remitted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class BoardAnswer:
    """The board's answer as it came."""

    outcome: BoardOutcome
    on: date
    reference: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint about one decision on a case. `words` is the citizen's text, closed by the vault.

    `led_to` is the number of the decision that came of it, if there is one. `former_reason_da` is the reason of the
    reassessment before the board remitted the case.
    """

    id: UUID
    case_id: UUID
    decision_number: int
    words: bytes | None
    key_mark: str
    complained_on: date
    decision_received_on: date
    last_day: date
    reason: Reason
    recorded_at: datetime
    recorded_by: str
    due_at: datetime
    warn_at: datetime
    status: ComplaintStatus = ComplaintStatus.OPEN
    warned_at: datetime | None = None
    late_at: datetime | None = None
    settled_at: datetime | None = None
    settled_by: str | None = None
    reassessment: Reassessment | None = None
    reason_da: str | None = None
    former_reason_da: str | None = None
    led_to: int | None = None
    forwarded_at: datetime | None = None
    board: BoardAnswer | None = None
    remitted_at: datetime | None = None
    version: int = 1

    @property
    def is_reassessed(self) -> bool:
        """Whether it has been reassessed, after the board's remittal where there was one."""
        return self.settled_at is not None and (self.remitted_at is None or self.settled_at >= self.remitted_at)

    @property
    def is_late(self) -> bool:
        """Whether it came after the last day to complain."""
        return not self.reason.met


class NothingToComplainAbout(Conflict):
    slug = "case-not-decided"
    title = Text(
        "Sagen er ikke afgjort: der er intet at klage over", "The case is undecided: nothing to complain about"
    )


class ComplaintOpen(Conflict):
    slug = "complaint-open"
    title = Text("Der er allerede en klage over afgørelsen", "There is already a complaint about the decision")


class AlreadySettled(Conflict):
    slug = "complaint-settled"
    title = Text("Klagen er allerede genvurderet", "The complaint has already been reassessed")


class NotForwardable(Conflict):
    slug = "complaint-not-forwardable"
    title = Text(
        "Klagen sendes videre, når genvurderingen fastholder afgørelsen helt eller delvist",
        "A complaint is forwarded once the reassessment upholds the decision in whole or in part",
    )


class AlreadyForwarded(Conflict):
    slug = "complaint-forwarded"
    title = Text("Klagen er allerede sendt til Ankestyrelsen", "The complaint has already been sent to the board")


class NotForwarded(Conflict):
    slug = "complaint-not-forwarded"
    title = Text("Klagen ligger ikke hos Ankestyrelsen", "The complaint is not with the board")


def require_possible_days(complained_on: date, received_on: date, decided_on: date, today: date) -> None:
    """Decided, received, complained, recorded, in this order. Raises Unprocessable with every fault."""
    before = Text("Ligger før afgørelsen", "Is before the decision")
    faults = []
    if received_on < decided_on:
        faults.append(FieldError("/decision_received_on", before))
    if complained_on < decided_on:
        faults.append(FieldError("/complained_on", before))
    elif complained_on < received_on:
        text = Text("Ligger før borgeren fik afgørelsen", "Is before the citizen received the decision")
        faults.append(FieldError("/complained_on", text))
    if complained_on > today:
        faults.append(FieldError("/complained_on", Text("Ligger i fremtiden", "Is in the future")))
    if faults:
        raise Unprocessable(errors=faults)


def timeliness(complained_on: date, received_on: date, terms: Terms) -> tuple[date, Reason]:
    """The last day to complain, and whether the complaint came by it."""
    last_day = terms.last_day_to_complain(received_on)
    last, weeks = day_in_words(last_day), terms.complaint_weeks
    if complained_on <= last_day:
        text = Text(
            f"Klagen er modtaget inden fristen på {weeks} uger, som udløb den {last.da}.",
            f"The complaint came within the {weeks} weeks, which ended on {last.en}.",
        )
        return last_day, Reason("complaint_in_time", SECTION, True, text)
    text = Text(
        f"Klagen er modtaget efter fristen på {weeks} uger, som udløb den {last.da}. Kun Ankestyrelsen kan se bort fra "
        "det, og kun når der er særlig grund.",
        f"The complaint came after the {weeks} weeks, which ended on {last.en}. Only the board can overlook that, "
        "and only for special reasons.",
    )
    return last_day, Reason("complaint_in_time", SECTION, False, text)


def settled(complaint: Complaint, outcome: Reassessment, reason_da: str, at: datetime, by: str) -> Complaint:
    """The complaint reassessed, once. Raises AlreadySettled."""
    if complaint.status is not ComplaintStatus.OPEN:
        raise AlreadySettled(extra={"status": complaint.status})
    status = ComplaintStatus(outcome)
    return replace(complaint, status=status, reassessment=outcome, reason_da=reason_da, settled_at=at, settled_by=by)


def forwarded(complaint: Complaint, at: datetime) -> Complaint:
    """With the board from now on, once. Raises AlreadyForwarded and NotForwardable."""
    if complaint.status in {ComplaintStatus.FORWARDED, ComplaintStatus.CLOSED}:
        raise AlreadyForwarded(
            extra={"forwarded_at": complaint.forwarded_at.isoformat() if complaint.forwarded_at else None}
        )
    if complaint.status not in {ComplaintStatus.UPHELD, ComplaintStatus.PARTLY}:
        raise NotForwardable(extra={"status": complaint.status})
    return replace(complaint, status=ComplaintStatus.FORWARDED, forwarded_at=at)


def answered_by_board(complaint: Complaint, answer: BoardAnswer, now: datetime, terms: Terms) -> Complaint:
    """The complaint as the board's answer leaves it: closed, or remitted to be reassessed by a new deadline.

    Raises NotForwarded.
    """
    if complaint.status is not ComplaintStatus.FORWARDED:
        raise NotForwarded(extra={"status": complaint.status})
    if answer.outcome is not BoardOutcome.REMITTED:
        return replace(complaint, status=ComplaintStatus.CLOSED, board=answer)
    return replace(
        complaint,
        status=ComplaintStatus.OPEN,
        board=answer,
        remitted_at=now,
        former_reason_da=complaint.reason_da,
        due_at=terms.reassessed_before(answer.on),
        warn_at=terms.warned_at(answer.on),
        warned_at=None,
        late_at=None,
    )
