"""Whether the rent was paid is asked after a sanction, once, and no more where the sanction is none."""

from typing import Any

from tests.integration.support.alerts import acknowledge, alerts, matched, notify, the_alert, with_worker
from tests.integration.support.house import House
from tests.integration.support.test_escalation import at, sweep_at, told


async def test_the_rent_is_asked_for_once_after_the_sanction_and_the_job_centre_sees_only_that(house: House) -> None:
    await with_worker(house)
    notice = (await notify(house, sanction_from_on="2025-03-10")).json()["id"]
    alert = (await acknowledge(house, await the_alert(house))).json()
    await matched(house, f"/v1/alerts/{alert['id']}/outcome", {"outcome": "sanction_fell"}, alert["version"])
    assert await sweep_at(house, at(23, 22)) == 0
    assert await sweep_at(house, at(23, 23)) == 1, "fourteen days on, at local midnight"
    assert await sweep_at(house, at(23, 23)) == 0
    asked = await the_alert(house, "?state=open")
    assert (asked["kind"], asked["owner"]["reference"]) == ("rent_follow_up", "W1")
    answered = (await acknowledge(house, asked, "contacted_citizen")).json()
    path = f"/v1/alerts/{asked['id']}/outcome"
    assert (await matched(house, path, {"outcome": "rent_not_paid"}, answered["version"])).status_code == 200
    seen = (await house.as_party("job_centre", "GET", f"/v1/sanction-notices/{notice}")).json()
    assert seen["follow_up_asked_at"] == "2025-03-23T23:00:00Z" and "rent_not_paid" not in str(seen)
    [event] = await told(house, "sanction_follow_up_asked", "job_centre")
    assert event["facts"] == {"reference": "S1"}


async def test_after_a_withdrawn_notice_nobody_is_asked_about_the_rent(house: House) -> None:
    await with_worker(house)
    notice = (await notify(house, sanction_from_on="2025-03-10")).json()["id"]
    await house.send("POST", f"/v1/sanction-notices/{notice}/withdrawal", bearer=house.token("job_centre"))
    assert await sweep_at(house, at(1, month=6)) == 0


async def follow_up(house: House) -> dict[str, Any]:
    [found] = [alert for alert in await alerts(house) if alert["kind"] == "rent_follow_up"]
    return found


async def test_a_sanction_withdrawn_after_the_rent_was_asked_for_ends_that_alert_too(house: House) -> None:
    await with_worker(house)
    notice = (await notify(house, sanction_from_on="2025-03-10")).json()["id"]
    await sweep_at(house, at(24))
    assert (await follow_up(house))["state"] == "open"
    for _ in range(2):
        path = f"/v1/sanction-notices/{notice}/withdrawal"
        assert (await house.send("POST", path, bearer=house.token("job_centre"))).status_code == 200
    assert (await follow_up(house))["state"] == "ceased"
    assert len(await told(house, "alert_ceased")) == 2, "the sanction's and the question's, once each"
    assert await sweep_at(house, at(1, month=6)) == 0, "and nobody is asked again"


async def test_a_newer_date_ends_the_question_about_the_rent_after_the_older(house: House) -> None:
    await with_worker(house)
    await notify(house, sanction_from_on="2025-03-10")
    await sweep_at(house, at(24))
    newer = await notify(house, reference="S2", sanction_from_on="2025-04-01", replaces_reference="S1")
    assert newer.status_code == 201, newer.text
    assert (await follow_up(house))["state"] == "ceased"


async def test_what_a_person_has_answered_about_the_rent_stays_answered(house: House) -> None:
    await with_worker(house)
    notice = (await notify(house, sanction_from_on="2025-03-10")).json()["id"]
    await sweep_at(house, at(24))
    answered = (await acknowledge(house, await follow_up(house), "contacted_citizen")).json()
    await matched(house, f"/v1/alerts/{answered['id']}/outcome", {"outcome": "rent_paid"}, answered["version"])
    await house.send("POST", f"/v1/sanction-notices/{notice}/withdrawal", bearer=house.token("job_centre"))
    assert (await follow_up(house))["outcome"] == "rent_paid"
