"""Callers of a service under test: a client that carries a token and keys of its own."""

import itertools
from collections.abc import Mapping
from typing import Any

import httpx

_keys = itertools.count(1)


class CallerOf:
    """A caller of one app, with one token. A POST gets a key of its own unless one is given."""

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self.http = http
        self.headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.http.get(path, headers=self.headers | headers)

    async def post(
        self, path: str, body: Mapping[str, Any] | None = None, *, key: str | None = None, version: int | None = None
    ) -> httpx.Response:
        headers = self.headers | {"Idempotency-Key": key or f"key-{next(_keys)}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return await self.http.post(path, json=dict(body) if body is not None else None, headers=headers)

    async def put(self, path: str, body: Mapping[str, Any], **headers: str) -> httpx.Response:
        return await self.http.put(path, json=dict(body), headers=self.headers | headers)


def slug_of(answer: httpx.Response) -> str:
    """The kind of problem an answer tells."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return str(answer.json()["type"]).removeprefix("urn:hjemvej:problem:")
