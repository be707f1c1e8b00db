"""What a concern must say, in which lane it goes, and in what order things happen to it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.values.callers import Party
from kit.values.problems import PreconditionFailed, Problem
from services.support.domain.prevention.concerns import (
    Concern,
    ConcernClosed,
    ConcernFacts,
    ConcernOutcome,
    ConcernSource,
    ConcernState,
    ContactAlreadyMade,
    ContactMissing,
    differing,
    errors_in_concern,
    errors_in_contact,
    require_closable,
    require_no_contact,
    require_version,
)
from services.support.domain.prevention.terms import UNTIL_ENTERED
from services.support.domain.prevention.triage import ConcernKind, Danger, Lane, triage

TODAY = date(2025, 3, 3)
NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
FACTS = ConcernFacts(
    reference="B-1",
    source=ConcernSource.DEPARTMENT,
    kind=ConcernKind.RENT_ARREARS,
    danger=Danger.NONE,
    deadline_on=None,
    citizen_id=UUID(int=7),
    tenancy_reference=None,
)
CONCERN = Concern(
    id=UUID(int=1),
    sender="social-centre",
    facts=FACTS,
    sent_citizen_id=FACTS.citizen_id,
    received_at=NOW,
    lane=Lane.ORDINARY,
    first_contact_due_at=NOW + timedelta(days=3),
    reasons=(),
    worker_reference=None,
    state=ConcernState.OPEN,
    contacted_at=None,
    contact_channel=None,
    contacted_by=None,
    outcome=None,
    closed_at=None,
    version=1,
)


@pytest.mark.parametrize(
    ("kind", "danger", "deadline_on", "lane", "rule", "reason"),
    [
        ("noise", "none", None, "ordinary", "nothing-urgent", "a neighbour complains"),
        ("noise", "acute", None, "at_once", "acute-danger", "danger goes before what it is about"),
        ("noise", "acute", date(2025, 9, 1), "at_once", "acute-danger", "danger goes before a deadline far off"),
        ("noise", "serious", None, "fast", "serious-danger", "harm is near, but not now"),
        ("rent_arrears", "none", date(2025, 3, 3), "at_once", "deadline-very-near", "today"),
        ("rent_arrears", "none", date(2025, 3, 5), "at_once", "deadline-very-near", "the last of the two days"),
        ("rent_arrears", "serious", date(2025, 3, 5), "at_once", "deadline-very-near", "the nearer of two grounds"),
        ("rent_arrears", "none", date(2025, 3, 6), "fast", "deadline-near", "the first day beyond the two"),
        ("rent_arrears", "none", date(2025, 3, 17), "fast", "deadline-near", "the last of the fourteen days"),
        ("rent_arrears", "none", date(2025, 3, 18), "ordinary", "nothing-urgent", "the first beyond the fourteen"),
        ("eviction_date", "none", None, "fast", "eviction-without-date", "it may be tomorrow"),
        ("eviction_date", "none", date(2025, 5, 1), "ordinary", "nothing-urgent", "its date is known and far off"),
        ("discharge", "none", date(2025, 3, 4), "at_once", "deadline-very-near", "discharged tomorrow"),
    ],
)
def test_the_lane_of_a_concern(
    kind: str, danger: str, deadline_on: date | None, lane: str, rule: str, reason: str
) -> None:
    found = triage(ConcernKind(kind), Danger(danger), deadline_on, TODAY, UNTIL_ENTERED)
    assert (found.lane, found.reason.rule) == (lane, rule), reason
    hours = {"at_once": 3, "fast": 6, "ordinary": 18}
    assert found.hours == hours[lane], reason


URGENCY = [Lane.ORDINARY, Lane.FAST, Lane.AT_ONCE]


@given(st.sampled_from(ConcernKind), st.sampled_from(Danger), st.integers(0, 400), st.integers(0, 400))
def test_a_nearer_deadline_is_never_a_slower_lane(kind: ConcernKind, danger: Danger, days: int, more: int) -> None:
    near, far = (
        triage(kind, danger, TODAY + timedelta(days=each), TODAY, UNTIL_ENTERED) for each in (days, days + more)
    )
    assert URGENCY.index(near.lane) >= URGENCY.index(far.lane)


@pytest.mark.parametrize(
    ("changes", "party", "pointers", "reason"),
    [
        ({}, Party.SOCIAL_CENTRE, [], "a department about a citizen"),
        ({"citizen_id": None, "tenancy_reference": "L-1"}, Party.SHELTER, [], "about a tenancy"),
        ({"citizen_id": None}, Party.SHELTER, ["/about"], "about nobody"),
        ({"source": ConcernSource.CITIZEN}, Party.CITIZEN, [], "a citizen"),
        ({"source": ConcernSource.CIVIL_SOCIETY}, Party.CIVIL_SOCIETY, [], "an association"),
        ({"source": ConcernSource.BAILIFFS_COURT}, Party.BAILIFFS_COURT, [], "the bailiff's court"),
        ({"source": ConcernSource.BAILIFFS_COURT}, Party.CIVIL_SOCIETY, ["/source"], "in another's name"),
        ({}, Party.CITIZEN, ["/source"], "a citizen is no department"),
        ({"source": ConcernSource.CITIZEN}, Party.SUPPORT_TEAM, [], "the team writes down what a citizen says"),
        ({"deadline_on": date(2025, 3, 2)}, Party.SHELTER, ["/deadline_on"], "yesterday"),
        ({"deadline_on": date(2025, 3, 3)}, Party.SHELTER, [], "today"),
        (
            {"citizen_id": None, "source": ConcernSource.OTHER, "deadline_on": date(2020, 1, 1)},
            Party.SHELTER,
            ["/about", "/source", "/deadline_on"],
            "everything is told at once",
        ),
    ],
)
def test_what_a_concern_must_say(changes: dict[str, object], party: Party, pointers: list[str], reason: str) -> None:
    errors = errors_in_concern(replace(FACTS, **changes), party, TODAY)  # type: ignore[arg-type]
    assert [error.pointer for error in errors] == pointers, reason


def test_what_differs_is_named() -> None:
    assert differing(CONCERN, FACTS) == []
    other = replace(FACTS, danger=Danger.ACUTE, citizen_id=None, tenancy_reference="L-1")
    pointers = [error.pointer for error in differing(CONCERN, other)]
    assert pointers == ["/danger", "/about/citizen_id", "/about/tenancy_reference"]


@pytest.mark.parametrize(
    ("state", "outcome", "problem", "reason"),
    [
        ("open", "helped", ContactMissing, "helped by whom, if nobody has been in contact?"),
        ("open", "duplicate", None, "the other one is answered"),
        ("contacted", "helped", None, "the ordinary end"),
        ("contacted", "duplicate", None, "found out after the call"),
        ("closed", "helped", ConcernClosed, "once is enough"),
    ],
)
def test_how_a_concern_is_closed(state: str, outcome: str, problem: type[Problem] | None, reason: str) -> None:
    concern = replace(CONCERN, state=ConcernState(state))
    if problem is None:
        require_closable(concern, ConcernOutcome(outcome))
        return
    with pytest.raises(problem):
        require_closable(concern, ConcernOutcome(outcome))


def test_first_contact_is_recorded_once() -> None:
    require_no_contact(CONCERN)
    with pytest.raises(ContactAlreadyMade):
        require_no_contact(replace(CONCERN, state=ConcernState.CONTACTED))
    with pytest.raises(ConcernClosed):
        require_no_contact(replace(CONCERN, state=ConcernState.CLOSED))


@pytest.mark.parametrize(
    ("minutes", "wrong", "reason"),
    [
        (0, False, "as it came"),
        (60, False, "just now"),
        (-1, True, "before it came"),
        (61, True, "in a minute from now"),
    ],
)
def test_a_contact_lies_between_the_concern_and_now(minutes: int, wrong: bool, reason: str) -> None:
    contacted_at, now = NOW + timedelta(minutes=minutes), NOW + timedelta(minutes=60)
    assert bool(errors_in_contact(CONCERN, contacted_at, now)) is wrong, reason


def test_what_has_been_changed_meanwhile_is_read_again_first() -> None:
    require_version(2, 2)
    with pytest.raises(PreconditionFailed):
        require_version(2, 1)
