"""How offers end: reminded of in time, by whom, and at no cost to the citizen; two at once are one."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from kit.database.stories import Stories
from kit.database.worker import sweep
from services.allocation.domain.offers.offer import Offer, OfferStatus
from services.allocation.jobs.sweeps import SWEEPS
from services.allocation.main import CALLER
from services.allocation.store.offers import add_offer
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import LEASE, accepted, claimed, nominated, offered, secured
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock, Databases

DEBT = {"code": "debt_to_this_organisation"}


async def tasks_of(callers: Callers, offer: dict[str, Any]) -> list[str]:
    found = (await callers.office.get("/v1/tasks?done=false")).json()
    return sorted(task["kind"] for task in found if task["subject_id"] == offer["id"])


async def remind(stories: Stories) -> int:
    return await sweep(stories, CALLER, "0217", [each for each in SWEEPS if each.__name__ == "remind_of_offers"])


async def test_the_centre_is_told_once_a_working_day_before_and_the_office_who_has_not_answered(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    """Offered on a Monday with five working days: the deadline ends the next Monday, so Friday is the day to tell."""
    offer = await offered(quarter, await claimed(quarter), await nominated(quarter, stories))
    clock.now += timedelta(days=3)
    assert (await remind(stories), await tasks_of(quarter, offer)) == (0, [])
    clock.now += timedelta(days=1)
    assert await remind(stories) == 3
    assert await tasks_of(quarter, offer) == ["answer_offer", "chase_benefits", "chase_support"]
    clock.now += timedelta(days=2)
    assert await remind(stories) == 0, "told once"
    told = [
        (event["kind"], event["facts"]["kind"])
        for event in (await quarter.centre.get("/v1/events")).json()["events"]
        if event["kind"] == "task_raised"
    ]
    assert told == [("task_raised", "answer_offer")], "the office's are not the centre's"
    await secured(quarter, offer["id"])
    assert await tasks_of(quarter, offer) == ["answer_offer"], "benefits and support have answered"
    await accepted(quarter, offer["id"])
    assert await tasks_of(quarter, offer) == ["obtain_consent"], "what comes next"


async def test_the_reminder_is_a_local_choice(quarter: Callers, stories: Stories, clock: Clock) -> None:
    rate = {"key": "offer_reminder", "valid_from": "2025-01-01", "unit": "working days", "verified": False, "note": ""}
    assert (await quarter.office.put("/v1/rates", {"rates": [rate | {"value": "3"}]})).is_success
    offer = await offered(quarter, await claimed(quarter), await nominated(quarter, stories))
    await secured(quarter, offer["id"])
    clock.now += timedelta(days=1)
    assert await remind(stories) == 0
    clock.now += timedelta(days=1)
    assert (await remind(stories), await tasks_of(quarter, offer)) == (1, ["answer_offer"])


async def place_of(databases: Databases, nomination: str) -> Any:
    with databases.admin("allocation") as connection:
        return connection.execute(
            "SELECT status, lottery, waiting_since_on, homeless_since_on, nominated_on, qualified_on, version"
            " FROM nomination WHERE id = %s",
            [nomination],
        ).fetchone()


@pytest.mark.parametrize("end", ["declined", "declined after a yes", "expired"])
async def test_a_no_costs_the_citizen_neither_place_nor_waiting_start_nor_lottery_number(
    quarter: Callers, stories: Stories, clock: Clock, databases: Databases, end: str
) -> None:
    nominations = [await nominated(quarter, stories) for _ in range(4)]
    vacancy, other = await claimed(quarter), await claimed(quarter)
    address = f"/v1/vacancies/{other['id']}/shortlist"

    async def in_order() -> list[str]:
        found = (await quarter.office.get(address)).json()
        return [str(one["nomination_id"]) for one in found["fitting"]]

    order = await in_order()
    assert sorted(order) == sorted(nominations)
    first = order[0]
    before = await place_of(databases, first)
    offer = await offered(quarter, vacancy, first)
    if end == "expired":
        clock.now += timedelta(days=9)
        await sweep(stories, CALLER, "0217", SWEEPS)
    else:
        version = (await accepted(quarter, offer["id"]))["version"] if end == "declined after a yes" else 1
        path = f"/v1/offers/{offer['id']}/decline"
        assert (await quarter.centre.post(path, {"code": "not_said"}, version=version)).status_code == 200
    assert await place_of(databases, first) == before
    assert await in_order() == order
    assert await tasks_of(quarter, offer) == [], "nothing is asked about it any longer"
    await offered(quarter, other, first)


async def test_who_ended_offers_is_counted_by_code(quarter: Callers, stories: Stories, clock: Clock) -> None:
    ends: list[tuple[str, str, dict[str, Any]]] = [
        ("centre", "decline", {"code": "area"}),
        ("centre", "decline", {"code": "area"}),
        ("office", "withdrawal", {"code": "deposit_refused"}),
        ("office", "withdrawal", {"code": "made_in_error"}),
    ]
    for who, act, body in ends:
        offer = await offered(quarter, await claimed(quarter), await nominated(quarter, stories))
        answer = await getattr(quarter, who).post(f"/v1/offers/{offer['id']}/{act}", body, version=1)
        assert answer.status_code == 200, answer.text
    await offered(quarter, await claimed(quarter), await nominated(quarter, stories))
    clock.now += timedelta(days=9)
    await sweep(stories, CALLER, "0217", SWEEPS)
    assert (await quarter.office.get("/v1/figures")).json()["offers_ended_by"] == {
        "citizen": {"area": 2},
        "benefits": {"deposit_refused": 1},
        "municipality": {"made_in_error": 1},
        "nobody_answered": {"no_answer": 1},
    }


async def test_an_organisation_has_no_veto_and_one_ground(quarter: Callers, stories: Stories) -> None:
    vacancy, nomination = await claimed(quarter), await nominated(quarter, stories)
    path = f"/v1/vacancies/{vacancy['id']}/debt-notice"
    assert (await quarter.organisation_a.post(path, DEBT)).status_code == 404, "nobody is disclosed yet"
    offer = await offered(quarter, vacancy, nomination)
    assert (await quarter.organisation_a.post(path, DEBT)).status_code == 404
    held = await accepted(quarter, offer["id"])
    other = await quarter.organisation_a.post(path, {"code": "does_not_fit_in"})
    assert other.json()["errors"][0]["pointer"] == "/code"
    assert (await quarter.organisation_b.post(path, DEBT)).status_code == 404
    given = [await quarter.organisation_a.post(path, DEBT) for _ in range(2)]
    assert given[0].json() == given[1].json()
    assert (await quarter.centre.get(f"/v1/offers/{offer['id']}")).json()["status"] == "accepted", "no veto"
    assert await tasks_of(quarter, offer) == ["decide_debt_notice", "obtain_consent"]
    decision = f"/v1/offers/{offer['id']}/debt-notice-decision"
    upheld = {"outcome": "upheld"}
    assert slug_of(await quarter.office_system.post(decision, upheld, version=held["version"])) == "person-required"
    assert slug_of(await quarter.office.post(decision, upheld, version=1)) == "precondition-failed"
    ended = (await quarter.office.post(decision, upheld, version=held["version"])).json()
    assert (ended["status"], ended["end_code"]) == ("refused", "debt_to_this_organisation")
    assert (await quarter.office.get("/v1/figures")).json()["offers_ended_by"] == {
        "organisation": {"debt_to_this_organisation": 1}
    }
    found = (await quarter.centre.get(f"/v1/nominations/{nomination}")).json()
    assert (found["status"], found["facts_version"]) == ("open", 2), "it waits on, and the debt is in its facts"


async def test_a_notice_dismissed_leaves_the_offer_and_is_heard(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    await secured(quarter, offer["id"])
    held = await accepted(quarter, offer["id"])
    path = f"/v1/vacancies/{vacancy['id']}/debt-notice"
    await quarter.organisation_a.post(path, DEBT)
    decision = f"/v1/offers/{offer['id']}/debt-notice-decision"
    body = {"outcome": "dismissed"}
    assert (await quarter.office.post(decision, body, version=held["version"])).json()["status"] == "accepted"
    assert slug_of(await quarter.office.post(decision, body, version=held["version"])) == "debt-notice-decided"
    assert slug_of(await quarter.organisation_a.post(path, DEBT)) == "debt-notice-decided"
    events = (await quarter.organisation_a.get("/v1/events")).json()["events"]
    assert [event["kind"] for event in events][-1] == "debt_notice_dismissed"
    lease = await quarter.organisation_a.put(f"/v1/vacancies/{vacancy['id']}/lease", LEASE)
    assert lease.status_code == 200, lease.text


async def test_eight_offers_at_once_of_one_dwelling_are_one(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    nominations = [await nominated(quarter, stories) for _ in range(8)]
    bodies = [
        {"vacancy_id": vacancy["id"], "nomination_id": each, "override": {"code": "near_support"}}
        for each in nominations
    ]
    answers = await asyncio.gather(*(quarter.office.post("/v1/offers", body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]


async def test_eight_offers_at_once_to_one_household_are_one(quarter: Callers, stories: Stories) -> None:
    nomination = await nominated(quarter, stories)
    vacancies = [await claimed(quarter) for _ in range(8)]
    bodies = [{"vacancy_id": each["id"], "nomination_id": nomination} for each in vacancies]
    answers = await asyncio.gather(*(quarter.office.post("/v1/offers", body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]
    assert {slug_of(answer) for answer in answers if answer.status_code == 409} == {"citizen-has-open-offer"}


INDEXES = {
    "uq_offer_open_vacancy": ("vacancy_id", {"vacancy_id": UUID(int=1)}),
    "uq_offer_open_nomination": ("nomination_id", {"nomination_id": UUID(int=1)}),
}


@pytest.mark.parametrize("index", INDEXES)
@pytest.mark.parametrize("protected", [True, False], ids=["protected", "control: the index is off"])
async def test_the_database_holds_one_open_offer_of_each(
    quarter: Callers, stories: Stories, clock: Clock, databases: Databases, index: str, protected: bool
) -> None:
    """Two stories that have locked nothing: the index alone stops the second, and without it there are two."""
    assert quarter
    column, same = INDEXES[index]

    async def add() -> None:
        ids = {"vacancy_id": uuid4(), "nomination_id": uuid4()} | same
        offer = Offer(
            id=uuid4(),
            vacancy_id=ids["vacancy_id"],
            nomination_id=ids["nomination_id"],
            status=OfferStatus.MADE,
            offered_at=clock.now,
            due_at=clock.now + timedelta(days=5),
            offered_by="officer",
        )
        async with stories.begin(CALLER, "0217") as story:
            await add_offer(story, offer, {})

    with databases.admin("allocation") as connection:
        if not protected:
            connection.execute(f"DROP INDEX {index}")
        outcomes = await asyncio.gather(add(), add(), return_exceptions=True)
        found = connection.execute("SELECT count(*) FROM offer").fetchone()
        if not protected:
            connection.execute("DELETE FROM offer")
            where = "status IN ('made', 'accepted')"
            connection.execute(f"CREATE UNIQUE INDEX {index} ON offer (municipality_code, {column}) WHERE {where}")
    refused = [outcome for outcome in outcomes if isinstance(outcome, IntegrityError)]
    assert (len(refused), found) == ((1, (1,)) if protected else (0, (2,)))
