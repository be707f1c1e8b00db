"""What the tests of alerts do over and over."""

from typing import Any

import httpx

from tests.integration.support.house import House

CITIZEN = "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11"
TERMS: dict[str, object] = {
    "valid_from": "2025-01-01",
    "normal_hours": 16,
    "high_hours": 8,
    "highest_hours": 1,
    "time_to_act_days": 5,
    "follow_up_days": 14,
    "offer_risk_days": 2,
    "phase_warning_days": 14,
    "source": "local choice",
}
NOTICES: dict[str, tuple[str, str, dict[str, object]]] = {
    "sanction": (
        "job_centre",
        "/v1/sanction-notices",
        {
            "citizen_id": CITIZEN,
            "reference": "S1",
            "sanction_from_on": "2025-04-01",
            "kind": "period_deduction",
        },
    ),
    "discharge": (
        "partner",
        "/v1/discharge-notices",
        {"citizen_id": CITIZEN, "reference": "U1", "discharge_on": "2025-03-20"},
    ),
}


async def with_worker(house: House, **changes: object) -> str:
    """The citizen's referral, with worker W1 of the team north, whose coordinator is K1."""
    await house.worker("K1")
    team = {"method": "icm", "coordinator": "K1", "disciplines": []}
    entered = await house.as_team("PUT", "/v1/teams/north", team)
    assert entered.status_code in (200, 201), entered.text
    await house.worker("W1")
    referral = await house.open(citizen_id=CITIZEN)
    assigned = await house.assign(referral, "W1")
    assert assigned.status_code == 200, assigned.text
    if changes:
        await house.worker("W1", **changes)
    return referral


async def notify(house: House, which: str = "sanction", /, **changes: object) -> httpx.Response:
    """A notice, sent by whoever sends such notices."""
    party, path, body = NOTICES[which]
    return await house.send("POST", path, body | changes, bearer=house.token(party))


async def alerts(house: House, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await house.as_team("GET", f"/v1/alerts{query}")).json()
    return found


async def the_alert(house: House, query: str = "") -> dict[str, Any]:
    [found] = await alerts(house, query)
    return found


async def acknowledge(house: House, alert: dict[str, Any], action: str = "contacted_sender") -> httpx.Response:
    path = f"/v1/alerts/{alert['id']}/acknowledgement"
    return await matched(house, path, {"action": action}, alert["version"])


async def matched(house: House, path: str, body: object, version: int) -> httpx.Response:
    """A person in the support team changes what was read in this version."""
    bearer = house.token("support_team", person="support-coordinator")
    return await house.send("POST", path, body, bearer=bearer, if_match=version)


async def heard(house: House, party: str, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await house.as_party(party, "GET", "/v1/events", **more)).json()["events"]
    return found


async def exemption(house: House, notice: str, party: str = "job_centre", **changes: object) -> httpx.Response:
    body = {"from_on": "2025-04-01", "to_on": "2025-06-30"} | changes
    path = f"/v1/sanction-notices/{notice}/exemption"
    return await house.send("POST", path, body, bearer=house.token(party))
