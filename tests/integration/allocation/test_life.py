"""A vacancy's life, as the municipality and as its landlord read it."""

from datetime import timedelta
from typing import Any

from kit.database.stories import Stories
from services.allocation.main import CALLER
from services.allocation.usecases.vacancies.hear_silence import hear_silence
from tests.builders.posting import a_vacancy
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import LEASE, accepted, claimed, nominated, offered, secured
from tests.integration.callers import CallerOf
from tests.integration.conftest import Clock


async def life(caller: CallerOf, vacancy: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await caller.get(f"/v1/vacancies/{vacancy['id']}/life")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def steps(read: list[dict[str, Any]]) -> list[str]:
    return [each["step"] for each in read]


async def test_the_way_to_a_lease_is_read_step_by_step_by_whom_and_when(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    vacancy = await claimed(quarter)
    clock.now += timedelta(hours=1)
    declined = await offered(quarter, vacancy, await nominated(quarter, stories))
    path = f"/v1/offers/{declined['id']}/decline"
    assert (await quarter.centre.post(path, {"code": "area"}, version=declined["version"])).is_success
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    await secured(quarter, offer["id"])
    await accepted(quarter, offer["id"])
    assert (await quarter.organisation_a.put(f"/v1/vacancies/{vacancy['id']}/lease", LEASE)).is_success

    way = ["posted", "claimed", "confirmed", "offered", "offer_ended", "offered", "accepted", "let"]
    municipality, landlord = await life(quarter.office, vacancy), await life(quarter.organisation_a, vacancy)
    assert sorted(steps(municipality)) == sorted(way)
    assert sorted(steps(landlord)) == sorted(way)
    assert (steps(municipality)[0], steps(municipality)[-1]) == ("posted", "let")
    assert municipality == await life(quarter.centre, vacancy), "whichever office of the municipality asks"

    first, offering = municipality[0], next(each for each in municipality if each["step"] == "offered")
    assert (first["client_id"], first["happened_at"]) == ("organisation-a", "2025-03-03T09:00:00Z")
    assert (offering["client_id"], offering["person"]) == ("allocation-office", "allocation-officer")
    assert offering["happened_at"] == "2025-03-03T10:00:00Z"
    ended = next(each for each in municipality if each["step"] == "offer_ended")
    assert ended["client_id"] == "social-centre"


async def test_a_landlord_reads_no_person_no_reason_and_no_office(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    path = f"/v1/offers/{offer['id']}/decline"
    assert (await quarter.centre.post(path, {"code": "area"}, version=offer["version"])).is_success
    address = f"/v1/vacancies/{vacancy['id']}"
    version = (await quarter.office.get(address)).json()["version"]
    back = await quarter.office.post(f"{address}/waiver", {"code": "nobody_can_pay"}, version=version)
    assert back.is_success, back.text
    read = await life(quarter.organisation_a, vacancy)
    assert {each["person"] for each in read} == {None}
    assert {each["client_id"] for each in read} == {"organisation-a", "municipality", "allocation-office"}
    for hidden in (
        "area",
        "nobody_can_pay",
        "social-centre",
        "allocation-officer",
        offer["id"],
        offer["nomination_id"],
    ):
        assert hidden not in str(read)
    assert {"waived", "handed_back", "offer_ended"} <= set(steps(read))
    assert "allocation-officer" in str(await life(quarter.office, vacancy))


async def test_silence_and_what_follows_are_steps(quarter: Callers, stories: Stories, clock: Clock) -> None:
    vacancy = await claimed(quarter)
    clock.now += timedelta(days=10)
    async with stories.begin(CALLER, "0217") as story:
        assert await hear_silence(story) == 1
    assert steps(await life(quarter.organisation_a, vacancy)) == ["posted", "claimed", "answer_overdue"]
    released = (await quarter.organisation_a.post("/v1/vacancies", a_vacancy())).json()
    assert steps(await life(quarter.office, released)) == ["posted", "released"]


async def test_a_withdrawal_and_a_correction_are_steps_of_both_postings(quarter: Callers) -> None:
    wrong = await claimed(quarter)
    body = a_vacancy(rooms=3)
    answer = await quarter.organisation_a.post(f"/v1/vacancies/{wrong['id']}/correction", body, version=1)
    assert answer.status_code == 201, answer.text
    for reader in (quarter.organisation_a, quarter.office):
        assert steps(await life(reader, wrong)) == ["posted", "claimed", "withdrawn", "corrected"]
        assert steps(await life(reader, answer.json())) == ["posted", "claimed", "corrects"]


async def test_anothers_vacancy_has_no_life_here(quarter: Callers) -> None:
    vacancy = await claimed(quarter)
    path = f"/v1/vacancies/{vacancy['id']}/life"
    assert (await quarter.organisation_b.get(path)).status_code == 404
    assert (await quarter.neighbour_office.get(path)).status_code == 404
    assert (await quarter.driver.get(path)).status_code == 403
