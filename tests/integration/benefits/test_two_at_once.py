"""Two at once: one case an offer, one decision a case, one notice of lateness."""

import asyncio
import uuid

from tests.integration.benefits.desk import Desk, an_offer
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
