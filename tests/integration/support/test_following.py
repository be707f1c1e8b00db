"""An alert follows the citizen to the next worker, and a worker's day shows the worker's alerts."""

from typing import Any

import pytest

from tests.integration.support.alerts import CITIZEN, acknowledge, notify, the_alert, with_worker
from tests.integration.support.house import House
from tests.integration.support.test_escalation import at, owner, sweep_at, told


async def test_what_waits_in_the_queue_goes_to_the_worker_as_soon_as_there_is_one(house: House) -> None:
    referral = await house.open(citizen_id=CITIZEN, offer_due_at="2025-04-30T00:00:00+02:00")
    await notify(house)
    assert await sweep_at(house, at(4, 13)) == 0
    assert await owner(house) == ("queue", None)
    await house.worker("W1")
    assert (await house.assign(referral, "W1")).status_code == 200
    assert await sweep_at(house, at(4, 13)) == 1
    assert await owner(house) == ("worker", "W1")
    alert = await the_alert(house)
    assert (alert["acknowledge_by"], alert["escalations"]) == ("2025-03-07T11:00:00Z", 0), "1, 6, 6 and 3 hours"
    assert await sweep_at(house, at(4, 13)) == 0, "once"
    [passed] = await told(house, "alert_passed_on")
    assert passed["facts"]["owner_reference"] == "W1"


@pytest.mark.parametrize("how", ["handover", "change of method"])
async def test_an_alert_goes_with_the_citizen_from_the_coordinator_to_the_next_worker(house: House, how: str) -> None:
    referral = await with_worker(house, absences=[{"starts_on": "2025-03-03", "ends_on": "2025-03-04"}])
    await notify(house)
    assert await owner(house) == ("coordinator", "K1")
    why = {"worker_reference": "W2", "no_meeting_reason": "old_worker_ill"}
    await house.worker("W2", other_methods=["cti"])
    terms = {"method": "cti", "valid_from": "2025-01-01", "caseload_limit": 10, "source": "local choice"}
    await house.as_team("PUT", "/v1/methods", {"methods": [terms]})
    answer = await (
        house.hand_over(referral, **why) if how == "handover" else house.change_method(referral, "cti", **why)
    )
    assert answer.status_code == 200, answer.text
    assert await sweep_at(house, at(3, 12)) == 1
    assert await owner(house) == ("worker", "W2")
    assert await sweep_at(house, at(3, 12)) == 0, "once"


async def test_what_a_silent_worker_lost_to_the_coordinator_does_not_come_back(house: House) -> None:
    await with_worker(house)
    await notify(house)
    assert await sweep_at(house, at(5, 13)) == 1
    assert await sweep_at(house, at(6)) == 0
    assert await owner(house) == ("coordinator", "K1")


async def test_a_worker_sees_the_alerts_of_the_day(house: House) -> None:
    await with_worker(house)
    for reference in ("W2", "W3"):
        await house.worker(reference)
    await notify(house, sanction_from_on="2025-03-20")

    async def day(worker: str, on: str) -> list[dict[str, Any]]:
        found = (await house.as_team("GET", f"/v1/workers/{worker}/day?on={on}")).json()
        return [{name: each[name] for name in ("state", "kind", "citizen_id")} for each in found["alerts"]]

    seen = {"state": "open", "kind": "sanction", "citizen_id": CITIZEN}
    assert await day("W1", "2025-03-03") == [seen], "from the moment it is raised"
    assert await day("W2", "2025-03-03") == [], "another's is not shown"
    assert await sweep_at(house, at(5, 13)) == 1
    assert (await day("W1", "2025-03-05"), await day("K1", "2025-03-05")) == ([], [seen]), "the coordinator's now"
    await acknowledge(house, await the_alert(house))
    assert await day("K1", "2025-03-19") == []
    assert await day("K1", "2025-03-20") == [seen | {"state": "acknowledged"}], "its outcome is to be said"
