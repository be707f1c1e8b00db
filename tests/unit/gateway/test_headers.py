"""Which headers pass the gateway, and what paths look like on either side."""

import pytest

from gateway.proxy.entrance import caller_key, shown_path, split_path
from gateway.proxy.forwarding import as_target
from gateway.proxy.headers import forwarded_headers, passed_back_headers

FORWARDED = [
    ("the caller's token passes", b"authorization", b"Bearer x", "Bearer x"),
    ("the caller's key passes", b"idempotency-key", b"k", "k"),
    ("a header of the suite passes", b"hjemvej-municipality", b"0217", "0217"),
    ("Danish letters pass", b"x-note", "æ".encode(), "æ"),
    ("bytes that are not UTF-8 are read as ISO 8859-1", b"x-note", b"\xe6", "æ"),
    ("the connection is between two", b"keep-alive", b"5", None),
    ("so is the coding of the transfer", b"transfer-encoding", b"chunked", None),
    ("so is a switch of protocol", b"upgrade", b"websocket", None),
    ("so is the wait for 100 Continue", b"expect", b"100-continue", None),
    ("the host is the service's own", b"host", b"evil.example", None),
    ("where the caller is may not be pretended", b"forwarded", b"for=1.2.3.4", None),
    ("a header declared hop-by-hop does not pass", b"x-hop", b"1", None),
]


@pytest.mark.parametrize(("reason", "name", "value", "expected"), FORWARDED, ids=[case[0] for case in FORWARDED])
def test_end_to_end_headers_pass(reason: str, name: bytes, value: bytes, expected: str | None) -> None:
    assert forwarded_headers([(name, value)], b"close, X-Hop", {}).get(name.decode()) == expected, reason


def test_a_header_given_twice_passes_twice() -> None:
    headers = [(b"if-match", b'"1"'), (b"if-match", b'"2"')]
    assert forwarded_headers(headers, None, {}).getall("If-Match") == ['"1"', '"2"']


PASSED_BACK = [
    ("a location within the service gets its prefix", (b"Location", b"/v1/a/7"), (b"location", b"/support/v1/a/7")),
    ("a location elsewhere stays", (b"Location", b"https://x.example/"), (b"location", b"https://x.example/")),
    ("a location without a scheme is elsewhere", (b"Location", b"//x.example/"), (b"location", b"//x.example/")),
    (
        "a link to the next page does too",
        (b"Link", b"</v1/a?b=1>; rel=next"),
        (b"link", b"</support/v1/a?b=1>; rel=next"),
    ),
    ("the entity's tag passes", (b"ETag", b'"3"'), (b"etag", b'"3"')),
    ("the server's name does not", (b"Server", b"x"), None),
    ("its trace id does not: the gateway gives it", (b"Trace-Id", b"x"), None),
    ("nor does the coding of the transfer", (b"Transfer-Encoding", b"chunked"), None),
]


@pytest.mark.parametrize(("reason", "header", "expected"), PASSED_BACK, ids=[case[0] for case in PASSED_BACK])
def test_answers_come_back(reason: str, header: tuple[bytes, bytes], expected: tuple[bytes, bytes] | None) -> None:
    assert passed_back_headers([header], b"/support") == ([expected] if expected else []), reason


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (b"/allocation/v1/offers", (b"/allocation", b"/v1/offers")),
        (b"/allocation", (b"/allocation", b"/")),
        (b"/allocation/", (b"/allocation", b"/")),
        (b"/", (b"/", b"/")),
        (b"//allocation/v1", (b"/", b"/allocation/v1")),
        (b"/%61llocation/v1", (b"/%61llocation", b"/v1")),
    ],
)
def test_the_first_segment_names_the_service(path: bytes, expected: tuple[bytes, bytes]) -> None:
    assert split_path(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (b"/allocation/v1/vacancies", "/allocation/v1/vacancies"),
        (b"/allocation/v1/vacancies/6f9b6f0e-3c1a-4b62-9d2e-0000/hand-back", "/allocation/v1/vacancies/{}/hand-back"),
        (b"/benefits/v1/cases/010190-1234", "/benefits/v1/cases/{}"),
        (b"/benefits/v1/Hans%20Jensen", "/benefits/v1/{}"),
        (b"/\xff\x00", "/{}"),
        (b"/", "/"),
    ],
)
def test_what_could_name_somebody_is_not_logged(path: bytes, expected: str) -> None:
    assert shown_path(path) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"/v1/a%2Fb", "/v1/a%2Fb"),
        (b"/v1/a#b", "/v1/a%23b"),
        (b"/v1/\xff", "/v1/%FF"),
        (b"a=1&b=%C3%A6", "a=1&b=%C3%A6"),
        (b"", ""),
    ],
)
def test_an_address_goes_out_as_it_came(raw: bytes, expected: str) -> None:
    assert as_target(raw) == expected


def test_a_caller_is_counted_by_its_token_and_a_guess_at_a_secret_by_its_address() -> None:
    scope = {"client": ("203.0.113.7", 1)}
    one, other = {b"authorization": b"Bearer 1"}, {b"authorization": b"Bearer 2"}
    assert caller_key(scope, one, b"/x") != caller_key(scope, other, b"/x")
    assert b"Bearer" not in caller_key(scope, one, b"/x")
    assert caller_key(scope, one, b"/oauth/token") == caller_key(scope, other, b"/oauth/token") == b"203.0.113.7"
