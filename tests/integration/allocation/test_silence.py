"""The municipality's silence after the deadline: what it leads to, once, however many listen."""

import asyncio

import pytest

from kit.database.stories import Stories, Story
from kit.values.problems import PreconditionFailed
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.main import CALLER
from services.allocation.store.vacancies import list_silent
from services.allocation.usecases.vacancies import hear_silence
from tests.builders.posting import a_vacancy
from tests.integration.allocation.answers_desk import (
    JUST_IN_TIME,
    NO,
    TOO_LATE,
    agreed,
    corrections,
    entries,
    looked_at,
    swept,
)
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import claimed, nominated
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock, Databases


async def test_in_silence_the_claim_stands_by_agreement_and_both_hear_of_it_once(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    vacancy = await claimed(quarter)
    clock.now = JUST_IN_TIME
    assert await swept(stories) == 0, "the last day counts in full"
    clock.now = TOO_LATE
    assert [await swept(stories), await swept(stories)] == [1, 0]
    found = await looked_at(quarter, vacancy)
    assert (found["answer"], found["status"], found["answered_at"]) == ("silence", "claimed", None)
    for party in (quarter.organisation_a, quarter.office):
        told = [
            event for event in (await party.get("/v1/events")).json()["events"] if event["kind"] == "answer_overdue"
        ]
        assert [event["reasons"][0]["met"] for event in told] == [False]
    late = await quarter.office.post(f"/v1/vacancies/{vacancy['id']}/confirmation", version=found["version"])
    assert late.json()["answer"] == "confirmed", "a yes is better late than never, where the claim stands"


async def test_in_silence_the_dwelling_goes_back_where_the_agreement_says_so(
    callers: Callers, stories: Stories, clock: Clock, databases: Databases
) -> None:
    await agreed(callers, silence="hand_back")
    vacancy = await claimed(callers)
    clock.now = TOO_LATE
    early = await callers.office.post(f"/v1/vacancies/{vacancy['id']}/confirmation", version=1)
    assert slug_of(early) == "claim-lapsed", "the deadline binds before anybody has noticed that it passed"
    assert [await swept(stories), await swept(stories)] == [1, 0]
    found = await looked_at(callers, vacancy)
    assert (found["answer"], found["status"], found["handed_back_on"]) == ("silence", "handed_back", "2025-03-11")
    figures = (await callers.office.get("/v1/figures")).json()
    assert figures["hand_backs_by_reason"] == {"silence": 1}
    assert (entries(databases, "answer_overdue"), corrections(databases)) == (1, 1)


async def test_an_offer_too_late_is_refused_where_silence_hands_back(
    callers: Callers, stories: Stories, clock: Clock
) -> None:
    await agreed(callers, silence="hand_back")
    vacancy = await claimed(callers)
    nomination_id = await nominated(callers, stories)
    clock.now = TOO_LATE
    answer = await callers.office.post("/v1/offers", {"vacancy_id": vacancy["id"], "nomination_id": nomination_id})
    assert slug_of(answer) == "claim-lapsed"
    assert (await looked_at(callers, vacancy))["status"] == "claimed", "nothing of the offer was kept"


async def test_two_who_sweep_at_once_draw_each_consequence_once(
    callers: Callers, stories: Stories, clock: Clock, databases: Databases
) -> None:
    await agreed(callers, silence="hand_back", share="1/1", kind="agreement")
    for _ in range(6):
        await callers.organisation_a.post("/v1/vacancies", a_vacancy())
    clock.now = TOO_LATE
    assert sum(await asyncio.gather(*(swept(stories) for _ in range(4)))) == 6
    assert (entries(databases, "answer_overdue"), corrections(databases)) == (6, 6)


async def test_control_without_the_lock_two_who_sweep_at_once_hear_the_same_silence(
    callers: Callers, stories: Stories, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above means something only if it goes red when the promise is switched off."""
    listed = asyncio.Barrier(2)

    async def not_locked(story: Story) -> list[PostedVacancy]:
        async with stories.begin(CALLER, "0217") as another:
            found = await list_silent(another)
        await listed.wait()  # both have read before either writes, as it happens on a busy day
        return found

    await agreed(callers, silence="keep", share="1/1", kind="agreement")
    await callers.organisation_a.post("/v1/vacancies", a_vacancy())
    clock.now = TOO_LATE
    monkeypatch.setattr(hear_silence, "list_silent", not_locked)
    heard = await asyncio.gather(swept(stories), swept(stories), return_exceptions=True)
    stopped = [each for each in heard if isinstance(each, PreconditionFailed)]
    assert len(stopped) == 1, "both drew the same consequence, and only the version of the row stopped the second"


async def test_an_answer_and_the_sweep_at_once_leave_one_of_them(
    callers: Callers, stories: Stories, clock: Clock, databases: Databases
) -> None:
    await agreed(callers, silence="hand_back", share="1/1", kind="agreement")
    posted = [(await callers.organisation_a.post("/v1/vacancies", a_vacancy())).json() for _ in range(4)]
    clock.now = TOO_LATE
    waivers = [callers.office.post(f"/v1/vacancies/{each['id']}/waiver", NO, version=1) for each in posted]
    answers, heard = await asyncio.gather(asyncio.gather(*waivers), swept(stories))
    assert sum(answer.is_success for answer in answers) + heard == 4
    assert corrections(databases) == 4
