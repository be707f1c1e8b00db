"""What partners build on, cut down to what a change can break: operations, what they take, what they answer."""

from collections.abc import Iterator, Mapping
from typing import Any

Surface = dict[str, dict[str, list[str]]]


def surface_of(document: Mapping[str, Any]) -> Surface:
    """Per operation: what must be sent, what may be sent, and each success with the fields that it answers with."""
    schemas = document["components"]["schemas"]
    found: Surface = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            found[f"{method.upper()} {path}"] = _surface(operation, schemas)
    return found


def _surface(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, list[str]]:
    must: list[str] = []
    may: list[str] = []
    for parameter in operation.get("parameters", ()):
        name = f"{parameter['in']} {parameter['name']}"
        (must if parameter.get("required") else may).append(name)
    for content in operation.get("requestBody", {}).get("content", {}).values():
        for field, required in _fields(content["schema"], schemas):
            (must if required else may).append(f"body {field}")
    answers = [
        f"{status} {field}"
        for status, answer in operation["responses"].items()
        if status.startswith("2")
        for content in answer.get("content", {}).values()
        for field, _ in [("", True), *_fields(content["schema"], schemas)]
    ]
    return {"must": sorted(must), "may": sorted(may), "answers": sorted(answers)}


def _fields(schema: Mapping[str, Any], schemas: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, bool]]:
    """Every field of a schema by its path, and whether it is required of whoever sends its object."""
    if "$ref" in schema:
        yield from _fields(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas, at)
    for part in (*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())):
        yield from _fields(part, schemas, at)
    for name, inner in schema.get("properties", {}).items():
        yield f"{at}/{name}", name in schema.get("required", ())
        yield from _fields(inner, schemas, f"{at}/{name}")


def breaking_changes(old: Surface, new: Surface) -> list[str]:
    """What a caller of the old surface would stumble over in the new one."""
    broken = []
    for name, before in old.items():
        after = new.get(name)
        if after is None:
            broken.append(f"{name} is gone")
            continue
        took, takes = {*before["must"], *before["may"]}, {*after["must"], *after["may"]}
        broken += [f"{name} no longer takes {each}" for each in took - takes]
        required = set(after["must"]) - set(before["must"])
        broken += [f"{name} now requires {each}" for each in required if not _within_what_is_new(each, took, takes)]
        broken += [f"{name} no longer answers {each}" for each in set(before["answers"]) - set(after["answers"])]
    return sorted(broken)


def _within_what_is_new(field: str, took: set[str], takes: set[str]) -> bool:
    """Whether the field stands in an object that callers did not send before: nobody who leaves that out stumbles."""
    parent = field.rpartition("/")[0]
    return parent in takes - took
