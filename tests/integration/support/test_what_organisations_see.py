"""Every field that a housing organisation can see of support is on a list, and no list holds a citizen."""

from collections.abc import Iterable, Mapping
from typing import Any

import psycopg

from tests.integration.conftest import Databases
from tests.integration.support.house import HELSINGOER, House
from tests.integration.support.test_concerns import SECRET, read
from tests.integration.support.test_concerns import act as act_on_concern
from tests.integration.support.test_contact_line import OWN, act, as_organisation, raised
from tests.integration.support.test_courses import a_course

MAY_SEE = {
    "id",
    "reference",
    "tenancy_reference",
    "kind",
    "received_at",
    "answer_due_at",
    "state",
    "answer",
    "answer_text",
    "answer_text.da",
    "answer_text.en",
    "answered_at",
}
# What is the organisation's own, beside the answers above: the envelope of its feed.
ENVELOPE = {
    "cursor",
    "kind",
    "municipality_code",
    "subject_id",
    "happened_at",
    "client_id",
    "person",
    "facts",
    "reasons",
    "facts.reference",
    "facts.answer_due_at",
    "facts.state",
    "facts.answer",
}
COLUMNS = (MAY_SEE - {"answer_text", "answer_text.da", "answer_text.en"}) | {
    "municipality_code",
    "organisation_cvr",
    "version",
}


def fields_of(value: object, under: str = "") -> set[str]:
    """Every field of an answer, at every depth."""
    if isinstance(value, Mapping):
        own = {f"{under}{name}" for name in value}
        return own.union(*(fields_of(each, f"{under}{name}.") for name, each in value.items()))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return set[str]().union(*(fields_of(each, under) for each in value))
    return set()


def columns_seen(house: House, cvr: str) -> dict[str, set[str]]:
    """Each table of which the application's role shows rows to the organisation, with its columns."""
    seen = {}
    with psycopg.connect(house.database) as connection:
        for name, value in (("municipalities", HELSINGOER), ("cvr", cvr), ("party", "housing_organisation")):
            connection.execute("SELECT set_config(%s, %s, true)", [f"hjemvej.{name}", value])
        tables = connection.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'municipality_code'"
        ).fetchall()
        for (table,) in tables:
            columns = connection.execute(f"SELECT * FROM {table} LIMIT 1")
            if columns.fetchone() is not None and columns.description is not None:
                seen[str(table)] = {column.name for column in columns.description}
    return seen


async def everything_an_organisation_reads(house: House, matter: str) -> tuple[set[str], set[str]]:
    """Every field of every answer about matters; every field of its feed and of the timeline."""
    one = (await as_organisation(house, "GET", f"/v1/contact-line/{matter}")).json()
    all_own = (await as_organisation(house, "GET", "/v1/contact-line")).json()
    events = (await as_organisation(house, "GET", "/v1/events")).json()["events"]
    timeline = (await as_organisation(house, "GET", f"/v1/timeline/{matter}")).json()
    assert events and timeline, "it hears of its own matters"
    return fields_of(one) | fields_of(all_own), fields_of(events) | fields_of(timeline)


async def test_every_field_that_an_organisation_can_see_is_on_the_list(house: House) -> None:
    course = await a_course(house)
    citizen = (await house.as_team("GET", f"/v1/referrals/{course}")).json()["citizen_id"]
    matter = await raised(house, words=SECRET)
    named = await act_on_concern(house, matter["id"], "citizen", {"citizen_id": citizen}, 1)
    assert named.json()["worker_reference"] == "C1"
    contact = {"contacted_at": "2025-03-03T10:00:00+01:00", "channel": "visit"}
    assert (await act_on_concern(house, matter["id"], "contact", contact, 2)).status_code == 200
    assert (await act(house, matter["id"], "answer", 1, {"answer": "in_contact"})).status_code == 200

    answers, feed = await everything_an_organisation_reads(house, matter["id"])
    assert fields_of(matter) | answers <= MAY_SEE
    assert feed <= ENVELOPE
    journal = {"journal"} & set(columns_seen(house, OWN))
    assert {name: columns for name, columns in columns_seen(house, OWN).items() if name not in journal} == {
        "contact_line": COLUMNS
    }
    # The control: what the support team reads of the same matter is found out by the same comparison.
    private = fields_of(await read(house, matter["id"])) - MAY_SEE
    assert {"citizen_id", "worker_reference", "contacted_by", "lane"} <= private


async def test_the_comparison_finds_a_table_that_is_open_by_mistake(house: House, databases: Databases) -> None:
    await raised(house)
    with databases.admin("support") as connection:
        connection.execute("CREATE POLICY by_mistake ON concern FOR SELECT USING (true)")
        try:
            assert "concern" in columns_seen(house, OWN)
        finally:
            connection.execute("DROP POLICY by_mistake ON concern")
    assert "concern" not in columns_seen(house, OWN)


async def test_with_support_and_without_it_an_organisation_reads_the_same(house: House) -> None:
    course = await a_course(house)
    citizen = (await house.as_team("GET", f"/v1/referrals/{course}")).json()["citizen_id"]
    helped, unhelped = await raised(house), await raised(house)
    await act_on_concern(house, helped["id"], "citizen", {"citizen_id": citizen}, 1)
    own = ("id", "reference")

    async def shown(matter: str) -> dict[str, Any]:
        found = (await as_organisation(house, "GET", f"/v1/contact-line/{matter}")).json()
        return {name: value for name, value in found.items() if name not in own}

    assert await shown(helped["id"]) == await shown(unhelped["id"])
