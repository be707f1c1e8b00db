"""Two at once around a decision: one hearing, one reassessment, one warning; each with a control."""

import asyncio
from uuid import UUID

import httpx
import pytest

from kit.database.stories import Story
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.decisions.complaints import Complaint
from services.benefits.store.cases import get_case
from services.benefits.store.complaints import get_complaint, list_complaints
from services.benefits.usecases.decisions import hear_citizen, reassess_complaint, watch_deadlines
from tests.integration.benefits.desk import Desk
from tests.integration.callers import slug_of


def told(answers: list[httpx.Response]) -> list[str]:
    return sorted(slug_of(answer) if answer.status_code >= 400 else "done" for answer in answers)


def without_a_lock(monkeypatch: pytest.MonkeyPatch, story_module: object) -> None:
    """Both read the case before either writes."""
    both_have_read = asyncio.Barrier(2)

    async def unlocked(story: Story, case_id: UUID, *, lock: bool = False) -> Case:
        assert lock
        found = await get_case(story, case_id)
        await both_have_read.wait()
        return found

    monkeypatch.setattr(story_module, "get_case", unlocked)


async def heard_by_two(desk: Desk) -> list[str]:
    path = f"/v1/cases/{await desk.open(first_let_year=1948)}/hearing"
    body = {"about_da": "Boligen er fra 1948."}
    return told(await asyncio.gather(*(desk.as_key_worker("POST", path, body, person=name) for name in "ab")))


async def test_of_two_who_hear_at_once_the_other_is_told_that_a_hearing_is_open(desk: Desk) -> None:
    assert await heard_by_two(desk) == ["done", "hearing-open"]


async def test_control_without_the_case_locked_the_other_is_not_told_why(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_a_lock(monkeypatch, hear_citizen)
    assert await heard_by_two(desk) == ["conflict", "done"]


async def a_complaint(desk: Desk) -> str:
    case = await desk.open(first_let_year=1948)
    await desk.refuse(case)
    path = f"/v1/cases/{case}/complaints"
    answer = await desk.as_key_worker("POST", path, {"complained_on": "2025-03-03"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def reassessed_by_two(desk: Desk) -> list[str]:
    path = f"/v1/complaints/{await a_complaint(desk)}/reassessment"
    body = {"outcome": "upheld", "reason_da": "Loven giver ikke lån."}

    async def reassess(person: str) -> httpx.Response:
        bearer = desk.token("benefits_department", person=person)
        return await desk.http.put(path, json=body, headers={"Authorization": f"Bearer {bearer}", "If-Match": '"1"'})

    return told(list(await asyncio.gather(reassess("a"), reassess("b"))))


async def test_of_two_who_reassess_at_once_the_other_is_told_that_it_is_done(desk: Desk) -> None:
    assert await reassessed_by_two(desk) == ["complaint-settled", "done"]


async def test_control_without_locks_both_reassess(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_read = asyncio.Barrier(2)

    async def unlocked(story: Story, complaint_id: UUID, *, lock: bool = False) -> Complaint:
        found = await get_complaint(story, complaint_id)
        if lock:
            await both_have_read.wait()
        return found

    async def unlocked_case(story: Story, case_id: UUID, *, lock: bool = False) -> Case:
        assert lock
        return await get_case(story, case_id)

    monkeypatch.setattr(reassess_complaint, "get_complaint", unlocked)
    monkeypatch.setattr(reassess_complaint, "get_case", unlocked_case)
    assert await reassessed_by_two(desk) == ["done", "done"]


async def warned_by_two_sweeps(desk: Desk) -> int:
    await a_complaint(desk)
    desk.clock.now = desk.clock.now.replace(day=25)
    await asyncio.gather(desk.sweep(), desk.sweep())
    return [event["kind"] for event in await desk.events()].count("reassessment_due_soon")


async def test_two_sweeps_at_once_warn_once(desk: Desk) -> None:
    assert await warned_by_two_sweeps(desk) == 1


async def test_control_where_sweeps_do_not_lock_both_warn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_read = asyncio.Barrier(2)

    async def unlocked(story: Story) -> list[Complaint]:
        found = await list_complaints(story, status=None, after=None, limit=10)
        await both_have_read.wait()
        return found

    monkeypatch.setattr(watch_deadlines, "list_to_warn", unlocked)
    assert await warned_by_two_sweeps(desk) == 2
