"""Whoever refers sees that support is there, by whom and how far, and no more."""

import uuid

from tests.integration.support.house import SOLROED, House

OPEN_TO_OTHERS = ("tasks", "referrals", "waiting-list?method=icm", "workers", "teams", "methods")


async def test_the_social_centre_follows_a_nomination_from_the_offer_to_the_course(house: House) -> None:
    referral = await house.open(nomination_reference="C0121")
    await house.open(nomination_reference="C0122")
    path = "/v1/referral-standings?nomination_reference=C0121"
    expected = {"id": referral, "state": "open", "worker_reference": None, "method": None, "starts_on": None}
    assert (await house.as_party("social_centre", "GET", path)).json() == [expected]
    await house.worker("W1")
    await house.assign(referral, "W1")
    await house.outcome(referral, "signed", "2025-03-10")
    expected |= {"state": "course", "worker_reference": "W1", "method": "icm", "starts_on": "2025-03-10"}
    assert (await house.as_party("social_centre", "GET", path)).json() == [expected]
    one = await house.as_party("social_centre", "GET", f"/v1/referrals/{referral}/standing")
    assert (one.status_code, one.json()) == (200, expected)


async def test_an_offer_that_joined_is_found_by_its_own_nomination(house: House) -> None:
    citizen = str(uuid.uuid4())
    first = await house.open(citizen_id=citizen, nomination_reference="C0121")
    joined = await house.open(citizen_id=citizen, nomination_reference="C0177")
    path = "/v1/referral-standings?nomination_reference="
    for reference in ("C0121", "C0177"):
        [shown] = (await house.as_party("social_centre", "GET", path + reference)).json()
        assert shown["id"] == first, reference
    one = await house.as_party("social_centre", "GET", f"/v1/referrals/{joined}/standing")
    assert one.json()["id"] == first


async def test_the_social_centre_reads_neither_tasks_nor_whole_referrals(house: House) -> None:
    referral = await house.open()
    for path in (*OPEN_TO_OTHERS, f"referrals/{referral}"):
        assert (await house.as_party("social_centre", "GET", f"/v1/{path}")).status_code == 403, path
    assert (await house.as_party("civil_society", "GET", f"/v1/referrals/{referral}/standing")).status_code == 403


async def test_tasks_are_for_those_who_read_courses(house: House) -> None:
    token = house.issuer.token("support_team", "support_team", "referrals:read", municipalities=["0217"])
    assert (await house.send("GET", "/v1/tasks", bearer=token)).status_code == 403
    assert (await house.as_team("GET", "/v1/tasks")).status_code == 200


async def test_foreign_and_missing_look_the_same(house: House) -> None:
    referral = await house.open(nomination_reference="C0121")
    house.municipality = SOLROED
    for known in (referral, str(uuid.uuid4())):
        assert (await house.as_party("social_centre", "GET", f"/v1/referrals/{known}/standing")).status_code == 404
    path = "/v1/referral-standings?nomination_reference=C0121"
    assert (await house.as_party("social_centre", "GET", path)).json() == []
