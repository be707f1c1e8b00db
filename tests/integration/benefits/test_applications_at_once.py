"""The same application sent at once, and one case supplemented by two at once; each with a control."""

import asyncio
import uuid

import pytest

from kit.database.stories import Story
from services.benefits.domain.cases.cases import Case
from services.benefits.store.cases import add_case, find_application, get_case
from services.benefits.usecases.cases import apply as story_of_applying
from services.benefits.usecases.cases import supplement_case as story_of_supplementing
from tests.integration.benefits.applications import SINGLE, an_application, apply, supplement
from tests.integration.benefits.desk import Desk


async def applied_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What two who send the same application are answered, when both have found that it is new."""
    both_have_looked = asyncio.Barrier(2)
    waited: list[str] = []

    async def looked(story: Story, reference: str) -> Case | None:
        found = await find_application(story, reference)
        if len(waited) < both_have_looked.parties:
            waited.append(reference)
            await both_have_looked.wait()
        return found

    monkeypatch.setattr(story_of_applying, "find_application", looked)
    body = an_application("moving_grant")
    answers = await asyncio.gather(apply(desk, body), apply(desk, body))
    assert len((await desk.as_department("GET", "/v1/cases")).json()) == 1
    return sorted(answer.status_code for answer in answers)


async def test_an_application_sent_twice_at_once_opens_one_case(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await applied_at_once(desk, monkeypatch) == [200, 201]


async def test_control_where_the_reference_is_not_looked_at_as_it_is_stored_one_is_turned_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def by_identifier_alone(story: Story, case: Case, *, applied_for: bool) -> bool:
        assert applied_for
        return await add_case(story, case)

    monkeypatch.setattr(story_of_applying, "add_case", by_identifier_alone)
    assert await applied_at_once(desk, monkeypatch) == [201, 409]


async def supplemented_by_two(desk: Desk) -> list[int]:
    """What two who have read the same version and tell different things are answered."""
    body = an_application("furnishing_grant", facts=SINGLE | {"foreseeable": None})
    case = (await apply(desk, body)).json()
    answers = await asyncio.gather(
        supplement(desk, case["id"], {"facts": {"foreseeable": True}}, case["version"]),
        supplement(desk, case["id"], {"facts": {"foreseeable": False}}, case["version"]),
    )
    return sorted(answer.status_code for answer in answers)


async def test_of_two_who_supplement_a_case_at_once_one_is_told_to_read_again(desk: Desk) -> None:
    assert await supplemented_by_two(desk) == [200, 412]


async def test_control_without_the_case_locked_one_answer_is_lost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_read = asyncio.Barrier(2)

    async def unlocked(story: Story, case_id: uuid.UUID, *, lock: bool = False) -> Case:
        assert lock
        found = await get_case(story, case_id)
        await both_have_read.wait()
        return found

    monkeypatch.setattr(story_of_supplementing, "get_case", unlocked)
    assert await supplemented_by_two(desk) == [200, 200]
