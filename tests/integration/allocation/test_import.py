"""A file of vacancies: every fault of every line is told; nothing is posted unless every line is right."""

import csv
import io
import itertools
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from kit.database.stories import Stories
from kit.web.tokens import TokenVerifier
from services.allocation.main import join
from services.allocation.settings import Settings
from tests.builders.posting import ORGANISATION_A, ORGANISATION_B, a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import CallerOf, slug_of
from tests.integration.conftest import Clock
from tests.integration.gateway.running import a_gateway, reserved_port, served
from tests.unit.allocation.builders import YEAR_OF_VACANCIES

PATH = "/v1/vacancy-imports"
_keys = itertools.count(1)

Row = dict[str, Any]


async def send(
    caller: CallerOf, content: bytes, *, dry_run: bool = False, kind: str = "text/csv", through: str = ""
) -> httpx.Response:
    headers = caller.headers | {"Idempotency-Key": f"file-{next(_keys)}", "Content-Type": kind}
    query = {"dry_run": "true"} if dry_run else {}
    return await caller.http.post(through + PATH, content=content, headers=headers, params=query)


def a_file(rows: Sequence[Row], delimiter: str = ",") -> bytes:
    """The rows under the names of the first, as a spreadsheet writes them."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def a_row(**cells: Any) -> Row:
    return a_vacancy() | {"lift": 0, "pets_allowed": 1, "chain_reference": ""} | cells


def told(answer: httpx.Response) -> list[tuple[int, str | None]]:
    return [(fault["line"], fault["field"]) for fault in answer.json()["faults"]]


async def nothing_is_posted(caller: CallerOf) -> bool:
    listed, ledger = await caller.get("/v1/vacancies"), await caller.get(f"/v1/ledgers/{ORGANISATION_A}")
    return (listed.json(), ledger.json()) == ([], [])


async def test_a_file_is_posted_and_each_line_answered(quarter: Callers) -> None:
    rows = [a_row(notice_received_on=f"2025-02-{20 + number}") for number in range(4)]
    answer = await send(quarter.organisation_a, a_file(rows))
    assert answer.status_code == 201, answer.text
    report = answer.json()
    assert (report["lines"], report["faulty_lines"], report["faults"]) == (4, 0, [])
    lines = [(line["line"], line["reference"], line["sequence"], line["outcome"]) for line in report["vacancies"]]
    assert lines == [
        (number + 2, row["reference"], number + 1, "claimed" if number == 3 else "released")
        for number, row in enumerate(rows)
    ]
    assert [line["posted_late"] for line in report["vacancies"]] == [True, True, True, True]
    claimed = (await quarter.organisation_a.get(f"/v1/vacancies/{report['vacancies'][3]['id']}")).json()
    assert "1/4 of 4 gives 1 right" in claimed["decision"]["reasons"][-1]["text"]["en"]


async def test_the_same_file_again_gives_the_first_answers(quarter: Callers) -> None:
    content = a_file([a_row() for _ in range(3)])
    first = await send(quarter.organisation_a, content)
    again = await send(quarter.organisation_a, content)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["vacancies"] == [line | {"repeated": True} for line in first.json()["vacancies"]]


async def test_danish_spreadsheets_are_understood(quarter: Callers) -> None:
    row = a_row(rent_dkk="4.800,50", utilities_dkk="600,5", lift="TRUE", single_room="0")
    answer = await send(quarter.organisation_a, b"\xef\xbb\xbf" + a_file([row], ";"))
    assert answer.status_code == 201, answer.text
    posted = (await quarter.organisation_a.get(f"/v1/vacancies/{answer.json()['vacancies'][0]['id']}")).json()
    kept = {name: posted["vacancy"][name] for name in ("rent_dkk", "utilities_dkk", "lift", "single_room")}
    assert kept == {"rent_dkk": "4800.50", "utilities_dkk": "600.50", "lift": True, "single_room": False}


WRONG_CELLS: list[tuple[int, dict[str, Any], list[str]]] = [
    (17, {"rent_dkk": "0"}, ["rent_dkk"]),
    (18, {"rent_dkk": "4.500"}, ["rent_dkk"]),
    (350, {"rooms": "two", "floor": 99}, ["rooms", "floor"]),
    (351, {"posted_on": "03-03-2025"}, ["posted_on"]),
    (352, {"posted_on": "2025-03-04"}, ["posted_on"]),
    (353, {"vacant_from_on": "2025-02-01"}, ["vacant_from_on"]),
    (354, {"vacant_from_on": "2025-02-30"}, ["vacant_from_on"]),
    (1000, {"municipality_code": "217"}, ["municipality_code"]),
    (1001, {"municipality_code": "0269"}, ["municipality_code"]),
    (1002, {"organisation_cvr": ORGANISATION_B}, ["organisation_cvr"]),
    (1003, {"organisation_cvr": "99000237"}, ["organisation_cvr"]),
    (2500, {"estate": "99"}, ["estate"]),
    (2501, {"estate": "", "area_m2": ""}, ["estate", "area_m2"]),
    (2502, {"dwelling_class": "castle"}, ["dwelling_class"]),
    (2503, {"dwelling_id": "here"}, ["dwelling_id"]),
    (4000, {"lift": "maybe"}, ["lift"]),
    (4001, {"reference": "=1+1"}, ["reference"]),
    (4002, {"reference": "x" * 61}, ["reference"]),
    (4003, {"chain_reference": "nobody-knows"}, ["chain_reference"]),
    (4004, {"first_let_year": 2031}, ["first_let_year"]),
    (5000, {"deposit_dkk": "-1"}, ["deposit_dkk"]),
    (5001, {"utilities_dkk": "many"}, ["utilities_dkk"]),
    (5002, {"pets_allowed": ""}, ["pets_allowed"]),
    (5003, {"notice_received_on": "2015-03-01"}, ["notice_received_on"]),
    (5004, {"area_m2": "6.5"}, ["area_m2"]),
    (9997, {"rooms": 0, "rent_dkk": "1", "estate": "98"}, ["rooms", "rent_dkk", "estate"]),
    (9998, {"floor": "-9"}, ["floor"]),
    (9999, {"rooms": "99999999999"}, ["rooms"]),
    (10000, {"lift": "nej"}, ["lift"]),
    (10001, {"vacant_from_on": "2028-03-01"}, ["vacant_from_on"]),
]


@pytest.fixture
async def through_the_gateway(
    stories: Stories, tokens: TokenVerifier, fernet_key: str, clock: Clock
) -> AsyncIterator[httpx.AsyncClient]:
    """Allocation on a socket, behind the gateway with the limits it has by default."""
    secret = SecretStr("secret")
    settings = Settings(
        allocation_database_url="",
        allocation_client_secret=secret,
        encryption_keys=SecretStr(fernet_key),
        citizen_secret=secret,
    )
    with reserved_port() as port:
        async with (
            served(join(stories, tokens, settings), port) as address,
            a_gateway(address) as client,
        ):
            client.timeout = httpx.Timeout(60)
            yield client


async def test_ten_thousand_lines_with_thirty_wrong_and_then_the_mended_file(
    quarter: Callers, through_the_gateway: httpx.AsyncClient
) -> None:
    assert len(WRONG_CELLS) == 30
    right = [a_row() for _ in range(10_000)]
    wrong = [*right]
    for number, cells, _ in WRONG_CELLS:
        wrong[number - 2] = right[number - 2] | cells
    organisation = CallerOf(through_the_gateway, quarter.organisation_a.headers["Authorization"].split()[1])
    content = a_file(wrong)
    assert len(content) > 1024 * 1024, "larger than any other body may be"

    refused = await send(organisation, content, through="/allocation")
    assert (refused.status_code, slug_of(refused)) == (422, "import-refused")
    expected = [(number, name) for number, _, names in WRONG_CELLS for name in names]
    assert sorted(told(refused)) == sorted(expected)
    told_of = refused.json()
    assert (told_of["lines"], told_of["faulty_lines"], told_of["fault_count"]) == (10_000, 30, len(expected))
    assert all(fault["text"]["da"] and fault["text"]["en"] for fault in told_of["faults"])
    assert await nothing_is_posted(quarter.organisation_a)

    mended = await send(organisation, a_file(right), through="/allocation")
    assert mended.status_code == 201, mended.text[:500]
    outcomes = [line["outcome"] for line in sorted(mended.json()["vacancies"], key=lambda line: int(line["sequence"]))]
    assert outcomes == ["released", "released", "released", "claimed"] * 2_500


async def test_a_dry_run_tells_what_is_wrong_and_posts_nothing(quarter: Callers) -> None:
    organisation = quarter.organisation_a
    right, wrong = [a_row(), a_row()], [a_row(), a_row(rooms=0, estate="77"), a_row()]
    answers = [await send(organisation, a_file(rows), dry_run=True) for rows in (right, wrong)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [told(answer) for answer in answers] == [[], [(3, "rooms"), (3, "estate")]]
    for answer in answers:
        assert (answer.json()["dry_run"], answer.json()["vacancies"]) == (True, []), "no decision can be tried out"
    assert await nothing_is_posted(organisation)


async def test_a_file_as_a_whole_can_be_wrong(quarter: Callers) -> None:
    organisation = quarter.organisation_a
    row = a_row()
    headless = a_file([row]).split(b"\r\n")[1]
    without_rooms = a_file([{name: cell for name, cell in row.items() if name != "rooms"}])
    unknown = await send(organisation, a_file([row | {"colour": "red"}]), dry_run=True)
    assert told(unknown) == [(1, None)]
    assert "Column 20" in unknown.json()["faults"][0]["text"]["en"]
    assert told(await send(organisation, without_rooms, dry_run=True)) == [(1, "rooms")]
    assert told(await send(organisation, a_file([row]).replace(b"chain_reference", b"rooms"), dry_run=True)) == [
        (1, "rooms")
    ]
    answer = await send(organisation, headless)
    assert (answer.status_code, slug_of(answer)) == (422, "import-refused")
    assert row["reference"] not in answer.text, "what stands where the names should be is not repeated"


FORMULAS = ['=HYPERLINK("http://example.org";"x")', "+45", "@SUM(A1)", "-1+1|cmd"]


@pytest.mark.parametrize("formula", FORMULAS)
async def test_a_formula_is_data_and_is_not_repeated(quarter: Callers, formula: str) -> None:
    row = a_row(reference=formula, estate=formula, rent_dkk=formula)
    answer = await send(quarter.organisation_a, a_file([row]))
    assert answer.status_code == 422
    assert sorted(told(answer)) == [(2, "estate"), (2, "reference"), (2, "rent_dkk")]
    assert formula not in answer.text


async def test_only_csv_within_its_limit_is_taken(quarter: Callers) -> None:
    organisation = quarter.organisation_a
    content = a_file([a_row()])
    assert slug_of(await send(organisation, b'"reference"', kind="application/json")) == "not-csv"
    assert (await send(organisation, content, kind="text/csv; charset=utf-8")).status_code == 201
    too_large = await send(organisation, content + b"," * 4_200_000)
    assert (too_large.status_code, too_large.json()["limit_bytes"]) == (413, 4 * 1024 * 1024)
    assert told(await send(organisation, a_file([a_row() for _ in range(10_001)]), dry_run=True)) == [(1, None)]


async def test_helsingors_year_by_file_gives_what_it_gave_one_by_one(callers: Callers, clock: Clock) -> None:
    """The largest organisation's 418 vacancies, in the order of its notices, under the blind quarter."""
    clock.now = datetime(2026, 1, 2, 12, tzinfo=UTC)
    lines = YEAR_OF_VACANCIES.read_text(encoding="utf-8").splitlines()
    rows = [row for row in csv.DictReader(lines) if row["organisation_cvr"] == ORGANISATION_A]
    estates = {row["estate"]: row["dwelling_class"] for row in rows}
    await callers.office.put(
        "/v1/estates", {"estates": [an_estate(estate=name, dwelling_class=kind) for name, kind in estates.items()]}
    )
    await callers.office.post("/v1/agreements", an_agreement())
    answer = await send(callers.organisation_a, a_file(rows))
    assert answer.status_code == 201, answer.text[:2000]
    outcomes = [line["outcome"] for line in answer.json()["vacancies"]]
    counted = outcomes.count("claimed") + outcomes.count("released")
    assert (len(outcomes), outcomes.count("claimed")) == (418, counted // 4)
    chains = sum(row["chain_reference"] != "" and row["dwelling_class"] == "family" for row in rows)
    youth = sum(row["dwelling_class"] == "youth" for row in rows)
    assert outcomes.count("not_countable") == chains + youth
