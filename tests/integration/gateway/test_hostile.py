"""Nothing a caller can send makes a 500, and the gateway answers the next caller."""

import httpx
import pytest

from tests.integration.gateway.running import connected

GET = b"GET /support/v1/echo/x HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /support/v1/echo/x HTTP/1.1\r\nHost: x\r\n"
TOKEN = b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"

HOSTILE = [
    ("a NUL in the path", b"GET /support/v1/echo/%00 HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("a NUL in the gateway's own path", b"GET /oauth/%00 HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("a bare NUL", b"GET /support/v1/echo/\x00 HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("bytes that are not UTF-8 in the path", b"GET /support/v1/echo/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("the same, encoded", b"GET /support/v1/echo/%ff%fe?%ff HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("the same, in the gateway's own path", b"GET /%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("up and out", b"GET /support/../../oauth/jwks HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("another host in the path", b"GET //evil.example/support HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("another host in the target", b"GET http://evil.example/support/v1/echo/x HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("an at sign", b"GET /support@evil.example/v1 HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("a fragment", b"GET /support/v1/echo/x#y HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("a long path", b"GET /support/v1/echo/" + b"a" * 60_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("huge headers", GET + b"X-Big: " + b"a" * 200_000 + b"\r\n\r\n"),
    ("many headers", GET + b"".join(b"X-%d: 1\r\n" % number for number in range(2000)) + b"\r\n"),
    ("headers in no encoding", GET + b"Authorization: \xff\xe6\r\nAccept-Language: \xff\r\ntraceparent: \xff\r\n\r\n"),
    ("a control character in a header", GET + b"X-A: a\x01b\r\n\r\n"),
    ("a broken chunk", POST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nxx\r\n"),
    ("a broken chunk for a token", TOKEN + b"Transfer-Encoding: chunked\r\n\r\n2\r\nxxxx\r\n"),
    ("two lengths", POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nxx"),
    ("a negative length", POST + b"Content-Length: -1\r\n\r\n"),
    ("an endless length", POST + b"Content-Length: 99999999999999999999999\r\n\r\n"),
    ("a length and chunks", POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("an unknown coding", POST + b"Transfer-Encoding: gzip\r\n\r\nxx"),
    ("an unknown method", b"BREW /support/v1/echo/x HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("a tunnel", b"CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("a switch of protocol", GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n"),
    ("not HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
    ("a form that is not UTF-8", TOKEN + b"Content-Length: 16\r\n\r\ngrant_type=%ff%fe"),
    ("a form of noise", TOKEN + b"Content-Length: 6\r\n\r\n\x00\xff&=&\x00"),
    ("credentials of noise", TOKEN + b"Authorization: Basic \xff\xff\r\nContent-Length: 0\r\n\r\n"),
    ("credentials that are no base64", TOKEN + b"Authorization: Basic ////=\r\nContent-Length: 0\r\n\r\n"),
    ("credentials of bytes", TOKEN + b"Authorization: Basic /////w==\r\nContent-Length: 0\r\n\r\n"),
    ("a surrogate in a secret", TOKEN + b"Content-Length: 44\r\n\r\nclient_id=partner&client_secret=%ED%A0%80abc"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "sent"), HOSTILE, ids=[case[0] for case in HOSTILE])
async def test_hostile_input_never_makes_a_500(gateway: httpx.AsyncClient, reason: str, sent: bytes) -> None:
    async with connected(gateway) as connection:
        await connection.send(sent)
        connection.writer.write_eof()
        status = await connection.status()
    assert status < 500, reason
    assert (await gateway.get("/support/v1/echo/x")).status_code == 200


async def test_a_websocket_is_turned_away(gateway: httpx.AsyncClient) -> None:
    headers = (
        b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    async with connected(gateway) as connection:
        await connection.send(GET, headers)
        assert await connection.status() == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("GET", "/allocations/v1", 404), ("GET", "/oauth/token", 405), ("PUT", "/ready", 405)],
)
async def test_what_is_not_here_is_a_problem_document(
    gateway: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await gateway.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["trace_id"] == answer.headers["trace-id"]


@pytest.mark.parametrize(("method", "path", "allowed"), [("GET", "/oauth/token", "POST"), ("PUT", "/ready", "GET")])
async def test_a_method_that_is_not_here_is_told_which_are(
    gateway: httpx.AsyncClient, method: str, path: str, allowed: str
) -> None:
    assert (await gateway.request(method, path)).headers["allow"] == allowed
