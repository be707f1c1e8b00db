"""Alerts that fall due: raised once, passed on once, ended when their cause is gone, also when two sweeps run."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from kit.database.engine import connect
from kit.database.stories import Stories, Story
from kit.database.worker import sweep
from services.support.domain.alerts.alerts import Alert
from services.support.main import CALLER
from services.support.store import alerts as store
from services.support.store import tables
from services.support.usecases.alerts import pass_on_alerts as passing
from services.support.usecases.alerts.end_ceased_alerts import end_ceased_alerts
from services.support.usecases.alerts.pass_on_alerts import pass_on_alerts
from services.support.usecases.alerts.raise_alerts import ask_about_rent, raise_alerts
from tests.integration.support.alerts import CITIZEN, acknowledge, alerts, notify, the_alert, with_worker
from tests.integration.support.house import HELSINGOER, House
from tests.integration.support.shelters import admit, discharge
from tests.integration.support.test_evictions import a_case, act

SWEEPS = [end_ceased_alerts, raise_alerts, ask_about_rent, pass_on_alerts]


def at(day: int, hour: int = 9, month: int = 3) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=UTC)


async def sweep_at(house: House, moment: datetime) -> int:
    """The sweeps of alerts, as the worker runs them, in its own role."""
    house.clock.now = moment
    stories = Stories(connect(house.worker_database, pool_size=1), house.clock)
    try:
        return await sweep(stories, CALLER, HELSINGOER, SWEEPS)
    finally:
        await stories.engine.dispose()


async def told(house: House, kind: str, party: str = "support_team") -> list[dict[str, Any]]:
    events = (await house.as_party(party, "GET", "/v1/events")).json()["events"]
    return [event for event in events if event["kind"] == kind]


async def owner(house: House) -> tuple[str, str | None]:
    found = (await the_alert(house))["owner"]
    return found["step"], found["reference"]


async def test_an_alert_nobody_acknowledges_goes_from_worker_to_coordinator_to_manager(house: House) -> None:
    await with_worker(house)
    await notify(house)
    assert await sweep_at(house, at(5, 12)) == 0
    assert await owner(house) == ("worker", "W1")
    assert await sweep_at(house, at(5, 13)) == 1, "sixteen opening hours: five on Monday, six, and five on Wednesday"
    assert await owner(house) == ("coordinator", "K1")
    assert await sweep_at(house, at(5, 13)) == 0, "each step once"
    assert await sweep_at(house, at(10, 10)) == 0
    assert await sweep_at(house, at(10, 11)) == 1, "one on Wednesday, six, six, and three on Monday"
    assert await owner(house) == ("manager", None)
    assert await sweep_at(house, at(28)) == 0
    assert [event["facts"]["owner_step"] for event in await told(house, "alert_passed_on")] == [
        "coordinator",
        "manager",
    ]
    [without] = await told(house, "alert_without_acknowledgement", "management")
    assert without["facts"] == {"urgency": "normal"}, "management hears that, and not of whom or what"
    figures = (await house.as_party("management", "GET", "/v1/figures/alerts")).json()
    assert (figures["by_kind"][0]["escalated"], figures["acknowledged_in_time_percent"]) == (1, 0.0)


async def test_what_is_acknowledged_stays_where_it_is(house: House) -> None:
    await with_worker(house)
    await notify(house)
    await acknowledge(house, await the_alert(house))
    assert await sweep_at(house, at(28)) == 0
    assert await owner(house) == ("worker", "W1")
    assert (await the_alert(house))["state"] == "acknowledged"


async def test_a_worker_who_falls_ill_loses_no_alert_and_no_time(house: House) -> None:
    await with_worker(house)
    await notify(house)
    before = await the_alert(house)
    await house.worker("W1", absences=[{"starts_on": "2025-03-03"}])
    assert await sweep_at(house, at(3, 10)) == 1
    assert await owner(house) == ("coordinator", "K1")
    await house.worker("K1", absences=[{"starts_on": "2025-03-03"}])
    assert await sweep_at(house, at(3, 11)) == 1
    assert await owner(house) == ("queue", None)
    after = await the_alert(house)
    assert (after["acknowledge_by"], after["escalations"]) == (before["acknowledge_by"], 0)


async def two_sweeps(house: House) -> int:
    sums = await asyncio.gather(sweep_at(house, at(5, 13)), sweep_at(house, at(5, 13)))
    return sum(sums)


async def test_two_sweeps_at_once_pass_each_alert_on_once(house: House) -> None:
    await with_worker(house)
    for number in range(10):
        await notify(house, reference=f"S{number}")
    assert await two_sweeps(house) == 10
    assert len(await told(house, "alert_passed_on")) == 10
    assert {alert["escalations"] for alert in await alerts(house)} == {1}


async def test_control_without_the_lock_an_alert_is_passed_on_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above means something only if it goes red when the rows are not taken."""
    both_have_read = asyncio.Barrier(2)

    async def not_taken(story: Story, away: Sequence[str], limit: int) -> list[Alert]:
        row = tables.Alert
        query = select(col(row.id)).where(row.municipality_code == story.municipality_code).limit(limit)
        found = [await store.get_alert(story, each) for each in (await story.session.exec(query)).all()]
        await both_have_read.wait()
        return found

    monkeypatch.setattr(passing, "take_alerts_to_pass_on", not_taken)
    await with_worker(house)
    await notify(house)
    assert await two_sweeps(house) == 2
    assert len(await told(house, "alert_passed_on")) == 2


async def test_an_offer_that_ends_soon_without_a_worker_is_an_alert_until_there_is_one(house: House) -> None:
    referral = await house.open(citizen_id=CITIZEN)
    assert await sweep_at(house, at(5, 22)) == 0
    assert await sweep_at(house, at(6, 23)) == 1, "two working days before the 11th begins"
    assert await sweep_at(house, at(6, 23)) == 0
    alert = await the_alert(house)
    assert (alert["kind"], alert["subject_id"], alert["urgency"]) == ("offer_at_risk", referral, "high")
    assert (alert["happens_on"], alert["owner"]["step"]) == ("2025-03-11", "queue")
    await house.worker("W1")
    await house.assign(referral, "W1")
    assert await sweep_at(house, at(7, 8)) == 1
    assert (await the_alert(house))["state"] == "ceased"
    assert len(await told(house, "alert_ceased")) == 1


async def test_the_end_of_a_phase_is_told_ahead_and_ceases_when_the_course_ends(house: House) -> None:
    cti = {"method": "cti", "valid_from": "2025-01-01", "caseload_limit": 10, "source": "local choice"}
    await house.as_team("PUT", "/v1/methods", {"methods": [cti]})
    referral = await house.open(citizen_id=CITIZEN)
    await house.worker("C1", method="cti")
    await house.assign(referral, "C1")
    await house.outcome(referral, "signed", "2025-04-01")
    assert await sweep_at(house, at(16, 21, 6)) == 0
    assert await sweep_at(house, at(16, 22, 6)) == 1, "fourteen days before the first of July begins"
    alert = await the_alert(house)
    assert (alert["kind"], alert["phase"], alert["happens_on"]) == ("phase_end", 1, "2025-07-01")
    assert alert["owner"]["reference"] == "C1"
    ended = await house.as_coordinator(
        "POST", f"/v1/courses/{referral}/closing", {"ground": "death", "died_on": "2025-06-16"}
    )
    assert ended.status_code == 200, ended.text
    assert await sweep_at(house, at(17, 8, 6)) == 1
    assert (await the_alert(house))["state"] == "ceased"


async def test_refund_days_that_run_out_are_an_alert_until_the_stay_is_over(house: House) -> None:
    house.clock.now = at(11, 8, 2)
    stay = await admit(house, "2025-02-11")
    assert await sweep_at(house, at(1, 8, 3)) == 0
    assert await sweep_at(house, at(10, 8, 6)) == 1
    alert = await the_alert(house)
    assert (alert["kind"], alert["subject_id"], alert["citizen_id"]) == ("refund_days", stay["id"], CITIZEN)
    assert (alert["happens_on"], alert["urgency"], alert["owner"]["step"]) == ("2025-06-11", "high", "queue")
    assert (await discharge(house, stay["id"], "2025-06-10")).status_code == 200
    assert await sweep_at(house, at(10, 9, 6)) == 1
    assert (await the_alert(house))["state"] == "ceased"


async def test_a_date_in_the_bailiffs_court_is_with_the_worker_until_the_case_ends(house: House) -> None:
    await with_worker(house)
    case = a_case(about={"citizen_id": CITIZEN}, court_at="2025-04-02T10:00:00+02:00")
    opened = await act(house, "POST", "", case)
    assert opened.status_code == 201, opened.text
    assert await sweep_at(house, at(1, 8, 4)) == 1
    alert = await the_alert(house)
    assert (alert["kind"], alert["subject_id"], alert["happens_on"]) == (
        "bailiff_date",
        opened.json()["id"],
        "2025-04-02",
    )
    assert alert["owner"]["reference"] == "W1"
    kept = {"outcome": "home_kept", "outcome_on": "2025-04-01"}
    decided = await act(house, "POST", f"/{opened.json()['id']}/outcome", kept, 1)
    assert decided.status_code == 200, decided.text
    assert await sweep_at(house, at(1, 9, 4)) == 1
    assert (await the_alert(house))["state"] == "ceased"
