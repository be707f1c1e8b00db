"""The clock of a case: set, stopped while papers are awaited, and set anew when they have come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kit.values.decisions import Reason
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.lanes.clock import Deadline, Lane, deadline, due_with_offer
from services.benefits.domain.lanes.escalation import Escalation, next_escalation
from services.benefits.domain.lanes.running_time import Interval
from services.benefits.domain.rates.rates import RateBook


def with_escalation(case: Case, rates: RateBook) -> tuple[Case, Escalation | None]:
    """The case with its next warning; none while its clock stands still and no offer's deadline runs."""
    handling, found = case.handling, None
    if handling.paused_at is None or case.facts.offer_due_at is not None:
        has_key_worker = handling.key_worker is not None
        found = next_escalation(case.lane, case.opened_at, case.due_at, handling.escalated, has_key_worker, rates)
    at = None if found is None else found.at
    return replace(case, handling=replace(handling, escalates_at=at)), found


def stopped(case: Case, at: datetime, rates: RateBook) -> Case:
    """The case with its clock stopped since then: only its offer's deadline, if it has one, still runs."""
    paused = replace(case, handling=replace(case.handling, paused_at=at))
    offer_due_at = case.facts.offer_due_at
    if offer_due_at is not None and case.due_at.astimezone(UTC) < offer_due_at.astimezone(UTC):
        paused = _due(paused, offer_due_at, due_with_offer())
    return with_escalation(paused, rates)[0]


def resumed(case: Case, pauses: Sequence[Interval], rates: RateBook) -> Case:
    """The case with its clock running again, due by so much later as the clock has stood still, and by its offer."""
    due_at, reason = _counted(case, pauses, rates)
    running = replace(case, handling=replace(case.handling, paused_at=None))
    return with_escalation(_due(running, due_at, reason), rates)[0]


def moved_to_fast_lane(case: Case, at: datetime, rates: RateBook) -> Case:
    """The case in the fast lane: its clock there runs from now, and its deadline is never set later."""
    moved = replace(case, lane=Lane.FAST, handling=replace(case.handling, clock_from=at))
    if case.handling.paused_at is None:
        due = deadline(Lane.FAST, at, case.facts.offer_due_at, rates, kind=case.kind)
        if isinstance(due, Deadline) and due.due_at.astimezone(UTC) < case.due_at.astimezone(UTC):
            moved = _due(moved, due.due_at, due.reason)
    return with_escalation(moved, rates)[0]


def _counted(case: Case, pauses: Sequence[Interval], rates: RateBook) -> tuple[datetime, Reason]:
    """The deadline; of a case that moved to the fast lane, the earlier of the two lanes'.

    Where its rate is no longer known the deadline that was set moves by what the last pause took.
    """
    offer_due_at, kind, start = case.facts.offer_due_at, case.kind, case.handling.clock_from
    starts = [(case.lane, start or case.facts.complete_at)]
    if start is not None:
        starts.append((Lane.ORDINARY, case.facts.complete_at))
    found = [deadline(lane, at, offer_due_at, rates, kind=kind, pauses=pauses) for lane, at in starts]
    set_by = [each for each in found if isinstance(each, Deadline)]
    if set_by:
        first = min(set_by, key=lambda each: each.due_at.astimezone(UTC))
        return first.due_at, first.reason
    begin, end = pauses[-1] if pauses else (case.due_at, case.due_at)
    return case.due_at.astimezone(UTC) + (end - begin), case.due_reason


def _due(case: Case, due_at: datetime, reason: Reason) -> Case:
    """Due at another moment: whoever was warned of the old one is warned of the new."""
    if due_at.astimezone(UTC) == case.due_at.astimezone(UTC):
        return case
    return replace(case, due_at=due_at, due_reason=reason, handling=replace(case.handling, escalated=None))


def hours_left(case: Case, now: datetime) -> float:
    """Hours until the case is due, negative once it is late; while its clock stands still, those that were left."""
    at = case.handling.paused_at if case.facts.offer_due_at is None else None
    left: timedelta = case.due_at.astimezone(UTC) - (at or now).astimezone(UTC)
    return round(left.total_seconds() / 3600, 2)
