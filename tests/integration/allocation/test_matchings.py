"""Several dwellings matched at once through the API: a proposal with its proof, and offers that cite it."""

from typing import Any

import pytest

from kit.database.stories import Stories
from services.allocation.domain.matching.certificate import Certificate, check
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.matching_steps import all_ours, fitting, free
from tests.integration.allocation.steps import nominated
from tests.integration.callers import slug_of

NOBODY = "00000000-0000-4000-8000-000000000000"


async def a_round(callers: Callers, stories: Stories) -> tuple[str, str, list[str]]:
    """A small and a larger dwelling; three households that fit both, the first first, and one that fits neither."""
    await all_ours(callers)
    small, larger = await free(callers, rooms=1, area_m2=40), await free(callers, rooms=2)
    households = [
        await nominated(callers, stories, situation="street"),
        await nominated(callers, stories, situation="shelter"),
        await nominated(callers, stories, situation="hotel"),
        await nominated(callers, stories, debt_to_cvr="99000236"),
    ]
    return small, larger, households


async def matched(callers: Callers, body: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = await callers.office.post("/v1/matchings", body or {})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_matching_serves_the_most_and_proves_it_to_whoever_goes_without(
    callers: Callers, stories: Stories
) -> None:
    small, larger, (street, shelter, hotel, in_debt) = await a_round(callers, stories)
    found = await matched(callers)
    assert {each["vacancy_id"]: each["nomination_id"] for each in found["proposals"]} == {
        small: street,
        larger: shelter,
    }
    assert found["left_over"] == []
    unserved = {each["nomination_id"]: each for each in found["unserved"]}
    assert (unserved[hotel]["certificate"], unserved[in_debt]["certificate"]) == (0, None)
    assert unserved[in_debt]["stopped"] == {"no_debt_to_organisation": 2}
    fits = {each: frozenset[str]() for each in (street, shelter, hotel, in_debt)}
    for vacancy in (small, larger):
        for each in await fitting(callers, vacancy):
            fits[each] |= {vacancy}
    [proof] = found["certificates"]
    order = found["basis"]["households"]["nomination_id"]
    certificate = Certificate(frozenset(proof["vacancy_ids"]), frozenset(proof["nomination_ids"]))
    assert check(certificate, hotel, fits.__getitem__, order.index)


async def test_a_matching_is_kept_as_it_was_made_and_its_digest_stands_in_the_journal(
    callers: Callers, stories: Stories
) -> None:
    *_, (street, *_) = await a_round(callers, stories)
    found = await matched(callers)
    assert found["made_by"] == "allocation-officer"
    basis = found["basis"]
    assert basis["scheme"]["version"] == found["scheme_version"] == "local-1"
    assert basis["households"]["nomination_id"][0] == street
    assert "lottery" not in basis["households"]
    await nominated(callers, stories, situation="street", homeless_since_on="2015-01-01")
    address = f"/v1/matchings/{found['id']}"
    assert (await callers.office.get(address)).json() == found, "what comes later changes nothing of it"
    timeline = (await callers.office.get(f"/v1/timeline/{found['id']}")).json()
    assert [(each["kind"], each["facts"]["digest"]) for each in timeline] == [("vacancies_matched", found["digest"])]
    for closed_to in (callers.office_system, callers.organisation_a, callers.centre):
        assert (await closed_to.get(address)).status_code == 403
        assert (await closed_to.post("/v1/matchings", {})).status_code == 403
    assert (await callers.neighbour_office.get(address)).status_code == 404, "another municipality's is not there"


async def test_nothing_is_offered_by_a_matching_and_an_offer_may_cite_it(callers: Callers, stories: Stories) -> None:
    small, larger, (_, shelter, hotel, _) = await a_round(callers, stories)
    found = await matched(callers)
    assert (await callers.office.get("/v1/offers")).json() == []
    body = {"vacancy_id": larger, "nomination_id": shelter}
    assert slug_of(await callers.office.post("/v1/offers", body)) == "not-first", "the street stands before"
    cited = body | {"matching_id": found["id"]}
    for wrong in (
        cited | {"nomination_id": hotel},
        cited | {"vacancy_id": small},
        cited | {"matching_id": NOBODY},
    ):
        assert slug_of(await callers.office.post("/v1/offers", wrong)) == "not-from-matching"
    made = await callers.office.post("/v1/offers", cited)
    assert made.status_code == 201, made.text
    basis = (await callers.office.get(f"/v1/offers/{made.json()['id']}/basis")).json()
    assert (basis["basis"]["matching_id"], basis["override"]) == (found["id"], None)


async def test_a_matching_excuses_nobody_who_came_later_or_whose_own_dwelling_is_gone(
    callers: Callers, stories: Stories
) -> None:
    small, larger, (street, shelter, *_) = await a_round(callers, stories)
    found = await matched(callers)
    cited = {"vacancy_id": larger, "nomination_id": shelter, "matching_id": found["id"]}
    made = await callers.office.post("/v1/offers", {"vacancy_id": small, "nomination_id": street})
    declined = f"/v1/offers/{made.json()['id']}/decline"
    assert (await callers.centre.post(declined, {"code": "area"}, version=1)).is_success
    assert slug_of(await callers.office.post("/v1/offers", cited)) == "not-first", "what was proposed them is declined"


async def test_the_dwellings_named_are_matched_and_no_others(callers: Callers, stories: Stories) -> None:
    small, _, (street, *_) = await a_round(callers, stories)
    found = await matched(callers, {"vacancy_ids": [small]})
    assert [(each["vacancy_id"], each["nomination_id"]) for each in found["proposals"]] == [(small, street)]
    assert [each["vacancy_id"] for each in found["basis"]["dwellings"]] == [small]


async def test_what_cannot_be_matched_is_pointed_out_all_at_once(callers: Callers, stories: Stories) -> None:
    small, larger, (street, *_) = await a_round(callers, stories)
    await callers.office.post("/v1/offers", {"vacancy_id": small, "nomination_id": street})
    answer = await callers.office.post("/v1/matchings", {"vacancy_ids": [larger, small, NOBODY, larger]})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/vacancy_ids/{each}" for each in (1, 2, 3)]
    for body, pointer in (({"vacancy_ids": []}, "/vacancy_ids"), ({"vacancy_ids": ["x"]}, "/vacancy_ids/0")):
        answer = await callers.office.post("/v1/matchings", body)
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_where_nothing_is_free_there_is_nothing_to_match(callers: Callers) -> None:
    await all_ours(callers)
    assert slug_of(await callers.office.post("/v1/matchings", {})) == "nothing-to-match"


@pytest.mark.parametrize("waiting", [0, 1])
async def test_a_dwelling_that_nobody_fits_is_left_over(callers: Callers, stories: Stories, waiting: int) -> None:
    await all_ours(callers)
    vacancy = await free(callers, pets_allowed=False)
    for _ in range(waiting):
        await nominated(callers, stories, has_pet=True)
    found = await matched(callers)
    assert (found["proposals"], found["left_over"], len(found["unserved"])) == ([], [vacancy], waiting)
