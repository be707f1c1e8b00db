"""Two identifiers turn out to be one citizen: nothing is lost, and nobody loses a worker by it."""

import uuid
from datetime import UTC, datetime

from services.support.store import tables
from services.support.store.merges import MOVED_OTHERWISE, tables_of_citizens
from tests.integration.conftest import Databases
from tests.integration.support.alerts import notify, the_alert
from tests.integration.support.house import House
from tests.integration.support.test_escalation import sweep_at

CONSENT = {"what": "contact_person", "to": "housing_organisation", "basis": "consent", "given_on": "2025-03-03"}


async def merge(house: House, old: str, new: str) -> int:
    answer = await house.as_allocation("PUT", f"/v1/citizens/{old}/merge", {"into": new})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["referrals"])


def a_stay(citizen: str, reference: str, admitted_on: str, discharged_on: str | None = None) -> dict[str, object]:
    return {
        "citizen_id": citizen,
        "reference": reference,
        "shelter": "north-shelter",
        "admitted_on": admitted_on,
        "discharged_on": discharged_on,
        "self_referral": True,
        "acting_municipality_code": "0217",
        "paying_municipality_code": "0217",
    }


def test_every_table_that_bears_a_citizen_is_merged(databases: Databases) -> None:
    """Asked of the database itself: a table that is added is moved, or somebody has said how."""
    with databases.admin("support") as connection:
        found = connection.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'citizen_id'"
            " AND table_schema = 'public'"
        ).fetchall()
    assert {name for (name,) in found} == {*tables_of_citizens(), *MOVED_OTHERWISE}
    assert set(tables.METADATA.tables) >= MOVED_OTHERWISE


async def test_rows_of_the_old_identifier_bear_the_new_one_and_the_same_again_changes_nothing(house: House) -> None:
    old, new = str(uuid.uuid4()), str(uuid.uuid4())
    referral = await house.open(citizen_id=old)
    await house.open(citizen_id=old)
    await house.as_coordinator("PUT", f"/v1/citizens/{old}/consents", CONSENT)
    assert await merge(house, old, new) == 1
    assert (await house.as_team("GET", f"/v1/referrals/{referral}")).json()["citizen_id"] == new
    assert len((await house.as_team("GET", f"/v1/citizens/{new}/consents")).json()) == 1
    assert (await house.as_team("GET", f"/v1/citizens/{old}/consents")).json() == []
    assert await merge(house, old, new) == 0


async def test_two_that_run_are_marked_and_both_workers_stay(house: House) -> None:
    old, new = str(uuid.uuid4()), str(uuid.uuid4())
    first, second = await house.open(citizen_id=old), await house.open(citizen_id=new)
    for referral, worker in ((first, "W1"), (second, "W2")):
        await house.worker(worker)
        await house.assign(referral, worker)
    await merge(house, old, new)
    shown = [(await house.as_team("GET", f"/v1/referrals/{each}")).json() for each in (first, second)]
    assert {each["worker_reference"] for each in shown} == {"W1", "W2"}
    assert {each["citizen_id"] for each in shown} == {new}
    assert [each["duplicate_of"] for each in shown].count(None) == 1
    entries = (await house.as_team("GET", f"/v1/timeline/{new}")).json()
    assert len(entries[-1]["facts"]["doubled_referrals"]) == 1


async def test_an_alert_follows_its_citizen_and_comes_to_the_worker_of_the_one_that_stays(house: House) -> None:
    old, new = str(uuid.uuid4()), str(uuid.uuid4())
    shelter = await house.as_team("POST", "/v1/stays", a_stay(old, "B-1", "2025-03-01"))
    assert shelter.status_code == 201, shelter.text
    referral = await house.open(citizen_id=new)
    await house.worker("W1")
    await house.assign(referral, "W1")
    notice = await notify(house, citizen_id=old)
    assert notice.status_code == 201, notice.text
    assert (await the_alert(house))["owner"]["step"] == "queue", "of the old identifier nobody helps anybody"
    await merge(house, old, new)
    assert await sweep_at(house, datetime(2025, 3, 3, 10, tzinfo=UTC)) == 1
    alert = await the_alert(house)
    assert (alert["citizen_id"], alert["owner"]["reference"]) == (new, "W1")
    seen = (await house.as_party("job_centre", "GET", f"/v1/sanction-notices/{notice.json()['id']}")).json()
    assert seen["citizen_id"] == new


async def test_the_alert_of_a_worker_stays_where_two_help_the_merged_citizen(house: House) -> None:
    old, new = str(uuid.uuid4()), str(uuid.uuid4())
    for citizen, worker in ((old, "W1"), (new, "W2")):
        await house.worker(worker)
        await house.assign(await house.open(citizen_id=citizen), worker)
    assert (await notify(house, citizen_id=old)).status_code == 201
    await merge(house, old, new)
    assert await sweep_at(house, datetime(2025, 3, 3, 10, tzinfo=UTC)) == 0
    assert (await the_alert(house))["owner"]["reference"] == "W1"


async def test_stays_move_and_one_that_overlaps_is_left_to_a_person(house: House) -> None:
    old, new = str(uuid.uuid4()), str(uuid.uuid4())
    for body in (
        a_stay(old, "B-1", "2025-01-01", "2025-01-10"),
        a_stay(old, "B-2", "2025-02-01", "2025-02-10"),
        a_stay(new, "B-3", "2025-01-05", "2025-01-20"),
    ):
        answer = await house.as_team("POST", "/v1/stays", body)
        assert answer.status_code == 201, answer.text
    await merge(house, old, new)
    entries = (await house.as_team("GET", f"/v1/timeline/{new}")).json()
    [merged] = [entry for entry in entries if entry["kind"] == "citizens_merged"]
    assert merged["facts"]["moved"]["stay"] == 2 and len(merged["facts"]["doubtful_stays"]) == 1
