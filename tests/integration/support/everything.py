"""A house in which every table of support has a row, each by what somebody did."""

import uuid
from typing import Any

from fastapi import FastAPI

from kit.database.seals import seal_journal
from kit.database.stories import Stories
from services.support.main import CALLER
from tests.integration.support.alerts import exemption, notify
from tests.integration.support.house import HELSINGOER, House
from tests.integration.support.shelters import admit, sweep_on
from tests.integration.support.test_concerns import SECRET, sent
from tests.integration.support.test_consents import CONSENT
from tests.integration.support.test_contact_line import raised
from tests.integration.support.test_courses import a_course
from tests.integration.support.test_evictions import act as act_on_eviction
from tests.integration.support.test_evictions import opened
from tests.integration.support.test_move_in import put_items
from tests.integration.support.test_notes import a_goal, written
from tests.integration.support.test_visits import MISSED, NOW, planned, recorded


async def everything(house: House, application: FastAPI, stories: Stories) -> None:
    """A year's work in three days."""
    await _own_choices(house, application.openapi())
    await house.open()  # Nobody works yet, so this one waits for a place.
    await _a_course_in_full(house)
    await _capacity(house)
    await _prevention(house)
    stay = await admit(house, "2025-02-10")
    decision = {"decided_on": "2025-03-01", "starts_on": "2025-03-03"}
    _done(await house.as_coordinator("PUT", f"/v1/stays/{stay['id']}/decisions/section_85a", decision))
    notice = await notify(house)
    _done(await exemption(house, notice.json()["id"]))
    await sweep_on(house, "2025-03-06")
    async with stories.begin(CALLER, HELSINGOER) as story:
        await seal_journal(story)


async def _own_choices(house: House, document: dict[str, Any]) -> None:
    """Everything that a municipality enters for itself, by the example in the documents."""
    schemas = document["components"]["schemas"]
    for path, operations in document["paths"].items():
        if "put" in operations and "{" not in path and path != "/v1/clock":
            schema = operations["put"]["requestBody"]["content"]["application/json"]["schema"]
            example = schemas[schema["$ref"].rpartition("/")[2]]["examples"][0]
            answer = await house.as_coordinator("PUT", path, example)
            assert answer.is_success, (path, answer.text)


async def _a_course_in_full(house: House) -> None:
    course = await a_course(house)
    await written(house, course)
    await a_goal(house, course)
    await put_items(house, course, ("bed", "needed"))
    wish = {"said_on": "2025-03-03", "channel": "in_person"}
    _done(await house.as_coordinator("POST", f"/v1/courses/{course}/closing-wish", wish))
    house.clock.now = NOW
    await recorded(house, await planned(house, course), MISSED)
    citizen = str(uuid.uuid4())
    await house.open(citizen_id=citizen)
    await house.open(citizen_id=citizen)
    _done(await house.as_coordinator("PUT", f"/v1/citizens/{citizen}/consents", CONSENT))


async def _capacity(house: House) -> None:
    referral = await house.open()
    await house.worker("act-01", method="act")
    await house.team("act-1")
    await house.worker("W1", capacity=0)
    over = {"worker_reference": "W1", "override": {"reason": "acute_danger"}}
    _done(await house.assign_to(referral, **over))
    await house.worker("W2")
    _done(await house.hand_over(referral, worker_reference="W2", joint_meeting_on="2025-03-05"))


async def _prevention(house: House) -> None:
    await sent(house, words=SECRET)
    await raised(house)
    case = await opened(house)
    _done(await act_on_eviction(house, "POST", f"/{case}/steps", {"kind": "reminder", "taken_on": "2025-03-03"}))
    outcome = {"outcome": "home_kept", "outcome_on": "2025-03-03"}
    _done(await act_on_eviction(house, "POST", f"/{case}/outcome", outcome, 1))
    corrected = outcome | {"outcome": "moved", "reason": "wrong_outcome"}
    _done(await act_on_eviction(house, "POST", f"/{case}/outcome-correction", corrected, 2))


def _done(answer: Any) -> None:
    assert answer.is_success, answer.text
