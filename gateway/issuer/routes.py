"""The issuer's endpoints: tokens, public keys, discovery."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from gateway.issuer.grants import GRANT_TYPES, Issuer
from gateway.issuer.refusals import InvalidClient, TokenRefused
from gateway.issuer.requests import FORM, authenticated_client, form_fields

NOT_STORED = {"Cache-Control": "no-store", "Pragma": "no-cache"}
TEXT = {"type": "string"}
TOKEN_FORM: dict[str, Any] = {
    "type": "object",
    "required": ["grant_type"],
    "properties": {
        "grant_type": {"type": "string", "enum": list(GRANT_TYPES)},
        "client_id": TEXT,
        "client_secret": TEXT,
        "scope": {"type": "string", "description": "Fewer scopes than the client is registered with"},
        "audience": TEXT,
        "subject_token": {
            "type": "string",
            "description": "A JWT that names the person, signed with the client's secret",
        },
        "subject_token_type": TEXT,
        "requested_token_type": TEXT,
    },
    "example": {
        "grant_type": "client_credentials",
        "client_id": "organisation-a",
        "client_secret": "demonstration-secret-of-organisation-a",
        "scope": "vacancies:write vacancies:read",
    },
}
TOKEN: dict[str, Any] = {
    "type": "object",
    "required": ["access_token", "token_type", "expires_in", "scope"],
    "properties": {
        "access_token": TEXT,
        "token_type": {"const": "Bearer"},
        "expires_in": {"type": "integer"},
        "scope": TEXT,
        "issued_token_type": TEXT,
    },
}
REFUSAL: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": TEXT, "error_description": TEXT},
    "example": {"error": "invalid_scope", "error_description": "not granted to this client: cases:decide"},
}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def refusal_answer(refusal: TokenRefused) -> JSONResponse:
    """A refusal in the form of RFC 6749: the token endpoint speaks OAuth's own error language, not RFC 9457."""
    headers = dict(NOT_STORED)
    if isinstance(refusal, InvalidClient):
        headers["WWW-Authenticate"] = 'Basic realm="hjemvej", charset="UTF-8"'
    content = {"error": refusal.error, "error_description": refusal.description}
    return JSONResponse(content, refusal.status, headers)


def issuer_routes(issuer: Issuer) -> APIRouter:
    """The endpoints of one issuer."""
    router = APIRouter(tags=["tokens"])
    _add_token(router, issuer)
    _add_discovery(router, issuer)
    return router


def _add_token(router: APIRouter, issuer: Issuer) -> None:
    @router.post(
        "/oauth/token",
        operation_id="token",
        summary="Get a token: for the system, or for a person it acts for",
        openapi_extra={"requestBody": {"required": True, "content": {FORM: {"schema": TOKEN_FORM}}}},
        responses={
            200: {"description": "The token", "content": _json(TOKEN)},
            400: {"description": "The request is not granted (RFC 6749, section 5.2)", "content": _json(REFUSAL)},
            401: {"description": "The client is unknown or its secret is wrong", "content": _json(REFUSAL)},
        },
    )
    async def token(request: Request) -> Response:
        """Client credentials (RFC 6749, section 4.4) for a system; token exchange (RFC 8693) for a member of staff.

        `subject_token` is a JWT with `iss` the client, `sub` the person, `aud` hjemvej and at most five minutes to
        live, signed HS256 with the client's secret. The client authenticates by HTTP Basic or in the form.
        """
        try:
            fields = form_fields(request.headers.get("content-type", ""), await request.body())
            client = authenticated_client(issuer.clients, request.headers.get("authorization"), fields)
            return JSONResponse(issuer.token(client, fields), headers=NOT_STORED)
        except TokenRefused as refusal:
            return refusal_answer(refusal)


def _add_discovery(router: APIRouter, issuer: Issuer) -> None:
    @router.get("/oauth/jwks", operation_id="jwks", summary="The public keys that tokens are signed with (RFC 7517)")
    async def jwks() -> JSONResponse:
        return JSONResponse(issuer.keys.public(), headers={"Cache-Control": "public, max-age=60"})

    @router.get(
        "/.well-known/openid-configuration", operation_id="openid_configuration", summary="The issuer's addresses"
    )
    async def openid_configuration() -> dict[str, object]:
        return {
            "issuer": issuer.name,
            "token_endpoint": f"{issuer.name}/oauth/token",
            "jwks_uri": f"{issuer.name}/oauth/jwks",
            "grant_types_supported": list(GRANT_TYPES),
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "subject_types_supported": ["public"],
            "response_types_supported": ["token"],
            "scopes_supported": sorted(set().union(*(client.scopes for client in issuer.clients.values()))),
        }
