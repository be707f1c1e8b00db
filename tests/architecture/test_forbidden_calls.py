"""The clock and randomness come in as arguments, and no import hides from the running program."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, name_of, parsed, source_files

CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "random",
    "uuid.uuid1",
}
# Where the clock may be read: the edge of each process, the kit that hands it on, and the callers from outside.
MAY_READ_THE_CLOCK = ("kit/", "demo/", "benchmarks/")


def _may_read_the_clock(name: str) -> bool:
    return name.startswith(MAY_READ_THE_CLOCK) or name.endswith("/main.py")


def clock_reads(tree: ast.Module) -> Iterator[str]:
    """Each use of a clock or of chance: a call by its last two names, or an import of `random`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if f"{owner}.{node.attr}" in CLOCKS or owner in CLOCKS:
                yield f"{node.lineno}: {owner}.{node.attr}"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = {alias.name for alias in node.names} | {getattr(node, "module", None)}
            if "random" in modules:
                yield f"{node.lineno}: random"


def hidden_imports(tree: ast.Module) -> Iterator[str]:
    """Imports that only the type checker sees: they hide a cycle."""
    for node in ast.walk(tree):
        names = {getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "name", None)}
        if "TYPE_CHECKING" in names:
            yield str(getattr(node, "lineno", ""))


@pytest.mark.parametrize(
    ("source", "found", "reason"),
    [
        ("from datetime import datetime\nx = datetime.now()", ["2: datetime.now"], "the plain call"),
        ("import datetime\nx = datetime.datetime.now()", ["2: datetime.now"], "by the module"),
        ("import datetime\nx = datetime.date.today()", ["2: date.today"], "a day is a clock too"),
        ("f(default_factory=datetime.utcnow)", ["1: datetime.utcnow"], "handed over, not called"),
        ("import random", ["1: random"], "chance is an argument"),
        ("from random import choice", ["1: random"], "by a name of it"),
        ("import time\nx = time.monotonic()", [], "measures how long, not when"),
        ("x = datetime(2025, 1, 1)", [], "a fixed moment"),
        ("x = moment.date()", [], "a day of a given moment"),
    ],
)
def test_a_clock_is_recognised(source: str, found: list[str], reason: str) -> None:
    assert list(clock_reads(ast.parse(source))) == found, reason


def test_the_clock_is_read_only_at_the_edge() -> None:
    reads = {name_of(path): list(clock_reads(parsed(path))) for path in source_files()}
    inside = {name: found for name, found in reads.items() if found and not _may_read_the_clock(name)}
    assert {name: found for name, found in inside.items() if not name.startswith("tests/")} == {}


def test_no_import_is_only_for_the_type_checker() -> None:
    here = Path(__file__).relative_to(ROOT).as_posix()
    hidden = {name_of(path): list(hidden_imports(parsed(path))) for path in source_files() if name_of(path) != here}
    assert {name: found for name, found in hidden.items() if found} == {}


def test_a_hidden_import_is_recognised() -> None:
    assert list(hidden_imports(ast.parse("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import x"))) != []
