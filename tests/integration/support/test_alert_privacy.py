"""What who tells of a sanction or a discharge sees of it: every field against a list, with a control."""

from collections.abc import Mapping
from typing import Any

from tests.integration.support.alerts import acknowledge, alerts, exemption, heard, notify, the_alert, with_worker
from tests.integration.support.house import SOLROED, House

SANCTION_FIELDS = {
    "id",
    "citizen_id",
    "reference",
    "sanction_from_on",
    "kind",
    "replaces_reference",
    "received_at",
    "short",
    "acknowledged_at",
    "follow_up_asked_at",
    "exemptions",
    "replaced_at",
    "withdrawn_at",
}
EXEMPTION_FIELDS = {"id", "by", "from_on", "to_on", "made_at"}
DISCHARGE_FIELDS = SANCTION_FIELDS - {"sanction_from_on", "kind", "short", "follow_up_asked_at", "exemptions"} | {
    "discharge_on"
}
FACTS = {"reference", "happens_on", "short", "from_on", "to_on"}


def beyond(shown: Mapping[str, Any], allowed: set[str]) -> set[str]:
    """The fields shown that are not on the list."""
    return set(shown) - allowed


async def test_the_job_centre_sees_of_its_notice_no_more_than_is_listed(house: House) -> None:
    await with_worker(house)
    notice = (await notify(house)).json()["id"]
    await exemption(house, notice, "support_team")
    await acknowledge(house, await the_alert(house))
    seen = (await house.as_party("job_centre", "GET", f"/v1/sanction-notices/{notice}")).json()
    assert beyond(seen, SANCTION_FIELDS) == set()
    assert [beyond(each, EXEMPTION_FIELDS) for each in seen["exemptions"]] == [set()]
    events = await heard(house, "job_centre")
    kinds = ["sanction_notice_received", "exemption_asked", "sanction_notice_acknowledged"]
    assert [event["kind"] for event in events] == kinds
    assert [(beyond(event["facts"], FACTS), event["reasons"]) for event in events] == [(set(), [])] * 3
    assert [(event["client_id"], event["person"]) for event in events] == [
        ("job_centre", None),
        ("municipality", None),
        ("municipality", None),
    ]
    for path in ("/v1/alerts", f"/v1/alerts/{(await the_alert(house))['id']}", "/v1/figures/alerts"):
        assert (await house.as_party("job_centre", "GET", path)).status_code == 403


async def test_psychiatry_sees_that_its_notice_is_received_and_acknowledged(house: House) -> None:
    await with_worker(house)
    notice = (await notify(house, "discharge")).json()["id"]
    await acknowledge(house, await the_alert(house), "visit_planned")
    seen = (await house.as_party("partner", "GET", f"/v1/discharge-notices/{notice}")).json()
    assert beyond(seen, DISCHARGE_FIELDS) == set() and seen["acknowledged_at"] is not None
    events = await heard(house, "partner")
    assert [event["kind"] for event in events] == ["discharge_notice_received", "discharge_notice_acknowledged"]
    assert [(beyond(event["facts"], FACTS), event["reasons"]) for event in events] == [(set(), [])] * 2
    another = house.issuer.token("other-hospital", "partner", "discharge-notices:read", municipalities=["0217"])
    assert (await house.send("GET", f"/v1/discharge-notices/{notice}", bearer=another)).status_code == 404
    assert (await house.as_party("job_centre", "GET", f"/v1/discharge-notices/{notice}")).status_code == 403


async def test_control_what_the_support_team_reads_is_more_than_the_lists_allow(house: House) -> None:
    """The lists above mean something only if an alert as support reads it goes beyond them."""
    await with_worker(house)
    await notify(house)
    alert = await the_alert(house)
    assert {"owner", "action", "outcome"} <= beyond(alert, SANCTION_FIELDS | DISCHARGE_FIELDS)
    raised = [event for event in await heard(house, "support_team") if event["kind"] == "alert_raised"]
    assert "owner_reference" in beyond(raised[0]["facts"], FACTS) and raised[0]["reasons"]
    assert "municipality" not in [event["client_id"] for event in raised]


async def test_no_organisation_and_no_other_municipality_hears_of_an_alert(house: House) -> None:
    await with_worker(house)
    notice = (await notify(house)).json()["id"]
    alert = (await the_alert(house))["id"]
    assert await heard(house, "housing_organisation", cvr="99000236") == []
    assert "alert_raised" not in [event["kind"] for event in await heard(house, "allocation_office")]
    house.municipality = SOLROED
    assert (await house.as_team("GET", f"/v1/alerts/{alert}")).status_code == 404
    assert (await house.as_party("job_centre", "GET", f"/v1/sanction-notices/{notice}")).status_code == 404
    assert await alerts(house) == []
