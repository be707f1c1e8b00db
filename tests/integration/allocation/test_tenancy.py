"""Nobody sees another's data: not another organisation's, not another municipality's, not a citizen's."""

import httpx
import psycopg
import pytest

from kit.database.stories import Stories
from kit.database.tenancy import EXEMPT
from migrations.climb import SERVICES
from tests.builders.posting import ORGANISATION_B, a_nomination, a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import accepted, claimed, nominated, offered
from tests.integration.callers import slug_of
from tests.integration.conftest import Databases

HERE, THERE = {"Hjemvej-Municipality": "0217"}, {"Hjemvej-Municipality": "0269"}


@pytest.mark.parametrize("service", SERVICES)
def test_every_table_is_held_by_row_level_security(databases: Databases, service: str) -> None:
    """A table added without it fails here; the exempt ones are listed with a reason each."""
    with databases.admin(service) as connection:
        tables = connection.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity,"
            " EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid),"
            " EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'municipality_code' AND attnotnull)"
            " FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        ).fetchall()
    loose = {name for name, forced, policy, bears in tables if not (forced and policy and bears)}
    assert loose <= set(EXEMPT), f"tables open to all: {loose - set(EXEMPT)}"
    assert len(tables) > len(EXEMPT)


@pytest.mark.parametrize("service", SERVICES)
def test_every_unique_key_of_a_tenant_starts_with_what_is_its_own(databases: Databases, service: str) -> None:
    """A key over all municipalities would tell of another's rows; identifiers drawn at random tell nothing."""
    with databases.admin(service) as connection:
        keys = connection.execute(
            "SELECT i.indexrelid::regclass::text, (SELECT attname FROM pg_attribute"
            " WHERE attrelid = i.indrelid AND attnum = i.indkey[0]) FROM pg_index i JOIN pg_class c ON c.oid = indrelid"
            " WHERE indisunique AND relnamespace = 'public'::regnamespace AND relname <> ALL(%s)",
            [list(EXEMPT)],
        ).fetchall()
    assert {(key, first) for key, first in keys if first not in ("municipality_code", "id")} == set()


@pytest.mark.parametrize("service", SERVICES)
def test_the_application_owns_nothing_and_passes_by_nothing(databases: Databases, service: str) -> None:
    with databases.admin(service) as connection:
        roles = connection.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb, (SELECT count(*) FROM pg_class"
            " WHERE relowner = r.oid) FROM pg_roles r WHERE rolname = ANY(%s)",
            [[f"{service}_app", f"{service}_worker"]],
        ).fetchall()
    assert sorted(roles) == [(f"{service}_app", False, 0), (f"{service}_worker", False, 0)]


def test_the_journal_cannot_be_changed_by_the_application(databases: Databases) -> None:
    with psycopg.connect(databases.access["allocation"].app) as connection:
        for statement in ("UPDATE journal SET kind = 'x'", "DELETE FROM journal", "TRUNCATE journal"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
            connection.rollback()


SEEN = [
    ("0217", "", "allocation_office", {"vacancy": 2, "nomination": 1}, "the municipality sees all of its own"),
    ("0269", "", "allocation_office", {"vacancy": 0, "nomination": 0}, "another municipality sees none of it"),
    ("0217", "99000236", "housing_organisation", {"vacancy": 1, "nomination": 0}, "its own dwellings and no citizen"),
    ("", "", "service", {"vacancy": 0, "nomination": 0}, "without a municipality nothing is seen"),
]


@pytest.mark.parametrize(("municipality", "cvr", "party", "seen", "reason"), SEEN, ids=[row[4] for row in SEEN])
async def test_the_database_itself_shows_no_more(
    quarter: Callers, databases: Databases, municipality: str, cvr: str, party: str, seen: dict[str, int], reason: str
) -> None:
    """Asked by SQL as the application's role: a query that forgets to filter leaks nothing."""
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    await quarter.organisation_b.post("/v1/vacancies", a_vacancy(organisation_cvr=ORGANISATION_B))
    await quarter.centre.post("/v1/nominations", a_nomination())
    with psycopg.connect(databases.access["allocation"].app) as connection:
        settings = {"municipalities": municipality, "municipality": municipality, "cvr": cvr, "party": party}
        for name, value in settings.items():
            connection.execute("SELECT set_config(%s, %s, true)", [f"hjemvej.{name}", value])
        for table, count in seen.items():
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (count,), reason


async def test_an_organisation_sees_its_own_vacancies_and_nothing_else(quarter: Callers) -> None:
    own = await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    other = await quarter.organisation_b.post("/v1/vacancies", a_vacancy(organisation_cvr=ORGANISATION_B))
    assert [one["id"] for one in (await quarter.organisation_a.get("/v1/vacancies")).json()] == [own.json()["id"]]
    hidden = await quarter.organisation_a.get(f"/v1/vacancies/{other.json()['id']}")
    missing = await quarter.organisation_a.get("/v1/vacancies/00000000-0000-4000-8000-000000000000")
    assert hidden.status_code == missing.status_code == 404
    assert {**hidden.json(), "trace_id": ""} == {**missing.json(), "trace_id": ""}
    assert (await quarter.organisation_a.get("/v1/ledgers/99000244")).json() == []


async def test_an_organisation_in_two_municipalities_sees_both_its_own(quarter: Callers) -> None:
    there = an_estate(organisation_cvr=ORGANISATION_B, organisation_name="Boligorganisation B")
    agreement = an_agreement(organisation_cvr=ORGANISATION_B)
    assert (await quarter.neighbour_office.put("/v1/estates", {"estates": [there]})).is_success
    assert (await quarter.neighbour_office.post("/v1/agreements", agreement)).is_success
    for code in ("0217", "0269", "0269"):
        body = a_vacancy(organisation_cvr=ORGANISATION_B, municipality_code=code)
        assert (await quarter.organisation_b.post("/v1/vacancies", body)).status_code == 201
    seen = (await quarter.organisation_b.get("/v1/vacancies")).json()
    assert sorted(one["vacancy"]["municipality_code"] for one in seen) == ["0217", "0269", "0269"]
    assert len((await quarter.neighbour_office.get("/v1/vacancies")).json()) == 2
    assert len((await quarter.office.get("/v1/vacancies")).json()) == 1


async def test_a_token_for_another_municipality_is_refused(quarter: Callers) -> None:
    elsewhere = await quarter.organisation_a.post("/v1/vacancies", a_vacancy(municipality_code="0269"))
    assert slug_of(elsewhere) == "municipality-not-covered"
    unknown = await quarter.organisation_a.post("/v1/vacancies", a_vacancy(municipality_code="9999"))
    assert slug_of(unknown) == "municipality-not-covered"
    assert (await quarter.organisation_a.get("/v1/vacancies", **THERE)).status_code == 403
    assert (await quarter.organisation_a.get("/v1/vacancies", **HERE)).json() == []


async def test_a_municipality_that_does_not_exist_is_told(quarter: Callers) -> None:
    body = {"outcome": "committed", "decided_at": "2025-03-03T15:00:00+01:00"}
    path = "/v1/offers/00000000-0000-4000-8000-000000000000/deposit-decision"
    nowhere = await quarter.service.put(path, body, **{"Hjemvej-Municipality": "9999"})
    assert slug_of(nowhere) == "unknown-municipality"
    unnamed = await quarter.service.put(path, body)
    assert slug_of(unnamed) == "not-found", "without a municipality nothing is seen"


async def test_another_organisations_vacancy_cannot_be_posted(quarter: Callers) -> None:
    answer = await quarter.organisation_a.post("/v1/vacancies", a_vacancy(organisation_cvr=ORGANISATION_B))
    assert slug_of(answer) == "not-your-organisation"


async def test_the_organisation_hears_of_its_dwelling_and_nothing_of_the_citizen(quarter: Callers) -> None:
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    await quarter.centre.post("/v1/nominations", a_nomination())
    events = (await quarter.organisation_a.get("/v1/events")).json()["events"]
    assert [event["kind"] for event in events] == ["agreement_made", "vacancy_released"]
    assert (await quarter.organisation_b.get("/v1/events")).json()["events"][0]["kind"] == "agreement_made"
    centre = (await quarter.centre.get("/v1/events")).json()["events"]
    assert [event["kind"] for event in centre] == ["citizen_nominated"]
    assert (await quarter.organisation_a.get("/v1/nominations")).status_code == 403


async def test_the_organisation_hears_what_the_municipality_did_and_not_which_department_or_person(
    quarter: Callers, stories: Stories
) -> None:
    """That a shelter's system told of a yes would say where the citizen lives."""
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    await accepted(quarter, offer["id"])
    events = (await quarter.organisation_a.get("/v1/events")).json()["events"]
    acted = {entry["kind"]: (entry["client_id"], entry["person"]) for entry in events}
    assert acted["vacancy_claimed"] == ("organisation-a", None)
    assert acted["tenant_found"] == ("municipality", None)
    assert {client for client, _ in acted.values()} == {"organisation-a", "municipality"}


async def test_names_and_cpr_numbers_are_stored_encrypted_only(
    quarter: Callers, databases: Databases, http: httpx.AsyncClient, capfd: pytest.CaptureFixture[str]
) -> None:
    name, cpr = "Nobody Inthisdata", "0101019999"
    answer = await quarter.centre.post("/v1/nominations", a_nomination(name=name, cpr_number=cpr))
    assert answer.status_code == 201, answer.text
    wrong = await quarter.centre.post("/v1/nominations", a_nomination(name=name, cpr_number=cpr, adults=0))
    looked_at = await quarter.centre.get(f"/v1/nominations/{answer.json()['id']}")
    logged, metrics = capfd.readouterr().out, (await http.get("/metrics")).text
    assert "/v1/nominations" in logged
    for told in (logged, metrics, answer.text, wrong.text, looked_at.text):
        assert name not in told
        assert cpr not in told
    assert answer.json()["id"] not in logged + metrics, "an identifier of a citizen stands in no log and no metric"
    with databases.admin("allocation") as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            text = connection.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t").fetchone()
            assert text is not None
            assert name not in text[0]
            assert cpr not in text[0], f"{table} holds a CPR number in the clear"
