"""Two at once: one case an offer, one decision a case, one notice of lateness."""

import asyncio
import uuid
from datetime import datetime

import pytest
from sqlmodel import col, select

from kit.database.stories import Story
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.lanes.key_workers import Loaded
from services.benefits.store.cases import case_from, get_case
from services.benefits.store.key_workers import list_loaded
from services.benefits.store.tables import BenefitsCase
from services.benefits.usecases.decisions import decide_case
from services.benefits.usecases.lanes import assign_case, escalate_cases, hold_case
from tests.integration.benefits.desk import Desk, an_offer
from tests.integration.benefits.lanes import ask, at, enter, hold, queue, told
from tests.integration.callers import slug_of


async def test_of_many_who_decide_at_once_one_wins_and_the_others_are_told_by_whom(desk: Desk) -> None:
    case = await desk.open()
    path = f"/v1/cases/{case}/decision"
    answers = await asyncio.gather(
        *(
            desk.as_key_worker("POST", path, {"outcome": "committed"}, person=f"key-worker-{number}")
            for number in range(8)
        )
    )
    won = [answer for answer in answers if answer.status_code == 201]
    assert len(won) == 1
    winner = won[0].json()["decision"]["decided_by"]
    for lost in answers:
        if lost is not won[0]:
            assert (lost.status_code, slug_of(lost)) == (409, "case-already-decided")
            assert lost.json()["first_decision"]["by"] == winner
            assert lost.json()["first_decision"]["outcome"] == "committed"
    assert len(await desk.deliver()) == 1


async def decided_by_two(desk: Desk) -> list[str]:
    """What two people are answered who decide the same case at once."""
    path, body = f"/v1/cases/{await desk.open()}/decision", {"outcome": "committed"}
    answers = await asyncio.gather(*(desk.as_key_worker("POST", path, body, person=person) for person in "ab"))
    return sorted("decided" if answer.status_code == 201 else slug_of(answer) for answer in answers)


async def test_of_two_who_decide_at_once_one_is_told_that_it_is_decided(desk: Desk) -> None:
    assert await decided_by_two(desk) == ["case-already-decided", "decided"]


async def test_control_without_the_case_locked_only_the_decisions_own_key_is_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_read = asyncio.Barrier(2)

    async def unlocked(story: Story, case_id: uuid.UUID, *, lock: bool = False) -> Case:
        found = await get_case(story, case_id)
        await asyncio.wait_for(both_have_read.wait(), 10)
        return found

    monkeypatch.setattr(decide_case, "get_case", unlocked)
    assert "case-already-decided" not in await decided_by_two(desk)


async def test_an_offer_sent_many_times_at_once_opens_one_case(desk: Desk) -> None:
    offer = uuid.uuid4()
    answers = await asyncio.gather(*(desk.as_allocation("PUT", f"/v1/cases/{offer}", an_offer()) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert [event["kind"] for event in await desk.events()].count("benefits_case_opened") == 1


async def test_a_decision_and_the_end_of_the_offer_at_once_leave_one_truth(desk: Desk) -> None:
    for _ in range(5):
        case = await desk.open()
        decided, ended = await asyncio.gather(desk.decide(case), desk.end_offer(case, "withdrawn"))
        assert ended.status_code == 200
        assert (decided.status_code, ended.json()["status"]) in {(201, "decided"), (409, "closed")}


async def test_sweeps_at_once_tell_lateness_once(desk: Desk) -> None:
    await desk.open()
    desk.clock.now = desk.clock.now.replace(day=10)
    swept = await asyncio.gather(*(desk.sweep() for _ in range(4)))
    assert sorted(swept) == [0, 0, 0, 1]
    assert [body["outcome"] for _, body in await desk.deliver()] == ["late"]


async def test_rates_entered_at_once_never_overlap(desk: Desk) -> None:
    def row(month: int) -> dict[str, object]:
        return {
            "key": "personal_allowance",
            "valid_from": f"2027-{month:02}-01",
            "valid_to": "2028-01-01",
            "value": "50000",
            "unit": "DKK a year",
            "verified": False,
            "note": "at once",
        }

    answers = await asyncio.gather(
        *(desk.as_department("PUT", "/v1/rates", {"rates": [row(month)]}) for month in range(1, 7))
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [422] * 5


async def key_workers_of_two(desk: Desk) -> list[str | None]:
    """Two fast-track cases opened at once, where one key worker has room for one."""
    await enter(desk, "a", 1)
    await asyncio.gather(desk.open(), desk.open())
    return [row["key_worker"] for row in await queue(desk)]


async def test_of_two_cases_opened_at_once_the_last_place_is_given_to_one(desk: Desk) -> None:
    assert sorted(map(str, await key_workers_of_two(desk))) == ["None", "a"]


async def test_control_without_the_key_workers_locked_the_last_place_is_given_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_read = asyncio.Barrier(2)

    async def unlocked(story: Story, *, lock: bool = False) -> list[Loaded]:
        found = await list_loaded(story)
        await asyncio.wait_for(both_have_read.wait(), 10)
        return found

    monkeypatch.setattr(assign_case, "list_loaded", unlocked)
    assert await key_workers_of_two(desk) == ["a", "a"]


async def warned_by_two_sweeps(desk: Desk) -> int:
    """How often a case is warned of, when two sweeps run at once."""
    await enter(desk, "a")
    await desk.open()
    desk.clock.now = at(4, 1)
    await asyncio.gather(desk.sweep(), desk.sweep())
    return len(await told(desk, "benefits_case_at_risk"))


async def test_two_sweeps_at_once_warn_once(desk: Desk) -> None:
    assert await warned_by_two_sweeps(desk) == 1


async def test_control_without_the_case_locked_two_sweeps_warn_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_read = asyncio.Barrier(2)

    async def unlocked(story: Story, now: datetime) -> list[Case]:
        rows = await story.session.exec(select(BenefitsCase).where(col(BenefitsCase.escalates_at) <= now))
        found = [case_from(row) for row in rows.all()]
        await asyncio.wait_for(both_have_read.wait(), 10)
        return found

    monkeypatch.setattr(escalate_cases, "take_escalating", unlocked)
    assert await warned_by_two_sweeps(desk) == 2


async def held_by_two(desk: Desk) -> list[int]:
    """What two people are answered who take the same case in hand at once."""
    case = await desk.open()
    answers = await asyncio.gather(hold(desk, case, "a"), hold(desk, case, "b"))
    return sorted(answer.status_code for answer in answers)


async def test_of_two_who_take_a_case_in_hand_at_once_one_holds_it(desk: Desk) -> None:
    assert await held_by_two(desk) == [200, 409]


async def test_control_without_the_case_locked_both_believe_that_they_hold_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_read = asyncio.Barrier(2)

    async def unlocked(story: Story, case_id: uuid.UUID, *, lock: bool = False) -> Case:
        found = await get_case(story, case_id)
        await asyncio.wait_for(both_have_read.wait(), 10)
        return found

    monkeypatch.setattr(hold_case, "get_case", unlocked)
    assert await held_by_two(desk) == [200, 200]


async def test_who_holds_a_case_decides_it_and_never_two(desk: Desk) -> None:
    case = await desk.open()
    await hold(desk, case, "key-worker-3")
    path = f"/v1/cases/{case}/decision"
    people = [f"key-worker-{number}" for number in range(6)]
    body = {"outcome": "committed"}
    answers = await asyncio.gather(*(desk.as_key_worker("POST", path, body, person=person) for person in people))
    by_person = dict(zip(people, (answer.status_code for answer in answers), strict=True))
    assert by_person == dict.fromkeys(people, 409) | {"key-worker-3": 201}


async def test_papers_asked_for_by_two_at_once_are_asked_for_once(desk: Desk) -> None:
    case = await desk.open()
    answers = await asyncio.gather(ask(desk, case, "lease", person="a"), ask(desk, case, "lease", person="b"))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(await told(desk, "documents_asked_for")) == 1
