"""Next year's rates: sent in by one person, faults told by line, approved by another, all in force or nothing."""

import asyncio
import uuid
from typing import Any

import httpx
import psycopg
import pytest

from kit.database.stories import Story
from services.benefits.domain.rates.imports import RateImport
from services.benefits.store.rate_imports import get_rate_import
from services.benefits.usecases.rates import review_import
from tests.integration.benefits.desk import SOLROED, Desk
from tests.integration.benefits.rate_tables import (
    END_OF_OLD,
    HEADER,
    NEXT_YEAR,
    SINGLE,
    a_row,
    review,
    send_csv,
    send_rows,
)
from tests.integration.callers import slug_of


async def guidelines(desk: Desk) -> list[str]:
    listed = (await desk.as_department("GET", "/v1/rates")).json()
    return [row["value"] for row in listed if row["key"] == SINGLE and row["origin"] == "local"]


def pointers(answer: httpx.Response) -> list[str]:
    return [error["pointer"] for error in answer.json()["errors"]]


async def test_a_csv_file_is_in_force_once_another_person_has_approved_it(desk: Desk) -> None:
    sent = await send_csv(desk, HEADER, END_OF_OLD, NEXT_YEAR)
    assert sent.status_code == 201, sent.text
    assert sent.json()["status"] == "pending"
    assert await guidelines(desk) == ["4000"]
    said = [each["text"]["en"] for each in sent.json()["differences"]]
    assert said[1] == (
        "disposable income guideline, single, 2026-01-01 to 2026-12-31: from 4000 to 4120 DKK a month (+3 %)"
    )
    approved = await review(desk, sent.json()["id"])
    assert approved.status_code == 200, approved.text
    assert (approved.json()["status"], approved.json()["reviewed_by"]) == ("approved", "reviewer")
    assert await guidelines(desk) == ["4000", "4120"]
    read = (await desk.as_department("GET", f"/v1/rate-imports/{sent.json()['id']}")).json()
    assert [each["old"] for each in read["differences"]] == ["4000", "4000"]


async def test_the_importer_may_not_approve_but_may_take_it_back(desk: Desk) -> None:
    sent = (await send_csv(desk, HEADER, END_OF_OLD, NEXT_YEAR)).json()
    own = await review(desk, sent["id"], person="importer")
    assert (own.status_code, slug_of(own)) == (403, "second-person-needed")
    back = await review(desk, sent["id"], "rejection", person="importer", reason="Forkert år")
    assert back.json()["status"] == "rejected"
    again = await review(desk, sent["id"], version=2)
    assert (again.status_code, slug_of(again)) == (409, "rate-import-reviewed")
    assert await guidelines(desk) == ["4000"]


async def test_the_database_holds_the_four_eyes_too(desk: Desk) -> None:
    sent = (await send_csv(desk, HEADER, END_OF_OLD, NEXT_YEAR)).json()
    with psycopg.connect(desk.database.app) as connection:
        connection.execute("SELECT set_config('hjemvej.municipality', '0217', true)")
        connection.execute("SELECT set_config('hjemvej.municipalities', '0217', true)")
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute(
                "UPDATE rate_import SET status = 'approved', reviewed_by = imported_by WHERE id = %s", (sent["id"],)
            )


async def test_a_system_alone_neither_sends_in_nor_approves(desk: Desk) -> None:
    alone = await desk.as_department("POST", "/v1/rate-imports", {"rows": [a_row()]})
    assert (alone.status_code, slug_of(alone)) == (403, "person-required")
    office = await desk.as_party("allocation_office", "POST", f"/v1/rate-imports/{uuid.uuid4()}/approval", {})
    assert office.status_code == 403


FAULTS: list[tuple[list[dict[str, Any]], list[str], str]] = [
    ([a_row(key="disposable_guidline")], ["/rows/0/key"], "a misspelt rate would never be found"),
    ([a_row(unit="EUR a month")], ["/rows/0/unit"], "another unit is another rate"),
    ([a_row(value="-4120")], ["/rows/0/value"], "negative"),
    ([a_row(value="4.120")], ["/rows/0/value"], "four thousand or four: it can be read in two ways"),
    ([a_row(value="4120.555")], ["/rows/0/value"], "a fraction of an øre"),
    ([a_row(valid_from="01-01-2026")], ["/rows/0/valid_from"], "no such way to write a day"),
    ([a_row(valid_from="2026-02-30")], ["/rows/0/valid_from"], "no such day"),
    ([a_row(valid_to="2026-01-01")], ["/rows/0/valid_to"], "covers no day"),
    ([a_row(verified="perhaps")], ["/rows/0/verified"], "yes or no"),
    ([a_row(source="")], ["/rows/0/source"], "a rate without a source"),
    ([a_row(), a_row()], ["/rows/1/valid_from"], "the same row twice"),
    ([a_row(), a_row(valid_from="2026-06-01", valid_to=None)], ["/rows/1/valid_from"], "overlap within the table"),
    ([a_row(), a_row(valid_from="2027-02-01", valid_to=None)], ["/rows/0/valid_to", "/rows/1/valid_from"], "a gap"),
    ([], ["/lines"], "an empty table"),
    (
        [a_row(value="-1", verified="x"), a_row(key="nothing", valid_from="soon")],
        ["/rows/0/verified", "/rows/1/key", "/rows/1/valid_from"],
        "what cannot be read is told of every line at once",
    ),
    (
        [a_row(value="-1", unit="hours"), a_row(key="fast_track_hours", value="0.5", unit="hours")],
        ["/rows/0/unit", "/rows/0/value", "/rows/1/value"],
        "and so is what cannot be",
    ),
]


async def test_every_fault_is_told_by_its_line_and_nothing_is_kept(bare_desk: Desk) -> None:
    for rows, expected, reason in FAULTS:
        refused = await send_rows(bare_desk, *rows)
        assert (refused.status_code, slug_of(refused)) == (422, "rate-import-refused"), reason
        assert pointers(refused) == expected, reason
    assert (await bare_desk.as_department("GET", "/v1/rate-imports")).json() == []


async def test_an_overlap_with_what_stands_names_both_rows(desk: Desk) -> None:
    refused = await send_csv(desk, HEADER, NEXT_YEAR)
    assert pointers(refused) == ["/lines/2/valid_from"]
    assert "from 2025-01-01 (4000)" in refused.json()["errors"][0]["detail"]


async def test_a_gap_is_named_by_its_days_and_may_be_confirmed(bare_desk: Desk) -> None:
    limit = a_row(key="deposit_loan_income_limit", unit="DKK a year", value="284000", valid_from="2025-01-01")
    refused = await send_rows(bare_desk, limit)
    [error] = refused.json()["errors"]
    assert error["pointer"] == "/rows/0/valid_from"
    assert "from 2024-01-01 to 2024-12-31" in error["detail"]
    confirmed = await send_rows(bare_desk, limit, query="?confirmed=/rows/0/valid_from")
    assert confirmed.status_code == 201
    assert (await review(bare_desk, confirmed.json()["id"])).json()["status"] == "approved"


CSV_FAULTS: list[tuple[list[str], list[str], str]] = [
    ([HEADER.replace("value", "amount"), NEXT_YEAR], ["/lines/1/value", "/lines/1"], "a column misnamed"),
    ([HEADER, NEXT_YEAR.replace(",yes,", ",")], ["/lines/2"], "a cell is missing"),
    ([HEADER, "", NEXT_YEAR.replace("4120", "x")], ["/lines/3/value"], "an empty line still counts as a line"),
    ([HEADER], ["/lines"], "no rates"),
]


async def test_a_csv_file_is_told_of_by_the_lines_of_the_file(bare_desk: Desk) -> None:
    for lines, expected, reason in CSV_FAULTS:
        refused = await send_csv(bare_desk, *lines)
        assert refused.status_code == 422, reason
        assert pointers(refused) == expected, reason
    semicolons = [line.replace(",", ";") for line in (HEADER, NEXT_YEAR)]
    assert (await send_csv(bare_desk, *semicolons)).status_code == 201
    assert (await send_csv(bare_desk, HEADER, NEXT_YEAR, kind="text/plain")).status_code == 415


async def test_a_jump_is_questioned_and_confirmed_by_the_one_who_approves(desk: Desk) -> None:
    jump = NEXT_YEAR.replace("4120", "41200")
    sent = (await send_csv(desk, HEADER, END_OF_OLD, jump)).json()
    assert [bool(each["question"]) for each in sent["differences"]] == [False, True]
    refused = await review(desk, sent["id"])
    assert (refused.status_code, slug_of(refused)) == (422, "changes-unconfirmed")
    assert pointers(refused) == ["/lines/3/value"]
    assert await guidelines(desk) == ["4000"]
    confirmed = await review(desk, sent["id"], confirmed=["/lines/3"])
    assert confirmed.json()["status"] == "approved"
    assert await guidelines(desk) == ["4000", "41200"]


async def test_what_no_longer_fits_is_refused_and_nothing_is_half_changed(desk: Desk) -> None:
    other = "disposable_guideline_couple,2024-01-01,2025-01-01,7000,DKK a month,no,the year before"
    sent = (await send_csv(desk, HEADER, other, END_OF_OLD, NEXT_YEAR)).json()
    late = a_row(valid_from="2026-06-01", valid_to=None, value="4500", note="entered meanwhile")
    late.pop("source")
    ended = a_row(valid_from="2025-01-01", valid_to="2026-01-01", value="4000", note="ended")
    ended.pop("source")
    assert (await desk.as_department("PUT", "/v1/rates", {"rates": [ended, late]})).status_code == 200
    outdated = await review(desk, sent["id"])
    assert (outdated.status_code, slug_of(outdated)) == (409, "rate-import-outdated")
    listed = (await desk.as_department("GET", "/v1/rates")).json()
    assert [row["value"] for row in listed if row["key"] == "disposable_guideline_couple"] == ["7150"]


async def review_at_once(desk: Desk) -> list[int]:
    """One approves and one rejects the same import."""
    sent = (await send_csv(desk, HEADER, END_OF_OLD, NEXT_YEAR)).json()
    answers = await asyncio.gather(
        review(desk, sent["id"], person="one"), review(desk, sent["id"], "rejection", person="two", reason="Nej")
    )
    return sorted(answer.status_code for answer in answers)


async def test_of_two_who_review_at_once_one_is_told(desk: Desk) -> None:
    assert await review_at_once(desk) == [200, 409]
    kinds = [event["kind"] for event in await desk.events() if event["kind"].startswith("rate_import_")]
    assert kinds[0] == "rate_import_received" and len(kinds) == 2


async def test_control_without_the_row_locked_both_are_believed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_read = asyncio.Barrier(2)

    async def unlocked(story: Story, import_id: uuid.UUID, *, lock: bool = False) -> RateImport:
        found = await get_rate_import(story, import_id)
        await both_have_read.wait()
        return found

    monkeypatch.setattr(review_import, "get_rate_import", unlocked)
    assert await review_at_once(desk) == [200, 200]


async def test_another_municipality_sees_no_import(desk: Desk) -> None:
    sent = (await send_csv(desk, HEADER, END_OF_OLD, NEXT_YEAR)).json()
    desk.municipality = SOLROED
    assert (await desk.as_department("GET", "/v1/rate-imports")).json() == []
    assert (await desk.as_department("GET", f"/v1/rate-imports/{sent['id']}")).status_code == 404
    assert (await review(desk, sent["id"])).status_code == 404
