"""The steps from a claimed vacancy to a lease, as the callers take them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from kit.database.stories import Stories
from services.allocation.main import CALLER
from services.allocation.usecases.nominations.note_ability import note_ability
from tests.builders.posting import a_nomination, a_vacancy
from tests.integration.allocation.conftest import Callers


async def claimed(callers: Callers, **fields: Any) -> dict[str, Any]:
    """The vacancy, after three others, that the quarter gives the municipality."""
    for _ in range(3):
        await callers.organisation_a.post("/v1/vacancies", a_vacancy())
    answer = await callers.organisation_a.post("/v1/vacancies", a_vacancy(**fields))
    found: dict[str, Any] = answer.json()
    assert found["decision"]["result"] == "claimed"
    return found


async def nominated(callers: Callers, stories: Stories, **fields: Any) -> str:
    """A nomination that benefits has answered: the household can pay 6,000 a month."""
    answer = await callers.centre.post("/v1/nominations", a_nomination(**fields))
    nomination_id: str = answer.json()["id"]
    async with stories.begin(CALLER, "0217") as story:
        await note_ability(story, UUID(nomination_id), Decimal(6000), None)
    return nomination_id


async def offered(callers: Callers, vacancy: dict[str, Any], nomination_id: str) -> dict[str, Any]:
    """An offer to whom the test says, also where the lottery puts another first."""
    body = {"vacancy_id": vacancy["id"], "nomination_id": nomination_id, "override": {"code": "near_support"}}
    answer = await callers.office.post("/v1/offers", body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def secured(callers: Callers, offer_id: str) -> None:
    """Benefits commits the deposit and support names a worker."""
    deposit = {"outcome": "committed", "decided_at": "2025-03-03T15:00:00+01:00", "hours": "5"}
    support = {"status": "assigned", "worker_id": "W1", "method": "cti", "at": "2025-03-03T15:00:00+01:00"}
    assert (
        await callers.service.put(
            f"/v1/offers/{offer_id}/deposit-decision", deposit, **{"Hjemvej-Municipality": "0217"}
        )
    ).is_success
    assert (
        await callers.service.put(f"/v1/offers/{offer_id}/support", support, **{"Hjemvej-Municipality": "0217"})
    ).is_success


async def accepted(callers: Callers, offer_id: str) -> dict[str, Any]:
    version = (await callers.centre.get(f"/v1/offers/{offer_id}")).json()["version"]
    answer = await callers.centre.post(f"/v1/offers/{offer_id}/acceptance", version=version)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


LEASE = {"signed_on": "2025-03-03", "starts_on": "2025-04-15"}


async def everything(callers: Callers) -> None:
    """A ledger with an entry of every kind that one agreement gives."""
    vacancy = await claimed(callers)
    await callers.office.post(f"/v1/vacancies/{vacancy['id']}/hand-back", {"code": "nobody_fits"}, version=1)
    await callers.office.post("/v1/ledgers/99000236/missed-vacancies", a_vacancy())
    posted = [(await callers.organisation_a.post("/v1/vacancies", a_vacancy())).json() for _ in range(4)]
    address = f"/v1/vacancies/{posted[0]['id']}"
    await callers.organisation_a.post(f"{address}/withdrawal", {"code": "fire"}, version=1)
    await callers.organisation_a.post(f"/v1/vacancies/{posted[1]['id']}/correction", a_vacancy(), version=1)
    link = a_vacancy(chain_reference=posted[2]["vacancy"]["reference"])
    await callers.organisation_a.post("/v1/vacancies", link)
