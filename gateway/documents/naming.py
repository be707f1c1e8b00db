"""The names in a service's document as they are in the merged one."""

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
OTHER_TAG = "other"
PROBLEM_NAMES = ("Problem", "ProblemDocument")
SHARED_PROBLEM = "Problem"
SCHEMAS = "#/components/schemas/"
_COMPONENT = re.compile(r"#/components/([A-Za-z]+)/(.+)")
# Under these keys the names are the author's own, not OpenAPI's.
_FREE_NAMES = {
    "properties",
    "patternProperties",
    "$defs",
    "schemas",
    "paths",
    "responses",
    "content",
    "headers",
    "links",
}
# Under these keys stands data, which is left as it is.
_DATA = {"example", "examples", "default", "const", "enum"}


@dataclass(frozen=True, slots=True)
class SharedSchemas:
    """The problem document and what it refers to, where all services mean the same by it: old name to new."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, services: Mapping[str, Document]) -> "SharedSchemas":
        found: dict[str, Document] = {}
        differing: set[str] = set()
        for document in services.values():
            schemas = document.get("components", {}).get("schemas", {})
            for name in _reached([name for name in PROBLEM_NAMES if name in schemas], schemas):
                if found.setdefault(name, schemas[name]) != schemas[name]:
                    differing.add(name)
        if differing or set(PROBLEM_NAMES) <= set(found):
            return cls({})
        return cls({name: SHARED_PROBLEM if name in PROBLEM_NAMES else name for name in found})


def operations(document: Document) -> list[Document]:
    """Every operation of the document."""
    return [item[method] for item in document["paths"].values() for method in METHODS if method in item]


def _reached(names: Iterable[str], schemas: Document) -> set[str]:
    reached: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in reached and name in schemas:
            reached.add(name)
            waiting += [ref.removeprefix(SCHEMAS) for ref in _references(schemas[name])]
    return reached


def _references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [ref for value in node.values() for ref in _references(value)]
    if isinstance(node, list):
        return [ref for value in node for ref in _references(value)]
    return []


def renamed(document: Document, service: str, shared: SharedSchemas) -> Document:
    """The document with its component names, references, operation ids and tags bearing the service's name.

    `Vacancy` of allocation is `AllocationVacancy`, its operation `post_vacancy` is `allocation_post_vacancy`, its tag
    `vacancies` is `allocation: vacancies`.
    """
    naming = _Naming(service, shared)
    result: Document = naming.walk(copy.deepcopy(document), free=False)
    components = result.get("components", {})
    result["components"] = {
        kind: {naming.component(kind, name): entry for name, entry in entries.items()}
        for kind, entries in components.items()
    }
    result["tags"] = naming.tags(document)
    for operation in operations(result):
        operation["tags"] = [naming.tag(name) for name in operation.get("tags") or [OTHER_TAG]]
    return result


@dataclass(frozen=True, slots=True)
class _Naming:
    service: str
    shared: SharedSchemas

    def component(self, kind: str, name: str) -> str:
        if kind == "schemas" and name in self.shared.names:
            return self.shared.names[name]
        return f"{self.service.capitalize()}{name}"

    def reference(self, ref: str) -> str:
        match = _COMPONENT.fullmatch(ref)
        return f"#/components/{match[1]}/{self.component(match[1], match[2])}" if match else ref

    def tag(self, name: str) -> str:
        return f"{self.service}: {name}"

    def tags(self, document: Document) -> list[Document]:
        """The declared tags, then those only used, in the order of their first use."""
        found = {tag["name"]: tag for tag in document.get("tags", [])}
        for operation in operations(document):
            for name in operation.get("tags") or [OTHER_TAG]:
                found.setdefault(name, {"name": name})
        return [{**tag, "name": self.tag(name)} for name, tag in found.items()]

    def walk(self, node: Any, *, free: bool) -> Any:
        if isinstance(node, list):
            return [self.walk(value, free=False) for value in node]
        if not isinstance(node, dict):
            return node
        return {key: self._entry(key, value, free=free) for key, value in node.items()}

    def _entry(self, key: str, value: Any, *, free: bool) -> Any:
        if free:
            return self.walk(value, free=False)
        if key in _DATA:
            return value
        if key == "$ref" and isinstance(value, str):
            return self.reference(value)
        if key == "operationId" and isinstance(value, str):
            return f"{self.service}_{value}"
        if key == "mapping" and isinstance(value, dict):
            return {name: self.reference(ref) for name, ref in value.items()}
        return self.walk(value, free=key in _FREE_NAMES)
