"""Papers are asked for once and all together; the clock stands still meanwhile, but never past the offer's deadline."""

from datetime import datetime

from tests.integration.benefits.applications import an_application, apply, supplement
from tests.integration.benefits.desk import Desk, a_household, an_offer
from tests.integration.benefits.lanes import ask, at, clock, queue, receive, told
from tests.integration.callers import slug_of

INCOME, WEALTH, LEASE = "income_last_three_months", "wealth_statement", "lease"


async def without_offer(desk: Desk) -> str:
    body = {
        "citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11",
        "nomination_reference": "C0113",
        "household": a_household(),
        "highest_rent_dkk": "5000",
        "highest_deposit_dkk": "30000",
    }
    asked = await desk.as_party("social_centre", "POST", "/v1/fast-track-cases", body)
    assert asked.status_code == 201, asked.text
    return str(asked.json()["id"])


async def test_the_clock_stands_still_from_the_asking_to_the_last_paper(desk: Desk) -> None:
    case = await without_offer(desk)
    desk.clock.now = at(3, 11)
    asked = await ask(desk, case, INCOME, WEALTH)
    assert asked.status_code == 201, asked.text
    assert (asked.json()["is_running"], asked.json()["hours_left"]) == (False, 22.0)
    desk.clock.now = at(4, 13)
    assert await desk.sweep() == 0, "neither warned of nor late"
    one = await receive(desk, case, at(3, 15), INCOME)
    assert (one.json()["is_running"], one.json()["paused_hours"]) == (False, 26.0)
    desk.clock.now = at(5, 9)
    both = await receive(desk, case, at(5, 7), INCOME, WEALTH)
    assert both.status_code == 200, both.text
    found = both.json()
    assert datetime.fromisoformat(found["due_at"]) == at(6, 5), "24 hours and 44 more"
    assert (found["is_running"], found["paused_hours"], found["hours_left"]) == (True, 44.0, 20.0)
    assert "44.0 hours" in found["due_reason"]["text"]["en"]
    [pause] = found["pauses"]
    assert pause["documents"] == [INCOME, WEALTH]
    assert pause["text"]["en"] == "Awaited: payslips or benefits of three months, statement of wealth."
    assert [datetime.fromisoformat(pause[end]) for end in ("from_at", "to_at")] == [at(3, 11), at(5, 7)]
    papers = found["requests"][0]["documents"]
    assert [(each["code"], datetime.fromisoformat(each["received_at"])) for each in papers] == [
        (INCOME, at(3, 15)), (WEALTH, at(5, 7)),
    ]  # fmt: skip
    again = await receive(desk, case, at(5, 8), WEALTH)
    assert datetime.fromisoformat(again.json()["due_at"]) == at(6, 5), "what has come keeps its moment"
    desk.clock.now = at(6, 5)
    assert await desk.sweep() == 1
    assert len(await told(desk, "benefits_case_late")) == 1


async def test_a_pause_never_moves_the_deadline_past_the_offers(desk: Desk) -> None:
    case = await desk.open()
    desk.clock.now = at(3, 10)
    asked = (await ask(desk, case, WEALTH)).json()
    offers = datetime.fromisoformat("2025-03-11T00:00+01:00")
    assert datetime.fromisoformat(asked["due_at"]) == offers, "the offer's deadline runs on"
    assert asked["due_reason"]["rule"] == "due_with_offer"
    desk.clock.now = at(10, 20)
    await desk.sweep()
    assert len(await told(desk, "benefits_case_at_risk")) == 1, "warned of the offer's deadline"
    received = (await receive(desk, case, at(10, 20), WEALTH)).json()
    assert datetime.fromisoformat(received["due_at"]) == offers
    assert received["due_reason"]["rule"] == "due_with_offer"
    desk.clock.now = at(10, 23)
    await desk.sweep()
    assert [body["outcome"] for _, body in await desk.deliver()] == ["late"]


async def test_a_paused_case_is_late_with_its_offer(desk: Desk) -> None:
    case = await desk.open()
    await ask(desk, case, WEALTH)
    desk.clock.now = at(10, 23)
    assert await desk.sweep() == 1
    assert [body["outcome"] for _, body in await desk.deliver()] == ["late"]


async def test_an_ordinary_case_waits_in_working_days(desk: Desk) -> None:
    offer = "1a8f0b0e-6f0e-4b6e-9c6c-0d6c6f0f7a11"
    body = an_offer() | {"lane": "ordinary", "offer_due_at": "2025-04-11T00:00:00+02:00"}
    await desk.as_allocation("PUT", f"/v1/cases/{offer}", body)
    desk.clock.now = at(5, 9)
    await ask(desk, offer, WEALTH)
    desk.clock.now = at(7, 9)
    received = (await receive(desk, offer, at(7, 9), WEALTH)).json()
    assert datetime.fromisoformat(received["due_at"]) == at(19, 23), "two working days more than 17 March"


async def test_a_second_asking_is_refused_with_the_rule_unless_the_facts_have_changed(desk: Desk) -> None:
    case = await desk.open()
    assert (await ask(desk, case, INCOME)).status_code == 201
    again = await ask(desk, case, WEALTH)
    assert (again.status_code, slug_of(again)) == (409, "documents-already-asked-for")
    assert again.json()["rule"]["rule"] == "documents_asked_for_once"
    assert again.json()["first_request"]["documents"] == [INCOME]
    assert len((await clock(desk, case))["requests"]) == 1, "nothing has changed"
    changed = await ask(desk, case, WEALTH, because="household_changed")
    assert changed.status_code == 201, changed.text
    assert [request["because"] for request in changed.json()["requests"]] == [None, "household_changed"]
    assert len(changed.json()["pauses"]) == 1, "one pause, since the first is awaited still"


async def test_what_cannot_be_is_told_at_its_place_and_changes_nothing(desk: Desk) -> None:
    case = await desk.open()
    desk.clock.now = at(3, 10)
    before = await clock(desk, case)
    twice = await ask(desk, case, INCOME, WEALTH, INCOME)
    assert [error["pointer"] for error in twice.json()["errors"]] == ["/documents/2"]
    unasked = await receive(desk, case, at(3, 9), INCOME)
    assert [error["pointer"] for error in unasked.json()["errors"]] == ["/documents/0"]
    assert (await ask(desk, case)).status_code == 422, "nothing asked for"
    assert (await ask(desk, case, "passport")).status_code == 422, "not a paper that is asked for"
    assert (await ask(desk, case, INCOME, because="income_changed")).status_code == 422, "nothing before it"
    assert (await clock(desk, case)) == before
    await ask(desk, case, INCOME)
    asked = await clock(desk, case)
    for when, reason in ((at(3, 9), "before it was asked for"), (at(3, 11), "in the future")):
        answer = await receive(desk, case, when, INCOME)
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/received_at"], reason
    part = await receive(desk, case, at(3, 10), INCOME, LEASE)
    assert [error["pointer"] for error in part.json()["errors"]] == ["/documents/1"], "and the first has not come"
    assert (await clock(desk, case)) == asked


async def test_of_a_decided_case_nothing_is_asked(desk: Desk) -> None:
    case = await desk.open()
    await ask(desk, case, INCOME)
    assert (await desk.decide(case)).status_code == 201, "a person may decide although a paper is missing"
    asked = await ask(desk, case, WEALTH, because="income_changed")
    for answer in (asked, await receive(desk, case, at(3, 9), INCOME)):
        assert (answer.status_code, slug_of(answer)) == (409, "case-not-open")


async def test_others_hear_that_the_clock_stands_still_but_not_which_papers(desk: Desk) -> None:
    case = await desk.open()
    await ask(desk, case, "rent_arrears_notice")
    await receive(desk, case, at(3, 9), "rent_arrears_notice")
    for party in ("allocation_office", "social_centre", "shelter", "housing_organisation"):
        heard = await desk.events(party)
        assert "rent_arrears_notice" not in str(heard), party
        kinds = {event["kind"] for event in heard if event["kind"].startswith("benefits_clock")}
        expected = set() if party == "housing_organisation" else {"benefits_clock_stopped", "benefits_clock_resumed"}
        assert kinds == expected, party
    [asked] = await told(desk, "documents_asked_for")
    assert asked["facts"]["documents"] == ["rent_arrears_notice"]
    assert [row["missing"] for row in await queue(desk)] == [[]]


async def test_an_incomplete_application_has_no_running_clock(desk: Desk) -> None:
    sent = await apply(desk, an_application("moving_grant", facts={"amount_dkk": "6000"}))
    case = str(sent.json()["id"])
    [pause] = (await clock(desk, case))["pauses"]
    assert (pause["to_at"], pause["text"]["en"]) == (None, "The application is not complete.")
    desk.clock.now = at(4, 9)
    await ask(desk, case, "moving_quotes")
    assert datetime.fromisoformat((await clock(desk, case))["pauses"][0]["from_at"]) == at(3, 9), (
        "from its first moment"
    )
    desk.clock.now = at(5, 9)
    papers = (await receive(desk, case, at(5, 9), "moving_quotes")).json()
    assert papers["is_running"] is False, "the papers have come, but not every answer"
    version = (await desk.as_department("GET", "/v1/cases")).json()[0]["version"]
    told_all = {"facts": {"amount_dkk": "6000", "improves_housing": True}}
    told = await supplement(desk, case, told_all, version)
    assert told.status_code == 200, told.text
    running = await clock(desk, case)
    assert (running["is_running"], datetime.fromisoformat(running["complete_at"])) == (True, at(5, 9))
    assert datetime.fromisoformat(running["due_at"]) == at(19, 23), "ten working days after it was complete"
