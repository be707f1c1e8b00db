"""The council's criteria as dated versions, the documents they need, and the tasks they give."""

from datetime import timedelta

from kit.database.stories import Stories
from kit.database.worker import sweep
from services.allocation.jobs.sweeps import SWEEPS
from services.allocation.main import CALLER
from tests.builders.council import STREET, council
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.nomination_steps import act, nominate, open_tasks, put
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock


async def test_without_criteria_everybody_nominated_waits_at_once(callers: Callers) -> None:
    found = await nominate(callers, situation="other")
    assert (found["status"], found["criteria_version"], found["missing_documents"]) == ("open", "local-1", [])
    assert (await callers.office.get("/v1/allocation-criteria")).json() == {"versions": []}


async def test_a_version_is_entered_once_ended_later_and_never_overlaps(judged: Callers) -> None:
    address = "/v1/allocation-criteria"
    assert (await judged.office.put(address, council())).status_code == 200, "the same again is the same"
    changed = await judged.office.put(address, council(criteria=[STREET]))
    assert (slug_of(changed), changed.json()["errors"][0]["pointer"]) == ("content-differs", "/criteria")
    later = council(version="council-2", valid_from="2025-06-01", criteria=[STREET])
    assert slug_of(await judged.office.put(address, later)) == "criteria-overlap"
    past = await judged.office.put(address, council(valid_to="2025-02-01"))
    assert past.json()["errors"][0]["pointer"] == "/valid_to", "days gone by are not changed"
    assert (await judged.office.put(address, council(valid_to="2025-06-01"))).status_code == 200
    found = (await judged.office.put(address, later)).json()["versions"]
    assert [(each["version"], each["valid_to"]) for each in found] == [("council-1", "2025-06-01"), ("council-2", None)]
    assert (await judged.centre.put(address, later)).status_code == 403
    assert (await judged.neighbour_office.get(address)).json() == {"versions": []}


async def test_the_documents_of_its_criterion_are_asked_for_once_and_all_together(judged: Callers) -> None:
    found = await nominate(judged)
    assert (found["status"], found["criterion"]) == ("received", "shelter_stay")
    assert found["missing_documents"] == ["statement_of_stay", "action_plan"]
    events = (await judged.centre.get("/v1/events")).json()["events"]
    asked = [event["facts"]["documents"] for event in events if event["kind"] == "documents_asked"]
    assert asked == [["statement_of_stay", "action_plan"]]
    more = await act(judged.office, found, "document-request", {"documents": ["action_plan", "passport"]})
    assert (slug_of(more), more.json()["criterion"]) == ("documents-not-needed", "shelter_stay")
    assert [error["pointer"] for error in more.json()["errors"]] == ["/documents/1"]
    again = await act(judged.office, found, "document-request", {"documents": ["action_plan"]})
    assert slug_of(again) == "documents-already-asked"
    assert await open_tasks(judged) == ["send_documents"]
    one = (await put(judged.centre, found, "documents", {"documents": ["action_plan", "passport"]})).json()
    assert (one["status"], one["missing_documents"]) == ("received", ["statement_of_stay"])
    both = (await put(judged.centre, found, "documents", {"documents": ["statement_of_stay"]})).json()
    assert (both["status"], both["missing_documents"]) == ("open", [])
    assert await open_tasks(judged) == []
    useless = (await act(judged.office, found, "document-request", {"documents": ["action_plan"]})).json()
    assert (useless["status"], useless["missing_documents"]) == ("open", ["action_plan"]), "on the list it stays"


async def test_documents_that_come_along_are_not_asked_for(judged: Callers) -> None:
    found = await nominate(judged, documents=["statement_of_stay", "action_plan"])
    assert found["status"] == "open"
    assert (await nominate(judged, situation="street"))["status"] == "open", "another criterion's documents hold nobody"


async def test_overdue_tasks_are_told_once(judged: Callers, stories: Stories, clock: Clock) -> None:
    found = await nominate(judged)
    await nominate(judged, situation="with_others")
    tasks = (await judged.office.get("/v1/tasks?due_before=2025-03-18T00:00:00Z&limit=1")).json()
    assert len(tasks) == 1
    due = {task["kind"]: task["due_at"] for task in (await judged.office.get("/v1/tasks")).json()}
    assert due["send_documents"].startswith("2025-03-17T23:00:00Z"), "ten working days, until chosen otherwise"
    assert (await judged.office.get("/v1/tasks?due_before=2025-03-17T00:00:00Z")).json() == []
    for days, swept in ((10, 0), (10, 2), (1, 0)):
        clock.now += timedelta(days=days)
        assert await sweep(stories, CALLER, "0217", SWEEPS) == swept
    events = (await judged.centre.get("/v1/events")).json()["events"]
    overdue = [event["subject_id"] for event in events if event["kind"] == "task_overdue"]
    assert overdue == [found["id"]], "the centre hears of its own"
    assert (await judged.organisation_a.get("/v1/tasks")).status_code == 403


async def test_a_choice_that_is_no_number_of_days_is_refused(callers: Callers) -> None:
    rate = {"key": "offer_reminder", "valid_from": "2025-01-01", "unit": "working days", "verified": False, "note": ""}
    for value in ("1.5", "31"):
        answer = await callers.office.put("/v1/rates", {"rates": [rate | {"value": value}]})
        assert answer.json()["errors"][0]["pointer"] == "/rates/0/value"
