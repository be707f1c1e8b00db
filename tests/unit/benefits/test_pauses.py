"""A case that waits for papers: asked for once, the clock stands still, and never past the offer's deadline."""

from datetime import datetime
from uuid import uuid4

import pytest

from kit.values.decisions import Reason
from kit.values.problems import Unprocessable
from kit.values.texts import Text
from services.benefits.domain.cases.case_clock import hours_left, moved_to_fast_lane, resumed, stopped, with_escalation
from services.benefits.domain.cases.cases import Case, CaseFacts, CaseStatus
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.lanes.clock import Deadline, Lane, deadline
from services.benefits.domain.lanes.documents import (
    AlreadyAsked,
    DocumentCode,
    DocumentRequest,
    FactsChanged,
    ask,
    pauses_of,
    receive,
)
from services.benefits.domain.lanes.escalation import Stage
from services.benefits.domain.rates.rate_keys import RateKey
from tests.unit.benefits.facts import a_book, a_dwelling, a_household

BOOK = a_book()
INCOME, WEALTH, LEASE = DocumentCode.INCOME, DocumentCode.WEALTH, DocumentCode.LEASE


def at(written: str) -> datetime:
    """A moment of March 2025 in winter time, as day and hour; or one written in full."""
    if "T" in written:
        return datetime.fromisoformat(written)
    day, hour = written.split("/")
    return datetime.fromisoformat(f"2025-03-{int(day):02}T{hour}:00+01:00")


@pytest.mark.parametrize(
    ("lane", "complete", "offer", "pauses", "due", "rule", "reason"),
    [
        (Lane.FAST, "3/10", None, [("3/12", "4/12")], "5/10", "due_in_hours", "24 hours of waiting come on top"),
        (Lane.FAST, "3/10", None, [("3/12", "3/13"), ("3/20", "4/00")], "4/15", "due_in_hours", "1 hour and 4 hours"),
        (Lane.FAST, "3/10", None, [("3/12", "3/18"), ("3/14", "3/20")], "4/18", "due_in_hours", "overlapping: 8"),
        (Lane.FAST, "3/10", None, [("3/10", "6/10")], "7/10", "due_in_hours", "never complete before"),
        (Lane.FAST, "3/10", None, [("4/10", "5/10")], "4/10", "due_in_hours", "asked for just as the hours had run"),
        (Lane.FAST, "3/10", "5/00", [("3/12", "4/12")], "5/00", "due_with_offer", "never past the offer's deadline"),
        (Lane.FAST, "3/10", "5/10", [("3/12", "4/12")], "5/10", "due_in_hours", "both at once: the lane's own"),
        (Lane.FAST, "3/10", "4/00", [("3/12", "4/12")], "4/00", "due_with_offer", "received after the offer ended"),
        (Lane.FAST, "2025-10-25T12:00+02:00", None, [("2025-10-25T20:00+02:00", "2025-10-26T08:00+01:00")],
         "2025-10-27T00:00+01:00", "due_in_hours", "the autumn night is 13 hours long: 11 becomes 24"),
        (Lane.FAST, "2025-03-29T12:00+01:00", None, [("2025-03-29T20:00+01:00", "2025-03-30T08:00+02:00")],
         "2025-03-31T00:00+02:00", "due_in_hours", "the spring night is 11 hours long: 13 becomes 24"),
        (Lane.ORDINARY, "3/10", None, [("5/10", "7/10")], "20/00", "due_in_working_days", "6 and 7 March do not count"),
        (Lane.ORDINARY, "3/10", None, [("5/09", "5/15")], "18/00", "due_in_working_days", "received the same day"),
        (Lane.ORDINARY, "3/10", None, [("7/10", "9/10")], "18/00", "due_in_working_days", "no weekend counts anyway"),
        (Lane.ORDINARY, "3/10", "19/12", [("5/10", "7/10")], "19/12", "due_with_offer", "a pause ends with the offer"),
        (Lane.ORDINARY, "3/10", "10/12", [("5/10", "7/10")], "18/00", "due_in_working_days",
         "the published deadline stands, and the offer is over before"),
    ],
)  # fmt: skip
def test_a_pause_moves_the_deadline(
    lane: Lane, complete: str, offer: str | None, pauses: list[tuple[str, str]], due: str, rule: str, reason: str
) -> None:
    found = deadline(
        lane, at(complete), at(offer) if offer else None, BOOK, pauses=[(at(begin), at(end)) for begin, end in pauses]
    )
    assert isinstance(found, Deadline)
    assert found.due_at == at(due), reason
    assert found.reason.rule == rule, reason


def a_request(number: int, asked: str, received: dict[DocumentCode, str | None]) -> DocumentRequest:
    because = FactsChanged.INCOME if number > 1 else None
    come = {code: at(when) if when else None for code, when in received.items()}
    return DocumentRequest(number, at(asked), "key-worker", because, come)


@pytest.mark.parametrize(
    ("requests", "pauses", "since", "reason"),
    [
        ([], [], None, "nothing was asked for"),
        ([a_request(1, "3/10", {INCOME: None})], [], "3/10", "it is awaited"),
        ([a_request(1, "3/10", {INCOME: "4/10", WEALTH: None})], [], "3/10", "one of two has come"),
        ([a_request(1, "3/10", {INCOME: "4/10", WEALTH: "3/15"})], [("3/10", "4/10")], None, "to the last of the two"),
        (
            [a_request(1, "3/10", {INCOME: "4/10"}), a_request(2, "5/10", {INCOME: None})],
            [("3/10", "4/10")],
            "5/10",
            "a second pause since the facts changed",
        ),
        (
            [a_request(1, "3/10", {INCOME: "5/10"}), a_request(2, "4/10", {WEALTH: None})],
            [],
            "3/10",
            "the second asking came while the first was awaited: one pause",
        ),
        (
            [a_request(1, "3/10", {INCOME: None}), a_request(2, "4/10", {WEALTH: "4/12"})],
            [],
            "3/10",
            "the first is still awaited",
        ),
    ],
)
def test_pauses_are_found_from_what_was_asked_for(
    requests: list[DocumentRequest], pauses: list[tuple[str, str]], since: str | None, reason: str
) -> None:
    found, still = pauses_of(requests)
    assert found == [(at(begin), at(end)) for begin, end in pauses], reason
    assert still == (at(since) if since else None), reason


def test_a_second_asking_is_refused_unless_the_facts_have_changed() -> None:
    first = ask([], [INCOME], None, at("3/10"), "key-worker")
    with pytest.raises(AlreadyAsked) as refused:
        ask([first], [WEALTH], None, at("3/11"), "key-worker")
    assert refused.value.extra["first_request"] == {
        "asked_at": "2025-03-03T10:00:00+01:00",
        "documents": ["income_last_three_months"],
    }
    second = ask([first], [WEALTH], FactsChanged.HOUSEHOLD, at("3/11"), "key-worker")
    assert (second.number, second.outstanding) == (2, (WEALTH,))


WRONG = [
    ([], [INCOME, WEALTH, INCOME], None, ["/documents/2"], "named twice"),
    ([], [INCOME], FactsChanged.INCOME, ["/because"], "nothing was asked for before"),
    ([{INCOME: None}], [LEASE, INCOME], FactsChanged.INCOME, ["/documents/1"], "still awaited"),
    ([{INCOME: None}], [INCOME, LEASE, LEASE], FactsChanged.INCOME, ["/documents/0", "/documents/2"], "both at once"),
]


@pytest.mark.parametrize(("before", "documents", "because", "pointers", "reason"), WRONG)
def test_an_asking_that_cannot_be_is_told_at_its_place(
    before: list[dict[DocumentCode, str | None]],
    documents: list[DocumentCode],
    because: FactsChanged | None,
    pointers: list[str],
    reason: str,
) -> None:
    requests = [a_request(number + 1, "3/10", received) for number, received in enumerate(before)]
    with pytest.raises(Unprocessable) as refused:
        ask(requests, documents, because, at("3/11"), "key-worker")
    assert [error.pointer for error in refused.value.errors] == pointers, reason


@pytest.mark.parametrize(
    ("documents", "received", "pointers", "reason"),
    [
        ([WEALTH], "3/11", ["/documents/0"], "not asked for"),
        ([INCOME], "3/09", ["/received_at"], "before it was asked for"),
        ([INCOME], "3/13", ["/received_at"], "in the future"),
        ([LEASE, WEALTH], "3/09", ["/documents/0", "/documents/1"], "two that were not asked for"),
    ],
)
def test_a_receipt_that_cannot_be_is_told_at_its_place(
    documents: list[DocumentCode], received: str, pointers: list[str], reason: str
) -> None:
    with pytest.raises(Unprocessable) as refused:
        receive([a_request(1, "3/10", {INCOME: None})], documents, at(received), at("3/12"))
    assert [error.pointer for error in refused.value.errors] == pointers, reason


def test_what_has_come_keeps_its_moment() -> None:
    requests = [a_request(1, "3/10", {INCOME: "3/11", WEALTH: None})]
    assert receive(requests, [INCOME], at("3/12"), at("3/12")) == requests
    both = receive(requests, [INCOME, WEALTH], at("3/12"), at("3/12"))
    assert both[0].received == {INCOME: at("3/11"), WEALTH: at("3/12")}


def a_case(lane: Lane, due: str, offer: str | None = None) -> Case:
    """A case complete on 3 March at 10."""
    facts = CaseFacts(uuid4(), "C0113", a_household(), a_dwelling(), at("3/10"), at(offer) if offer else None)
    reason = Reason("due_in_hours", "", True, Text("", ""))
    status = CaseStatus.OPEN
    return Case(uuid4(), None, CaseKind.DEPOSIT_LOAN, facts, lane, at("3/10"), at(due), reason, status)


def test_a_stopped_clock_warns_nobody_unless_an_offer_runs() -> None:
    alone = stopped(a_case(Lane.FAST, "4/10"), at("3/12"), BOOK)
    assert (alone.due_at, alone.handling.escalates_at) == (at("4/10"), None)
    assert hours_left(alone, at("6/10")) == 22, "what was left as it stopped"
    offered = stopped(a_case(Lane.FAST, "4/10", "11/00"), at("3/12"), BOOK)
    assert offered.due_at == at("11/00"), "only the offer's deadline runs"
    assert offered.handling.escalates_at == at("10/16"), "eight hours before it"
    assert hours_left(offered, at("10/00")) == 24


def test_a_clock_that_runs_again_warns_anew() -> None:
    case = stopped(a_case(Lane.FAST, "4/10"), at("3/12"), BOOK)
    again = resumed(case, [(at("3/12"), at("3/14"))], BOOK)
    assert (again.due_at, again.handling.paused_at) == (at("4/12"), None)
    assert (again.handling.escalates_at, again.handling.escalated) == (at("4/04"), None)
    assert "2.0 hours" in again.due_reason.text.en


def test_a_case_that_moves_to_the_fast_lane_is_never_due_later() -> None:
    moved = moved_to_fast_lane(a_case(Lane.ORDINARY, "18/00"), at("5/10"), BOOK)
    assert (moved.due_at, moved.lane) == (at("6/10"), Lane.FAST)
    late = moved_to_fast_lane(a_case(Lane.ORDINARY, "18/00"), at("17/10"), BOOK)
    assert late.due_at == at("18/00"), "24 hours would end later"
    waited = resumed(stopped(late, at("17/12"), BOOK), [(at("17/12"), at("17/13"))], BOOK)
    assert waited.due_at == at("18/00"), "asked and received on a day: the ordinary lane's deadline stands"


def test_a_case_for_which_no_hour_of_warning_is_known_is_told_to_the_manager_at_once() -> None:
    book = a_book(without=frozenset({RateKey.WARN_KEY_WORKER_FAST}))
    case, warning = with_escalation(a_case(Lane.FAST, "4/10"), book)
    assert case.handling.escalates_at == at("3/10")
    assert warning is not None and warning.stage is Stage.MANAGER
