"""Refund days and their warnings, through the API and the worker's sweeps."""

import asyncio
from typing import Any

import pytest

from services.support.usecases.stays import watch_refund_days
from tests.integration.support.house import House
from tests.integration.support.shelters import CITIZEN, admit, discharge, sweep_on, told

PATH = f"/v1/citizens/{CITIZEN}/refund-days"


async def refund_days(house: House, on: str | None = None, citizen: str = CITIZEN) -> dict[str, Any]:
    path = f"/v1/citizens/{citizen}/refund-days" + (f"?on={on}" if on else "")
    answer = await house.as_coordinator("GET", path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def choose(house: House, **choices: object) -> None:
    row = {"valid_from": "2020-01-01", "source": "local choice"} | choices
    answer = await house.as_team("PUT", "/v1/stay-terms", {"terms": [row]})
    assert answer.status_code == 200, answer.text


async def test_days_used_left_and_when_they_run_out(house: House) -> None:
    await admit(house, "2025-02-10")
    found = await refund_days(house, "2025-03-11")
    days = found["days"]
    assert (days["used"], days["left"], days["limit"]) == (30, 90, 120)
    assert (days["year_from"], days["year_to"]) == ("2025-02-10", "2026-02-10")
    assert (days["runs_out_on"], days["runs_out_because"]) == ("2025-06-10", "limit_used")
    [run] = found["runs"]
    assert (run["from_on"], run["to_on"], run["refundable"], run["number_from"]) == (
        "2025-02-10", "2025-03-11", True, 1,
    )  # fmt: skip
    assert run["reason"]["text"]["en"].startswith("Days 1 to 30 of 120")
    assert found["verified"] is False, "no source says which edge days count"
    assert (await refund_days(house, "2199-12-31"))["days"]["left"] == 0


async def test_reading_a_citizens_days_is_a_persons_act_and_recorded(house: House) -> None:
    assert (await house.as_team("GET", PATH)).status_code == 403
    empty = await refund_days(house)
    assert (empty["days"]["used"], empty["days"]["left"], empty["days"]["year_from"]) == (0, 120, None)
    assert [event["person"] for event in await told(house, "refund_days_read")] == ["support-coordinator"]


async def test_the_municipalitys_choices_are_counted_by_and_shown(house: House) -> None:
    await admit(house, "2025-01-01", "2025-01-11")
    assert (await refund_days(house))["days"]["used"] == 11
    await choose(house, edge_days="nights", verified=True)
    found = await refund_days(house)
    assert (found["days"]["used"], found["verified"], found["terms_source"]) == (10, True, "local choice")
    shown = (await house.as_team("GET", "/v1/stay-terms")).json()
    assert shown["default"]["edge_days"] == "admission_and_discharge" and shown["default"]["verified"] is False
    wrong = [{"valid_from": "2020-01-01", "source": "x", "warn_days": -1}, {"valid_from": "2020-01-01", "source": "x"}]
    refused = await house.as_team("PUT", "/v1/stay-terms", {"terms": wrong})
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/terms/0/warn_days", "/terms/1/valid_from"]
    assert (await refund_days(house))["days"]["used"] == 10, "nothing half changed"


@pytest.mark.parametrize(
    ("transition", "runs_out_on", "reason"),
    [("by_day", "2026-04-01", "90 are the limit from 1 April"), ("by_year", "2026-04-05", "the open year keeps 120")],
)
async def test_the_limit_of_1_april_2026_by_either_reading(
    house: House, transition: str, runs_out_on: str, reason: str
) -> None:
    await choose(house, transition=transition)
    await sweep_on(house, "2025-12-10")
    stay = await admit(house, "2025-12-06")
    assert stay["refund_days"]["runs_out_on"] == runs_out_on, reason


async def test_who_runs_out_is_told_once_and_listed(house: House) -> None:
    stay = await admit(house, "2025-02-10")
    assert (await house.as_team("GET", "/v1/refunds/running-out?within=30")).json() == []
    await sweep_on(house, "2025-05-10")
    assert await told(house, "refund_days_running_out") == [], "31 days before"
    await sweep_on(house, "2025-05-11")
    await sweep_on(house, "2025-05-11")
    await sweep_on(house, "2025-05-20")
    [event] = await told(house, "refund_days_running_out")
    assert event["subject_id"] == stay["id"]
    assert event["facts"] == {
        "citizen_id": CITIZEN,
        "runs_out_on": "2025-06-10",
        "because": "limit_used",
        "used": 91,
        "left": 29,
    }
    [row] = (await house.as_team("GET", "/v1/refunds/running-out?within=30")).json()
    assert (row["stay_id"], row["days"]["left"]) == (stay["id"], 20)
    assert (await house.as_team("GET", "/v1/refunds/running-out?within=20")).json() == []
    assert (await discharge(house, stay["id"], "2025-05-20")).status_code == 200
    assert (await house.as_team("GET", "/v1/refunds/running-out?within=730")).json() == []


async def test_a_stay_that_outlasts_its_year_is_warned_of_again_where_presence_opens_the_next(house: House) -> None:
    await choose(house, next_year="presence")
    await admit(house, "2025-02-10")
    for day in ("2025-05-11", "2025-07-01", "2026-02-10", "2026-04-09", "2026-04-10", "2026-04-11", "2026-04-12"):
        await sweep_on(house, day)
    told_of = [event["facts"]["runs_out_on"] for event in await told(house, "refund_days_running_out")]
    assert told_of == ["2025-06-10", "2026-05-11"], "the second year has 90 from 1 April: 10 February to 10 May"


async def test_two_sweeps_at_once_tell_once(house: House) -> None:
    await admit(house, "2025-02-10")
    await asyncio.gather(*(sweep_on(house, "2025-05-11") for _ in range(3)))
    assert len(await told(house, "refund_days_running_out")) == 1
    assert len(await told(house, "refund_statement_closed")) == 3, "February, March and April, once each"
    raised = [event["facts"]["kind"] for event in await told(house, "stay_task_raised")]
    assert sorted(raised) == ["action_plan", "meeting", "nomination", "support_decision"]


async def test_support_decided_before_the_discharge_is_refunded_for_two_years_from_it(house: House) -> None:
    stay = (await admit(house, "2025-02-10"))["id"]
    path = f"/v1/stays/{stay}/decisions/section_85a"
    wrong = {"decided_on": "2025-03-04", "starts_on": "2025-03-01", "ends_on": "2025-02-01"}
    refused = await house.as_coordinator("PUT", path, wrong)
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/decided_on", "/starts_on", "/ends_on"]
    assert (await house.as_coordinator("PUT", path, {"decided_on": "2025-03-01", "starts_on": "2025-03-03"})).is_success
    assert (await refund_days(house))["windows"][0]["refundable_from"] is None, "not discharged yet"
    await discharge(house, stay, "2025-03-03")
    [window] = (await refund_days(house))["windows"]
    assert (window["refundable_from"], window["refundable_to"]) == ("2025-03-03", "2027-03-03")
    assert [reason["rule"] for reason in window["reasons"]] == ["decided-before-discharge", "within-the-period"]
    [ended] = await told(house, "citizen_discharged")
    assert ended["reasons"][0]["met"]


async def test_control_without_the_mark_every_sweep_tells(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning is told once only because the mark of having told it is asked for."""

    async def always(*_: object) -> bool:
        return True

    await admit(house, "2025-02-10")
    monkeypatch.setattr(watch_refund_days, "needs_telling", always)
    monkeypatch.setattr(watch_refund_days, "save_watch", _forget)
    for _ in range(2):
        await sweep_on(house, "2025-05-11")
    assert len(await told(house, "refund_days_running_out")) == 2


async def _forget(*_: object) -> None:
    """Nothing is kept of the date."""


async def test_the_list_of_who_runs_out_is_paged(house: House) -> None:
    citizens = sorted(f"{number}1111111-1111-4111-8111-111111111111" for number in range(3))
    for citizen in citizens:
        await admit(house, "2025-02-10", citizen_id=citizen)
    first = await house.as_team("GET", "/v1/refunds/running-out?within=100&limit=2")
    assert [row["citizen_id"] for row in first.json()] == citizens[:2]
    following = first.headers["link"].split(">")[0].removeprefix("<")
    rest = await house.as_team("GET", following)
    assert [row["citizen_id"] for row in rest.json()] == citizens[2:] and "link" not in rest.headers
