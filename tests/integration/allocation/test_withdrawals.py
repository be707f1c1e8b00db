"""An organisation takes a vacancy back, or posts it anew with the right facts."""

from typing import Any

import pytest

from kit.database.stories import Stories
from tests.builders.posting import a_vacancy, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import LEASE, accepted, claimed, nominated, offered, secured
from tests.integration.callers import CallerOf, slug_of

LEDGER = "/v1/ledgers/99000236"


async def withdrawn(caller: CallerOf, vacancy: dict[str, Any], code: str = "fire", version: int | None = None) -> Any:
    address = f"/v1/vacancies/{vacancy['id']}/withdrawal"
    return await caller.post(address, {"code": code}, version=version or vacancy["version"])


async def now_of(callers: Callers, vacancy: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await callers.organisation_a.get(f"/v1/vacancies/{vacancy['id']}")).json()
    return found


async def kinds_of(caller: CallerOf, vacancy: dict[str, Any]) -> list[str]:
    timeline = (await caller.get(f"/v1/timeline/{vacancy['id']}")).json()
    return [entry["kind"] for entry in timeline]


async def test_a_withdrawn_vacancy_is_as_if_it_had_never_been_posted(quarter: Callers) -> None:
    """Vector 10: the fourth was claimed and is withdrawn; the right it used goes to the next."""
    vacancy = await claimed(quarter)
    answer = await withdrawn(quarter.organisation_a, vacancy)
    assert (answer.status_code, answer.json()["status"]) == (200, "withdrawn")
    assert answer.headers["etag"] == f'"{answer.json()["version"]}"'
    posted = [await quarter.organisation_a.post("/v1/vacancies", a_vacancy()) for _ in range(5)]
    assert [each.json()["decision"]["result"] for each in posted] == ["claimed", *["released"] * 3, "claimed"]
    rows = (await quarter.organisation_a.get(LEDGER)).json()
    assert [row["outcome"] for row in rows[3:6]] == ["claimed", "withdrawn", "claimed"]
    assert rows[4]["moved"] == {"countable": -1, "used_general": -1}
    assert rows[4]["vacancy_id"] == rows[3]["vacancy_id"] == vacancy["id"]
    assert (rows[4]["countable"], rows[4]["used_general"]) == (3, 0)


async def test_a_released_vacancy_can_be_withdrawn_too(quarter: Callers) -> None:
    posted = (await quarter.organisation_a.post("/v1/vacancies", a_vacancy())).json()
    assert (await withdrawn(quarter.organisation_a, posted, "posted_in_error")).json()["status"] == "withdrawn"
    assert (await quarter.organisation_a.get(LEDGER)).json()[-1]["countable"] == 0


async def test_both_parties_see_the_withdrawal_with_who_and_when(quarter: Callers) -> None:
    vacancy = await claimed(quarter)
    await withdrawn(quarter.organisation_a, vacancy, "not_habitable")
    for caller in (quarter.organisation_a, quarter.office):
        assert await kinds_of(caller, vacancy) == ["vacancy_claimed", "vacancy_withdrawn"]
        last = (await caller.get(f"/v1/timeline/{vacancy['id']}")).json()[-1]
        assert (last["facts"]["code"], last["client_id"]) == ("not_habitable", "organisation-a")
        row = (await caller.get(LEDGER)).json()[-1]
        assert (row["made_by"], row["decided_at"]) == ("organisation-a", last["happened_at"])
        assert "as if it had never been posted" in row["reasons"][0]["text"]["en"]


async def test_whoever_held_an_offer_is_free_for_another_at_once(quarter: Callers, stories: Stories) -> None:
    vacancy, nomination_id = await claimed(quarter), await nominated(quarter, stories)
    offer = await offered(quarter, vacancy, nomination_id)
    await accepted(quarter, offer["id"])
    answer = await withdrawn(quarter.organisation_a, await now_of(quarter, vacancy))
    assert answer.json()["status"] == "withdrawn"
    ended = (await quarter.office.get(f"/v1/offers/{offer['id']}")).json()
    assert (ended["status"], ended["end_code"]) == ("withdrawn", "vacancy_withdrawn")
    posted = [await quarter.organisation_a.post("/v1/vacancies", a_vacancy()) for _ in range(4)]
    again = next(each.json() for each in posted if each.json()["decision"]["result"] == "claimed")
    assert (await offered(quarter, again, nomination_id))["status"] == "made"
    assert "vacancy_to_be_offered_on" not in await kinds_of(quarter.organisation_a, vacancy)


async def test_a_dwelling_that_is_let_cannot_be_withdrawn_or_corrected(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    await accepted(quarter, offer["id"])
    await secured(quarter, offer["id"])
    assert (await quarter.organisation_a.put(f"/v1/vacancies/{vacancy['id']}/lease", LEASE)).is_success
    let = await now_of(quarter, vacancy)
    assert slug_of(await withdrawn(quarter.organisation_a, let)) == "vacancy-over"
    assert slug_of(await corrected(quarter, let, a_vacancy())) == "vacancy-over"


async def test_who_may_withdraw_and_when(quarter: Callers) -> None:
    vacancy = await claimed(quarter)
    assert (await withdrawn(quarter.organisation_b, vacancy)).status_code == 404
    assert (await withdrawn(quarter.office, vacancy)).status_code == 403
    assert slug_of(await withdrawn(quarter.organisation_a, vacancy, version=7)) == "precondition-failed"
    assert (await withdrawn(quarter.organisation_a, vacancy, code="bored")).status_code == 422
    assert (await withdrawn(quarter.organisation_a, vacancy)).is_success
    assert slug_of(await withdrawn(quarter.organisation_a, vacancy, version=2)) == "vacancy-withdrawn"
    assert [row["outcome"] for row in (await quarter.office.get(LEDGER)).json()[3:]] == ["claimed", "withdrawn"]


async def corrected(callers: Callers, wrong: dict[str, Any], body: dict[str, Any]) -> Any:
    return await callers.organisation_a.post(f"/v1/vacancies/{wrong['id']}/correction", body, version=wrong["version"])


async def test_a_correction_is_one_act_and_each_posting_names_the_other(quarter: Callers) -> None:
    wrong = await claimed(quarter, rooms=5)
    body = a_vacancy(rooms=2)
    answer = await corrected(quarter, wrong, body)
    assert answer.status_code == 201, answer.text
    right = answer.json()
    assert answer.headers["location"] == f"/allocation/v1/vacancies/{right['id']}"
    assert (right["vacancy"]["rooms"], right["corrects"], right["status"]) == (2, wrong["id"], "claimed")
    stands = await now_of(quarter, wrong)
    assert (stands["status"], stands["corrected_by"]) == ("withdrawn", right["id"])
    assert stands["vacancy"]["rooms"] == 5, "what was posted is kept as it was posted"
    rows = (await quarter.organisation_a.get(LEDGER)).json()
    assert [row["outcome"] for row in rows[3:]] == ["claimed", "withdrawn", "claimed"]
    assert [row["countable"] for row in rows[3:]] == [4, 3, 4]
    assert await kinds_of(quarter.organisation_a, wrong) == [
        "vacancy_claimed", "vacancy_withdrawn", "vacancy_corrected",
    ]  # fmt: skip
    assert await kinds_of(quarter.organisation_a, right) == ["vacancy_claimed", "vacancy_corrects"]


async def test_the_same_correction_again_is_the_same_vacancy(quarter: Callers) -> None:
    wrong, body = await claimed(quarter), a_vacancy()
    first = await corrected(quarter, wrong, body)
    again = await corrected(quarter, wrong, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    other = await corrected(quarter, wrong, body | {"rooms": 4})
    assert slug_of(other) == "content-differs"
    assert [error["pointer"] for error in other.json()["errors"]] == ["/rooms"]


async def test_a_corrected_vacancy_is_not_corrected_again_but_the_newest_is(quarter: Callers) -> None:
    first = await claimed(quarter)
    second = (await corrected(quarter, first, a_vacancy())).json()
    third = (await corrected(quarter, second, a_vacancy())).json()
    refused = await corrected(quarter, first, a_vacancy())
    assert (slug_of(refused), refused.json()["newest_id"]) == ("vacancy-corrected", third["id"])
    assert "correct the newest instead" in refused.json()["title"]
    assert (await corrected(quarter, third, a_vacancy())).status_code == 201


async def test_while_somebody_holds_an_offer_nothing_is_corrected(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    await offered(quarter, vacancy, await nominated(quarter, stories))
    before = (await quarter.office.get(LEDGER)).json()
    refused = await corrected(quarter, await now_of(quarter, vacancy), a_vacancy())
    assert slug_of(refused) == "vacancy-already-offered"
    assert (await quarter.office.get(LEDGER)).json() == before


async def test_a_withdrawn_vacancy_is_not_corrected(quarter: Callers) -> None:
    vacancy = await claimed(quarter)
    await withdrawn(quarter.organisation_a, vacancy)
    assert slug_of(await corrected(quarter, vacancy | {"version": 2}, a_vacancy())) == "vacancy-withdrawn"


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("an estate that is not registered", {"estate": "77"}, "unknown-estate"),
    ("facts that cannot be right", {"rent_dkk": "0.00"}, "invalid-request"),
    ("another organisation's dwelling", {"organisation_cvr": "99000244"}, "not-your-organisation"),
    ("a field that is not one", {"romos": 2}, "invalid-request"),
]


@pytest.mark.parametrize(("why", "fields", "slug"), WRONG, ids=[row[0] for row in WRONG])
async def test_a_correction_with_faults_leaves_nothing_half_done(
    quarter: Callers, why: str, fields: dict[str, Any], slug: str
) -> None:
    vacancy = await claimed(quarter)
    before = (await quarter.organisation_a.get(LEDGER)).json()
    assert slug_of(await corrected(quarter, vacancy, a_vacancy(**fields))) == slug, why
    assert await now_of(quarter, vacancy) == vacancy
    assert (await quarter.organisation_a.get(LEDGER)).json() == before


async def test_the_right_facts_need_a_reference_of_their_own(quarter: Callers) -> None:
    vacancy = await claimed(quarter)
    same = await corrected(quarter, vacancy, a_vacancy(reference=vacancy["vacancy"]["reference"]))
    assert [error["pointer"] for error in same.json()["errors"]] == ["/reference"]
    taken = a_vacancy()
    await quarter.organisation_a.post("/v1/vacancies", taken)
    before = (await quarter.organisation_a.get(LEDGER)).json()
    assert slug_of(await corrected(quarter, vacancy, taken)) == "content-differs"
    assert (await quarter.organisation_a.get(LEDGER)).json() == before
    assert await now_of(quarter, vacancy) == vacancy


async def test_a_correction_may_move_the_dwelling_to_another_ledger(quarter: Callers) -> None:
    estate = an_estate(estate="09", dwelling_class="youth")
    await quarter.office.put("/v1/estates", {"estates": [an_estate(), estate]})
    wrong = await claimed(quarter)
    right = (await corrected(quarter, wrong, a_vacancy(estate="09", dwelling_class="youth"))).json()
    assert right["decision"]["outcome"] == "not_countable"
    youth = (await quarter.organisation_a.get(f"{LEDGER}?dwelling_class=youth")).json()
    assert [row["vacancy_id"] for row in youth] == [right["id"]]
    for dwelling_class in ("family", "youth"):
        answer = await quarter.organisation_a.get(f"{LEDGER}/recomputation?dwelling_class={dwelling_class}")
        assert answer.json()["holds"]
