"""The municipality answers a claim, by a deadline."""

from datetime import timedelta

from kit.database.stories import Stories
from tests.builders.posting import a_vacancy
from tests.integration.allocation.answers_desk import (
    DUE_AT,
    JUST_IN_TIME,
    NO,
    TOO_LATE,
    agreed,
    corrections,
    entries,
    looked_at,
    swept,
)
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import LEASE, accepted, claimed, nominated, offered, secured
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock, Databases


async def test_the_organisation_sees_by_when_the_municipality_answers(quarter: Callers) -> None:
    vacancy = await claimed(quarter)
    for seen in (vacancy, await looked_at(quarter, vacancy)):
        assert (seen["answer_due_at"], seen["answer"], seen["answered_at"]) == (DUE_AT, None, None)
    released = (await quarter.organisation_a.post("/v1/vacancies", a_vacancy())).json()
    assert released["answer_due_at"] is None, "nobody waits for an answer to what is released"


async def test_the_municipality_says_that_it_takes_the_dwelling(quarter: Callers, clock: Clock) -> None:
    vacancy = await claimed(quarter)
    path = f"/v1/vacancies/{vacancy['id']}/confirmation"
    clock.now = JUST_IN_TIME
    taken = await quarter.office.post(path, version=1)
    assert taken.headers["etag"] == '"2"'
    assert (taken.json()["answer"], taken.json()["status"], taken.json()["version"]) == ("confirmed", "claimed", 2)
    assert await looked_at(quarter, vacancy) == taken.json()
    assert slug_of(await quarter.office.post(path, version=2)) == "claim-already-answered"
    [told] = [
        event
        for event in (await quarter.organisation_a.get("/v1/events")).json()["events"]
        if event["kind"] == "claim_confirmed"
    ]
    assert told["facts"] == {"reference": vacancy["vacancy"]["reference"], "in_time": True}
    assert told["person"] is None


async def test_an_answer_needs_the_row_as_it_was_read(quarter: Callers) -> None:
    vacancy = await claimed(quarter)
    for act, body in (("confirmation", None), ("waiver", NO)):
        path = f"/v1/vacancies/{vacancy['id']}/{act}"
        assert slug_of(await quarter.office.post(path, body)) == "precondition-required"
        assert slug_of(await quarter.office.post(path, body, version=7)) == "precondition-failed"
        assert (await quarter.organisation_a.post(path, body, version=1)).status_code == 403
        assert (await quarter.neighbour_office.post(path, body, version=1)).status_code == 404
    assert (await looked_at(quarter, vacancy))["answer"] is None


async def test_a_no_is_one_call_and_a_persons(quarter: Callers, databases: Databases) -> None:
    vacancy = await claimed(quarter)
    path = f"/v1/vacancies/{vacancy['id']}/waiver"
    assert slug_of(await quarter.office_system.post(path, NO, version=1)) == "person-required"
    assert (await quarter.office.post(path, {"code": "because"}, version=1)).status_code == 422
    waived = (await quarter.office.post(path, NO, version=1)).json()
    assert (waived["answer"], waived["status"], waived["handed_back_on"]) == ("waived", "handed_back", "2025-03-03")
    assert slug_of(await quarter.office.post(path, NO, version=2)) == "vacancy-over"
    confirmation = await quarter.office.post(f"/v1/vacancies/{vacancy['id']}/confirmation", version=2)
    assert slug_of(confirmation) == "vacancy-over"
    assert corrections(databases) == 1, "the ledger says whether the right is spent"
    told = (await quarter.organisation_a.get("/v1/events")).json()["events"]
    assert "nobody_can_pay" not in str(told), "why is the municipality's own"


async def test_what_is_not_claimed_needs_no_answer(quarter: Callers) -> None:
    released = (await quarter.organisation_a.post("/v1/vacancies", a_vacancy())).json()
    for act, body in (("confirmation", None), ("waiver", NO)):
        answer = await quarter.office.post(f"/v1/vacancies/{released['id']}/{act}", body, version=1)
        assert slug_of(answer) == "vacancy-released"


async def test_an_offer_is_an_answer(quarter: Callers, stories: Stories, clock: Clock, databases: Databases) -> None:
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    found = await looked_at(quarter, vacancy)
    assert (found["answer"], found["status"]) == ("confirmed", "offered")
    withdrawal = f"/v1/offers/{offer['id']}/withdrawal"
    assert (await quarter.office.post(withdrawal, {"code": "made_in_error"}, version=1)).is_success
    await offered(quarter, vacancy, await nominated(quarter, stories))
    assert entries(databases, "claim_confirmed") == 1, "the second offer says nothing new"
    clock.now = TOO_LATE
    assert await swept(stories) == 0


async def test_a_hand_back_without_an_answer_is_a_no(quarter: Callers) -> None:
    vacancy = await claimed(quarter)
    back = await quarter.office.post(f"/v1/vacancies/{vacancy['id']}/hand-back", NO, version=1)
    assert back.json()["answer"] == "waived"


async def test_after_an_inspection_clause_a_no_in_time_costs_nothing(
    callers: Callers, stories: Stories, clock: Clock
) -> None:
    await agreed(callers, inspection_before_claiming=True)
    vacancy = await claimed(callers, vacant_from_on="2025-03-03")
    clock.now = JUST_IN_TIME
    assert (await callers.office.post(f"/v1/vacancies/{vacancy['id']}/waiver", NO, version=1)).is_success
    clock.now += timedelta(days=40)
    letting = await callers.organisation_a.put(f"/v1/vacancies/{vacancy['id']}/letting", {"let_from_on": "2025-04-15"})
    assert letting.status_code == 200, letting.text
    assert (await callers.organisation_a.get("/v1/accounts/99000236")).json()["total_dkk"] == "0.00"


async def test_after_an_inspection_clause_rent_runs_from_the_yes(
    callers: Callers, stories: Stories, clock: Clock
) -> None:
    await agreed(callers, inspection_before_claiming=True)
    vacancy = await claimed(callers, vacant_from_on="2025-03-03")
    clock.now += timedelta(days=4)
    assert (await callers.office.post(f"/v1/vacancies/{vacancy['id']}/confirmation", version=1)).is_success
    offer = await offered(callers, vacancy, await nominated(callers, stories))
    await secured(callers, offer["id"])
    await accepted(callers, offer["id"])
    lease = {**LEASE, "signed_on": "2025-03-07", "starts_on": "2025-03-17"}
    assert (await callers.organisation_a.put(f"/v1/vacancies/{vacancy['id']}/lease", lease)).is_success
    lines = (await callers.organisation_a.get("/v1/accounts/99000236")).json()["lines"]
    assert [(line["period_from"], line["days"]) for line in lines] == [("2025-03-07", 10)]


async def test_a_caseworker_finds_the_claims_that_wait_for_an_answer(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    first = await claimed(quarter)
    clock.now += timedelta(days=1)
    second = await claimed(quarter)

    async def ids(query: str) -> list[str]:
        answer = await quarter.office.get(f"/v1/vacancies?{query}")
        assert answer.status_code == 200, answer.text
        return [each["id"] for each in answer.json()]

    assert await ids("answer_due_before=2025-03-10") == []
    assert await ids("answer_due_before=2025-03-11") == [first["id"]], "it must be answered by the end of the 10th"
    assert await ids("answer_due_before=2025-03-10T22:59:59Z") == []
    assert sorted(await ids("answer_due_before=2025-03-12")) == sorted([first["id"], second["id"]])
    assert (await quarter.office.post(f"/v1/vacancies/{second['id']}/confirmation", version=1)).is_success
    clock.now = TOO_LATE
    await swept(stories)
    assert await ids("answer_due_before=2025-03-12&status=claimed") == [first["id"]], "overdue is still unanswered"
    assert await ids("answer_due_before=2025-03-12&organisation_cvr=99000244") == []
    assert len(await ids("organisation_cvr=99000236&limit=200")) == 8
    page = await quarter.office.get("/v1/vacancies?organisation_cvr=99000236&status=released&limit=4")
    rest = await quarter.office.get(page.headers["link"].split(";")[0].strip("<>"))
    assert "organisation_cvr=99000236" in page.headers["link"]
    assert len({each["id"] for each in (*page.json(), *rest.json())}) == 6
    for wrong in ("answer_due_before=soon", "answer_due_before=2025-03-10T10:00:00", "organisation_cvr=1"):
        assert (await quarter.office.get(f"/v1/vacancies?{wrong}")).status_code == 422
