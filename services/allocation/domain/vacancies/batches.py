"""Several vacancies in one request: what is wrong with any of them, which are the same, and which comes first."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.vacancies.facts import VacancyFacts, find_faults_among

MOST_IN_A_BATCH = 1_000
MOST_IN_AN_IMPORT = 10_000
MOST_FAULTS_TOLD = 10_000
"""Of one request: nobody reads more, and the answer stays within bounds whatever is sent."""


@dataclass(frozen=True, slots=True)
class Line:
    """One vacancy as it was read: the facts that could be read, by name, and what is wrong with the others."""

    given: Mapping[str, Any]
    faults: tuple[FieldError, ...] = ()

    def facts(self) -> VacancyFacts:
        """The vacancy, where nothing was wrong with it."""
        return VacancyFacts(**self.given)


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with one field of one line; `differs` where its reference stands for something else already."""

    line: int
    fault: FieldError
    differs: bool = False

    def as_json(self) -> dict[str, object]:
        """The fault as a line of a report, in both languages; no field where the line as a whole is wrong."""
        text = self.fault.text
        field = self.fault.pointer.removeprefix("/") or None
        return {"line": self.line, "field": field, "text": {"da": text.da, "en": text.en}}


def find_faults_of_lines(lines: Sequence[Line], organisation_cvr: str, on: date) -> list[LineFault]:
    """What cannot be right in any of the lines, by itself or beside the others; each line is named by its index."""
    municipality_code = next((code for line in lines if (code := line.given.get("municipality_code"))), None)
    faults: list[LineFault] = []
    for index, (line, first) in enumerate(zip(lines, first_lines(lines), strict=True)):
        found = [*line.faults, *find_faults_among(line.given, on)]
        told = {fault.pointer for fault in found}
        if "/organisation_cvr" not in told and line.given.get("organisation_cvr", organisation_cvr) != organisation_cvr:
            found.append(FieldError("/organisation_cvr", _ANOTHERS))
        if line.given.get("municipality_code", municipality_code) != municipality_code:
            found.append(FieldError("/municipality_code", _ANOTHER_MUNICIPALITY))
        faults += [LineFault(index, fault) for fault in found]
        if first != index:
            differing = find_differences(lines[first].given, line.given)
            faults += [LineFault(index, fault, differs=True) for fault in differing]
    return faults + [LineFault(index, FieldError("/chain_reference", _CIRCLE)) for index in _circles(lines)]


def _circles(lines: Sequence[Line]) -> list[int]:
    """The lines of chains that come back to where they began: such a chain has no first dwelling that counts."""
    follows = {line.given.get("reference"): line.given.get("chain_reference") for line in lines}
    circles: list[int] = []
    seen: set[str] = set()
    for index, line in enumerate(lines):
        way: list[str] = []
        each = line.given.get("reference")
        while each is not None and each not in seen:
            seen.add(each)
            way.append(each)
            each = follows.get(each)
        if len(way) > 1 and each in way:
            circles.append(index)
    return circles


def first_lines(lines: Sequence[Line]) -> list[int]:
    """For each line the first with its reference: itself, or the one that it repeats."""
    first: dict[str | int, int] = {}
    return [first.setdefault(line.given.get("reference", index), index) for index, line in enumerate(lines)]


def find_differences(first: Mapping[str, Any], again: Mapping[str, Any]) -> list[FieldError]:
    """The fields in which a vacancy differs from what was posted first under its reference."""
    return [FieldError(f"/{name}", _DIFFERS) for name in first if name in again and first[name] != again[name]]


def turn_of(facts: VacancyFacts, key: bytes) -> tuple[date, date, bytes, bytes]:
    """Where a vacancy stands among those of one request, which nobody can arrange.

    By the date the notice to quit was received, then the date vacant, then a hash of the dwelling under a key that
    only the municipality's system knows; the same dwelling twice, by the same hash of the references.
    """
    return (
        facts.notice_received_on,
        facts.vacant_from_on,
        _hashed(key, facts.dwelling_id.bytes),
        _hashed(key, facts.reference.encode()),
    )


def _hashed(key: bytes, of: bytes) -> bytes:
    return hmac.new(key, of, hashlib.sha256).digest()


_ANOTHERS = Text(
    "Boligen hører til en anden organisation end den, der kalder: fjern linjen",
    "The dwelling belongs to another organisation than the one that calls: remove the line",
)
_ANOTHER_MUNICIPALITY = Text(
    "En forespørgsel gælder én kommune: send boliger i andre kommuner for sig",
    "A request is for one municipality: send dwellings in others by themselves",
)
_CIRCLE = Text(
    "Kæden går i ring: den skal begynde med en bolig, der ikke følger efter en anden",
    "The chain goes in a circle: it must begin with a vacancy that follows no other",
)
_DIFFERS = Text("Afviger fra det, der først blev meldt", "Differs from what was posted first")
