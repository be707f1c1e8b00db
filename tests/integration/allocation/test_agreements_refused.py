"""What cannot be agreed, put in force or ended: told precisely, and nothing half changed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.builders.posting import ORGANISATION_A, a_vacancy, an_agreement
from tests.integration.allocation.conftest import OFFICE, Callers
from tests.integration.callers import CallerOf, slug_of
from tests.integration.conftest import Clock, Databases
from tests.integration.issuer import Issuer

TABLES = ("agreement", "ledger", "ledger_entry", "journal", "estate_standing")


def snapshot(databases: Databases) -> dict[str, list[str]]:
    """Every row that an agreement could touch, so that even a changed one is seen."""
    with databases.admin("allocation") as connection:
        return {
            table: [row for (row,) in connection.execute(f"SELECT t::text FROM {table} t ORDER BY 1").fetchall()]
            for table in TABLES
        }


@asynccontextmanager
async def nothing_changes(databases: Databases) -> AsyncIterator[None]:
    before = snapshot(databases)
    yield
    assert snapshot(databases) == before


def a_target(**condition: Any) -> dict[str, Any]:
    return {"kind": "agreement", "target": {"condition": condition, "share": "1/2"}}


AT = "/target/condition"
WRONG: list[tuple[dict[str, Any], list[str], str]] = [
    ({"share": "5/4", "kind": "agreement"}, ["/share"], "above the whole"),
    ({"share": "0.25"}, ["/share"], "a decimal is no share"),
    ({"share": "1/2"}, ["/share"], "without an agreement at most every fourth"),
    ({"kind": "agreement", "target": {"condition": {}, "share": "3/2"}}, ["/target/share"], "more than all of them"),
    ({"kind": "agreement", "target": {"condition": {}, "share": "0/1"}}, ["/target/share"], "none of them"),
    ({"estate_shares": [{"estate": "02", "share": "1/4"}, {"estate": "03", "share": "0,5"}], "share": "x"},
     ["/share", "/estate_shares/1/share"], "all that is written wrong at once"),
    ({"estate_shares": [{"estate": "03", "share": "1/2"}], "signed_on": "2026-01-01", "usable": {"max_rooms": 0}},
     ["/estate_shares/0/share", "/estate_shares/0/estate", "/signed_on", "/usable/max_rooms"],
     "all that the law and the registry say at once"),
    ({"spread": {"place": "stairwell", "share": "7/4"}}, ["/spread/share"], "more than the whole stairwell"),
    ({"spread": {"place": "estate", "share": "0/1"}}, ["/spread/share"], "no room for anybody"),
    (a_target(min_rooms=3, max_rooms=2), [f"{AT}/min_rooms"], "the least above the most"),
    (a_target(max_rooms=0), [f"{AT}/max_rooms"], "no dwelling is without a room"),
    (a_target(max_rent_dkk="499.00"), [f"{AT}/max_rent_dkk"], "no dwelling is let for so little"),
    (a_target(max_rent_dkk="-1.00"), [f"{AT}/max_rent_dkk"], "nor for less than nothing"),
    (a_target(min_area_m2=2147483647), [f"{AT}/min_area_m2"], "the largest number there is"),
    (a_target(classes=["youth"]), [f"{AT}/classes"], "youth dwellings in an agreement on family dwellings"),
    (a_target(estates=["77"]), [f"{AT}/estates/0"], "an estate of no registry"),
    (a_target(estates=["02", "02"]), [f"{AT}/estates/1"], "the same estate twice"),
    ({"usable": {"estates": ["77"], "max_rooms": 0}}, ["/usable/max_rooms", "/usable/estates/0"], "never usable"),
    ({"target": {"condition": {}, "share": "1/4"}}, ["/target/overlap"], "undecided by the organisation"),
    ({"arrears_guarantee_months": 3}, ["/arrears_guarantee_months"], "arrears without an agreement"),
    ({"dwelling_class": "private"}, ["/kind"], "private dwellings without their kind"),
    ({"kind": "private"}, ["/kind"], "the private kind on family dwellings"),
    ({"dwelling_class": "elderly"}, ["/dwelling_class"], "elderly dwellings are outside the quarter"),
    ({"in_force_to": "2025-01-01"}, ["/in_force_to"], "over as it begins"),
    ({"in_force_to": "2024-01-01"}, ["/in_force_to"], "over before it begins"),
    ({"kind": "agreement", "signed_on": "2025-03-04"}, ["/signed_on"], "signed tomorrow"),
]  # fmt: skip


@pytest.mark.parametrize("draft", [False, True], ids=["in force", "a draft"])
@pytest.mark.parametrize(("fields", "pointers", "reason"), WRONG, ids=[row[2] for row in WRONG])
async def test_a_wrong_agreement_is_pointed_out(
    quarter: Callers, databases: Databases, fields: dict[str, Any], pointers: list[str], reason: str, draft: bool
) -> None:
    body = {"in_force_from": "2025-01-01", **fields, "draft": draft}
    async with nothing_changes(databases):
        answer = await quarter.office.post("/v1/agreements", an_agreement(**body))
    assert (answer.status_code, slug_of(answer)) == (422, "invalid-agreement"), reason
    assert sorted(error["pointer"] for error in answer.json()["errors"]) == sorted(pointers), reason


async def test_a_target_in_an_organisation_that_is_exempt_throughout_can_never_be_met(
    quarter: Callers, databases: Databases
) -> None:
    standing = {
        "organisation_cvr": ORGANISATION_A, "estate": "02", "kind": "vulnerable", "valid_from": "2024-12-01",
        "source": "Liste 2024", "verified": True,
    }  # fmt: skip
    assert (await quarter.office.put("/v1/estates/standings", {"standings": [standing]})).is_success
    async with nothing_changes(databases):
        answer = await quarter.office.post("/v1/agreements", an_agreement(**a_target(max_rooms=2)))
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["detail"]) == (
        "/target", "The target can never be met: every estate is exempt throughout the period"
    )  # fmt: skip


async def quarter_of(callers: Callers) -> dict[str, Any]:
    """The blind quarter of organisation A, in force since January."""
    [found] = (await callers.organisation_a.get("/v1/agreements")).json()["agreements"]
    agreement: dict[str, Any] = found
    return agreement


async def drafted(callers: Callers, **changes: Any) -> dict[str, Any]:
    quarter = await quarter_of(callers)
    answer = await callers.office.post(f"/v1/agreements/{quarter['id']}/versions", changes)
    assert answer.status_code == 201, answer.text
    draft: dict[str, Any] = answer.json()
    return draft


async def test_agreements_that_overlap_are_named_with_their_days(quarter: Callers, databases: Databases) -> None:
    in_force = await quarter_of(quarter)
    async with nothing_changes(databases):
        body = an_agreement(in_force_from="2025-06-01", in_force_to="2025-09-01")
        answer = await quarter.office.post("/v1/agreements", body)
    told = answer.json()
    assert (answer.status_code, slug_of(answer)) == (409, "agreements-overlap")
    assert (told["agreement_id"], told["shared_from"], told["shared_to"]) == (
        in_force["id"],
        "2025-06-01",
        "2025-09-01",
    )
    assert told["errors"][0]["pointer"] == "/in_force_from"
    assert told["detail"] == "Another agreement is in force from 2025-06-01 to 2025-09-01: let it end first"


async def test_a_draft_may_overlap_until_it_would_enter_into_force(quarter: Callers, databases: Databases) -> None:
    draft = (await quarter.office.post("/v1/agreements", an_agreement(draft=True))).json()
    async with nothing_changes(databases):
        answer = await quarter.office.post(f"/v1/agreements/{draft['id']}/entry-into-force", version=draft["version"])
    assert slug_of(answer) == "agreements-overlap"


async def test_a_version_begins_after_what_is_decided_and_the_earliest_day_is_told(
    quarter: Callers, databases: Databases
) -> None:
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    draft = await drafted(quarter, carry=1, in_force_from="2025-03-03")
    async with nothing_changes(databases):
        answer = await quarter.office.post(f"/v1/agreements/{draft['id']}/entry-into-force", version=draft["version"])
    assert (answer.status_code, slug_of(answer)) == (409, "vacancies-decided")
    assert answer.json()["earliest_on"] == "2025-03-04"
    assert answer.json()["errors"] == [
        {
            "pointer": "/in_force_from",
            "detail": "A vacancy posted on 2025-03-03 is already decided: 2025-03-04 at the earliest",
        }
    ]


async def test_nor_can_an_agreement_end_under_a_vacancy_it_has_decided(quarter: Callers, databases: Databases) -> None:
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    agreement = await quarter_of(quarter)
    path = f"/v1/agreements/{agreement['id']}/end"
    async with nothing_changes(databases):
        answer = await quarter.office.post(path, {"in_force_to": "2025-03-03"}, version=agreement["version"])
    assert (slug_of(answer), answer.json()["earliest_on"]) == ("vacancies-decided", "2025-03-04")


async def test_an_ended_series_takes_no_more_versions(quarter: Callers, databases: Databases, clock: Clock) -> None:
    waiting = await drafted(quarter, carry=1, in_force_from="2025-06-01")
    agreement = await quarter_of(quarter)
    path = f"/v1/agreements/{agreement['id']}"
    ended = await quarter.office.post(f"{path}/end", {"in_force_to": "2025-03-04"}, version=agreement["version"])
    assert ended.status_code == 200, ended.text
    clock.now = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
    async with nothing_changes(databases):
        late = await quarter.office.post(f"/v1/agreements/{waiting['id']}/entry-into-force", version=waiting["version"])
        again = await quarter.office.post(f"{path}/end", {"in_force_to": "2025-03-05"}, version=ended.json()["version"])
    assert [slug_of(late), slug_of(again)] == ["agreement-ended", "agreement-ended"]
    await quarter.office.post("/v1/agreements", an_agreement(in_force_from="2025-03-04"))


async def test_one_draft_at_a_time_and_none_of_a_series_that_has_ended(quarter: Callers, clock: Clock) -> None:
    agreement = await quarter_of(quarter)
    path, body = f"/v1/agreements/{agreement['id']}/versions", {"in_force_from": "2025-06-01"}
    first = await quarter.office.post(path, body)
    second = await quarter.office.post(path, body)
    assert (slug_of(second), second.json()["agreement_id"]) == ("agreement-is-draft", first.json()["id"])
    await quarter.office.post(f"/v1/agreements/{first.json()['id']}/entry-into-force", version=1)
    in_force = (await quarter.office.get(f"/v1/agreements/{first.json()['id']}")).json()
    end = {"in_force_to": "2025-06-02"}
    earlier = await quarter.office.post(f"/v1/agreements/{agreement['id']}/end", end, version=3)
    assert slug_of(earlier) == "agreement-succeeded"
    await quarter.office.post(f"/v1/agreements/{in_force['id']}/end", end, version=in_force["version"])
    clock.now = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)
    assert slug_of(await quarter.office.post(path, {"in_force_from": "2025-06-02"})) == "agreement-ended"


async def test_entry_into_force_happens_once_and_only_with_the_latest_etag(
    quarter: Callers, databases: Databases
) -> None:
    draft = await drafted(quarter, carry=1, in_force_from="2025-06-01")
    path = f"/v1/agreements/{draft['id']}"
    unasked = await quarter.office.post(f"{path}/entry-into-force")
    assert slug_of(unasked) == "precondition-required"
    entered = await quarter.office.post(f"{path}/entry-into-force", version=draft["version"])
    assert entered.status_code == 200, entered.text
    latest, stale = entered.json()["version"], draft["version"]
    async with nothing_changes(databases):
        answers = [
            await quarter.office.post(f"{path}/entry-into-force", version=stale),
            await quarter.office.post(f"{path}/entry-into-force", version=latest),
            await quarter.office.put(path, an_agreement(), **{"If-Match": f'"{latest}"'}),
            await quarter.office.post(f"{path}/end", {"in_force_to": "2026-01-01"}, version=stale),
        ]
    assert [slug_of(answer) for answer in answers] == [
        "precondition-failed", "agreement-in-force", "agreement-in-force", "precondition-failed"
    ]  # fmt: skip


async def test_an_office_of_two_municipalities_acts_in_one_at_a_time(
    quarter: Callers, http: httpx.AsyncClient, issuer: Issuer
) -> None:
    """Another municipality's agreement with the organisation is in nobody's way, and cannot be ended from here."""
    codes = ["0217", "0269"]
    token = issuer.token("joint-office", "allocation_office", OFFICE, person="officer-3", municipalities=codes)
    joint = CallerOf(http, token)
    agreement = await quarter_of(quarter)
    path, end = f"/v1/agreements/{agreement['id']}/end", {"in_force_to": "2026-01-01"}
    unnamed = await joint.post(path, end, version=agreement["version"])
    assert slug_of(unnamed) == "municipality-not-named"
    joint.headers["Hjemvej-Municipality"] = "0269"
    assert (await joint.post(path, end, version=agreement["version"])).status_code == 404
    there = await joint.post("/v1/agreements", an_agreement())
    assert (there.status_code, there.json()["municipality_code"]) == (201, "0269")


async def test_a_draft_changed_meanwhile_is_fetched_again(quarter: Callers, databases: Databases) -> None:
    draft = await drafted(quarter, carry=1, in_force_from="2025-06-01")
    path, mine = f"/v1/agreements/{draft['id']}", an_agreement(in_force_from="2025-06-01", carry=2)
    assert (await quarter.office.put(path, mine, **{"If-Match": '"1"'})).status_code == 200
    async with nothing_changes(databases):
        theirs = await quarter.office.put(path, mine | {"carry": 3}, **{"If-Match": '"1"'})
        elsewhere = await quarter.office.put(path, mine | {"organisation_cvr": "99000244"}, **{"If-Match": '"2"'})
        wrong = await quarter.office.put(path, mine | {"share": "1/2"}, **{"If-Match": '"2"'})
    assert [slug_of(answer) for answer in (theirs, elsewhere, wrong)] == [
        "precondition-failed", "invalid-agreement", "invalid-agreement"
    ]  # fmt: skip
    assert [error["pointer"] for error in elsewhere.json()["errors"]] == ["/organisation_cvr"]
