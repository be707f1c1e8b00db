"""A dwelling that nobody could be given goes back to its organisation, and what that costs."""

from datetime import timedelta
from itertools import pairwise

from kit.database.stories import Stories
from services.allocation.jobs.sweeps import SWEEPS
from services.allocation.main import CALLER
from tests.builders.posting import ORGANISATION_B, a_vacancy
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import LEASE, claimed
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock


async def test_a_dwelling_handed_back_costs_rent_until_it_is_let(quarter: Callers, clock: Clock) -> None:
    vacancy = await claimed(quarter, vacant_from_on="2025-03-03")
    path = f"/v1/vacancies/{vacancy['id']}/hand-back"
    refused = await quarter.office_system.post(path, {"code": "nobody_fits"}, version=1)
    assert slug_of(refused) == "person-required"
    assert (await quarter.office.post(path, {"code": "nobody_fits"}, version=1)).json()["status"] == "handed_back"
    clock.now += timedelta(days=30)
    letting = {"let_from_on": "2025-03-23"}
    for _ in range(2):
        answer = await quarter.organisation_a.put(f"/v1/vacancies/{vacancy['id']}/letting", letting)
        assert answer.status_code == 200, answer.text
    account = (await quarter.organisation_a.get("/v1/accounts/99000236")).json()
    assert [line["days"] for line in account["lines"]] == [20]


async def test_an_organisation_of_two_municipalities_need_not_name_where_its_dwelling_is(
    quarter: Callers, clock: Clock
) -> None:
    posted = [
        await quarter.organisation_b.post("/v1/vacancies", a_vacancy(organisation_cvr=ORGANISATION_B)) for _ in range(4)
    ]
    address = f"/v1/vacancies/{posted[3].json()['id']}"
    assert slug_of(await quarter.organisation_b.put(f"{address}/lease", LEASE)) == "lease-needs-acceptance"
    await quarter.office.post(f"{address}/hand-back", {"code": "nobody_fits"}, version=1)
    clock.now += timedelta(days=60)
    letting = await quarter.organisation_b.put(f"{address}/letting", {"let_from_on": "2025-04-10"})
    assert letting.status_code == 200, letting.text
    assert len((await quarter.organisation_b.get("/v1/accounts/99000244")).json()["lines"]) == 1


async def test_rent_after_a_hand_back_is_capped_by_the_notice(quarter: Callers, stories: Stories, clock: Clock) -> None:
    vacancy = await claimed(quarter, vacant_from_on="2025-03-03")
    await quarter.office.post(f"/v1/vacancies/{vacancy['id']}/hand-back", {"code": "nobody_fits"}, version=1)
    clock.now += timedelta(days=200)
    async with stories.begin(CALLER, "0217") as story:
        assert await SWEEPS[1](story) == 1
    lines = (await quarter.organisation_a.get("/v1/accounts/99000236")).json()["lines"]
    turns = ["2025-03-03", "2025-04-01", "2025-05-01", "2025-06-01", "2025-07-01"]
    assert [(line["period_from"], line["period_to"]) for line in lines] == list(pairwise(turns))
