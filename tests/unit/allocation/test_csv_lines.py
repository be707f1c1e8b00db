"""A CSV file from a spreadsheet, read cell by cell: what is told, where, and that nothing else is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.allocation.domain.vacancies.batches import MOST_IN_AN_IMPORT
from services.allocation.domain.vacancies.csv_lines import COLUMNS, REQUIRED, CsvFile, read_file
from tests.unit.allocation.builders import YEAR_OF_VACANCIES

CELLS = {
    "reference": "236-06-0331",
    "municipality_code": "0217",
    "dwelling_id": "8c1930c0-25b8-4551-8a89-504b0eb19fb1",
    "posted_on": "2025-01-02",
    "notice_received_on": "2024-12-30",
    "vacant_from_on": "2025-03-01",
    "organisation_cvr": "99000236",
    "estate": "06",
    "dwelling_class": "family",
    "rooms": "4",
    "area_m2": "101",
    "floor": "3",
    "lift": "0",
    "pets_allowed": "1",
    "first_let_year": "1948",
    "rent_dkk": "7600",
    "utilities_dkk": "1220",
    "deposit_dkk": "31100",
}
HEADER = ",".join(CELLS)
LINE = ",".join(CELLS.values())


def a_file(delimiter: str = ",", end: str = "\n", **cells: str) -> bytes:
    """A header and one line."""
    written = CELLS | cells
    return (delimiter.join(written) + end + delimiter.join(written.values()) + end).encode()


def told(file: CsvFile) -> list[tuple[int, str]]:
    """Where something is wrong: 1 is the header."""
    faults = [(1, fault.pointer) for fault in file.faults]
    return faults + [(line.number, fault.pointer) for line in file.lines for fault in line.faults]


def values_of(content: bytes) -> dict[str, Any]:
    file = read_file(content)
    assert told(file) == [], "this file is right"
    [line] = file.lines
    return dict(line.values)


def test_the_years_file_is_read_whole() -> None:
    file = read_file(YEAR_OF_VACANCIES.read_bytes())
    assert (len(file.lines), told(file)) == (840, [])
    assert [line.number for line in file.lines] == list(range(2, 842))


WRITTEN: list[tuple[str, bytes, dict[str, Any]]] = [
    ("semicolons, as Danish spreadsheets write", a_file(";", rent_dkk="4500,50"), {"rent_dkk": "4500.50"}),
    ("a byte order mark", b"\xef\xbb\xbf" + a_file(), {"reference": "236-06-0331"}),
    ("line ends of Windows", a_file(end="\r\n"), {"deposit_dkk": "31100.00"}),
    ("line ends of old spreadsheets", a_file(end="\r"), {"deposit_dkk": "31100.00"}),
    ("a quoted comma", a_file(rent_dkk='"4500,5"'), {"rent_dkk": "4500.5"}),
    ("thousands and øre can only be read in one way", a_file(";", rent_dkk="14.500,50"), {"rent_dkk": "14500.50"}),
    ("a full stop before the øre", a_file(rent_dkk="4500.5"), {"rent_dkk": "4500.5"}),
    ("yes and no in words", a_file(lift="TRUE", pets_allowed="false"), {"lift": True, "pets_allowed": False}),
    ("yes and no in figures", a_file(lift="1", pets_allowed="0"), {"lift": True, "pets_allowed": False}),
    ("a basement", a_file(floor="-1"), {"floor": -1}),
    ("blanks around cells", a_file(rooms=" 2 "), {"rooms": 2}),
    ("names in capitals", a_file().replace(b"rooms", b"Rooms"), {"rooms": 4}),
    ("an optional column", a_file(single_room="1", stairwell="A"), {"single_room": True, "stairwell": "A"}),
    ("an optional column that is empty", a_file(chain_reference=""), {}),
    ("blank lines", a_file() + b"\n,,,,,,,,,,,,,,,,,\n   \n", {}),
    ("empty cells that a spreadsheet left behind", a_file().replace(b"\n", b",,\n"), {}),
    ("a cell that looks like a formula is text", a_file(reference="-1"), {"reference": "-1"}),
]


@pytest.mark.parametrize(("why", "content", "expected"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_what_can_only_be_meant_in_one_way_is_read(why: str, content: bytes, expected: dict[str, Any]) -> None:
    assert values_of(content).items() >= expected.items(), why


UNREADABLE = [
    ("four and a half, or four thousand five hundred", "rent_dkk", "4.500"),
    ("thousands in English, or three decimals", "rent_dkk", '"4,500"'),
    ("øre are two figures", "rent_dkk", "4500.005"),
    ("a currency", "rent_dkk", "kr. 4500"),
    ("a formula", "rent_dkk", "=1+1"),
    ("more than a register holds", "rent_dkk", "99999999999"),
    ("a decimal room", "rooms", "2.5"),
    ("a formula for rooms", "rooms", "@SUM(A1)"),
    ("a number of a thousand figures", "rooms", "9" * 1000),
    ("maybe", "lift", "maybe"),
    ("a spreadsheet's day number", "posted_on", "45659"),
    ("a Danish date", "posted_on", "02-01-2025"),
    ("no rent", "rent_dkk", ""),
]


@pytest.mark.parametrize(("why", "column", "cell"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
def test_what_cannot_be_read_is_told_at_its_cell_and_not_repeated(why: str, column: str, cell: str) -> None:
    file = read_file(a_file(**{column: cell}))
    assert told(file) == [(2, f"/{column}")], why
    [fault] = file.lines[0].faults
    assert fault.text.da != fault.text.en
    assert not cell or cell not in fault.text.da + fault.text.en


BROKEN_LINES = [
    ("a quotation mark never closed", LINE.replace("7600", '"7600')),
    ("a comma too many", LINE.replace("7600", "7600,50")),
    ("a cell too few", LINE.removesuffix(",31100")),
]


@pytest.mark.parametrize(("why", "line"), BROKEN_LINES, ids=[row[0] for row in BROKEN_LINES])
def test_a_broken_line_spoils_no_other(why: str, line: str) -> None:
    file = read_file("\n".join([HEADER, LINE, line, LINE]).encode())
    assert told(file) == [(3, "")], why
    assert [len(each.values) for each in file.lines] == [len(CELLS), 0, len(CELLS)]


def test_a_line_in_another_encoding_is_told() -> None:
    file = read_file(a_file() + LINE.replace("06,family", "Nørregård,family").encode("latin-1"))
    assert told(file) == [(3, "")]
    assert "UTF-8" in file.lines[1].faults[0].text.da


HEADERS = [
    ("a column is missing", HEADER.replace(",rooms", ""), ["/rooms"]),
    ("a column is unknown", HEADER + ",colour", [""]),
    ("a column is there twice", HEADER + ",rooms", ["/rooms"]),
    ("an unknown one twice", HEADER + ",colour,colour", ["", ""]),
    ("a column without a name", HEADER.replace(",rooms", ",,rooms"), [""]),
    ("there is no header", LINE, [*(f"/{name}" for name in REQUIRED), *[""] * len(CELLS)]),
    ("quotation marks that do not match", '"reference', [""]),
    ("an optional one may be missing", HEADER, []),
]


@pytest.mark.parametrize(("why", "header", "pointers"), HEADERS, ids=[row[0] for row in HEADERS])
def test_the_header_is_told_what_is_wrong_with_it(why: str, header: str, pointers: list[str]) -> None:
    file = read_file(f"{header}\n{LINE}\n".encode())
    assert [fault.pointer for fault in file.faults] == pointers, why
    told_of = " ".join(fault.text.da + fault.text.en for fault in file.faults)
    assert not [each for each in ("colour", CELLS["reference"], CELLS["dwelling_id"]) if each in told_of]


def test_a_file_without_vacancies_and_one_with_too_many_are_told() -> None:
    for content in (b"", b"\n", HEADER.encode(), "\n".join([HEADER, *[LINE] * (MOST_IN_AN_IMPORT + 1)]).encode()):
        file = read_file(content)
        assert file.faults, content[:40]
        assert file.lines == ()


@given(st.binary(max_size=400))
def test_whatever_bytes_are_sent_something_is_told(content: bytes) -> None:
    assert read_file(content).faults
    after_the_header = read_file(HEADER.encode() + b"\n" + content)
    assert all(line.faults for line in after_the_header.lines)


def test_every_fact_of_a_vacancy_has_a_column() -> None:
    assert set(COLUMNS) >= set(REQUIRED) == set(CELLS)
