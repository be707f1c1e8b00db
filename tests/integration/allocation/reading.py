"""Everything that a caller can GET, as the set of its fields: what an organisation reads is compared with a list."""

import ast
import csv
import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import httpx

from tests.integration.callers import CallerOf

DEMONSTRATION = Path(__file__).parents[3] / "gateway" / "issuer" / "demonstration.toml"
NAMES = re.compile(r"^[a-z][a-z0-9_]*$")
STORIES = Path(__file__).parents[3] / "services" / "allocation" / "usecases"
NOWHERE = "00000000-0000-4000-8000-000000000000"


def scopes_of(role: str) -> str:
    """What the demonstration's issuer grants the role: the list that a new scope is added to."""
    return str(tomllib.loads(DEMONSTRATION.read_text(encoding="utf-8"))["roles"][role]["scopes"])


def listed(text: str) -> set[str]:
    """The fields of a list as it is written: `a.{ b c.{ d e } } f` is `a.b`, `a.c.d`, `a.c.e` and `f`."""
    found: set[str] = set()
    prefixes = [""]
    for word in text.replace("}", " } ").split():
        if word == "}":
            prefixes.pop()
        elif word.endswith("{"):
            prefixes.append(prefixes[-1] + word[:-1])
        else:
            found.add(prefixes[-1] + word)
    return found


def kinds_told_to_organisations() -> set[str]:
    """Every kind of event that some story tells an organisation, read from the stories themselves."""
    calls = [
        node
        for path in sorted(STORIES.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("record", "record_all")
    ]
    told = [call for call in calls if any(keyword.arg == "organisation_cvr" for keyword in call.keywords)]
    kinds = [call.args[1] for call in told]
    return {str(kind.value) if isinstance(kind, ast.Constant) else ast.unparse(kind) for kind in kinds}


def fields_of(value: Any, path: str = "") -> set[str]:
    """The fields of an answer, `a.b[].c`; a key that is data, like an estate's number, is written `*`."""
    if isinstance(value, Mapping):
        return set().union(*(_fields_of_entry(value, key, path) for key in value)) if value else {path or "{}"}
    if isinstance(value, list):
        return set().union(*(fields_of(each, f"{path}[]") for each in value)) if value else set()
    return {path}


def _fields_of_entry(value: Mapping[str, Any], key: str, path: str) -> set[str]:
    """The facts of an event belong to its kind."""
    name = key if NAMES.match(key) else "*"
    if key == "facts" and "kind" in value:
        name = f"facts({value['kind']})"
    return fields_of(value[key], f"{path}.{name}" if path else name)


def fields_promised(document: Mapping[str, Any], path: str) -> set[str]:
    """The fields that the document promises at an address, whether or not anything has filled them yet."""
    content = document["paths"][path]["get"]["responses"]["200"].get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    return _fields_of_schema(schema, document["components"]["schemas"], "", ())


def _fields_of_schema(schema: Any, known: Mapping[str, Any], path: str, within: tuple[str, ...]) -> set[str]:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return set() if name in within else _fields_of_schema(known[name], known, path, (*within, name))
    if "anyOf" in schema:
        return set().union(*(_fields_of_schema(each, known, path, within) for each in schema["anyOf"]))
    if schema.get("type") == "array":
        return _fields_of_schema(schema.get("items", {}), known, f"{path}[]", within)
    if "properties" in schema:
        return set().union(
            *(
                _fields_of_schema(value, known, f"{path}.{name}" if path else name, within)
                for name, value in schema["properties"].items()
            )
        )
    open_ended = isinstance(schema.get("additionalProperties"), Mapping) or schema.get("additionalProperties") is True
    return set() if open_ended or schema.get("type") == "null" or not path else {path}


class Reading:
    """What one caller has read so far: fields by address, and every text."""

    def __init__(self, caller: CallerOf, http: httpx.AsyncClient, closed: Iterable[str] = ()) -> None:
        self.caller, self.http = caller, http
        self.fields: dict[str, set[str]] = {}
        self.closed = set(closed)
        self.texts: list[tuple[str, str]] = []

    async def read_all(self, known: Mapping[str, list[str]]) -> None:
        """Read every address of the document that is not closed, with each known identifier in each place."""
        document = (await self.http.get("/openapi.json")).json()
        for path, methods in document["paths"].items():
            if "get" in methods and path not in self.closed:
                for address in _addresses(path, known):
                    await self._read(path, address)

    async def _read(self, path: str, address: str) -> None:
        answer = await self.caller.get(address, **{"Hjemvej-Municipality": "0217"})
        assert answer.status_code in (200, 403, 404, 409, 422), f"{address}: {answer.text}"
        self.texts.append((path, answer.text))
        if answer.status_code == 403:
            self.closed.add(path)
        if answer.status_code != 200:
            return
        found = self.fields.setdefault(path, set())
        if answer.headers["content-type"].startswith("application/json"):
            found |= fields_of(answer.json())
        else:
            first = answer.text.splitlines()[0]
            sign = ";" if ";" in first else ","
            found |= {f"column:{name}" for name in next(csv.reader([first], delimiter=sign))}

    def tells(self, planted: str) -> set[str]:
        """The addresses at which the text is told, as a word of its own: an identifier may hold any four digits."""
        word = re.compile(rf"(?<![\w-]){re.escape(planted)}(?![\w-])")
        return {path for path, text in self.texts if word.search(text)}


def _addresses(path: str, known: Mapping[str, list[str]]) -> list[str]:
    names = re.findall(r"{(\w+)}", path)
    choices = [known.get(name, [NOWHERE]) for name in names]
    return [path.format(**dict(zip(names, chosen, strict=True))) for chosen in itertools.product(*choices)]
