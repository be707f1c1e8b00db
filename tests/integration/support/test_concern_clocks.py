"""The clocks of prevention: told of before they run out, late once, by the municipality's own opening hours."""

from datetime import UTC, datetime

from kit.database.stories import Stories
from services.support.main import CALLER
from services.support.usecases.prevention.tell_deadlines import tell_deadlines
from tests.integration.support.house import HELSINGOER, House
from tests.integration.support.test_concerns import act, read, sent


async def heard(house: House) -> list[tuple[str, str | None]]:
    events = (await house.as_team("GET", "/v1/events?limit=1000")).json()["events"]
    found = ((event["kind"], event["facts"].get("kind")) for event in events)
    return [each for each in found if each[0].startswith("prevention_deadline")]


async def swept(stories: Stories, house: House, moment: str) -> int:
    house.clock.now = datetime.fromisoformat(moment).astimezone(UTC)
    async with stories.begin(CALLER, HELSINGOER) as story:
        return await tell_deadlines(story)


async def test_somebody_is_told_before_it_is_late_and_late_is_recorded_once(house: House, stories: Stories) -> None:
    house.clock.now = datetime(2025, 4, 16, 12, tzinfo=UTC)
    concern = (await sent(house, danger="acute"))["id"]
    assert (await read(house, concern))["first_contact_due_at"] == "2025-04-22T09:00:00Z", "Easter between"
    assert await swept(stories, house, "2025-04-16T14:59:00+02:00") == 0
    assert await swept(stories, house, "2025-04-16T15:00:00+02:00") == 1, "two opening hours before"
    assert await swept(stories, house, "2025-04-22T11:00:00+02:00") == 0, "on the minute it is in time"
    assert await swept(stories, house, "2025-04-22T11:00:01+02:00") == 1
    assert await swept(stories, house, "2025-04-23T11:00:00+02:00") == 0
    assert await heard(house) == [
        ("prevention_deadline_near", "first_contact"),
        ("prevention_deadline_missed", "first_contact"),
    ]


async def test_who_has_been_contacted_is_not_told_of(house: House, stories: Stories) -> None:
    concern = (await sent(house, danger="acute"))["id"]
    contact = {"contacted_at": "2025-03-03T10:00:00+01:00", "channel": "visit"}
    assert (await act(house, concern, "contact", contact, 1)).status_code == 200
    assert await swept(stories, house, "2025-04-22T11:00:00+02:00") == 0
    # The control: the same moment finds a concern in which nobody has been contacted.
    house.clock.now = datetime(2025, 3, 3, 9, tzinfo=UTC)
    await sent(house, danger="acute")
    assert await swept(stories, house, "2025-04-22T11:00:00+02:00") == 1


async def test_time_limits_that_make_no_sense_are_refused_and_change_nothing(house: House) -> None:
    terms = {
        "valid_from": "2025-01-01",
        "at_once_hours": 2,
        "fast_hours": 4,
        "ordinary_hours": 8,
        "answer_hours": 8,
        "warn_hours": 1,
        "at_once_days": 1,
        "fast_days": 7,
        "court_warn_days": 10,
        "source": "Local choice",
    }
    entered = await house.as_team("PUT", "/v1/prevention-terms", terms)
    assert entered.status_code == 200, entered.text
    answer = await house.as_team("PUT", "/v1/prevention-terms", terms | {"answer_hours": 0, "warn_hours": 9})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/answer_hours", "/warn_hours"]
    assert (await house.as_team("GET", "/v1/prevention-terms")).json() == entered.json()
    receipt = await sent(house, danger="acute")
    assert receipt["first_contact_due_at"] == "2025-03-03T11:00:00Z", "its own two hours hold"


async def test_figures_count_concerns_and_how_many_were_answered_in_time(house: House) -> None:
    first, second, _ = [(await sent(house, danger="acute"))["id"] for _ in range(3)]
    house.clock.now = datetime(2025, 3, 4, 12, tzinfo=UTC)
    await act(house, first, "contact", {"contacted_at": "2025-03-03T12:00:00+01:00", "channel": "phone"}, 1)
    await act(house, second, "contact", {"contacted_at": "2025-03-04T12:00:00+01:00", "channel": "phone"}, 1)
    figures = (await house.as_party("management", "GET", "/v1/prevention-figures")).json()["concerns"]
    counted = {name: figures[name] for name in ("received", "contacted", "contacted_in_time", "overdue")}
    assert counted == {"received": 3, "contacted": 2, "contacted_in_time": 1, "overdue": 1}
    assert figures["in_time_percent"] == 50.0
    assert (figures["by_kind"], figures["by_lane"]) == ({"rent_arrears": 3}, {"at_once": 3})
    assert figures["by_source"] == {"department": 3}
