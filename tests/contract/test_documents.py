"""The OpenAPI documents are what partners build on: nothing in them is left unsaid."""

from typing import Any

import pytest

from migrations.climb import SERVICES
from tests.contract.conftest import Suite

PROBLEMS_EVERYWHERE = {"401", "403", "422", "503"}


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


@pytest.mark.parametrize("service", SERVICES)
async def test_every_operation_says_what_it_does_takes_and_can_answer(suite: Suite, service: str) -> None:
    document = (await suite.http.get(f"/{service}/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    schemas = document["components"]["schemas"]
    for name, operation in operations(document).items():
        assert operation["summary"], name
        assert operation["description"], name
        assert set(operation["responses"]) >= PROBLEMS_EVERYWHERE, name
        assert operation["security"], f"{name} is open to all"
        for content in operation.get("requestBody", {}).get("content", {}).values():
            schema = schemas[content["schema"]["$ref"].rsplit("/", 1)[1]]
            parts = [schema, *(schemas[ref] for ref in _references(schema))]
            assert "'examples'" in str(parts), f"{name} shows no example"


@pytest.mark.parametrize("service", SERVICES)
async def test_every_post_takes_a_key(suite: Suite, service: str) -> None:
    document = (await suite.http.get(f"/{service}/openapi.json")).json()
    posts = {name: operation for name, operation in operations(document).items() if name.startswith("POST")}
    assert posts
    for name, operation in posts.items():
        assert "Idempotency-Key" in {parameter["name"] for parameter in operation["parameters"]}, name


def _references(schema: dict[str, Any]) -> list[str]:
    found = [value.get("items", {}).get("$ref", "") for value in schema.get("properties", {}).values()]
    return [reference.rsplit("/", 1)[1] for reference in found if reference]
