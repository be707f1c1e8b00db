"""The ledger as both parties read and recompute it, with what an audit finds."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from kit.database.stories import Stories
from services.allocation.main import CALLER
from tests.builders.posting import ORGANISATION_B, a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import claimed, everything
from tests.integration.callers import CallerOf, slug_of
from tests.integration.conftest import Databases

LEDGER = "/v1/ledgers/99000236"
MISSED = f"{LEDGER}/missed-vacancies"


async def recomputed(caller: CallerOf, cvr: str = "99000236") -> dict[str, Any]:
    answer = await caller.get(f"/v1/ledgers/{cvr}/recomputation")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_missed_vacancy_is_owed_and_paid_by_the_next(quarter: Callers) -> None:
    """Vector 11."""
    for _ in range(3):
        await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    body = a_vacancy()
    found = await quarter.office.post(MISSED, body)
    assert (found.status_code, found.json()["status"]) == (201, "let")
    assert (found.json()["decision"]["outcome"], found.json()["decision"]["counted"]) == ("missed", True)
    posted = [await quarter.organisation_a.post("/v1/vacancies", a_vacancy()) for _ in range(4)]
    assert [each.json()["decision"]["right"] for each in posted] == ["owed", None, None, "general"]
    rows = (await quarter.organisation_a.get(LEDGER)).json()
    assert [row["owed"] for row in rows] == [0, 0, 0, 1, 0, 0, 0, 0]
    assert rows[3]["moved"] == {"countable": 1, "lapsed": 1, "owed": 1}
    assert (await recomputed(quarter.organisation_a))["holds"]


async def test_both_parties_see_what_was_missed_but_the_organisation_not_who_found_it(quarter: Callers) -> None:
    found = (await quarter.office.post(MISSED, a_vacancy())).json()
    seen = (quarter.office, "allocation-office", "allocation-officer"), (quarter.organisation_a, "municipality", None)
    for caller, client, person in seen:
        [row] = (await caller.get(LEDGER)).json()
        assert (row["outcome"], row["made_by"], row["person"]) == ("missed", "allocation-office", person)
        [entry] = (await caller.get(f"/v1/timeline/{found['id']}")).json()
        assert (entry["kind"], entry["client_id"], entry["person"]) == ("vacancy_missed", client, person)


async def test_the_same_missed_vacancy_again_is_the_same(quarter: Callers) -> None:
    body = a_vacancy()
    first, again = [await quarter.office.post(MISSED, body) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert slug_of(await quarter.office.post(MISSED, body | {"rooms": 1})) == "content-differs"


async def test_what_was_posted_was_not_missed(quarter: Callers) -> None:
    body = a_vacancy()
    posted = (await quarter.organisation_a.post("/v1/vacancies", body)).json()
    for found in (body, body | {"reference": "audit-1"}):
        refused = await quarter.office.post(MISSED, found)
        assert (slug_of(refused), refused.json()["vacancy_id"]) == ("vacancy-was-posted", posted["id"])
    withdrawal = f"/v1/vacancies/{posted['id']}/withdrawal"
    await quarter.organisation_a.post(withdrawal, {"code": "not_vacant_after_all"}, version=1)
    assert (await quarter.office.post(MISSED, body | {"reference": "audit-1"})).status_code == 201


async def test_who_may_enter_a_missed_vacancy_and_what_cannot_be_right(quarter: Callers) -> None:
    assert slug_of(await quarter.office_system.post(MISSED, a_vacancy())) == "person-required"
    assert slug_of(await quarter.organisation_a.post(MISSED, a_vacancy())) == "forbidden"
    another = await quarter.office.post(MISSED, a_vacancy(organisation_cvr=ORGANISATION_B, rent_dkk="1.00"))
    assert {error["pointer"] for error in another.json()["errors"]} == {"/organisation_cvr", "/rent_dkk"}
    assert slug_of(await quarter.office.post(MISSED, a_vacancy(estate="77"))) == "unknown-estate"
    assert (await quarter.office.get(LEDGER)).json() == []


async def test_a_hand_back_is_a_line_of_its_own_with_who_and_when(quarter: Callers) -> None:
    vacancy = await claimed(quarter)
    await quarter.office.post(f"/v1/vacancies/{vacancy['id']}/hand-back", {"code": "nobody_fits"}, version=1)
    *_, row = (await quarter.organisation_a.get(LEDGER)).json()
    assert (row["sequence"], row["outcome"], row["vacancy_id"]) == (5, "handed_back", vacancy["id"])
    assert (row["made_by"], row["person"], row["moved"]) == ("allocation-office", None, {})
    assert row["reasons"][0]["text"]["en"] == "The municipality handed the dwelling back, and the right is spent."


async def test_under_bank_the_right_returns_and_the_next_dwelling_is_claimed(callers: Callers) -> None:
    await callers.office.put("/v1/estates", {"estates": [an_estate()]})
    bank = an_agreement(kind="agreement", carry=1, handed_back="bank")
    assert (await callers.office.post("/v1/agreements", bank)).status_code == 201
    vacancy = await claimed(callers)
    await callers.office.post(f"/v1/vacancies/{vacancy['id']}/hand-back", {"code": "nobody_fits"}, version=1)
    following = (await callers.organisation_a.post("/v1/vacancies", a_vacancy())).json()
    assert following["decision"]["right"] == "general"
    assert (await recomputed(callers.office))["holds"]


async def test_a_new_share_is_a_line_of_its_own_and_a_date_from_before_does_not_bring_the_old_one_back(
    callers: Callers,
) -> None:
    await callers.office.put("/v1/estates", {"estates": [an_estate()]})
    quarter = an_agreement(in_force_from="2024-01-01", in_force_to="2025-02-01")
    half = an_agreement(in_force_from="2025-02-01", kind="agreement", share="1/2")
    assert [(await callers.office.post("/v1/agreements", body)).status_code for body in (quarter, half)] == [201, 201]
    for posted_on in ["2025-01-06", "2025-01-06", "2025-03-03", "2025-01-06", "2025-03-03"]:
        body = a_vacancy(posted_on=posted_on, notice_received_on="2025-01-06")
        assert (await callers.organisation_a.post("/v1/vacancies", body)).status_code == 201
    rows = (await callers.organisation_a.get(LEDGER)).json()
    assert [row["outcome"] for row in rows] == [
        "released", "released", "restarted", "released", "claimed", "released",
    ]  # fmt: skip
    assert [row["countable"] for row in rows] == [1, 2, 0, 1, 2, 3]
    assert (rows[2]["vacancy_id"], rows[2]["reference"], rows[2]["agreement_id"]) == (
        None,
        None,
        rows[3]["agreement_id"],
    )
    assert await recomputed(callers.organisation_a) == {"holds": True, "entries": 6, "difference": None}
    assert (await callers.office.get(f"{LEDGER}/export")).text.count("\r\n") == 7


async def test_a_ledger_is_read_a_page_at_a_time(quarter: Callers) -> None:
    for _ in range(5):
        await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    whole = (await quarter.organisation_a.get(LEDGER)).json()
    pages, following = [], f"{LEDGER}?limit=2"
    while following:
        answer = await quarter.organisation_a.get(following)
        pages.append(answer.json())
        following = answer.headers.get("link", "").partition(">")[0].removeprefix("<")
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [row for page in pages for row in page] == whole


async def test_each_municipality_has_its_own_ledger_of_an_organisation(quarter: Callers) -> None:
    named = {"Hjemvej-Municipality": "0269"}
    body = a_vacancy(organisation_cvr=ORGANISATION_B)
    await quarter.organisation_b.post("/v1/vacancies", body)
    assert (await quarter.organisation_b.get("/v1/ledgers/99000244", **named)).json() == []
    assert slug_of(await quarter.organisation_b.get("/v1/ledgers/99000244")) == "municipality-not-named"
    named = {"Hjemvej-Municipality": "0217"}
    assert len((await quarter.organisation_b.get("/v1/ledgers/99000244", **named)).json()) == 1


async def test_either_party_has_the_ledger_recomputed(quarter: Callers) -> None:
    await everything(quarter)
    for caller in (quarter.office, quarter.organisation_a):
        assert await recomputed(caller) == {"holds": True, "entries": 14, "difference": None}
    named = {"Hjemvej-Municipality": "0217"}
    assert (await quarter.organisation_b.get(f"{LEDGER}/recomputation", **named)).json() == {
        "holds": True, "entries": 0, "difference": None,
    }  # fmt: skip


TAMPERED = [
    ("a decision was changed", "UPDATE ledger_entry SET outcome = 'released' WHERE sequence = 4", 4, "outcome"),
    ("a count was changed", "UPDATE ledger_entry SET used_general = 0 WHERE sequence = 4", 4, "used_general"),
    ("a movement was changed", "UPDATE ledger_entry SET movement = '{}' WHERE sequence = 6", 6, "moved"),
    ("an entry was taken away", "DELETE FROM ledger_entry WHERE sequence = 3", 4, "sequence"),
    ("a posted fact was changed", "UPDATE vacancy SET chain_reference = 'x' WHERE reference = :2", 2, "outcome"),
    ("the state was changed", "UPDATE ledger SET owed = 3", 14, "state"),
    ("what was known was changed", """UPDATE ledger_entry SET known = '{"estate_exempt_by": "x"}' WHERE sequence = 1""",
     1, "outcome"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "statement", "sequence", "what"), TAMPERED, ids=[row[0] for row in TAMPERED])
async def test_the_recomputation_finds_the_first_line_that_was_tampered_with(
    quarter: Callers, databases: Databases, why: str, statement: str, sequence: int, what: str
) -> None:
    """What a superuser of the database could do, and the application's own role cannot."""
    await everything(quarter)
    second = (await quarter.office.get(LEDGER)).json()[1]["reference"]
    with databases.admin("allocation") as connection:
        connection.execute(statement.replace(":2", f"'{second}'"))
    found = await recomputed(quarter.office)
    assert not found["holds"], why
    assert (found["difference"]["sequence"], found["difference"]["what"]) == (sequence, what)
    assert found["difference"]["stored"] != found["difference"]["recomputed"]


@pytest.mark.parametrize("statement", ["UPDATE ledger_entry SET counted = true", "DELETE FROM ledger_entry"])
async def test_the_service_itself_cannot_edit_an_entry(quarter: Callers, stories: Stories, statement: str) -> None:
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with stories.begin(CALLER, "0217") as story:
            await story.execute(text(statement))
