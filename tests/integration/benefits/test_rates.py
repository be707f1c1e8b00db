"""Rates: entered by a municipality for itself, refused by name, national ones beneath them."""

from decimal import Decimal
from typing import Any

from tests.integration.benefits.desk import SOLROED, Desk, an_offer, helsingor_rates
from tests.integration.callers import slug_of
from tests.unit.benefits.facts import national_rates

HOURS: dict[str, Any] = {
    "key": "fast_track_hours",
    "valid_from": "2025-01-01",
    "valid_to": None,
    "value": "24",
    "unit": "hours",
    "verified": False,
    "note": "local choice",
}


async def enter(desk: Desk, *rows: dict[str, Any]) -> Any:
    return await desk.as_department("PUT", "/v1/rates", {"rates": list(rows)})


async def test_the_same_rows_again_change_nothing(desk: Desk) -> None:
    before = len(await desk.events())
    again = await enter(desk, *helsingor_rates())
    assert again.status_code == 200
    assert len(again.json()) == 10
    assert len(await desk.events()) == before


async def test_drawn_rates_are_shown_as_not_verified_with_their_source(desk: Desk) -> None:
    listed = (await desk.as_department("GET", "/v1/rates")).json()
    local = [row for row in listed if row["origin"] == "local"]
    assert len(local) == 10
    assert not any(row["verified"] for row in local)
    assert "drawn" in next(row["note"] for row in local if row["key"] == "deposit_loan_income_limit")


async def test_the_national_rates_are_those_of_the_file_each_with_a_source(bare_desk: Desk) -> None:
    listed = (await bare_desk.as_department("GET", "/v1/rates")).json()
    found = {(row["key"], row["valid_from"]): Decimal(row["value"]) for row in listed if row["origin"] == "national"}
    assert found == {(rate.key, rate.valid_from.isoformat()): rate.value for rate in national_rates()}
    assert all(row["note"] for row in listed)


async def test_overlapping_rows_are_refused_both_named_and_nothing_is_entered(desk: Desk) -> None:
    fine = HOURS | {"key": "ordinary_deadline", "value": "12", "unit": "working days"}
    clash = HOURS | {"valid_from": "2025-06-01", "value": "48"}
    refused = await enter(desk, fine, clash)
    assert refused.status_code == 422
    assert slug_of(refused) == "rates-refused"
    [error] = refused.json()["errors"]
    assert error["pointer"] == "/rates/1/valid_from"
    assert "2025-01-01 (24)" in error["detail"] and "2025-06-01 (48)" in error["detail"]
    listed = (await desk.as_department("GET", "/v1/rates")).json()
    assert [row["value"] for row in listed if row["key"] == "ordinary_deadline"] == ["10"]


async def test_a_new_rate_follows_when_the_old_row_is_ended_in_the_same_request(desk: Desk) -> None:
    answer = await enter(desk, HOURS | {"valid_to": "2025-06-01"}, HOURS | {"valid_from": "2025-06-01", "value": "12"})
    assert answer.status_code == 200
    assert [row["value"] for row in answer.json() if row["key"] == "fast_track_hours"] == ["24", "12"]


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"key": "fast_track_days"}, "/rates/0/key", "a misspelt key would never be found"),
    ({"unit": "days"}, "/rates/0/unit", "another unit is another rate"),
    ({"value": "-1"}, "/rates/0/value", "no negative hours"),
    ({"value": "0"}, "/rates/0/value", "a deadline of no time is none"),
    ({"value": "24.5"}, "/rates/0/value", "hours are whole"),
    ({"value": "100000"}, "/rates/0/value", "more hours than a year has"),
    ({"value": 24.0}, "/rates/0/value", "a float is not exact"),
    ({"value": "NaN"}, "/rates/0/value", "not a number"),
    ({"value": "1e9"}, "/rates/0/value", "out of all measure"),
    ({"valid_to": "2025-01-01"}, "/rates/0/valid_to", "covers no day"),
    ({"valid_from": "2025-02-30"}, "/rates/0/valid_from", "no such day"),
    ({"municipality_code": "0461"}, "/rates/0/municipality_code", "another municipality's rate"),
    ({"verified": "perhaps"}, "/rates/0/verified", "yes or no"),
    ({"surprise": 1}, "/rates/0/surprise", "an unknown field is told, not lost"),
]


async def test_a_row_that_cannot_be_is_refused_at_its_field(bare_desk: Desk) -> None:
    for change, pointer, reason in REFUSED:
        refused = await enter(bare_desk, HOURS | change)
        assert refused.status_code == 422, reason
        assert [error["pointer"] for error in refused.json()["errors"]] == [pointer], reason
    listed = (await bare_desk.as_department("GET", "/v1/rates")).json()
    assert {row["origin"] for row in listed} == {"national"}


async def test_the_same_row_twice_in_one_request_is_refused(bare_desk: Desk) -> None:
    refused = await enter(bare_desk, HOURS, HOURS | {"value": "12"})
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/rates/1/valid_from"]


async def test_a_municipality_decides_by_its_own_rates_only(desk: Desk) -> None:
    desk.municipality = SOLROED
    listed = (await desk.as_department("GET", "/v1/rates")).json()
    assert {row["origin"] for row in listed} == {"national"}


async def test_without_the_hours_the_offers_deadline_stands_alone(bare_desk: Desk) -> None:
    answer = await bare_desk.as_allocation("PUT", "/v1/cases/5f6f6d0e-0a3c-4c55-9d6e-0d9a52a9a1f4", an_offer())
    assert answer.status_code == 201
    assert answer.json()["due_reason"]["rule"] == "due_with_offer"


async def test_an_unknown_rate_is_asked_for_in_the_file(bare_desk: Desk) -> None:
    file = (await bare_desk.as_key_worker("GET", f"/v1/cases/{await bare_desk.open()}")).json()
    assert file["proposal"]["outcome"] == "question"
    assert file["proposal"]["affordability"]["verdict"] == "question"
    asked = {question["rate"] for question in file["proposal"]["questions"]}
    assert {"deposit_loan_income_limit", "disposable_guideline_single"} <= asked
