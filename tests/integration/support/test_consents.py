"""What may be told to whom is recorded, can be taken back, and each passing says on which basis."""

import uuid

import pytest

from kit.database.stories import Stories
from kit.values.callers import Party
from services.support.domain.consents.passing import What
from services.support.main import CALLER
from services.support.usecases.consents.pass_on import pass_on
from tests.integration.support.house import HELSINGOER, House
from tests.integration.support.test_telling import deliver

CONSENT = {"what": "contact_person", "to": "housing_organisation", "basis": "consent", "given_on": "2025-03-03"}


async def test_a_consent_is_recorded_once_and_withdrawn_for_good(house: House) -> None:
    path = f"/v1/citizens/{uuid.uuid4()}/consents"
    first = await house.as_coordinator("PUT", path, CONSENT)
    assert (first.status_code, first.json()["recorded_by"]) == (201, "support-coordinator")
    assert (await house.as_coordinator("PUT", path, CONSENT)).status_code == 200
    withdrawn = await house.as_coordinator("PUT", path, CONSENT | {"withdrawn_on": "2025-03-03"})
    assert (withdrawn.status_code, withdrawn.json()["withdrawn_on"]) == (200, "2025-03-03")
    again = await house.as_coordinator("PUT", path, CONSENT)
    assert again.status_code == 409 and again.json()["type"].endswith("consent-settled")
    [shown] = (await house.as_team("GET", path)).json()
    assert shown["withdrawn_on"] == "2025-03-03"


async def test_a_system_alone_records_no_consent_and_others_read_none(house: House) -> None:
    path = f"/v1/citizens/{uuid.uuid4()}/consents"
    alone = await house.as_team("PUT", path, CONSENT)
    assert alone.status_code == 403 and alone.json()["type"].endswith("person-required")
    assert (await house.as_party("allocation_office", "GET", path)).status_code == 403


@pytest.mark.parametrize(
    ("changes", "pointer", "reason"),
    [
        ({"what": "notes"}, "/what", "notes never leave support"),
        ({"to": "support_team"}, "/to", "support knows it itself"),
        ({"basis": "law"}, "/section", "a law has a section"),
        ({"section": "§ 11 c"}, "/section", "a consent rests on none"),
        ({"given_on": "2025-03-04"}, "/given_on", "not given yet"),
        ({"withdrawn_on": "2025-03-02"}, "/withdrawn_on", "before it was given"),
        ({"what": "gossip"}, "/what", "nothing that is told"),
    ],
)
async def test_a_consent_that_makes_no_sense(
    house: House, changes: dict[str, object], pointer: str, reason: str
) -> None:
    path = f"/v1/citizens/{uuid.uuid4()}/consents"
    answer = await house.as_coordinator("PUT", path, CONSENT | changes)
    assert answer.status_code == 422, reason
    assert pointer in [error["pointer"] for error in answer.json()["errors"]], reason
    assert (await house.as_team("GET", path)).json() == [], reason


async def test_what_is_told_to_allocation_is_journaled_with_its_basis(house: House) -> None:
    referral = await house.open()
    assert len(await deliver(house)) == 1
    entries = (await house.as_team("GET", f"/v1/timeline/{referral}")).json()
    [passed] = [entry for entry in entries if entry["kind"] == "passed_on"]
    assert (passed["facts"]["what"], passed["facts"]["to"], passed["facts"]["basis"]) == (
        "no_room",
        "allocation_office",
        "law",
    )


async def test_what_needs_a_consent_is_held_back_until_there_is_one_and_again_when_it_is_withdrawn(
    house: House, stories: Stories
) -> None:
    """At the level of the story: what is told today rests on law, and this is the gate of all telling."""
    citizen, referral = uuid.uuid4(), uuid.uuid4()
    path = f"/v1/citizens/{citizen}/consents"

    async def told() -> tuple[bool, str, str | None, str]:
        async with stories.begin(CALLER, HELSINGOER) as story:
            passed = await pass_on(story, citizen, referral, What.CONTACT_PERSON, Party.HOUSING_ORGANISATION)
        entry = (await house.as_team("GET", f"/v1/timeline/{referral}")).json()[-1]
        return passed, entry["kind"], entry["facts"]["basis"], entry["reasons"][0]["rule"]

    assert await told() == (False, "held_back", None, "no-basis")
    assert (await house.as_coordinator("PUT", path, CONSENT | {"to": "social_centre"})).status_code == 201
    assert await told() == (False, "held_back", None, "no-basis"), "the consent is to another"
    assert (await house.as_coordinator("PUT", path, CONSENT)).status_code == 201
    assert await told() == (True, "passed_on", "consent", "by-consent")
    assert (await house.as_coordinator("PUT", path, CONSENT | {"withdrawn_on": "2025-03-03"})).status_code == 200
    assert await told() == (False, "held_back", None, "consent-withdrawn")
