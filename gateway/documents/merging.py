"""Several OpenAPI documents as one: each service's paths and names bear its own, the problem document is shared."""

from collections.abc import Callable, Mapping
from typing import Any

from gateway.documents.naming import SharedSchemas, operations, renamed

OPENAPI = "3.1.0"
SECURITY_SCHEME = "hjemvej"

Document = dict[str, Any]


def merged(
    services: Mapping[str, Document],
    *,
    info: Mapping[str, str],
    own: Document,
    security_scheme: Callable[[list[str]], Document],
) -> Document:
    """One document for all services; `own` are the gateway's own paths, which keep their names.

    `security_scheme` makes the one scheme that replaces the services' own, given every scope asked for anywhere.
    """
    shared = SharedSchemas.of(services)
    document: Document = {
        "openapi": OPENAPI,
        "info": dict(info),
        "tags": list(own.get("tags", [])),
        "paths": dict(own["paths"]),
        "components": {"schemas": dict(own.get("components", {}).get("schemas", {}))},
    }
    for name, original in services.items():
        _add(document, name, renamed(original, name, shared))
    scopes = _with_one_security_scheme(document)
    document["components"]["securitySchemes"] = {SECURITY_SCHEME: security_scheme(scopes)}
    return document


def _add(document: Document, service: str, theirs: Document) -> None:
    for path, item in theirs["paths"].items():
        document["paths"][f"/{service}{path}"] = item
    for kind, entries in theirs["components"].items():
        if kind != "securitySchemes":
            document["components"].setdefault(kind, {}).update(entries)
    document["tags"] += theirs["tags"]


def _with_one_security_scheme(document: Document) -> list[str]:
    """Whatever a service calls its scheme, out here there is one; the scopes stay. Returns every scope there is."""
    every: set[str] = set()
    for operation in operations(document):
        if operation.get("security"):
            scopes = {scope for one in operation["security"] for needed in one.values() for scope in needed}
            operation["security"] = [{SECURITY_SCHEME: sorted(scopes)}]
            every |= scopes
    return sorted(every)
