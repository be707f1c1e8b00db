"""An agreement from draft to end, as both parties see it and as the ledger counts by it."""

from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from tests.builders.posting import ORGANISATION_A, a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock, Databases

LEDGER = f"/v1/ledgers/{ORGANISATION_A}"

EVERY_CLAUSE: dict[str, Any] = an_agreement(
    kind="agreement",
    share="1/3",
    carry=1,
    usable={"max_rent_dkk": "7000.00", "estates": ["02", "03"]},
    target={"condition": {"max_rooms": 2, "min_area_m2": 20}, "share": "1/2", "overlap": "sum"},
    estate_shares=[{"estate": "02", "share": "1/2"}, {"estate": "03", "share": "0/1"}],
    spread={"place": "stairwell", "share": "1/3"},
    handed_back="bank",
    internal_moves="exclude",
    answer_deadline_working_days=3,
    saturday_is_a_working_day=True,
    silence="hand_back",
    inspection_before_claiming=True,
    arrears_guarantee_months=12,
    rent_method="monthly_pro_rata",
    legal_basis="ABL § 59(2)",
    signed_on="2025-02-20",
    case_reference="2025-017",
    in_force_to="2027-01-01",
)


@pytest.fixture
async def estates(callers: Callers) -> Callers:
    """Organisation A with two estates, and no agreement yet."""
    both = [an_estate(), an_estate(estate="03")]
    assert (await callers.office.put("/v1/estates", {"estates": both})).is_success
    return callers


async def agreed(callers: Callers, **fields: Any) -> dict[str, Any]:
    answer = await callers.office.post("/v1/agreements", an_agreement(**fields))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def next_version(callers: Callers, agreement: dict[str, Any], **changes: Any) -> dict[str, Any]:
    answer = await callers.office.post(f"/v1/agreements/{agreement['id']}/versions", changes)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def put_in_force(callers: Callers, draft: dict[str, Any]) -> dict[str, Any]:
    path = f"/v1/agreements/{draft['id']}/entry-into-force"
    answer = await callers.office.post(path, version=draft["version"])
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def posted(callers: Callers, times: int = 1, **fields: Any) -> list[str]:
    """What became of each."""
    answers = [await callers.organisation_a.post("/v1/vacancies", a_vacancy(**fields)) for _ in range(times)]
    assert all(answer.status_code == 201 for answer in answers), answers[-1].text
    return [answer.json()["decision"]["outcome"] for answer in answers]


async def test_every_clause_is_kept_as_it_was_agreed_and_said_in_words(estates: Callers) -> None:
    made = await estates.office.post("/v1/agreements", EVERY_CLAUSE)
    assert made.status_code == 201, made.text
    read = (await estates.organisation_a.get(f"/v1/agreements/{made.json()['id']}")).json()
    unsaid = {"min_rooms": None, "max_rooms": None, "min_area_m2": None, "max_area_m2": None, "max_rent_dkk": None}
    expected = EVERY_CLAUSE | {
        "usable": unsaid | {"classes": []} | EVERY_CLAUSE["usable"],
        "target": EVERY_CLAUSE["target"]
        | {"condition": unsaid | {"estates": [], "classes": []} | EVERY_CLAUSE["target"]["condition"]},
    }
    assert {name: read[name] for name in expected} == expected
    assert (read["municipality_code"], read["status"], read["number"]) == ("0217", "in_force", 1)
    clauses = {each["clause"]: each for each in read["in_words"]}
    assert clauses["target"]["text"]["en"] == (
        "Targeted right: up to 1/2 of dwellings with at most 2 rooms and at least 20 m², also where the right is not "
        "used otherwise. It runs beside the general right."
    )
    assert clauses["target"]["local_choice"]
    assert (clauses["vacancy_rent"]["source"], clauses["vacancy_rent"]["local_choice"]) == ("ABL § 59(1)", False)
    [listed] = (await estates.organisation_a.get("/v1/agreements")).json()["agreements"]
    assert listed == read["versions"][0] == made.json()


BASES = [
    ({}, "ABL § 59(1)", "the council's own decision"),
    ({"kind": "agreement"}, "ABL § 59(2)", "an agreement"),
    ({"kind": "private", "dwelling_class": "private"}, "lov om kommunal anvisningsret", "private dwellings"),
    ({"legal_basis": "ABL § 59(2), jf. § 60 b"}, "ABL § 59(2), jf. § 60 b", "named by the parties"),
]


@pytest.mark.parametrize(("fields", "basis", "why"), BASES, ids=[row[2] for row in BASES])
async def test_each_kind_stands_on_its_own_section(
    estates: Callers, fields: dict[str, Any], basis: str, why: str
) -> None:
    assert (await agreed(estates, **fields))["legal_basis"] == basis, why


async def test_a_draft_decides_nothing_and_the_organisation_does_not_see_it(
    estates: Callers, databases: Databases
) -> None:
    draft = await agreed(estates, draft=True, share="1/4")
    path = f"/v1/agreements/{draft['id']}"
    assert (draft["status"], draft["series_id"]) == ("draft", draft["id"])
    assert await posted(estates, 4) == ["not_countable"] * 4
    assert (await estates.organisation_a.get("/v1/agreements?drafts=true")).json()["agreements"] == []
    assert (await estates.organisation_a.get(path)).status_code == 404
    heard = (await estates.organisation_a.get("/v1/events")).json()["events"]
    assert "agreement_drafted" not in {event["kind"] for event in heard}
    assert (await estates.office.get("/v1/agreements")).json()["agreements"] == []
    assert (await estates.office.get("/v1/agreements?drafts=true")).json()["agreements"] == [draft]
    with psycopg.connect(databases.access["allocation"].app) as connection:
        as_organisation = {"municipalities": "0217", "cvr": ORGANISATION_A, "party": "housing_organisation"}
        for name, value in as_organisation.items():
            connection.execute("SELECT set_config(%s, %s, true)", [f"hjemvej.{name}", value])
        assert connection.execute("SELECT count(*) FROM agreement").fetchone() == (0,), "the database shows no draft"


async def test_a_draft_beside_an_agreement_does_not_count_what_the_office_itself_enters(
    estates: Callers, databases: Databases
) -> None:
    """The office sees its drafts, so a vacancy found by audit would fall under both."""
    in_force = await agreed(estates, kind="agreement", share="1/1")
    await agreed(estates, draft=True, kind="agreement", share="0/1")
    missed = await estates.office.post(f"{LEDGER}/missed-vacancies", a_vacancy())
    assert (missed.status_code, missed.json()["decision"]["outcome"]) == (201, "missed"), missed.text
    with databases.admin("allocation") as connection:
        decided = connection.execute("SELECT agreement_id::text, owed FROM ledger_entry").fetchall()
    assert decided == [(in_force["id"], 1)]


async def test_a_draft_is_changed_and_put_in_force_by_a_person(estates: Callers) -> None:
    draft = await agreed(estates, draft=True, share="1/8")
    path = f"/v1/agreements/{draft['id']}"
    changed = await estates.office.put(path, an_agreement(share="1/4"), **{"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"], changed.json()["share"]) == (200, '"2"', "1/4")
    by_a_system = await estates.office_system.post(f"{path}/entry-into-force", version=2)
    assert slug_of(by_a_system) == "person-required"
    in_force = await put_in_force(estates, changed.json())
    assert in_force["status"] == "in_force"
    assert await posted(estates, 4) == ["released", "released", "released", "claimed"]
    kinds = [event["kind"] for event in (await estates.organisation_a.get("/v1/events")).json()["events"]]
    assert kinds[0] == "agreement_made", "now both parties have heard of it"
    assert (await estates.organisation_a.get(path)).json()["share"] == "1/4"


async def test_the_next_version_takes_over_on_its_day_and_rewrites_nothing(
    estates: Callers, databases: Databases, clock: Clock
) -> None:
    first = await agreed(estates, carry=0, usable={"max_rooms": 2}, signed_on="2025-01-01", in_force_to="2026-01-01")
    assert await posted(estates, 5) == ["released"] * 3 + ["claimed", "released"]
    draft = await next_version(estates, first, kind="agreement", share="1/2", in_force_from="2025-04-01")
    assert (draft["number"], draft["series_id"], draft["status"]) == (2, first["id"], "draft")
    assert draft["usable"]["max_rooms"] == 2, "what is not changed is as before"
    assert (draft["in_force_to"], draft["signed_on"]) == (None, None), "but a version's dates are its own"
    second = await put_in_force(estates, draft)
    before = (await estates.organisation_a.get(LEDGER)).json()
    clock.now = datetime(2025, 4, 1, 9, 0, tzinfo=UTC)
    assert await posted(estates, 4, posted_on="2025-04-01") == ["released", "claimed"] * 2
    after = (await estates.organisation_a.get(LEDGER)).json()
    assert after[: len(before)] == before, "what was decided stands as it was told"
    assert after[5]["outcome"] == "restarted", "and the new share begins its own count"
    with databases.admin("allocation") as connection:
        decided = connection.execute("SELECT agreement_id::text FROM ledger_entry ORDER BY sequence").fetchall()
    assert [by for (by,) in decided] == [first["id"]] * 5 + [second["id"]] * 5
    series = (await estates.organisation_a.get(f"/v1/agreements/{second['id']}")).json()["versions"]
    stands = [(each["number"], each["status"], each["in_force_from"], each["in_force_to"]) for each in series]
    assert stands == [(1, "ended", "2025-01-01", "2025-04-01"), (2, "in_force", "2025-04-01", None)]
    kinds = [event["kind"] for event in (await estates.organisation_a.get("/v1/events")).json()["events"]]
    assert kinds.count("agreement_ended") == 1
    assert kinds.count("agreement_made") == 2


async def test_a_version_with_the_same_terms_of_counting_goes_on_counting(estates: Callers, clock: Clock) -> None:
    first = await agreed(estates)
    await posted(estates, 3)
    await put_in_force(
        estates, await next_version(estates, first, carry=1, silence="hand_back", in_force_from="2025-03-04")
    )
    clock.now = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
    assert await posted(estates, 1, posted_on="2025-03-04") == ["claimed"]
    assert "restarted" not in [row["outcome"] for row in (await estates.organisation_a.get(LEDGER)).json()]


async def half_of_two(callers: Callers) -> dict[str, Any]:
    """Every other vacancy by agreement, two of them decided."""
    agreement = await agreed(callers, kind="agreement", share="1/2")
    assert await posted(callers, 2) == ["released", "claimed"]
    return agreement


async def fall_back_by_ending(callers: Callers) -> None:
    """The agreement ends, and the council's own decision is entered from the same day."""
    agreement = await half_of_two(callers)
    path, day = f"/v1/agreements/{agreement['id']}/end", {"in_force_to": "2025-03-04"}
    assert slug_of(await callers.office_system.post(path, day, version=agreement["version"])) == "person-required"
    ended = await callers.office.post(path, day, version=agreement["version"])
    assert (ended.status_code, ended.json()["in_force_to"]) == (200, "2025-03-04"), ended.text
    await agreed(callers, in_force_from="2025-03-04")


async def fall_back_by_version(callers: Callers) -> None:
    """The council's own decision is the next version of the same series."""
    draft = await next_version(
        callers, await half_of_two(callers), kind="statutory", share="1/4", in_force_from="2025-03-04"
    )
    assert draft["legal_basis"] == "ABL § 59(1)", "and not the section of the agreement before it"
    await put_in_force(callers, draft)


@pytest.mark.parametrize("fall_back", [fall_back_by_ending, fall_back_by_version])
async def test_the_council_can_always_fall_back_on_the_quarter_without_a_day_between(
    estates: Callers, clock: Clock, fall_back: Any
) -> None:
    await fall_back(estates)
    clock.now = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
    assert await posted(estates, 4, posted_on="2025-03-04") == ["released"] * 3 + ["claimed"]
    rows = (await estates.organisation_a.get(LEDGER)).json()
    assert [row["outcome"] for row in rows] == ["released", "claimed", "restarted", *["released"] * 3, "claimed"]
    assert (rows[2]["countable"], rows[2]["used_general"]) == (0, 0)
    in_force = (await estates.office.get("/v1/agreements")).json()["agreements"]
    assert [(each["status"], each["in_force_from"]) for each in in_force] == [
        ("ended", "2025-01-01"), ("in_force", "2025-03-04")
    ]  # fmt: skip


async def test_an_organisation_reads_its_own_agreements_only(quarter: Callers) -> None:
    [own] = (await quarter.organisation_a.get("/v1/agreements")).json()["agreements"]
    [others] = (await quarter.organisation_b.get("/v1/agreements")).json()["agreements"]
    assert own["organisation_cvr"] == ORGANISATION_A
    assert (await quarter.organisation_a.get(f"/v1/agreements/{others['id']}")).status_code == 404
    for caller in (quarter.organisation_a, quarter.centre):
        assert (await caller.post("/v1/agreements", an_agreement())).status_code == 403
