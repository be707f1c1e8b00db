"""What later rates do to decisions: nothing to those made, everything to those not made yet."""

from tests.integration.benefits.desk import Desk
from tests.integration.benefits.rate_tables import a_row, review, send_rows


async def test_a_rate_entered_later_changes_no_earlier_decision(desk: Desk) -> None:
    case = await desk.open()
    decided = (await desk.decide(case)).json()
    undecided = await desk.open()
    before = (await desk.as_key_worker("GET", f"/v1/cases/{undecided}")).json()["proposal"]
    row = a_row(valid_from="2025-01-01", valid_to=None, value="9000")
    sent = (await send_rows(desk, row)).json()
    assert (await review(desk, sent["id"], confirmed=["/rows/0"])).json()["status"] == "approved"
    assert (await desk.as_key_worker("GET", f"/v1/cases/{case}")).json()["proposal"] == decided["proposal"]
    # The control: what is not decided yet is judged by the new rate.
    after = (await desk.as_key_worker("GET", f"/v1/cases/{undecided}")).json()["proposal"]
    assert (before["affordability"]["verdict"], after["affordability"]["verdict"]) == (
        "affordable",
        "not_within_guideline",
    )


async def test_where_verified_rates_are_demanded_the_others_are_asked_for(desk: Desk) -> None:
    demand = a_row(key="verified_rates_demanded", value="1", unit="1 or 0", valid_from="2025-03-01", valid_to=None)
    sent = (await send_rows(desk, demand)).json()
    await review(desk, sent["id"])
    file = (await desk.as_key_worker("GET", f"/v1/cases/{await desk.open()}")).json()
    asked = {each["rate"]: each["text"]["en"] for each in file["proposal"]["questions"]}
    assert "is not verified (284000 DKK a year)" in asked["deposit_loan_income_limit"]
    assert "See borger.dk" in asked["deposit_loan_income_limit"]
    assert file["proposal"]["outcome"] == "question"
