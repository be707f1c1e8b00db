"""Eviction cases: from the notice through the steps against arrears to the bailiff's court, and how each ended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.calendar import local_day
from kit.values.problems import Conflict, FieldError
from kit.values.texts import Text


class StepKind(StrEnum):
    """A step against arrears; `section_81a` is that benefits has been asked for help with the rent."""

    REMINDER = "reminder"
    AGREEMENT = "agreement"
    PAYMENT = "payment"
    SECTION_81A = "section_81a"


class EvictionOutcome(StrEnum):
    """How a case ended; an eviction is avoided where the home was kept."""

    HOME_KEPT = "home_kept"
    MOVED = "moved"
    EVICTED = "evicted"


class CorrectionReason(StrEnum):
    """Why an outcome is put right."""

    WRONG_OUTCOME = "wrong_outcome"
    WRONG_DAY = "wrong_day"
    KNOWN_LATER = "known_later"


class RiskMark(StrEnum):
    """A group at risk, marked by a person; management hears of groups of five or more alone."""

    LEAVING_CARE = "leaving_care"
    ARREARS = "arrears"
    IN_TREATMENT = "in_treatment"
    AFTER_DISCHARGE = "after_discharge"
    DIVORCED = "divorced"
    EARLIER_NOTICE = "earlier_notice"


SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class EvictionFacts:
    """What is known as a case is opened."""

    reference: str
    concern_id: UUID | None
    citizen_id: UUID | None
    tenancy_reference: str | None
    notice_on: date


@dataclass(frozen=True, slots=True)
class Correction:
    """An outcome put right: a line of its own, beside the one that was entered first."""

    case_id: UUID
    outcome: EvictionOutcome
    outcome_on: date
    reason: CorrectionReason
    decided_by: str | None
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class EvictionCase:
    """A case, and where it stands: `outcome` as it was first entered, and `correction` where it was put right.

    `sent_citizen_id` is the citizen as the case was opened, whoever it has turned out to be since.
    """

    id: UUID
    facts: EvictionFacts
    sent_citizen_id: UUID | None
    opened_at: datetime
    court_at: datetime | None
    marks: tuple[RiskMark, ...]
    outcome: EvictionOutcome | None
    outcome_on: date | None
    decided_by: str | None
    correction: Correction | None
    version: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step that somebody has taken; an agreement says by when the rent is to be paid."""

    id: UUID
    case_id: UUID
    kind: StepKind
    taken_on: date
    pay_by: date | None
    recorded_at: datetime
    recorded_by: str | None


class EvictionDecided(Conflict):
    slug = "eviction-decided"
    title = Text("Udsættelsessagen er afgjort", "The eviction case has had its outcome")


class EvictionUndecided(Conflict):
    slug = "eviction-undecided"
    title = Text("Udsættelsessagen er ikke afgjort", "The eviction case has had no outcome yet")


class OutcomeCorrected(Conflict):
    slug = "eviction-outcome-corrected"
    title = Text("Udfaldet er allerede rettet", "The outcome has been put right before")


def require_undecided(case: EvictionCase) -> None:
    """Raises EvictionDecided, with the outcome, where the case has ended."""
    if case.outcome is not None:
        raise EvictionDecided(extra={"outcome": str(case.outcome)})


def require_correctable(case: EvictionCase) -> None:
    """An outcome can be put right once it has been entered, and once only."""
    if case.outcome is None:
        raise EvictionUndecided
    if case.correction is not None:
        raise OutcomeCorrected(extra={"outcome": str(case.correction.outcome)})


def errors_in_case(facts: EvictionFacts, court_at: datetime | None, now: datetime) -> tuple[FieldError, ...]:
    """Everything wrong as a case is opened: about somebody, a notice that has been given, a court date to come."""
    return (*_errors_in_facts(facts, local_day(now)), *errors_in_court_date(court_at, now))


def _errors_in_facts(facts: EvictionFacts, today: date) -> Iterable[FieldError]:
    if facts.concern_id is None and facts.citizen_id is None and facts.tenancy_reference is None:
        text = Text("Sig, hvem eller hvilket lejemål det gælder.", "Say whom or which tenancy it is about.")
        yield FieldError("/about", text)
    if facts.notice_on > today:
        yield FieldError("/notice_on", Text("Varslet er ikke givet endnu.", "The notice has not been given yet."))


def errors_in_court_date(court_at: datetime | None, now: datetime) -> tuple[FieldError, ...]:
    """A court date is still to come."""
    if court_at is None or court_at > now:
        return ()
    return (FieldError("/court_at", Text("Datoen i fogedretten er passeret.", "The court date has passed.")),)


def errors_in_step(
    case: EvictionCase, kind: StepKind, taken_on: date, pay_by: date | None, today: date
) -> tuple[FieldError, ...]:
    """A step is taken after the notice and not in the future; an agreement, and nothing else, says a day to pay by."""
    return (*_errors_in_day("/taken_on", case, taken_on, today), *_errors_in_pay_by(kind, taken_on, pay_by))


def _errors_in_pay_by(kind: StepKind, taken_on: date, pay_by: date | None) -> Iterable[FieldError]:
    if kind is StepKind.AGREEMENT and pay_by is None:
        yield FieldError("/pay_by", Text("Sig, hvornår der skal betales.", "Say by when the rent is to be paid."))
    if kind is not StepKind.AGREEMENT and pay_by is not None:
        text = Text("Kun en aftale har en betalingsdag.", "Only an agreement has a day to pay by.")
        yield FieldError("/pay_by", text)
    if kind is StepKind.AGREEMENT and pay_by is not None and pay_by < taken_on:
        yield FieldError("/pay_by", Text("Ligger før aftalen.", "Lies before the agreement."))


def errors_in_outcome(
    case: EvictionCase, outcome: EvictionOutcome, outcome_on: date, today: date
) -> tuple[FieldError, ...]:
    """An outcome lies after the notice and not in the future, and nobody is evicted before the court date."""
    errors = _errors_in_day("/outcome_on", case, outcome_on, today)
    early = case.court_at is not None and outcome_on < local_day(case.court_at)
    if outcome is EvictionOutcome.EVICTED and early and not errors:
        text = Text("Ligger før datoen i fogedretten.", "Lies before the court date.")
        return (FieldError("/outcome_on", text),)
    return errors


def errors_in_correction(
    case: EvictionCase, outcome: EvictionOutcome, outcome_on: date, today: date
) -> tuple[FieldError, ...]:
    """What is put right is something else than what was entered, and makes as much sense as an outcome."""
    if (outcome, outcome_on) == (case.outcome, case.outcome_on):
        return (FieldError("/outcome", Text("Det er det samme udfald.", "It is the same outcome.")),)
    return errors_in_outcome(case, outcome, outcome_on, today)


def _errors_in_day(pointer: str, case: EvictionCase, day: date, today: date) -> tuple[FieldError, ...]:
    if day < case.facts.notice_on:
        return (FieldError(pointer, Text("Ligger før varslet i sagen.", "Lies before the notice of the case.")),)
    if day > today:
        return (FieldError(pointer, Text("Ligger ude i fremtiden.", "Lies in the future.")),)
    return ()


def differing(case: EvictionCase, facts: EvictionFacts) -> list[FieldError]:
    """The fields in which what was sent again differs from what was sent first, whatever has become of it since."""
    earlier = replace(case.facts, citizen_id=case.sent_citizen_id)
    text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
    names = [name for name in EvictionFacts.__dataclass_fields__ if getattr(earlier, name) != getattr(facts, name)]
    under = {"notice_on": "/notice_on"}
    return [FieldError(under.get(name, f"/about/{name}"), text) for name in names]


def told_of(count: int) -> int | None:
    """A count of a risk group as management hears it; None where it is of so few that somebody could be known by it."""
    return count if count >= SMALLEST_GROUP else None
