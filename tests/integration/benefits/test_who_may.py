"""Who may do what in benefits, who sees what, and who hears of what."""

import uuid
from typing import Any

import psycopg
import pytest

from migrations.provision import Access
from tests.integration.benefits.desk import SOLROED, Desk, an_offer
from tests.integration.callers import slug_of


@pytest.fixture
def access(desk: Desk) -> Access:
    return desk.database


async def test_a_system_alone_may_neither_read_a_citizens_file_nor_decide(desk: Desk) -> None:
    case = await desk.open()
    read = await desk.as_department("GET", f"/v1/cases/{case}")
    decided = await desk.as_department("POST", f"/v1/cases/{case}/decision", {"outcome": "committed"})
    assert (read.status_code, slug_of(read)) == (403, "person-required")
    assert (decided.status_code, slug_of(decided)) == (403, "person-required")


async def test_each_reading_is_in_the_journal_with_the_person(desk: Desk) -> None:
    case = await desk.open()
    await desk.as_key_worker("GET", f"/v1/cases/{case}")
    timeline = (await desk.as_department("GET", f"/v1/timeline/{case}")).json()
    assert [(entry["kind"], entry["person"]) for entry in timeline] == [
        ("benefits_case_opened", None),
        ("key_worker_needed", None),
        ("benefits_case_read", "key-worker"),
    ]


FORBIDDEN: list[tuple[str, str, str, object, str]] = [
    ("social_centre", "PUT", "/v1/cases/{case}", {}, "only an offer opens its case"),
    ("social_centre", "POST", "/v1/cases/{case}/hold", {}, "who works on a case is of the department"),
    ("social_centre", "POST", "/v1/cases/{case}/missing-documents", {}, "the department asks for papers"),
    ("allocation_office", "PUT", "/v1/cases/{case}/missing-documents/received", {}, "and notes what has come"),
    ("management", "PUT", "/v1/key-workers/a", {}, "who is absent concerns the department"),
    ("management", "GET", "/v1/queues", None, "management sees numbers, no single cases"),
    ("management", "GET", "/v1/cases", None, "management sees numbers, no single citizens"),
    ("allocation_office", "GET", "/v1/cases/{case}", None, "the office hears the outcome, not the means"),
    ("shelter", "POST", "/v1/cases/{case}/decision", {"outcome": "committed"}, "the department decides"),
    ("service", "PUT", "/v1/rates", {"rates": []}, "a service enters no rates"),
    ("social_centre", "GET", "/v1/figures", None, "figures are management's"),
]


async def test_who_may_not_is_told_so(desk: Desk) -> None:
    case = await desk.open()
    for party, method, path, body, reason in FORBIDDEN:
        answer = await desk.as_party(party, method, path.format(case=case), body, person="somebody")
        assert answer.status_code == 403, reason


async def test_another_municipality_sees_nothing_and_decides_nothing(desk: Desk) -> None:
    case = await desk.open()
    desk.municipality = SOLROED
    assert (await desk.as_department("GET", "/v1/cases")).json() == []
    assert (await desk.as_key_worker("GET", f"/v1/cases/{case}")).status_code == 404
    assert (await desk.decide(case)).status_code == 404
    assert (await desk.end_offer(case, "declined")).status_code == 404
    assert (await desk.as_department("GET", f"/v1/timeline/{case}")).json() == []
    assert (await desk.as_party("management", "GET", "/v1/figures")).json()["cases"] == 0


async def test_an_offers_identifier_may_be_used_in_two_municipalities_without_a_trace(desk: Desk) -> None:
    case = await desk.open()
    desk.municipality = SOLROED
    other = await desk.as_allocation("PUT", f"/v1/cases/{case}", an_offer({"children": 2}))
    assert other.status_code == 201


async def test_a_housing_organisation_finds_nothing_whatever_its_scopes(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    assert (await desk.as_party("housing_organisation", "GET", "/v1/cases")).json() == []
    read = await desk.as_party("housing_organisation", "GET", f"/v1/cases/{case}", person="somebody")
    assert read.status_code == 404
    assert await desk.events("housing_organisation") == []
    figures = await desk.as_party("housing_organisation", "GET", "/v1/figures")
    assert figures.json()["cases"] == 0


async def test_each_party_hears_what_concerns_it_and_no_means(desk: Desk) -> None:
    case = await desk.open({"wealth_dkk": "30000"})
    await desk.decide(case, reason_da="Formuen er sat af.")
    heard = {party: [event["kind"] for event in await desk.events(party)] for party in ("social_centre", "shelter")}
    assert heard == {"social_centre": ["deposit_committed"], "shelter": ["deposit_committed"]}
    office = [event["kind"] for event in await desk.events("allocation_office") if event["kind"] != "rate_entered"]
    assert office == ["benefits_case_opened", "deposit_committed"]
    for party in ("benefits_department", "allocation_office", "social_centre"):
        said = str([event for event in await desk.events(party) if event["kind"] != "rate_entered"])
        assert "30000" not in said and "30,000" not in said and "9800" not in said and "Formuen" not in said
    grounds = [event for event in await desk.events() if event["kind"] == "deposit_grounds"]
    assert grounds[0]["facts"]["unmet"] == ["deposit_loan_need"]
    assert len(grounds[0]["facts"]["sha256"]) == 64


async def test_the_database_itself_shows_a_role_without_tenancy_nothing(desk: Desk, access: Access) -> None:
    await desk.decide(await desk.open())
    for address in (access.app, access.worker):
        with psycopg.connect(address) as connection:
            for table in ("rate", "benefits_case", "decision", "journal"):
                assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


async def test_a_decision_cannot_be_edited_even_by_the_application(desk: Desk, access: Access) -> None:
    await desk.decide(await desk.open())
    for statement in ("UPDATE decision SET outcome = 'refused'", "DELETE FROM decision", "DELETE FROM benefits_case"):
        with psycopg.connect(access.app) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
    with psycopg.connect(access.app) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE national_rate SET value = 0")


async def test_the_application_cannot_write_into_another_municipality(desk: Desk, access: Access) -> None:
    with psycopg.connect(access.app) as connection:
        connection.execute("SELECT set_config('hjemvej.municipality', '0269', true)")
        connection.execute("SELECT set_config('hjemvej.municipalities', '0269', true)")
        row: dict[str, Any] = {"code": "0217"}
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "INSERT INTO rate VALUES (%(code)s, 'fast_track_hours', '2030-01-01', NULL, 1, 'hours', true, 'x')", row
            )


async def test_a_repeated_post_is_answered_as_the_first_time(desk: Desk) -> None:
    case = await desk.open()
    bearer = desk.token("benefits_department", person="key-worker")
    send = {"bearer": bearer, "key": uuid.uuid4().hex}
    first = await desk.send("POST", f"/v1/cases/{case}/decision", {"outcome": "committed"}, **send)
    again = await desk.send("POST", f"/v1/cases/{case}/decision", {"outcome": "committed"}, **send)
    assert (again.status_code, again.json()) == (201, first.json())
    other = await desk.send("POST", f"/v1/cases/{case}/decision", {"outcome": "refused", "reason_da": "x"}, **send)
    assert other.status_code == 422
