"""The monthly statements of state refund, through the API and the worker's sweeps."""

import asyncio
import csv
from decimal import Decimal
from io import StringIO

import pytest

from services.support.usecases.stays import close_refund_months
from tests.integration.support.house import House
from tests.integration.support.shelters import CITIZEN, admit, correct, rate, statement, sweep_on, told


async def test_a_statement_says_days_rate_and_amounts_that_balance(house: House) -> None:
    await rate(house, "1345.55")
    await admit(house, "2024-10-20")
    await admit(house, "2025-02-01", "2025-02-28", citizen_id="11111111-1111-4111-8111-111111111111")
    theirs = await admit(
        house, "2025-02-01", citizen_id="22222222-2222-4222-8222-222222222222", paying_municipality_code="0101"
    )
    await sweep_on(house, "2025-03-03")
    months = (await house.as_party("management", "GET", "/v1/refunds/statements")).json()
    assert months == ["2024-10", "2024-11", "2024-12", "2025-01", "2025-02"]
    found = await statement(house, "2025-02")
    assert found["closed"] and len(found["lines"]) == 2
    assert theirs["id"] not in [line["stay_id"] for line in found["lines"]], "another municipality pays"
    sums = sorted((line["sums"]["days"], line["sums"]["refundable_days"]) for line in found["lines"])
    assert sums == [(28, 16), (28, 28)], "12 + 30 + 31 + 31 = 104 by January; 16 of 120 are left in February"
    total = {name: Decimal(str(value)) for name, value in found["total"].items()}
    assert total["gross_dkk"] == Decimal("75350.80") == 56 * Decimal("1345.55")
    assert total["refund_dkk"] == Decimal("29602.10") == 44 * Decimal("1345.55") / 2
    assert total["own_dkk"] == total["gross_dkk"] - total["refund_dkk"]
    assert found["counts_in_service_ceiling_dkk"] == "75350.80", "the refund does not relieve the ceiling"


async def test_what_turns_out_otherwise_is_a_new_line_and_never_an_edit(house: House) -> None:
    stay = (await admit(house, "2025-01-10"))["id"]
    await sweep_on(house, "2025-03-03")
    january = await statement(house, "2025-01")
    assert january["days_without_rate"] == 22 and january["lines"][0]["daily_rate_dkk"] is None
    await rate(house, "1000.00")
    await correct(house, stay, 1, admitted_on="2025-01-20")
    await sweep_on(house, "2025-04-02")
    assert await statement(house, "2025-01") == january, "a closed statement stays as it was"
    march = await statement(house, "2025-03")
    lines = [
        (
            line["period_month"],
            line["correction"],
            line["daily_rate_dkk"],
            line["sums"]["days"],
            line["sums"]["gross_dkk"],
        )
        for line in march["lines"]
    ]
    assert sorted(lines, key=str) == [
        ("2025-01", True, "1000.00", 12, "12000.00"),
        ("2025-01", True, None, -22, "0.00"),
        ("2025-02", True, "1000.00", 28, "28000.00"),
        ("2025-02", True, None, -28, "0.00"),
        ("2025-03", False, "1000.00", 31, "31000.00"),
    ]
    await correct(house, stay, 2, "entered_in_error")
    await sweep_on(house, "2025-05-02")
    totals = [(await statement(house, f"2025-0{month}"))["total"] for month in (1, 2, 3, 4)]
    for name in ("days", "refundable_days", "gross_dkk", "refund_dkk", "own_dkk"):
        assert sum(Decimal(str(total[name])) for total in totals) == 0, f"an annulled stay comes to nothing: {name}"


async def test_the_month_under_way_is_stated_as_it_stands(house: House) -> None:
    await rate(house, "1000.00")
    await admit(house, "2025-03-01")
    now = await statement(house, "2025-03")
    assert (now["closed"], now["total"]["days"], now["total"]["refund_dkk"]) == (False, 3, "1500.00")
    assert (await statement(house, "2025-04"))["lines"] == []
    assert (await statement(house, "2010-01"))["lines"] == []
    assert (await house.as_party("management", "GET", "/v1/refunds/statements/2025-13")).status_code == 422


async def test_the_table_to_take_home_has_no_names(house: House) -> None:
    await rate(house, "1000.00")
    stay = await admit(house, "2025-02-01", "2025-02-10")
    await sweep_on(house, "2025-03-03")
    answer = await house.as_party("management", "GET", "/v1/refunds/statements/2025-02/export")
    assert answer.headers["content-type"].startswith("text/csv")
    assert CITIZEN not in answer.text
    [row] = csv.DictReader(StringIO(answer.text))
    assert row == {
        "statement_month": "2025-02",
        "period_month": "2025-02",
        "shelter": "north-house",
        "stay_id": stay["id"],
        "correction": "false",
        "daily_rate_dkk": "1000.00",
        "days": "10",
        "refundable_days": "10",
        "gross_dkk": "10000.00",
        "refund_dkk": "5000.00",
        "own_dkk": "5000.00",
    }


async def test_rates_are_entered_all_or_none(house: House) -> None:
    row = {"shelter": "north-house", "valid_from": "2025-01-01", "daily_rate_dkk": "1000.00", "source": "list"}
    wrong = [row, row | {"daily_rate_dkk": "0.00"}, row | {"shelter": "x", "daily_rate_dkk": "100000.01"}]
    refused = await house.as_team("PUT", "/v1/shelter-rates", {"rates": wrong})
    pointers = [error["pointer"] for error in refused.json()["errors"]]
    assert pointers == ["/rates/1/daily_rate_dkk", "/rates/1/valid_from", "/rates/2/daily_rate_dkk"]
    assert (await house.as_team("GET", "/v1/shelter-rates")).json() == {"rates": []}


async def test_control_a_month_that_is_closed_twice_is_booked_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each month is closed once only because the mark of its closing is asked for."""

    async def always(*_: object) -> bool:
        return True

    await rate(house, "1000.00")
    await admit(house, "2025-02-01", "2025-02-10")
    monkeypatch.setattr(close_refund_months, "close_month", always)
    await asyncio.gather(*(sweep_on(house, "2025-03-03") for _ in range(2)))
    assert len(await told(house, "refund_statement_closed")) == 2
