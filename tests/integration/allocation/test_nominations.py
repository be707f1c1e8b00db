"""A nomination from the day it is received to the day it ends, by the council's criteria and with its tasks."""

from datetime import timedelta
from typing import Any

import pytest

from kit.database.stories import Stories
from kit.database.worker import sweep
from services.allocation.jobs.sweeps import SWEEPS
from services.allocation.main import CALLER
from tests.builders.posting import a_nomination
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.nomination_steps import act, nominate, open_tasks, put
from tests.integration.allocation.steps import claimed, nominated, offered
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock, Databases

WORDS = "Du har en bolig, som du kan blive boende i."
REFUSAL = {"outcome": "refused", "codes": ["has_home"], "reason_da": WORDS, "heard_on": "2025-03-02"}


async def test_one_that_waits_for_documents_or_assessment_is_on_no_shortlist(
    judged: Callers, quarter: Callers, stories: Stories
) -> None:
    vacancy = await claimed(quarter)
    waits, received, assessed = [
        await nominated(quarter, stories, situation=where) for where in ("street", "shelter", "with_others")
    ]
    found = (await quarter.office.get(f"/v1/vacancies/{vacancy['id']}/shortlist")).json()
    assert [one["nomination_id"] for one in found["fitting"]] == [waits]
    assert found["stopped"] == []
    for nomination in (received, assessed):
        body = {"vacancy_id": vacancy["id"], "nomination_id": nomination}
        assert slug_of(await quarter.office.post("/v1/offers", body)) == "not-on-shortlist"


async def test_a_whole_assessment_is_a_persons_and_an_approved_one_waits_like_any_other(judged: Callers) -> None:
    found = await nominate(judged, situation="with_others")
    assert (found["status"], found["whole_assessment"]) == ("assessment", True)
    outside = await nominate(judged, situation="other")
    assert (outside["status"], outside["criterion"]) == ("assessment", None), "outside the categories nobody is refused"
    yes = {"outcome": "approved", "codes": ["acute_need"]}
    path = f"/v1/nominations/{found['id']}/assessment"
    assert slug_of(await judged.office_system.post(path, yes, version=1)) == "person-required"
    assert (await judged.social_worker.post(path, yes, version=1)).status_code == 403
    assert slug_of(await judged.office.post(path, yes)) == "precondition-required"
    assert slug_of(await judged.office.post(path, yes, version=9)) == "precondition-failed"
    approved = (await judged.office.post(path, yes, version=1)).json()
    assert (approved["status"], approved["waiting_since_on"]) == ("open", "2025-03-01")
    assert slug_of(await judged.office.post(path, yes, version=2)) == "nomination-not-there"
    assert await open_tasks(judged) == ["assess_nomination"], "the other one's"


async def test_a_refusal_is_heard_reasoned_and_told_with_guidance(judged: Callers, databases: Databases) -> None:
    found = await nominate(judged, situation="with_others")
    bare = await act(judged.office, found, "assessment", {"outcome": "refused", "codes": ["has_home", "health"]})
    assert [error["pointer"] for error in bare.json()["errors"]] == ["/codes/1", "/reason_da", "/heard_on"]
    refused = (await act(judged.office, found, "assessment", REFUSAL)).json()
    assert (refused["status"], refused["close_code"]) == ("closed", "refused")
    file = (await judged.social_worker.get(f"/v1/nominations/{found['id']}/file")).json()["assessment"]
    assert (file["reason_da"], file["assessed_by"]) == (WORDS, "allocation-officer")
    assert "Ombudsman" in file["guidance"]["en"]
    reopening = await act(judged.office, found, "reopening", {"code": "closed_in_error"})
    assert slug_of(reopening) == "nomination-cannot-be-reopened"
    with databases.admin("allocation") as connection:
        told = connection.execute("SELECT string_agg(facts::text || reasons::text, '') FROM journal").fetchone()
        kept = connection.execute("SELECT string_agg(n::text, '') FROM nomination_assessment n").fetchone()
    assert told is not None
    assert kept is not None
    assert WORDS not in told[0] + kept[0], "words to a citizen stand encrypted in one place"


async def test_reading_a_file_needs_a_person_and_is_recorded(judged: Callers) -> None:
    found = await nominate(judged, name="Nobody Inthisdata", cpr_number="0101019999")
    path = f"/v1/nominations/{found['id']}/file"
    assert slug_of(await judged.centre.get(path)) == "person-required"
    file = await judged.office.get(path)
    assert (file.json()["facts"]["situation"], file.json()["assessment"]) == ("shelter", None)
    assert "Nobody" not in file.text
    timeline = (await judged.office.get(f"/v1/timeline/{found['id']}")).json()
    assert [entry["person"] for entry in timeline if entry["kind"] == "nomination_read"] == ["allocation-officer"]


async def test_facts_change_as_a_new_version_and_the_place_stands(callers: Callers, databases: Databases) -> None:
    sent = a_nomination()
    found = (await callers.centre.post("/v1/nominations", sent)).json()
    kept = ("reference", "nominated_on", "homeless_since_on")
    facts = {name: value for name, value in sent.items() if name not in kept}
    with databases.admin("allocation") as connection:
        drawn = connection.execute("SELECT lottery, homeless_since_on FROM nomination").fetchone()
        connection.execute("UPDATE nomination SET highest_rent_dkk = 6000")
        connection.execute("DELETE FROM procrastinate_jobs")
        pet = (await put(callers.centre, found, "facts", facts | {"has_pet": True})).json()
        assert (pet["facts_version"], pet["highest_rent_dkk"]) == (2, "6000.00"), "a pet changes nothing of the means"
        assert connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)
        child = (await put(callers.centre, found, "facts", facts | {"children": 1})).json()
        assert (child["facts_version"], child["highest_rent_dkk"]) == (3, None), "unknown until benefits answers"
        assert connection.execute("SELECT task_name FROM procrastinate_jobs").fetchall() == [("assess_ability",)]
        assert connection.execute("SELECT lottery, homeless_since_on FROM nomination").fetchone() == drawn
    assert child["waiting_since_on"] == found["waiting_since_on"]
    same = (await put(callers.centre, found, "facts", facts | {"children": 1})).json()
    assert same["version"] == child["version"], "the same facts again change nothing"
    file = (await callers.office.get(f"/v1/nominations/{found['id']}/file")).json()
    assert [each["has_pet"] for each in file["replaced_facts"]] == [False, True]
    repeated = await callers.centre.post("/v1/nominations", sent)
    assert repeated.status_code == 200, "what was sent first is still the same nomination"
    wrong = await put(callers.centre, found, "facts", facts | {"children": -1, "adults": 0})
    assert {error["pointer"] for error in wrong.json()["errors"]} == {"/children", "/adults"}
    start = await put(callers.centre, found, "facts", facts | {"homeless_since_on": "2020-01-01"})
    assert start.json()["errors"][0]["pointer"] == "/homeless_since_on", "the waiting start is not sent"


async def test_one_that_is_not_on_the_list_is_judged_anew_when_its_facts_change(judged: Callers) -> None:
    found = await nominate(judged, situation="with_others")
    facts = {k: v for k, v in a_nomination(situation="street").items() if k not in ("reference", "nominated_on")}
    facts.pop("homeless_since_on")
    assert (await put(judged.centre, found, "facts", facts)).json()["status"] == "open"
    back = (await put(judged.centre, found, "facts", facts | {"situation": "with_others"})).json()
    assert back["status"] == "open", "who is on the list stays there"


CLOSED = [
    ("withdrawal", None, "withdrawn_by_citizen"),
    ("closure", {"code": "moved_away"}, "moved_away"),
    ("closure", {"code": "other_home"}, "other_home"),
]


@pytest.mark.parametrize(("how", "body", "code"), CLOSED, ids=[row[2] for row in CLOSED])
async def test_a_nomination_ends_with_a_code_and_can_wait_again(
    judged: Callers, how: str, body: dict[str, Any] | None, code: str
) -> None:
    found = await nominate(judged)
    ended = (await act(judged.social_worker, found, how, body)).json()
    assert (ended["status"], ended["close_code"]) == ("closed", code)
    assert await open_tasks(judged) == [], "nothing is asked for any longer"
    assert slug_of(await act(judged.social_worker, found, how, body)) == "nomination-over"
    early = await act(judged.office, found, "reopening", {"code": "tenancy_ended_early"})
    assert slug_of(early) == "nomination-not-there"
    again = (await act(judged.office, found, "reopening", {"code": "closed_in_error"})).json()
    assert (again["status"], again["close_code"], again["waiting_since_on"]) == ("received", None, "2025-03-01")
    figures = (await judged.office.get("/v1/figures")).json()
    assert figures["nominations_by_close_code"] == {}


async def test_silence_closes_nobody(judged: Callers, stories: Stories, clock: Clock) -> None:
    found = await nominate(judged)
    missed = await act(judged.social_worker, found, "closure", {"code": "did_not_show_up"})
    assert missed.json()["errors"][0]["pointer"] == "/code"
    clock.now += timedelta(days=400)
    await sweep(stories, CALLER, "0217", SWEEPS)
    assert (await judged.centre.get(f"/v1/nominations/{found['id']}")).json()["status"] == "received"


async def test_an_open_offer_is_answered_before_the_nomination_ends(quarter: Callers, stories: Stories) -> None:
    nomination = await nominated(quarter, stories)
    await offered(quarter, await claimed(quarter), nomination)
    ended = await act(quarter.centre, {"id": nomination}, "withdrawal")
    assert slug_of(ended) == "citizen-has-open-offer"
