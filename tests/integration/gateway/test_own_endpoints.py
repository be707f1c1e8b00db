"""What the gateway answers itself: alive, ready, the merged document, the pages."""

import re

import httpx
import pytest

from tests.integration.gateway.running import Clock, a_gateway, address_of, reserved_port, served
from tests.integration.gateway.upstream import Upstream

PAGES = ["/", "/docs", "/docs/style.css", "/docs/docs.js", "/docs/examples.js", "/docs/language.js"]


async def test_ready_when_every_service_is(gateway: httpx.AsyncClient, upstream: Upstream) -> None:
    answer = await gateway.get("/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    upstream.ready = False
    answer = await gateway.get("/ready")
    assert (answer.status_code, answer.json()["checks"]) == (
        503,
        {"allocation": "not ready", "support": "not ready", "benefits": "not ready"},
    )


async def test_alive_but_not_ready_names_what_is_missing(upstream: Upstream, upstream_address: str) -> None:
    with reserved_port() as port:
        async with a_gateway(upstream_address, development_issuer=True, support_url=address_of(port)) as gateway:
            assert (await gateway.get("/health")).json() == {"status": "alive"}
            answer = await gateway.get("/ready")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["checks"] == {"allocation": "ready", "support": "not ready", "benefits": "ready"}


async def test_a_gateway_without_its_issuer_is_not_ready(upstream: Upstream, upstream_address: str) -> None:
    with reserved_port() as port:
        async with a_gateway(upstream_address, issuer=address_of(port)) as gateway:
            answer = await gateway.get("/ready")
    assert answer.json()["checks"]["issuer"] == "not ready"


async def test_the_documents_are_merged(gateway: httpx.AsyncClient) -> None:
    document = (await gateway.get("/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    assert document["paths"]["/support/v1/echo/{rest}"]["put"]["operationId"].startswith("support_")
    assert "/oauth/token" in document["paths"]
    scheme = document["components"]["securitySchemes"]["hjemvej"]
    assert scheme["flows"]["clientCredentials"]["tokenUrl"] == "http://127.0.0.1:8000/oauth/token"


async def test_a_stopped_service_stays_documented() -> None:
    clock = Clock()
    with reserved_port() as port:
        async with a_gateway(address_of(port), clock=clock) as gateway:
            unknown = (await gateway.get("/openapi.json")).json()["paths"]
            async with served(Upstream().app, port):
                known = (await gateway.get("/openapi.json")).json()["paths"]
            clock.now += 3600
            stopped = (await gateway.get("/openapi.json")).json()["paths"]
    assert not unknown
    assert "/support/v1/echo/{rest}" in known
    assert stopped == known


async def test_being_ready_fetches_the_documents_ahead() -> None:
    with reserved_port() as port:
        async with a_gateway(address_of(port), development_issuer=True) as gateway:
            async with served(Upstream().app, port):
                assert (await gateway.get("/ready")).status_code == 200
            assert "/support/v1/echo/{rest}" in (await gateway.get("/openapi.json")).json()["paths"]


@pytest.mark.parametrize("path", PAGES)
async def test_pages_ask_no_other_host(gateway: httpx.AsyncClient, path: str) -> None:
    answer = await gateway.get(path)
    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert re.findall(r"(?:https?:)?//[a-z0-9]", answer.text) == []


@pytest.mark.parametrize("path", ["/", "/docs"])
async def test_pages_say_their_language_and_their_one_heading(gateway: httpx.AsyncClient, path: str) -> None:
    text = (await gateway.get(path)).text
    assert '<html lang="da">' in text
    assert text.count("<h1") == 1
    assert "<main" in text
    assert 'name="viewport"' in text
    assert text.index('href="#main"') < text.index("<main")
