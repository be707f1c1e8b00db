"""Lines of a rate table as somebody sent them, read cell by cell so that every fault is told at its line."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Rate

COLUMNS = ("key", "valid_from", "valid_to", "value", "unit", "verified", "source")
MAY_BE_EMPTY = frozenset({"valid_to"})
OTHER_NAMES = {"note": "source"}
PASSED_OVER = frozenset({"municipality_code", "origin"})
MOST_LINES = 2_000
LONGEST_SOURCE = 500
BYTE_ORDER_MARK = "\ufeff"
DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"(-?[0-9]{1,7})(?:[.,]([0-9]{1,4}))?")
YES_OR_NO = {"1": True, "0": False, "yes": True, "no": False, "true": True, "false": False, "ja": True, "nej": False}


@dataclass(frozen=True, slots=True)
class SentLine:
    """One line as sent: where it stands (a JSON pointer) and its cells by column."""

    place: str
    cells: Mapping[str, str]

    def at(self, column: str) -> str:
        """The JSON pointer of a cell."""
        return f"{self.place}/{column}"


@dataclass(frozen=True, slots=True)
class ReadLines:
    """The lines as rates in their order, each with its place; or every fault."""

    rates: tuple[tuple[str, Rate], ...]
    faults: tuple[FieldError, ...]


def lines_of_csv(content: bytes) -> tuple[list[SentLine], list[FieldError]]:
    """The lines of a CSV file with `,` or `;` between the cells; or what is wrong with the file as a whole."""
    try:
        text = content.decode().removeprefix(BYTE_ORDER_MARK)
        raw = text.splitlines()
        delimiter = ";" if raw and ";" in raw[0] else ","
        table = [[cell.strip() for row in csv.reader([each], delimiter=delimiter) for cell in row] for each in raw]
    except UnicodeDecodeError:
        return [], [FieldError("/lines", Text("Er ikke UTF-8", "Is not UTF-8"))]
    except csv.Error:
        return [], [FieldError("/lines", Text("Kan ikke læses som CSV", "Cannot be read as CSV"))]
    header = [OTHER_NAMES.get(name.lower(), name.lower()) for name in table[0]] if table else []
    faults = _faults_of_header(header)
    if faults:
        return [], faults
    lines = [(number, cells) for number, cells in enumerate(table[1:], 2) if any(cells)]
    for number, cells in lines:
        if len(cells) != len(header):
            said = Text(
                f"Linjen har {len(cells)} celler og overskriften {len(header)}",
                f"The line has {len(cells)} cells and the header {len(header)}",
            )
            faults.append(FieldError(f"/lines/{number}", said))
    sent = [
        SentLine(f"/lines/{number}", dict(zip(header, cells, strict=True)))
        for number, cells in lines
        if len(cells) == len(header)
    ]
    return sent, faults


def _faults_of_header(header: Sequence[str]) -> list[FieldError]:
    missing = [name for name in COLUMNS if name not in header]
    faults = [
        FieldError(f"/lines/1/{name}", Text("Kolonnen mangler i første linje", "The column is missing from line 1"))
        for name in missing
    ]
    for position, name in enumerate(header, 1):
        if name not in COLUMNS and name not in PASSED_OVER:
            text = Text(
                f"Kolonne {position} kendes ikke: ret navnet, eller fjern den",
                f"Column {position} is not known: correct its name, or remove it",
            )
            faults.append(FieldError("/lines/1", text))
        elif name in header[: position - 1]:
            text = Text(f"Kolonne {position} står der to gange", f"Column {position} is there twice")
            faults.append(FieldError("/lines/1", text))
    return faults


def read_lines(sent: Sequence[SentLine]) -> ReadLines:
    """Every line as a rate, or every fault of every line."""
    if not 0 < len(sent) <= MOST_LINES:
        text = Text(f"Der skal være mellem 1 og {MOST_LINES} linjer", f"There must be between 1 and {MOST_LINES} lines")
        return ReadLines((), (FieldError("/lines", text),))
    rates: list[tuple[str, Rate]] = []
    faults: list[FieldError] = []
    for line in sent:
        found = _read(line)
        if isinstance(found, Rate):
            rates.append((line.place, found))
        else:
            faults += found
    return ReadLines(tuple(rates), tuple(faults))


def _read(line: SentLine) -> Rate | list[FieldError]:
    cells = {name: line.cells.get(name, "").strip() for name in COLUMNS}
    first, last, value = _day(cells["valid_from"]), _day(cells["valid_to"]), _number(cells["value"])
    verified = YES_OR_NO.get(cells["verified"].lower())
    wrong = {
        "key": (cells["key"] not in set(RateKey), _UNKNOWN_KEY),
        "valid_from": (first is None, _NO_DAY),
        "valid_to": (bool(cells["valid_to"]) and last is None, _NO_DAY),
        "value": (value is None, _NO_NUMBER),
        "verified": (verified is None, _YES_OR_NO),
        "source": (len(cells["source"]) > LONGEST_SOURCE, _TOO_LONG),
    }
    faults = [FieldError(line.at(name), _EMPTY) for name in COLUMNS if not cells[name] and name not in MAY_BE_EMPTY]
    faults += [FieldError(line.at(name), said) for name, (bad, said) in wrong.items() if bad and cells[name]]
    if faults:
        return faults
    assert first is not None and value is not None and verified is not None
    return Rate(RateKey(cells["key"]), first, last, value, cells["unit"], verified, cells["source"])


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if DAY.fullmatch(cell) else None
    except ValueError:
        return None


def _number(cell: str) -> Decimal | None:
    """With a full stop or a comma before the decimals; 4.500 is refused, since it may be meant as thousands."""
    written = NUMBER.fullmatch(cell)
    if written is None or (written[2] and len(written[2]) == 3):
        return None
    return Decimal(f"{written[1]}.{written[2] or '0'}").normalize() + 0


_EMPTY = Text("Cellen er tom: udfyld den", "The cell is empty: fill it in")
_UNKNOWN_KEY = Text(
    "Satsen kendes ikke under dette navn; navnene ses på GET /v1/rates",
    "The rate is not known by this name; the names are seen at GET /v1/rates",
)
_NO_DAY = Text("Skriv datoen som ÅÅÅÅ-MM-DD", "Write the date as YYYY-MM-DD")
_NO_NUMBER = Text(
    "Skriv tallet entydigt, uden tusindpunktum: 284000 eller 22,5",
    "Write the number so that it can be read in one way only, without thousands: 284000 or 22.5",
)
_YES_OR_NO = Text("Skriv 1 eller 0 (eller yes, no)", "Write 1 or 0 (or yes, no)")
_TOO_LONG = Text(f"Må højst have {LONGEST_SOURCE} tegn", f"At most {LONGEST_SOURCE} characters")
