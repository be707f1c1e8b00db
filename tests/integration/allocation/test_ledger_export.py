"""The ledger taken home as a table, enough to recompute it with pen and paper."""

import csv
import io

from tests.builders.posting import a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import everything

LEDGER = "/v1/ledgers/99000236"
A_QUARTER = {"place": "stairwell", "share": "1/4"}


async def test_the_ledger_is_taken_home_as_a_table(quarter: Callers) -> None:
    await everything(quarter)
    answer = await quarter.organisation_a.get(f"{LEDGER}/export")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="ledger-0217-99000236-family.csv"' in answer.headers["content-disposition"]
    assert answer.text.count("\r\n") == answer.text.count("\n") == 15
    table = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    rows = (await quarter.organisation_a.get(LEDGER)).json()
    counts = ("countable", "used_general", "lapsed", "owed")
    for line, row in zip(table, rows, strict=True):
        assert (line["sequence"], line["outcome"]) == (str(row["sequence"]), row["outcome"])
        assert [int(line[name]) for name in counts] == [row[name] for name in counts]
        assert {name: int(line[f"moved_{name}"]) for name in counts if int(line[f"moved_{name}"])} == row["moved"]
        assert (line["share"], line["carry"]) == ("1/4", "0")
        assert int(line["rights_arisen"]) == row["countable"] // 4
        used = row["used_general"] + row["lapsed"]
        assert int(line["available"]) == int(line["rights_arisen"]) - used
    assert not {"person", "dwelling_id", "id"} & set(table[0])


async def test_the_export_says_what_was_known_and_what_each_dwelling_met(callers: Callers) -> None:
    await callers.office.put("/v1/estates", {"estates": [an_estate()]})
    target = {"condition": {"max_rooms": 1}, "share": "1/2"}
    agreement = an_agreement(kind="agreement", target=target, usable={"max_rooms": 2}, spread=A_QUARTER)
    assert (await callers.office.post("/v1/agreements", agreement)).status_code == 201
    for rooms in (1, 3):
        await callers.organisation_a.post("/v1/vacancies", a_vacancy(rooms=rooms, stairwell="B"))
    answer = await callers.office.get(f"{LEDGER}/export")
    lines = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [(line["meets_target"], line["usable"], line["rooms"]) for line in lines] == [
        ("true", "true", "1"), ("false", "false", "3"),
    ]  # fmt: skip
    assert [(line["target_share"], line["overlap"], line["moved_places"]) for line in lines] == [
        ("1/2", "max", "02:1:0 02/B:1:0")
    ] * 2


async def test_an_empty_ledger_is_a_header(quarter: Callers) -> None:
    answer = await quarter.office.get(f"{LEDGER}/export")
    assert answer.text.startswith("sequence,decided_at,made_by,outcome,")
    assert answer.text.count("\r\n") == 1


async def test_another_organisation_takes_nothing_home(quarter: Callers) -> None:
    await everything(quarter)
    named = {"Hjemvej-Municipality": "0217"}
    assert (await quarter.organisation_b.get(f"{LEDGER}/export", **named)).text.count("\r\n") == 1
