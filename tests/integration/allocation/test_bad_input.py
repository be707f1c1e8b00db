"""Whatever is sent: a clear problem document, in the caller's language, and nothing changed."""

from typing import Any

import httpx
import pytest

from tests.builders.posting import a_nomination, a_vacancy, an_agreement, an_estate, an_offer_deadline
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import slug_of

WRONG_VACANCIES: list[tuple[dict[str, Any], str, str]] = [
    ({"rent_dkk": "0.00"}, "/rent_dkk", "no dwelling is let for nothing"),
    ({"rent_dkk": "1000000.00"}, "/rent_dkk", "a million is a slip"),
    ({"rent_dkk": 7600.1}, "/rent_dkk", "a float is no amount"),
    ({"rent_dkk": "NaN"}, "/rent_dkk", "nor is this"),
    ({"rent_dkk": "1e400"}, "/rent_dkk", "nor this"),
    ({"rent_dkk": "4800.001"}, "/rent_dkk", "there are a hundred øre in a krone"),
    ({"vacant_from_on": "2025-02-01"}, "/vacant_from_on", "vacant before the notice"),
    ({"vacant_from_on": "2025-13-01"}, "/vacant_from_on", "there is no such month"),
    ({"posted_on": "2025-03-04"}, "/posted_on", "posted tomorrow"),
    ({"organisation_cvr": "99000237"}, "/organisation_cvr", "the check digit is wrong"),
    ({"organisation_cvr": "9900023"}, "/organisation_cvr", "seven digits"),
    ({"municipality_code": "217"}, "/municipality_code", "three digits"),
    ({"dwelling_id": "here"}, "/dwelling_id", "not a UUID"),
    ({"estate": "99"}, "/estate", "not registered"),
    ({"rooms": 0}, "/rooms", "no rooms"),
    ({"rooms": 10**400}, "/rooms", "more rooms than there are atoms"),
    ({"rooms": "two"}, "/rooms", "a word"),
    ({"lift": "perhaps"}, "/lift", "neither true nor false"),
    ({"area_m2": 6000}, "/area_m2", "a factory"),
    ({"first_let_year": 2031}, "/first_let_year", "let for the first time in the future"),
    ({"reference": ""}, "/reference", "no reference"),
    ({"reference": "x" * 100}, "/reference", "too long"),
    ({"rent": "4800.00"}, "/rent", "a misspelt field is told and not lost"),
]


@pytest.mark.parametrize(("fields", "pointer", "reason"), WRONG_VACANCIES, ids=[row[2] for row in WRONG_VACANCIES])
async def test_a_wrong_vacancy_is_pointed_out(
    quarter: Callers, fields: dict[str, Any], pointer: str, reason: str
) -> None:
    body = a_vacancy(**fields)
    organisation = quarter.organisation_a
    answer = await organisation.post("/v1/vacancies", body)
    if fields.get("organisation_cvr") == "99000237":
        assert slug_of(answer) == "not-your-organisation", "whose it is comes before what is wrong with it"
        return
    assert answer.status_code == 422, reason
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}, answer.text
    assert (await organisation.get("/v1/vacancies")).json() == []


async def test_a_field_that_is_missing_is_named(quarter: Callers) -> None:
    body = a_vacancy()
    del body["rooms"]
    answer = await quarter.organisation_a.post("/v1/vacancies", body)
    assert answer.json()["errors"] == [{"pointer": "/rooms", "detail": "The field is missing"}]


HOSTILE: list[tuple[bytes, int, str]] = [
    (b"not json", 400, "not JSON"),
    (b"", 422, "nothing at all"),
    (b"[]", 422, "a list where an object belongs"),
    (b"null", 422, "null where an object belongs"),
    (b'{"reference": "\xff\xfe"}', 400, "not UTF-8"),
    (b'{"reference": "a\\u0000b"}', 422, "a NUL character"),
    (b'{"reference": "\\ud800"}', 422, "half a surrogate pair"),
    (b"[" * 100_000, 400, "nested a hundred thousand deep"),
    (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, 400, "objects nested fifty thousand deep"),
    (b'{"rooms": ' + b"9" * 5_000 + b"}", 400, "a number of five thousand digits"),
    (b'{"rooms": Infinity}', 422, "infinity"),
    (b'{"x": "' + b"y" * 10_000_000 + b'"}', 413, "ten million characters, past a gateway that is not there"),
]


@pytest.mark.parametrize(("body", "status", "reason"), HOSTILE, ids=[row[2] for row in HOSTILE])
async def test_hostile_bodies_are_refused_and_never_break_us(
    http: httpx.AsyncClient, quarter: Callers, body: bytes, status: int, reason: str
) -> None:
    headers = quarter.organisation_a.headers | {"Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = await http.post("/v1/vacancies", content=body, headers=headers)
    assert answer.status_code == status, (reason, answer.text[:300])
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["trace_id"] == answer.headers["trace-id"]


@pytest.mark.parametrize("path", ["/v1/vacancies/%00", "/v1/vacancies?after=%00", "/v1/events?after=1-x"])
async def test_hostile_addresses_are_refused(quarter: Callers, path: str) -> None:
    assert (await quarter.organisation_a.get(path)).status_code == 422


async def test_problems_speak_danish_unless_english_is_preferred(http: httpx.AsyncClient, quarter: Callers) -> None:
    told = {}
    for language in ("da", "en", "en;q=0.2, da", "de", ""):
        headers = quarter.organisation_a.headers | {"Accept-Language": language}
        told[language] = (await http.get("/v1/vacancies/00000000-0000-4000-8000-000000000000", headers=headers)).json()
    titles = {language: problem["title"] for language, problem in told.items()}
    assert titles == {
        "da": "Findes ikke", "en": "Not found", "en;q=0.2, da": "Findes ikke", "de": "Findes ikke", "": "Findes ikke"
    }  # fmt: skip
    assert {problem["type"] for problem in told.values()} == {"urn:hjemvej:problem:not-found"}


async def test_a_method_that_does_not_exist_names_those_that_do(http: httpx.AsyncClient) -> None:
    answer = await http.request("DELETE", "/v1/vacancies")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


async def test_without_a_token_nothing_is_told(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/vacancies")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


async def test_a_post_without_a_key_is_told_to_send_one(http: httpx.AsyncClient, quarter: Callers) -> None:
    answer = await http.post("/v1/vacancies", json=a_vacancy(), headers=quarter.organisation_a.headers)
    assert slug_of(answer) == "idempotency-key-required"


WRONG_AGREEMENTS: list[tuple[dict[str, Any], str, str]] = [
    ({"share": "1/2"}, "invalid-agreement", "without an agreement at most every fourth"),
    ({"share": "0.25"}, "invalid-agreement", "a decimal is no share"),
    ({"share": "5/4", "kind": "agreement"}, "invalid-agreement", "above the whole"),
    ({"share": "1/0", "kind": "agreement"}, "invalid-agreement", "a share of nothing"),
    ({"dwelling_class": "elderly"}, "invalid-agreement", "elderly dwellings are outside the quarter"),
    ({"in_force_to": "2024-01-01"}, "invalid-agreement", "ends before it begins"),
    ({"in_force_from": "2025-06-01"}, "agreements-overlap", "the quarter is in force already"),
    ({"usable": {"min_rooms": 3, "max_rooms": 2}}, "invalid-agreement", "the least above the most"),
]


@pytest.mark.parametrize(("fields", "slug", "reason"), WRONG_AGREEMENTS, ids=[row[2] for row in WRONG_AGREEMENTS])
async def test_a_wrong_agreement_is_refused(quarter: Callers, fields: dict[str, Any], slug: str, reason: str) -> None:
    answer = await quarter.office.post("/v1/agreements", an_agreement(**fields))
    assert slug_of(answer) == slug, reason
    assert len((await quarter.office.get("/v1/agreements")).json()["agreements"]) == 2


WRONG_NOMINATIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"birth_year": 2015}, "/birth_year", "a child of ten nominated alone"),
    ({"homeless_since_on": "2025-03-02"}, "/homeless_since_on", "homeless after the nomination"),
    ({"nominated_on": "2025-03-04"}, "/nominated_on", "nominated tomorrow"),
    ({"adults": 0}, "/adults", "nobody"),
    ({"children": -1}, "/children", "fewer than none"),
    ({"income_after_tax_dkk": "-1.00"}, "/income_after_tax_dkk", "less than nothing"),
    ({"income_after_tax_dkk": "120000.00"}, "/income_after_tax_dkk", "a year's income by mistake"),
    ({"situation": "palace"}, "/situation", "not a situation of the count"),
]


@pytest.mark.parametrize(("fields", "pointer", "reason"), WRONG_NOMINATIONS, ids=[row[2] for row in WRONG_NOMINATIONS])
async def test_a_wrong_nomination_is_pointed_out(
    quarter: Callers, fields: dict[str, Any], pointer: str, reason: str
) -> None:
    answer = await quarter.centre.post("/v1/nominations", a_nomination(**fields))
    assert answer.status_code == 422, reason
    assert {error["pointer"] for error in answer.json()["errors"]} == {pointer}
    assert (await quarter.centre.get("/v1/nominations")).json() == []


async def test_a_registry_with_faults_is_refused_whole(quarter: Callers) -> None:
    estates = [
        an_estate(estate="11"),
        an_estate(estate="12", organisation_cvr="99000237"),
        an_estate(estate="11"),
    ]
    answer = await quarter.office.put("/v1/estates", {"estates": estates})
    assert answer.status_code == 422
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert pointers == {"/estates/1/organisation_cvr", "/estates/2/estate"}
    posted = await quarter.organisation_a.post("/v1/vacancies", a_vacancy(estate="11"))
    assert slug_of(posted) == "unknown-estate", "nothing of it was kept"


async def test_two_values_on_the_same_day_are_refused(quarter: Callers) -> None:
    later = an_offer_deadline(7) | {"valid_from": "2025-02-01"}
    answer = await quarter.office.put("/v1/rates", {"rates": [later]})
    assert slug_of(answer) == "rates-overlap"


async def test_a_citizen_has_one_open_nomination(quarter: Callers) -> None:
    """Known by the CPR number's digest, whatever the reference; the database holds it, also for two at once."""
    bodies = [a_nomination(cpr_number="0101019999") for _ in range(2)]
    answers = [await quarter.centre.post("/v1/nominations", body) for body in bodies]
    assert answers[0].status_code == 201
    assert slug_of(answers[1]) == "citizen-already-nominated"
    assert len((await quarter.centre.get("/v1/nominations")).json()) == 1
