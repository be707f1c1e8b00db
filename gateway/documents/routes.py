"""The merged document, as the services are documented right now."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from gateway.documents.collection import Collection
from gateway.documents.merging import merged
from gateway.settings import GatewaySettings

INFO = {
    "title": "Hjemvej",
    "version": "1",
    "description": "From a vacant dwelling to a kept home: allocation, support and benefits behind one door. Every "
    "operation can also answer 413 (body too large), 429 (too many calls, counted per gateway process), 502, 503 and "
    "504 (the service does not answer) from the gateway, as `application/problem+json` in Danish or English by "
    "`Accept-Language`. Every answer carries a `Trace-Id`.",
}


def document_routes(collection: Collection, own: dict[str, Any], settings: GatewaySettings) -> APIRouter:
    """`/openapi.json`; a service that is stopped stays documented as it last was."""
    router = APIRouter(include_in_schema=False)

    def scheme(scopes: list[str]) -> dict[str, Any]:
        if not settings.issues_tokens:
            address = f"{settings.issuer}/.well-known/openid-configuration"
            return {"type": "openIdConnect", "openIdConnectUrl": address}
        flow = {"tokenUrl": f"{settings.issuer}/oauth/token", "scopes": {scope: scope for scope in scopes}}
        return {"type": "oauth2", "flows": {"clientCredentials": flow}}

    @router.get("/openapi.json")
    async def openapi() -> JSONResponse:
        services = await collection.documents()
        return JSONResponse(merged(services, info=INFO, own=own, security_scheme=scheme))

    return router
