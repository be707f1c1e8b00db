"""Who asks for an end to a course through the API, and what comes of it."""

import uuid
from datetime import UTC, datetime

import pytest

from services.support.domain.courses.never_closing import NEVER_CLOSING
from tests.integration.support.house import House
from tests.integration.support.test_courses import a_course, sweep_at

WISH = {"said_on": "2025-03-03", "channel": "in_person"}


def at(day: int, month: int = 3, hour: int = 11) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=UTC)


async def state_of(house: House, course: str) -> str:
    return str((await house.as_team("GET", f"/v1/referrals/{course}")).json()["state"])


async def tasks_of(house: House) -> list[tuple[str, int, str | None]]:
    """Every task but the one that asks for contact before the course starts."""
    tasks = (await house.as_team("GET", "/v1/tasks")).json()
    found = [(task["kind"], task["phase"], task["outcome"]) for task in tasks]
    return sorted(task for task in found if task[0] != "build_contact")


@pytest.mark.parametrize("ground", sorted(NEVER_CLOSING))
async def test_a_ground_that_never_ends_a_course_is_refused_under_its_rule(house: House, ground: str) -> None:
    course = await a_course(house)
    answer = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", {"ground": ground})
    assert answer.status_code == 409, answer.text
    assert answer.json()["type"].endswith("closing-refused")
    assert answer.json()["rule"] == NEVER_CLOSING[next(each for each in NEVER_CLOSING if each == ground)].rule
    assert await state_of(house, course) == "course"


async def test_ten_doors_not_answered_plan_ten_attempts_and_close_nothing(house: House) -> None:
    course = await a_course(house)
    for day in range(1, 11):
        house.clock.now = at(day, 4)
        planned = await house.as_coordinator(
            "POST",
            f"/v1/courses/{course}/visits",
            {
                "purpose": "ordinary",
                "place": "home",
                "starts_at": f"2025-04-{day:02}T10:00:00+02:00",
                "ends_at": f"2025-04-{day:02}T11:00:00+02:00",
            },
        )
        assert planned.status_code == 201, planned.text
        path = f"/v1/visits/{planned.json()['id']}/result"
        missed = await house.as_coordinator("POST", path, {"status": "missed", "reason": "no_answer"})
        assert missed.status_code == 200, missed.text
    answer = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", {"ground": "missed_appointments"})
    assert answer.status_code == 409 and "10 visits" in answer.json()["detail"]
    shown = (await house.as_team("GET", f"/v1/referrals/{course}")).json()
    assert (shown["state"], shown["worker_reference"]) == ("course", "C1")
    attempts = [task for task in await tasks_of(house) if task[0] == "next_attempt"]
    assert attempts == [("next_attempt", number, "fell_away") for number in range(1, 10)] + [("next_attempt", 10, None)]


async def test_a_wish_ends_a_course_when_the_cooling_time_has_passed(house: House) -> None:
    course = await a_course(house)
    early = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", {"ground": "citizens_wish"})
    assert (early.status_code, early.json()["rule"]) == (409, "wish-recorded")
    heard = await house.as_coordinator("POST", f"/v1/courses/{course}/closing-wish", WISH)
    assert heard.status_code == 200 and heard.json()["wish"]["heard_by"] == "support-coordinator", heard.text
    assert (await house.as_coordinator("POST", f"/v1/courses/{course}/closing-wish", WISH)).json() == heard.json()
    house.clock.now = at(16)
    soon = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", {"ground": "citizens_wish"})
    assert (soon.status_code, soon.json()["rule"]) == (409, "wish-cooled-off")
    await sweep_at(house, at(17))
    assert await tasks_of(house) == [("confirm_wish", 1, None)]
    closed = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", {"ground": "citizens_wish"})
    assert (closed.status_code, closed.json()["ending"], closed.json()["rule"]) == (200, "closed", "citizens-wish")
    assert await state_of(house, course) == "closed"
    assert await tasks_of(house) == [("confirm_wish", 1, "fell_away")]
    again = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", {"ground": "citizens_wish"})
    assert again.json() == closed.json()
    other = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", {"ground": "need_met"})
    assert other.status_code == 409 and other.json()["type"].endswith("course-ended")


async def test_the_municipalitys_own_cooling_time_counts(house: House) -> None:
    days = {"cooling_days": 2, "next_attempt_days": 1, "reminder_days": 3, "assessment_days": 20}
    terms = {"valid_from": "2025-01-01", **days, "source": "us"}
    assert (await house.as_team("PUT", "/v1/course-terms", terms)).json()["today"]["cooling_days"] == 2
    course = await a_course(house)
    await house.as_coordinator("POST", f"/v1/courses/{course}/closing-wish", WISH)
    house.clock.now = at(5)
    closed = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", {"ground": "citizens_wish"})
    assert closed.status_code == 200, closed.text


async def test_a_citizen_may_think_again(house: House) -> None:
    course = await a_course(house)
    nothing = await house.as_coordinator("POST", f"/v1/courses/{course}/closing-wish/withdrawal", {})
    assert nothing.status_code == 409 and nothing.json()["type"].endswith("wish-missing")
    await house.as_coordinator("POST", f"/v1/courses/{course}/closing-wish", WISH)
    withdrawn = await house.as_coordinator("POST", f"/v1/courses/{course}/closing-wish/withdrawal", {})
    assert withdrawn.json()["wish"]["withdrawn_on"] == "2025-03-03"
    await sweep_at(house, at(30))
    refused = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", {"ground": "citizens_wish"})
    assert refused.status_code == 409 and await tasks_of(house) == []
    second = WISH | {"said_on": "2025-03-30"}
    await house.as_coordinator("POST", f"/v1/courses/{course}/closing-wish", second)
    await sweep_at(house, at(20, 4))
    assert await tasks_of(house) == [("confirm_wish", 2, None)]


async def test_a_need_met_closes_and_says_how_to_complain(house: House) -> None:
    course = await a_course(house)
    ahead = {"ground": "need_met", "need_assessed_on": "2025-03-04"}
    refused = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", ahead)
    assert (refused.status_code, refused.json()["rule"]) == (409, "need-assessed")
    body = ahead | {"need_assessed_on": "2025-03-03"}
    closed = await house.as_coordinator("POST", f"/v1/courses/{course}/closing", body)
    assert closed.status_code == 200 and "four weeks" in closed.json()["complaint"]["en"]
    [worker] = (await house.as_team("GET", "/v1/workers")).json()
    assert worker["caseload"] == 0


async def test_death_ends_a_course_and_asks_nobody_about_the_home(house: House) -> None:
    course = await a_course(house)
    closed = await house.as_coordinator(
        "POST", f"/v1/courses/{course}/closing", {"ground": "death", "died_on": "2025-03-02"}
    )
    assert closed.json()["rule"] == "death", closed.text
    assert await sweep_at(house, datetime(2028, 1, 1, tzinfo=UTC)) == 0


async def test_a_move_hands_over_when_the_other_municipality_has_acknowledged(house: House) -> None:
    course = await a_course(house)
    closing, named = f"/v1/courses/{course}/closing", f"/v1/courses/{course}/receiving-municipality"
    moved = {"ground": "moved_to_other_municipality"}
    assert (await house.as_coordinator("POST", closing, moved)).json()["rule"] == "handover-acknowledged"
    receiving = {"municipality_code": "0269", "moves_on": "2025-03-10"}
    assert (await house.as_coordinator("PUT", named, receiving)).status_code == 200
    house.clock.now = at(20)
    assert (await house.as_coordinator("POST", closing, moved)).json()["rule"] == "handover-acknowledged"
    await house.as_coordinator("PUT", named, receiving | {"acknowledged_on": "2025-03-19"})
    ended = await house.as_coordinator("POST", closing, moved)
    assert (ended.status_code, ended.json()["ending"]) == (200, "handed_over"), ended.text
    entries = (await house.as_team("GET", f"/v1/timeline/{course}")).json()
    assert entries[-1]["kind"] == "course_ended" and entries[-1]["facts"]["ending"] == "handed_over"


@pytest.mark.parametrize(
    ("method", "path", "body", "pointer", "reason"),
    [
        ("POST", "closing-wish", WISH | {"said_on": "2025-03-04"}, "/said_on", "said tomorrow"),
        ("POST", "closing-wish", WISH | {"said_on": "2025-03-02"}, "/said_on", "before there was a referral"),
        ("POST", "closing-wish", WISH | {"channel": "closed_door"}, "/channel", "a closed door is no wish"),
        ("POST", "closing", {"ground": "tired_of_it"}, "/ground", "no ground"),
        ("POST", "closing", {"ground": "death", "died_on": 0}, "/died_on", "a number is no date"),
        (
            "PUT",
            "receiving-municipality",
            {"municipality_code": "0217", "moves_on": "2025-03-10"},
            "/municipality_code",
            "the citizen stays here",
        ),
        (
            "PUT",
            "receiving-municipality",
            {"municipality_code": "9999", "moves_on": "2025-03-10"},
            "/municipality_code",
            "there is no such municipality",
        ),
        (
            "PUT",
            "receiving-municipality",
            {"municipality_code": "0269", "moves_on": "2025-03-10", "acknowledged_on": "2025-03-04"},
            "/acknowledged_on",
            "acknowledged tomorrow",
        ),
    ],
)
async def test_what_makes_no_sense_is_told_at_its_field_and_ends_nothing(
    house: House, method: str, path: str, body: dict[str, object], pointer: str, reason: str
) -> None:
    course = await a_course(house)
    answer = await house.as_coordinator(method, f"/v1/courses/{course}/{path}", body)
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer], reason
    assert await state_of(house, course) == "course"
    kinds = [entry["kind"] for entry in (await house.as_team("GET", f"/v1/timeline/{course}")).json()]
    assert kinds[-1] == "course_started", reason


async def test_only_a_person_ends_a_course_and_only_where_it_is(house: House) -> None:
    course = await a_course(house)
    path, body = f"/v1/courses/{course}/closing", {"ground": "need_met", "need_assessed_on": "2025-03-03"}
    assert (await house.as_team("POST", path, body)).status_code == 403
    missing = await house.as_coordinator("POST", f"/v1/courses/{uuid.uuid4()}/closing", body)
    assert missing.status_code == 404
