"""Seen from outside: alive, ready, and counted."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from gateway.documents.collection import Collection
from gateway.problems import NotReady
from gateway.proxy.metrics import Metrics
from gateway.readiness import Readiness
from kit.web.problems import problem_response


def operation_routes(readiness: Readiness, collection: Collection, metrics: Metrics) -> APIRouter:
    """`/health` asks nobody; `/ready` asks everyone the gateway needs; `/metrics` is for Prometheus."""
    router = APIRouter(include_in_schema=False)

    @router.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/ready")
    async def ready(request: Request) -> Response:
        checks = await readiness.ask()
        named = {name: "ready" if passed else "not ready" for name, passed in checks.items()}
        if not all(checks.values()):
            problem = NotReady(extra={"checks": named}, retry_after=1)
            return problem_response(problem, accept_language=request.headers.get("accept-language", ""))
        # A service that stops later is still documented: its document was fetched while it stood.
        await collection.documents()
        return JSONResponse({"status": "ready", "checks": named})

    @router.get("/metrics")
    async def shown_metrics() -> Response:
        return Response(generate_latest(metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return router
