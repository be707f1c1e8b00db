"""From a claimed vacancy to a lease, and every way an offer can end; trouble on the way changes nothing."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from kit.database.stories import Stories
from services.allocation.jobs.sweeps import SWEEPS
from services.allocation.main import CALLER
from services.allocation.usecases.nominations.note_ability import note_ability
from tests.builders.posting import a_nomination, a_vacancy
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import LEASE, accepted, claimed, nominated, offered, secured
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock


async def test_a_claimed_vacancy_ends_let_with_its_rent_on_the_account(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    assert offer["due_at"].startswith("2025-03-11T00:00:00+01:00"), "five working days count in full, to local midnight"
    await secured(quarter, offer["id"])
    await accepted(quarter, offer["id"])
    lease = await quarter.organisation_a.put(f"/v1/vacancies/{vacancy['id']}/lease", LEASE)
    assert lease.status_code == 200, lease.text
    account = (await quarter.organisation_a.get("/v1/accounts/99000236")).json()
    assert [(line["days"], line["amount_dkk"]) for line in account["lines"]] == [(14, "2209.32")]
    address = f"/v1/vacancies/{vacancy['id']}"
    assert (await quarter.organisation_a.get(address)).json()["status"] == "let"
    assert (await quarter.organisation_a.get(f"{address}/lease")).json() == {"vacancy_id": vacancy["id"], **LEASE}
    assert (await quarter.organisation_b.get(f"{address}/lease")).status_code == 404


async def test_the_same_lease_again_is_the_same_lease_and_is_paid_once(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    await secured(quarter, offer["id"])
    await accepted(quarter, offer["id"])
    address = f"/v1/vacancies/{vacancy['id']}/lease"
    answers = [await quarter.organisation_a.put(address, LEASE) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len((await quarter.organisation_a.get("/v1/accounts/99000236")).json()["lines"]) == 1
    other = await quarter.organisation_a.put(address, LEASE | {"starts_on": "2025-05-01"})
    assert slug_of(other) == "content-differs"


async def test_no_lease_before_acceptance_deposit_and_worker(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    address = f"/v1/vacancies/{vacancy['id']}/lease"
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    assert slug_of(await quarter.organisation_a.put(address, LEASE)) == "lease-needs-acceptance"
    held = await accepted(quarter, offer["id"])
    assert slug_of(await quarter.organisation_a.put(address, LEASE)) == "deposit-not-decided"
    deposit = {"outcome": "committed", "decided_at": "2025-03-03T15:00:00+01:00"}
    await quarter.service.put(f"/v1/offers/{offer['id']}/deposit-decision", deposit, **{"Hjemvej-Municipality": "0217"})
    assert slug_of(await quarter.organisation_a.put(address, LEASE)) == "no-named-worker"
    why = {"why": "The citizen wishes to move in before the worker is back."}
    version = held["version"] + 1
    path = f"/v1/offers/{offer['id']}/move-in-without-worker"
    assert slug_of(await quarter.office_system.post(path, why, version=version)) == "person-required"
    assert (await quarter.office.post(path, why, version=version)).status_code == 200
    assert (await quarter.organisation_a.put(address, LEASE)).status_code == 200


async def test_the_shortlist_names_the_first_rule_that_stopped_each(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    fits = await nominated(quarter, stories)
    in_debt = await nominated(quarter, stories, debt_to_cvr="99000236")
    in_debt_elsewhere = await nominated(quarter, stories, debt_to_cvr="99000244")
    unknown = (await quarter.centre.post("/v1/nominations", a_nomination())).json()["id"]
    found = (await quarter.office.get(f"/v1/vacancies/{vacancy['id']}/shortlist")).json()
    assert {one["nomination_id"] for one in found["fitting"]} == {fits, in_debt_elsewhere}
    stopped = {one["nomination_id"]: one["reason"]["rule"] for one in found["stopped"]}
    assert stopped == {in_debt: "no_debt_to_organisation", unknown: "ability_known"}


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("office_system", "a shortlist is read by a person, not by a system"),
        ("organisation_a", "an organisation never sees who waits"),
        ("centre", "the scope is not the social centre's"),
    ],
)
async def test_a_shortlist_is_closed_to_others(quarter: Callers, who: str, reason: str) -> None:
    vacancy = await claimed(quarter)
    answer = await getattr(quarter, who).get(f"/v1/vacancies/{vacancy['id']}/shortlist")
    assert answer.status_code == 403, reason


async def test_what_cannot_be_offered_is_told_and_changes_nothing(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    first, second = [await nominated(quarter, stories) for _ in range(2)]
    other = await claimed(quarter)
    released = (await quarter.organisation_a.post("/v1/vacancies", a_vacancy())).json()
    body = {"vacancy_id": released["id"], "nomination_id": first}
    assert slug_of(await quarter.office.post("/v1/offers", body)) == "vacancy-released"
    await offered(quarter, vacancy, first)
    body = {"vacancy_id": vacancy["id"], "nomination_id": second}
    assert slug_of(await quarter.office.post("/v1/offers", body)) == "vacancy-already-offered"
    body = {"vacancy_id": other["id"], "nomination_id": first}
    assert slug_of(await quarter.office.post("/v1/offers", body)) == "citizen-has-open-offer"
    assert len((await quarter.office.get("/v1/offers")).json()) == 1


async def test_an_answer_after_the_deadline_is_refused(quarter: Callers, stories: Stories, clock: Clock) -> None:
    offer = await offered(quarter, await claimed(quarter), await nominated(quarter, stories))
    clock.now += timedelta(days=8)
    late = await quarter.centre.post(f"/v1/offers/{offer['id']}/acceptance", version=1)
    assert slug_of(late) == "answer-after-deadline"


async def test_an_unanswered_offer_expires_once_and_frees_both(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    vacancy, nomination = await claimed(quarter), await nominated(quarter, stories)
    offer = await offered(quarter, vacancy, nomination)
    for days, expected in ((7, 0), (1, 1), (1, 0)):
        clock.now += timedelta(days=days)
        async with stories.begin(CALLER, "0217") as story:
            assert await SWEEPS[0](story) == expected
    assert (await quarter.office.get(f"/v1/offers/{offer['id']}")).json()["status"] == "expired"
    found = (await quarter.office.get(f"/v1/vacancies/{vacancy['id']}/shortlist")).json()
    assert [one["reason"]["rule"] for one in found["stopped"]] == ["not_offered_before"]
    assert found["fitting"] == []


async def test_a_decline_costs_nothing_and_its_reason_is_kept(quarter: Callers, stories: Stories) -> None:
    vacancy, nomination = await claimed(quarter), await nominated(quarter, stories)
    offer = await offered(quarter, vacancy, nomination)
    stale = await quarter.centre.post(f"/v1/offers/{offer['id']}/decline", {"code": "area"}, version=7)
    assert slug_of(stale) == "precondition-failed"
    without = await quarter.centre.post(f"/v1/offers/{offer['id']}/decline", {"code": "area"})
    assert slug_of(without) == "precondition-required"
    declined = await quarter.centre.post(f"/v1/offers/{offer['id']}/decline", {"code": "area"}, version=1)
    assert (declined.json()["status"], declined.json()["end_code"]) == ("declined", "area")
    other = await claimed(quarter)
    await offered(quarter, other, nomination)


async def test_the_same_ability_again_is_entered_once(quarter: Callers, stories: Stories) -> None:
    """A delivery whose worker was killed before it could say so is made again."""
    nomination_id = await nominated(quarter, stories)
    async with stories.begin(CALLER, "0217") as story:
        await note_ability(story, UUID(nomination_id), Decimal(6000), None)
    timeline = (await quarter.centre.get(f"/v1/timeline/{nomination_id}")).json()
    assert [entry["kind"] for entry in timeline] == ["citizen_nominated", "ability_known"]


async def test_a_persons_answer_is_not_given_to_the_system_that_repeats_the_key(
    quarter: Callers, stories: Stories
) -> None:
    vacancy, nomination = await claimed(quarter), await nominated(quarter, stories)
    body = {"vacancy_id": vacancy["id"], "nomination_id": nomination}
    made = await quarter.office.post("/v1/offers", body, key="the officer's")
    assert made.status_code == 201
    repeated = await quarter.office_system.post("/v1/offers", body, key="the officer's")
    assert slug_of(repeated) == "idempotency-key-reused"
    assert made.json()["id"] not in repeated.text
