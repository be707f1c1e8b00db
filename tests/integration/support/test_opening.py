"""When support is open is entered once, and every clock of support runs by it."""

from datetime import UTC, datetime

from tests.integration.support.alerts import notify, the_alert, with_worker
from tests.integration.support.house import House
from tests.integration.support.test_concerns import sent

MONDAYS = {
    "valid_from": "2025-01-01",
    "opening_hours": [{"weekday": 0, "opens": "12:00", "closes": "16:00"}],
    "closed_days": ["2025-03-10"],
    "source": "Local choice",
}


async def test_until_a_municipality_enters_its_own_what_holds_is_marked_as_not_verified(house: House) -> None:
    held = (await house.as_team("GET", "/v1/opening-hours")).json()
    assert (held["rows"], held["today"]["verified"]) == ([], False)
    assert held["today"]["opening_hours"][0] == {"weekday": 0, "opens": "09:00", "closes": "15:00"}


async def test_alerts_and_concerns_run_by_the_same_hours(house: House) -> None:
    entered = await house.as_team("PUT", "/v1/opening-hours", MONDAYS)
    assert entered.status_code == 200, entered.text
    concern = await sent(house, danger="acute")
    assert concern["first_contact_due_at"] == "2025-03-03T14:00:00Z", "three hours from twelve"
    await with_worker(house)
    await notify(house, "discharge", discharge_on="2025-03-04")
    alert = await the_alert(house)
    assert alert["acknowledge_by"] == "2025-03-17T15:00:00Z", "eight hours: two Mondays, and the tenth is closed"


async def test_hours_begin_on_their_day_and_a_deadline_that_has_been_set_stays(house: House) -> None:
    first = await sent(house, danger="acute")
    assert (await house.as_team("PUT", "/v1/opening-hours", MONDAYS | {"valid_from": "2025-03-04"})).status_code == 200
    house.clock.now = datetime(2025, 3, 3, 13, tzinfo=UTC)
    second = await sent(house, danger="acute")
    assert first["first_contact_due_at"] == "2025-03-03T12:00:00Z"
    assert second["first_contact_due_at"] == "2025-03-17T13:00:00Z", "one hour today, and the tenth is closed"


async def test_hours_that_make_no_sense_are_refused_and_change_nothing(house: House) -> None:
    entered = await house.as_team("PUT", "/v1/opening-hours", MONDAYS)
    backwards = {"weekday": 1, "opens": "15:00", "closes": "09:00"}
    wrong = MONDAYS | {"opening_hours": [*MONDAYS["opening_hours"], backwards, backwards]}
    answer = await house.as_team("PUT", "/v1/opening-hours", wrong)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [
        "/opening_hours/1/closes",
        "/opening_hours/2/closes",
        "/opening_hours/2/weekday",
    ]
    assert (await house.as_team("GET", "/v1/opening-hours")).json() == entered.json()


async def test_another_municipality_has_its_own_hours(house: House) -> None:
    await house.as_team("PUT", "/v1/opening-hours", MONDAYS)
    house.municipality = "0269"
    assert (await house.as_team("GET", "/v1/opening-hours")).json()["rows"] == []
