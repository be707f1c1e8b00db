"""Several documents become one, without two names meaning different things."""

from typing import Any

import pytest

from gateway.documents.merging import SECURITY_SCHEME, merged

Document = dict[str, Any]

PROBLEM: Document = {
    "type": "object",
    "properties": {"errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldProblem"}}},
}
FIELD_PROBLEM: Document = {"type": "object", "properties": {"pointer": {"type": "string"}}}
NOTHING_OWN: Document = {"paths": {}}


def a_document(**changes: Any) -> Document:
    """A service's document with one operation and one schema; the problem document as every service has it."""
    operation = {
        "operationId": "post_thing",
        "tags": ["things"],
        "security": [{"OAuth2": ["things:write"]}],
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
        "responses": {
            "201": {"description": "Made"},
            "default": {
                "description": "Not made",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}},
            },
        },
    }
    schemas = {
        "Thing": {"type": "object", "properties": {"default": {"$ref": "#/components/schemas/Part"}}},
        "Part": {"type": "string", "example": {"$ref": "is data here"}},
        "ProblemDocument": PROBLEM,
        "FieldProblem": FIELD_PROBLEM,
        **changes.pop("schemas", {}),
    }
    return {"paths": {"/v1/things": {"post": operation}}, "components": {"schemas": schemas}, **changes}


def merge(**services: Document) -> Document:
    return merged(services, info={"title": "x"}, own=NOTHING_OWN, security_scheme=lambda scopes: {"scopes": scopes})


def at(document: Document, pointer: str) -> Any:
    found: Any = document
    for part in pointer.split("|"):
        found = found[part]
    return found


OPERATION = "paths|/support/v1/things|post"
BODY = f"{OPERATION}|requestBody|content|application/json|schema|$ref"
NOT_MADE = f"{OPERATION}|responses|default|content|application/problem+json|schema|$ref"
PROPERTY = "components|schemas|SupportThing|properties|default|$ref"
ERRORS = "components|schemas|Problem|properties|errors|items|$ref"
SCHEME = f"components|securitySchemes|{SECURITY_SCHEME}|scopes"
SCHEMAS = "#/components/schemas/"

EXPECTED = [
    ("an operation bears its service's name", f"{OPERATION}|operationId", "support_post_thing"),
    ("so does its tag", f"{OPERATION}|tags", ["support: things"]),
    ("so does a reference in a body", BODY, f"{SCHEMAS}SupportThing"),
    ("a property called default is no default", PROPERTY, f"{SCHEMAS}SupportPart"),
    ("an example is data", "components|schemas|SupportPart|example|$ref", "is data here"),
    ("an answer called default is no default, and the problem is shared", NOT_MADE, f"{SCHEMAS}Problem"),
    ("what the problem refers to is shared", ERRORS, f"{SCHEMAS}FieldProblem"),
    ("there is one security scheme", f"{OPERATION}|security", [{SECURITY_SCHEME: ["things:write"]}]),
    ("it knows every scope", SCHEME, ["things:write"]),
]


@pytest.mark.parametrize(("reason", "pointer", "expected"), EXPECTED, ids=[case[0] for case in EXPECTED])
def test_names_bear_their_service(reason: str, pointer: str, expected: object) -> None:
    assert at(merge(allocation=a_document(), support=a_document()), pointer) == expected, reason


def test_each_service_keeps_its_own_schemas_and_the_problem_stands_once() -> None:
    schemas = merge(allocation=a_document(), support=a_document())["components"]["schemas"]
    assert sorted(schemas) == [
        "AllocationPart",
        "AllocationThing",
        "FieldProblem",
        "Problem",
        "SupportPart",
        "SupportThing",
    ]


def test_a_problem_that_differs_between_services_is_not_shared() -> None:
    other = a_document(schemas={"FieldProblem": {"type": "string"}})
    schemas = merge(allocation=a_document(), support=other)["components"]["schemas"]
    assert "Problem" not in schemas
    assert {"AllocationProblemDocument", "SupportProblemDocument"} <= set(schemas)


def test_every_reference_leads_somewhere() -> None:
    document = merge(allocation=a_document(), support=a_document(), benefits=a_document())
    assert [ref for ref in references(document) if at(document, ref.removeprefix("#/").replace("/", "|")) is None] == []


def references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if str(node.get("$ref", "")).startswith("#/") else []
        return own + [ref for value in node.values() for ref in references(value)]
    return [ref for value in node for ref in references(value)] if isinstance(node, list) else []


def test_the_services_documents_are_left_as_they_were() -> None:
    original = a_document()
    merge(allocation=original)
    assert original == a_document()


def test_the_gateways_own_operations_keep_their_names() -> None:
    own = {"paths": {"/oauth/token": {"post": {"operationId": "token"}}}}
    document = merged({}, info={}, own=own, security_scheme=lambda _: {})
    assert at(document, "paths|/oauth/token|post|operationId") == "token"


def test_an_operation_without_a_tag_gets_one() -> None:
    document = merge(support={"paths": {"/v1/x": {"get": {"operationId": "x"}}}})
    assert at(document, "paths|/support/v1/x|get|tags") == ["support: other"]
    assert document["tags"] == [{"name": "support: other"}]
