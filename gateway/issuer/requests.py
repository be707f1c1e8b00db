"""Reading a token request: the form, and who the client says it is."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote_plus

from gateway.issuer.clients import Client
from gateway.issuer.refusals import InvalidClient, InvalidRequest

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 20


def form_fields(content_type: str, body: bytes) -> dict[str, str]:
    """The fields of the form; each may be given once, and an empty one counts as left out (RFC 6749, section 3.2)."""
    if content_type.partition(";")[0].strip().lower() != FORM:
        raise InvalidRequest(f"the body must be {FORM}")
    try:
        pairs = parse_qsl(body.decode("utf-8"), max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise InvalidRequest("the form cannot be read") from error
    if len({name for name, _ in pairs}) != len(pairs):
        raise InvalidRequest("a parameter is given more than once")
    return dict(pairs)


def authenticated_client(clients: Mapping[str, Client], authorization: str | None, fields: Mapping[str, str]) -> Client:
    """The client, by HTTP Basic or by the form, not both (RFC 6749, section 2.3)."""
    if authorization is not None:
        if "client_secret" in fields:
            raise InvalidRequest("the client authenticates in two ways at once")
        client_id, secret = _basic_credentials(authorization)
        if fields.get("client_id", client_id) != client_id:
            raise InvalidRequest("the client names itself in two ways")
    else:
        client_id, secret = fields.get("client_id", ""), fields.get("client_secret", "")
    client = clients.get(client_id)
    if client is None or not client.has_secret(secret):
        raise InvalidClient("the client is unknown or its secret is wrong")
    return client


def _basic_credentials(authorization: str) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        raise InvalidClient("the client authenticates by HTTP Basic or by the form")
    try:
        pair = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise InvalidClient("the Authorization header cannot be read") from error
    client_id, _, secret = pair.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)
