"""A complaint is recorded in time or late, reassessed within four weeks, and goes on to the board where upheld."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.integration.benefits.desk import Desk
from tests.integration.callers import slug_of

WORDS = "Jeg har betalt lånet tilbage."
DECIDED_ON = "2025-03-03"


async def refused_case(desk: Desk) -> str:
    case = await desk.open({"unpaid_deposit_loan": True})
    answer = await desk.refuse(case, answers={"first_home_after_eviction": False})
    assert answer.status_code == 201, answer.text
    return case


async def complain(desk: Desk, case: str, **body: object) -> httpx.Response:
    sent = {"complained_on": DECIDED_ON, "words_da": WORDS} | body
    return await desk.as_key_worker("POST", f"/v1/cases/{case}/complaints", sent)


async def act(
    desk: Desk, complaint: dict[str, Any], what: str, body: object = None, version: int = 0
) -> httpx.Response:
    headers = {
        "Authorization": f"Bearer {desk.token('benefits_department', person='another-worker')}",
        "Accept-Language": "en",
        "If-Match": f'"{version or complaint["version"]}"',
    }
    return await desk.http.put(f"/v1/complaints/{complaint['id']}/{what}", json=body, headers=headers)


async def reassess(desk: Desk, complaint: dict[str, Any], outcome: str, **more: object) -> httpx.Response:
    return await act(
        desk, complaint, "reassessment", {"outcome": outcome, "reason_da": "Vi har set på det igen."} | more
    )


async def outcomes_of(desk: Desk, case: str) -> list[tuple[int, str]]:
    found = (await desk.as_key_worker("GET", f"/v1/cases/{case}/decisions")).json()
    return [(decided["number"], decided["outcome"]) for decided in found]


async def test_a_complaint_about_an_undecided_case_is_told_so(desk: Desk) -> None:
    answer = await complain(desk, await desk.open())
    assert (answer.status_code, slug_of(answer)) == (409, "case-not-decided")


IN_TIME: list[tuple[str, str, str, bool, str]] = [
    ("2025-03-03", "2025-03-31", "2025-03-31", False, "the same weekday four weeks later counts"),
    ("2025-03-03", "2025-04-01", "2025-03-31", True, "the day after does not"),
    ("2025-03-16", "2025-04-14", "2025-04-14", False, "ends on a Sunday: the Monday counts"),
    ("2025-03-20", "2025-04-22", "2025-04-22", False, "ends on Maundy Thursday: the Tuesday after Easter"),
    ("2025-03-20", "2025-04-23", "2025-04-22", True, "the Wednesday after Easter is late"),
]


@pytest.mark.parametrize(("received", "complained", "last_day", "late", "why"), IN_TIME)
async def test_a_late_complaint_is_recorded_with_the_rule(
    desk: Desk, received: str, complained: str, last_day: str, late: bool, why: str
) -> None:
    case = await refused_case(desk)
    desk.clock.now = datetime(2025, 5, 5, 9, tzinfo=UTC)
    answer = await complain(desk, case, complained_on=complained, decision_received_on=received)
    assert answer.status_code == 201, answer.text
    complaint = answer.json()
    assert (complaint["last_day"], complaint["is_late"]) == (last_day, late), why
    assert (complaint["reason"]["source"], complaint["reason"]["met"]) == ("retssikkerhedsloven § 67", not late)


async def test_a_changed_decision_is_a_new_one_beside_the_old_and_allocation_hears_of_it(desk: Desk) -> None:
    case = await refused_case(desk)
    await desk.deliver()
    complaint = (await complain(desk, case)).json()
    assert datetime.fromisoformat(complaint["due_at"]) == datetime(2025, 3, 31, 22, tzinfo=UTC)
    done = await reassess(desk, complaint, "changed", answers={"first_home_after_eviction": True})
    assert (done.status_code, done.json()["status"], done.json()["led_to"]) == (200, "changed", 2)
    assert await outcomes_of(desk, case) == [(1, "refused"), (2, "committed")]
    file = (await desk.as_key_worker("GET", f"/v1/cases/{case}")).json()
    assert (file["case"]["outcome"], file["decision"]["number"]) == ("committed", 2)
    assert [body["outcome"] for _, body in await desk.deliver()] == ["refused", "committed"]
    again = await reassess(desk, done.json(), "upheld")
    assert (again.status_code, slug_of(again)) == (409, "complaint-settled")
    sent = await act(desk, done.json(), "forwarding")
    assert (sent.status_code, slug_of(sent)) == (409, "complaint-not-forwardable")
    figures = (await desk.as_party("management", "GET", "/v1/figures")).json()
    assert [figures[name] for name in ("complaints", "complaints_changed", "refused", "committed")] == [1, 1, 0, 1]


async def test_an_upheld_complaint_goes_on_to_the_board_once_and_is_closed_by_its_answer(desk: Desk) -> None:
    case = await refused_case(desk)
    complaint = (await complain(desk, case)).json()
    early = await act(desk, complaint, "forwarding")
    assert (early.status_code, slug_of(early)) == (409, "complaint-not-forwardable")
    upheld = (await reassess(desk, complaint, "upheld")).json()
    unsent = await act(desk, upheld, "board-answer", {"outcome": "upheld", "on": "2025-03-03", "reference": "1"})
    assert slug_of(unsent) == "complaint-not-forwarded"
    sent = (await act(desk, upheld, "forwarding")).json()
    twice = await act(desk, sent, "forwarding")
    assert (twice.status_code, slug_of(twice)) == (409, "complaint-forwarded")
    answer = {"outcome": "upheld", "on": "2025-03-03", "reference": "25-10423"}
    closed = await act(desk, sent, "board-answer", answer)
    assert (closed.json()["status"], closed.json()["board"]) == ("closed", answer)
    assert await outcomes_of(desk, case) == [(1, "refused")]


async def test_the_boards_change_is_carried_out_by_a_new_decision(desk: Desk) -> None:
    case = await refused_case(desk)
    upheld = (await reassess(desk, (await complain(desk, case)).json(), "upheld")).json()
    sent = (await act(desk, upheld, "forwarding")).json()
    answer = {"outcome": "changed", "on": "2025-03-03", "reference": "25-10423"}
    bare = await act(desk, sent, "board-answer", answer)
    assert bare.json()["errors"][0]["pointer"] == "/reason_da"
    assert await outcomes_of(desk, case) == [(1, "refused")]
    done = await act(desk, sent, "board-answer", answer | {"reason_da": "Ankestyrelsen finder, at lånet er betalt."})
    assert (done.json()["status"], done.json()["led_to"]) == ("closed", 2)
    assert await outcomes_of(desk, case) == [(1, "refused"), (2, "committed")]


async def test_a_remitted_case_is_decided_anew_by_a_new_deadline(desk: Desk) -> None:
    case = await refused_case(desk)
    upheld = (await reassess(desk, (await complain(desk, case)).json(), "upheld")).json()
    sent = (await act(desk, upheld, "forwarding")).json()
    desk.clock.now = datetime(2025, 6, 3, 9, tzinfo=UTC)
    answer = {"outcome": "remitted", "on": "2025-06-02", "reference": "25-10423"}
    remitted = (await act(desk, sent, "board-answer", answer)).json()
    due_at = datetime.fromisoformat(remitted["due_at"])
    assert (remitted["status"], due_at) == ("open", datetime(2025, 6, 30, 22, tzinfo=UTC))
    done = (await reassess(desk, remitted, "upheld", reason_da="Lånet er stadig ikke betalt.")).json()
    assert (done["status"], done["led_to"]) == ("closed", 2)
    assert await outcomes_of(desk, case) == [(1, "refused"), (2, "refused")]
    [kept] = (await desk.as_key_worker("GET", f"/v1/cases/{case}/complaints")).json()
    assert [kept[name] for name in ("former_reason_da", "reason_da", "words_da")] == [
        "Vi har set på det igen.",
        "Lånet er stadig ikke betalt.",
        WORDS,
    ]


async def test_a_decision_has_one_complaint_and_the_new_one_its_own(desk: Desk) -> None:
    case = await refused_case(desk)
    first = await asyncio.gather(*(complain(desk, case) for _ in range(5)))
    assert sorted(answer.status_code for answer in first) == [201] + [409] * 4
    complaint = next(answer.json() for answer in first if answer.status_code == 201)
    await reassess(desk, complaint, "partly")
    assert (await complain(desk, case)).json()["decision_number"] == 2


IMPOSSIBLE: list[tuple[dict[str, object], str, str]] = [
    ({"complained_on": "2025-03-02"}, "/complained_on", "before the decision"),
    ({"complained_on": "2025-03-04"}, "/complained_on", "in the future"),
    ({"decision_received_on": "2025-03-01"}, "/decision_received_on", "received before it was made"),
    ({"decision_received_on": "2025-03-04"}, "/complained_on", "complained before it was received"),
    ({"words_da": " "}, "/words_da", "nothing said"),
]


async def test_a_complaint_that_cannot_be_is_told_at_its_field_and_not_recorded(desk: Desk) -> None:
    case = await refused_case(desk)
    for body, pointer, reason in IMPOSSIBLE:
        answer = await complain(desk, case, **body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer), reason
    assert (await desk.as_key_worker("GET", f"/v1/cases/{case}/complaints")).json() == []


async def test_an_empty_reason_and_an_old_version_change_nothing(desk: Desk) -> None:
    case = await refused_case(desk)
    complaint = (await complain(desk, case)).json()
    empty = await reassess(desk, complaint, "changed", reason_da="  ")
    assert (empty.status_code, empty.json()["errors"][0]["pointer"]) == (422, "/reason_da")
    body = {"outcome": "changed", "reason_da": "Fordi."}
    stale = await act(desk, complaint, "reassessment", body, version=7)
    assert (stale.status_code, slug_of(stale)) == (412, "precondition-failed")
    assert await outcomes_of(desk, case) == [(1, "refused")]


async def test_a_reassessment_is_warned_about_before_it_is_late_and_each_is_told_once(desk: Desk) -> None:
    case = await refused_case(desk)
    await complain(desk, case)
    for day, kinds in ((23, []), (24, ["reassessment_due_soon"]), (25, ["reassessment_due_soon"])):
        desk.clock.now = datetime(2025, 3, day, 9, tzinfo=UTC)
        await desk.sweep()
        told = [event["kind"] for event in await desk.events() if event["kind"].startswith("reassessment")]
        assert told == kinds
    desk.clock.now = datetime(2025, 3, 31, 22, tzinfo=UTC)
    await asyncio.gather(desk.sweep(), desk.sweep())
    to_management = [event["kind"] for event in await desk.events("management")]
    assert to_management.count("reassessment_late") == 1
    assert "reassessment_due_soon" not in to_management
    [open_one] = (await desk.as_department("GET", "/v1/complaints?status=open")).json()
    assert open_one["late_at"] is not None
    assert WORDS not in str(await desk.events()) + str(open_one)


async def test_a_social_centre_hears_and_reads_nothing_of_complaints(desk: Desk) -> None:
    case = await refused_case(desk)
    await complain(desk, case)
    listed = await desk.as_party("social_centre", "GET", "/v1/complaints")
    read = await desk.as_party("social_centre", "GET", f"/v1/cases/{case}/complaints", person="social-worker")
    assert (listed.status_code, read.status_code) == (403, 403)
    assert not [event for event in await desk.events("social_centre") if "complaint" in event["kind"]]
