"""Who can read what of support's answers: from the document, and from the roles that clients have."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROLES = Path(__file__).parents[3] / "gateway" / "issuer" / "demonstration.toml"


def scopes_of_roles() -> dict[str, frozenset[str]]:
    """The scopes of every role but support's own."""
    roles = tomllib.loads(ROLES.read_text())["roles"]
    return {name: frozenset(role["scopes"].split()) for name, role in roles.items() if name != "support_team"}


def models_read(document: dict[str, Any], scopes: frozenset[str]) -> dict[str, set[str]]:
    """Every model that answers a caller with these scopes, with its fields."""
    found: dict[str, set[str]] = {}
    for operations in document["paths"].values():
        for operation in operations.values():
            if "security" in operation and _needed(operation) <= scopes:
                for model, fields in _answered(document, operation):
                    found.setdefault(model, set()).update(fields)
    return found


def _needed(operation: dict[str, Any]) -> set[str]:
    return {scope for each in operation["security"] for scopes in each.values() for scope in scopes}


def _answered(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, set[str]]]:
    seen: set[str] = set()
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            yield from _models(document, answer, seen)


def _models(document: dict[str, Any], schema: Any, seen: set[str]) -> Iterator[tuple[str, set[str]]]:
    if isinstance(schema, list):
        for each in schema:
            yield from _models(document, each, seen)
    elif isinstance(schema, dict):
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        if name and name not in seen:
            seen.add(name)
            model = document["components"]["schemas"][name]
            yield name, set(model.get("properties", {}))
            yield from _models(document, model, seen)
        for each in schema.values():
            yield from _models(document, each, seen)
