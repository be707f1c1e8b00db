"""No file and no function grows into a bin. A bound, and no reason to splinter what belongs together."""

import ast
import re

from tests.architecture.sources import functions, name_of, parsed, source_files

FILE_LINES = 250
FUNCTION_LINES = 40
# A dated revision is one flat list of tables in one function by Alembic's rule; it is written once and never grows.
REVISIONS = re.compile(r"^migrations/[a-z]+/\d+_")


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the last line; decorators are the endpoint's description and do not count."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_file_is_longer_than_its_budget() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in source_files()}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_no_function_is_longer_than_its_budget() -> None:
    too_long = {
        f"{name_of(path)}:{function.lineno} {function.name}": lines_of(function)
        for path in source_files()
        if not REVISIONS.match(name_of(path))
        for function in functions(parsed(path))
        if lines_of(function) > FUNCTION_LINES
    }
    assert too_long == {}


def test_the_budget_counts_from_def_to_the_last_line() -> None:
    [function] = functions(ast.parse("@decorated(\n    1,\n)\ndef f() -> None:\n    a = 1\n    b = 2\n"))
    assert lines_of(function) == 3
