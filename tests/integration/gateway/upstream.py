"""A small service to stand behind the gateway: it echoes, streams, waits and remembers what it was asked."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse


class Upstream:
    """The service and the strings the test pulls."""

    def __init__(self) -> None:
        self.forget()
        self.app = FastAPI(title="upstream")
        self.app.get("/ready", include_in_schema=False)(self.answer_ready)
        for method in ("get", "post", "put"):
            path, name = "/v1/echo/{rest:path}", f"{method}_echo"
            self.app.api_route(path, methods=[method.upper()], operation_id=name)(self.echo)
        self.app.get("/v1/status/{status}", include_in_schema=False)(self.answer_status)
        self.app.get("/v1/stream", include_in_schema=False)(self.stream)
        self.app.post("/v1/swallow", include_in_schema=False)(self.swallow)
        self.app.get("/v1/wait", include_in_schema=False)(self.wait)

    def forget(self) -> None:
        """As if nothing had been asked."""
        self.asked: list[str] = []
        self.first_part = asyncio.Event()
        self.go_on = asyncio.Event()
        self.ready = True

    async def answer_ready(self) -> Response:
        return Response(status_code=200 if self.ready else 503)

    async def echo(self, request: Request) -> Response:
        """What arrived here, as it arrived."""
        body = await request.body()
        self.asked.append(request.method)
        headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in request.headers.raw]
        target = request.scope["raw_path"].decode() + "?" + request.scope["query_string"].decode()
        content = json.dumps({"target": target, "headers": headers, "length": len(body)})
        return Response(content, headers={"ETag": '"7"', "Location": "/v1/echo/7"}, media_type="application/json")

    async def answer_status(self, status: int) -> Response:
        return Response(status_code=status)

    async def stream(self) -> StreamingResponse:
        """One part, and another only when the test says so."""

        async def parts() -> AsyncIterator[bytes]:
            yield b"first"
            await self.go_on.wait()
            yield b"second"

        return StreamingResponse(parts(), media_type="text/plain")

    async def swallow(self, request: Request) -> dict[str, int]:
        """Takes a body part by part, and tells when the first is here."""
        length = 0
        async for part in request.stream():
            length += len(part)
            if part:
                self.first_part.set()
        self.asked.append("swallowed")
        return {"length": length}

    async def wait(self) -> None:
        """Answers when the test says so."""
        await self.go_on.wait()
