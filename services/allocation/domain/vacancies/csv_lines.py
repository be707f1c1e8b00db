"""Vacancies as lines of a CSV file from a spreadsheet: read cell by cell, so that every fault is told at its place.

Cells are data: one that begins with `=`, `+`, `-` or `@` is judged like any other and never calculated. No cell is
repeated in what is told of it.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.vacancies.batches import MOST_IN_AN_IMPORT
from services.allocation.domain.vacancies.facts import VacancyFacts

HEADER = 1
COLUMNS: Mapping[str, Any] = {each.name: each.type for each in fields(VacancyFacts)}
REQUIRED = tuple(each.name for each in fields(VacancyFacts) if each.default is MISSING)

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINE_ENDS = re.compile(rb"\r\n|\r|\n")
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,10}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
AMOUNT = re.compile(r"(-?[0-9]{1,9})(?:[.,]([0-9]{1,2}))?")
AMOUNT_WITH_THOUSANDS = re.compile(r"(-?[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2}),([0-9]{1,2})")
YES_OR_NO = {"1": True, "0": False, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class CsvLine:
    """One line of the file: its number as an editor shows it, its values by column, and what cannot be read."""

    number: int
    values: Mapping[str, object]
    faults: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class CsvFile:
    """The lines with vacancies, or what is wrong with the file as a whole: then no line is read."""

    lines: tuple[CsvLine, ...]
    faults: tuple[FieldError, ...] = ()


def read_file(content: bytes) -> CsvFile:
    """Every line of the file; blank ones are passed over."""
    raw = LINE_ENDS.split(content.removeprefix(BYTE_ORDER_MARK))
    delimiter = ";" if b";" in raw[0] else ","
    try:
        header = _cells(raw[0], delimiter)
    except ValueError as error:
        return CsvFile((), (FieldError("", error.args[0]),))
    columns = [name.lower() for name in _without_blanks_behind(header)]
    if faults := tuple(_faults_of_header(columns)):
        return CsvFile((), faults)
    lines = tuple(line for number, each in enumerate(raw, HEADER) if (line := _line(number, each, delimiter, columns)))
    if not lines or len(lines) > MOST_IN_AN_IMPORT:
        return CsvFile((), (FieldError("", _EMPTY if not lines else _TOO_MANY),))
    return CsvFile(lines)


def _faults_of_header(columns: Sequence[str]) -> Iterator[FieldError]:
    for name in REQUIRED:
        if name not in columns:
            yield FieldError(f"/{name}", _COLUMN_MISSING)
    for name, count in Counter(columns).items():
        if count > 1 and name in COLUMNS:
            yield FieldError(f"/{name}", _COLUMN_TWICE)
    for position, name in enumerate(columns, 1):
        if name not in COLUMNS:
            # By its place and not by its name: in a file without header the first line is data.
            text = Text(
                f"Kolonne {position} har ikke et af vores feltnavne: ret navnet i første linje, eller fjern kolonnen",
                f"Column {position} bears none of our field names: correct it in the first line, or remove the column",
            )
            yield FieldError("", text)


def _line(number: int, raw: bytes, delimiter: str, columns: Sequence[str]) -> CsvLine | None:
    if number == HEADER:
        return None
    try:
        cells = _without_blanks_behind(_cells(raw, delimiter), least=len(columns))
    except ValueError as error:
        return CsvLine(number, {}, (FieldError("", error.args[0]),))
    if not any(cells):
        return None
    if len(cells) != len(columns):
        return CsvLine(number, {}, (FieldError("", _wrong_count(len(cells), len(columns))),))
    values: dict[str, object] = {}
    faults: list[FieldError] = []
    for name, cell in zip(columns, cells, strict=True):
        read, expected = READERS.get(COLUMNS[name], (str, _MISSING_VALUE))
        if cell == "":
            faults += [FieldError(f"/{name}", _MISSING_VALUE)] if name in REQUIRED else []
        elif (value := read(cell)) is None:
            faults.append(FieldError(f"/{name}", expected))
        else:
            values[name] = value
    return CsvLine(number, values, tuple(faults))


def _cells(raw: bytes, delimiter: str) -> list[str]:
    """The line's cells without blanks around them. Raises ValueError with the sentence where it cannot be read.

    A line is read by itself: a quotation mark that is never closed spoils that line alone.
    """
    try:
        return [cell.strip() for row in csv.reader([raw.decode()], delimiter=delimiter, strict=True) for cell in row]
    except UnicodeDecodeError:
        raise ValueError(_NOT_UTF_8) from None
    except csv.Error:
        raise ValueError(_QUOTES) from None


def _without_blanks_behind(cells: Sequence[str], least: int = 0) -> Sequence[str]:
    """Without the empty cells that spreadsheets leave at the end of a line."""
    length = len(cells)
    while length > least and cells[length - 1] == "":
        length -= 1
    return cells[:length]


def _whole_number(cell: str) -> int | None:
    return int(cell) if WHOLE_NUMBER.fullmatch(cell) else None


def _yes_or_no(cell: str) -> bool | None:
    return YES_OR_NO.get(cell.lower())


def _day(cell: str) -> str | None:
    """As it is written: a spreadsheet's day number is no date."""
    return cell if DAY.fullmatch(cell) else None


def _amount(cell: str) -> str | None:
    """With a full stop before the øre; 4.500 could be four thousand five hundred or four and a half, and is refused."""
    written = AMOUNT.fullmatch(cell) or AMOUNT_WITH_THOUSANDS.fullmatch(cell)
    return f"{written[1].replace('.', '')}.{written[2] or '00'}" if written else None


READERS: Mapping[Any, tuple[Callable[[str], object | None], Text]] = {
    int: (_whole_number, Text("Skriv et helt tal, fx 2", "Write a whole number, such as 2")),
    bool: (_yes_or_no, Text("Skriv 1 eller 0 (eller true, false)", "Write 1 or 0 (or true, false)")),
    date: (_day, Text("Skriv datoen som ÅÅÅÅ-MM-DD", "Write the date as YYYY-MM-DD")),
    Decimal: (
        _amount,
        Text(
            "Skriv beløbet entydigt: 4500, 4500.00 eller 4500,00",
            "Write the amount so that it can be read in one way only: 4500, 4500.00 or 4500,00",
        ),
    ),
}


def _wrong_count(cells: int, columns: int) -> Text:
    return Text(
        f"Linjen har {cells} celler og overskriften {columns}: sæt anførselstegn om en celle, der indeholder et "
        "skilletegn",
        f"The line has {cells} cells and the header {columns}: put quotation marks around a cell that contains a "
        "delimiter",
    )


_MISSING_VALUE = Text("Cellen er tom: udfyld den", "The cell is empty: fill it in")
_COLUMN_MISSING = Text("Kolonnen mangler i første linje", "The column is missing from the first line")
_COLUMN_TWICE = Text("Kolonnen står der flere gange: behold den ene", "The column is there more than once: keep one")
_NOT_UTF_8 = Text("Er ikke UTF-8: gem filen som »CSV UTF-8«", "Is not UTF-8: save the file as “CSV UTF-8”")
_QUOTES = Text(
    "Anførselstegnene passer ikke sammen: luk dem, eller fjern dem",
    "The quotation marks do not match: close them, or remove them",
)
_EMPTY = Text("Der er ingen boliger i filen", "There are no vacancies in the file")
_TOO_MANY = Text(
    f"Filen har flere end {MOST_IN_AN_IMPORT} boliger: del den",
    f"The file has more than {MOST_IN_AN_IMPORT} vacancies: split it",
)
