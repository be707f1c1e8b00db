"""Who fits, and in which order: wishes, restricted areas, the council's order, the sealed lottery."""

from typing import Any

import pytest

from kit.database.stories import Stories
from services.allocation.api.shortlist_answers import ShortlistOut
from tests.builders.posting import a_nomination
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.matching_steps import a_scheme, all_ours, fitting, free, in_area, ranked, stopped_by
from tests.integration.allocation.steps import nominated
from tests.integration.callers import slug_of
from tests.integration.conftest import Databases

NO = {"assessments": [{"area": "prevention_area", "may_live_there": False}]}
YES = {"assessments": [{"area": "prevention_area", "may_live_there": True}]}


async def test_an_assessment_is_a_persons_yes_or_no_and_the_last_one_stands(quarter: Callers, stories: Stories) -> None:
    address = f"/v1/nominations/{await nominated(quarter, stories)}/area-assessments"
    assert slug_of(await quarter.office_system.put(address, NO)) == "person-required"
    assert (await quarter.centre.put(address, NO)).status_code == 403
    assert (await quarter.office.get(address)).json() == {"assessments": []}
    for body in (NO, YES, YES):
        answer = await quarter.office.put(address, body)
        assert answer.status_code == 200, answer.text
    [found] = answer.json()["assessments"]
    assert (found["area"], found["may_live_there"]) == ("prevention_area", True)
    assert found["assessed_by"] == "allocation-officer"
    timeline = (await quarter.office.get(f"/v1/timeline/{address.split('/')[3]}")).json()
    entries = [entry["facts"] for entry in timeline if entry["kind"] == "areas_assessed"]
    assert entries == [{"prevention_area": False}, {"prevention_area": True}], "the same answer again changes nothing"


WRONG_WISHES: list[tuple[dict[str, Any], str, str]] = [
    ({"wanted_estates": ["06"]}, "/wanted_estates/0", "an estate has a number within its organisation"),
    (
        {"wanted_estates": ["99000236/02"], "unwanted_estates": ["99000236/02"]},
        "/unwanted_estates",
        "wanted and unwanted at once",
    ),
    ({"highest_floor_without_lift": -1}, "/highest_floor_without_lift", "below the ground floor"),
    ({"highest_floor_without_lift": 61}, "/highest_floor_without_lift", "higher than any house"),
]


@pytest.mark.parametrize(("fields", "pointer", "reason"), WRONG_WISHES, ids=[row[2] for row in WRONG_WISHES])
async def test_a_wish_that_cannot_be_is_pointed_out(
    quarter: Callers, fields: dict[str, Any], pointer: str, reason: str
) -> None:
    answer = await quarter.centre.post("/v1/nominations", a_nomination(**fields))
    assert answer.status_code == 422, reason
    assert {error["pointer"] for error in answer.json()["errors"]} == {pointer}


async def test_the_same_wishes_in_another_order_are_the_same_nomination(quarter: Callers) -> None:
    body = a_nomination(unwanted_estates=["99000244/02", "99000236/02"], highest_floor_without_lift=2)
    first = await quarter.centre.post("/v1/nominations", body)
    assert first.status_code == 201, first.text
    again = await quarter.centre.post("/v1/nominations", body | {"unwanted_estates": ["99000236/02", "99000244/02"]})
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    other = await quarter.centre.post("/v1/nominations", body | {"unwanted_estates": []})
    assert [error["pointer"] for error in other.json()["errors"]] == ["/unwanted_estates"]


async def test_wishes_are_hard_conditions(callers: Callers, stories: Stories) -> None:
    await all_ours(callers)
    vacancy = await free(callers, floor=3)
    wants_here = await nominated(callers, stories, wanted_estates=["99000236/02", "99000244/09"])
    elsewhere = await nominated(callers, stories, wanted_estates=["99000244/02"])
    not_here = await nominated(callers, stories, unwanted_estates=["99000236/02"])
    not_so_high = await nominated(callers, stories, highest_floor_without_lift=2)
    assert await fitting(callers, vacancy) == [wants_here]
    assert await stopped_by(callers, vacancy) == {
        elsewhere: "estate_wanted",
        not_here: "estate_not_unwanted",
        not_so_high: "floor_not_too_high",
    }


async def test_in_a_prevention_area_only_whom_a_person_has_found_may_live_there(
    callers: Callers, stories: Stories
) -> None:
    await all_ours(callers)
    await in_area(callers, "prevention")
    vacancy = await free(callers)
    yes, no, unknown = [await nominated(callers, stories) for _ in range(3)]
    for nomination_id, body in ((yes, YES), (no, NO)):
        assert (await callers.office.put(f"/v1/nominations/{nomination_id}/area-assessments", body)).is_success
    assert await fitting(callers, vacancy) == [yes]
    assert await stopped_by(callers, vacancy) == {no: "area_allowed", unknown: "area_allowed"}
    refused = await callers.office.post("/v1/offers", {"vacancy_id": vacancy, "nomination_id": unknown})
    assert slug_of(refused) == "not-on-shortlist"
    assert refused.json()["reason"]["rule"] == "area_allowed"


async def test_an_area_assessed_for_nobody_or_twice_is_pointed_out(quarter: Callers, stories: Stories) -> None:
    address = f"/v1/nominations/{await nominated(quarter, stories)}/area-assessments"
    twice = {"assessments": [*NO["assessments"], *YES["assessments"]]}
    answer = await quarter.office.put(address, twice)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/assessments/1/area"]
    nobody = "/v1/nominations/00000000-0000-4000-8000-000000000000/area-assessments"
    assert (await quarter.office.put(nobody, NO)).status_code == 404
    assert (await quarter.office.get(address)).json() == {"assessments": []}


async def test_the_councils_order_holds_from_its_day_and_is_named_in_the_answer(
    callers: Callers, stories: Stories
) -> None:
    await all_ours(callers)
    vacancy = await free(callers)
    street = await nominated(callers, stories, situation="street")
    family = await nominated(callers, stories, adults=1, children=1)
    assert await fitting(callers, vacancy) == [street, family]
    for scheme, order in (
        (a_scheme(version="later", valid_from="2025-04-01"), [street, family]),
        (a_scheme(valid_to="2025-04-01"), [family, street]),
    ):
        assert (await callers.office.put("/v1/priority-schemes", {"schemes": [scheme]})).is_success
        assert await fitting(callers, vacancy) == order
    found = (await callers.office.get(f"/v1/vacancies/{vacancy}/shortlist")).json()
    assert found["criteria_version"] == "council-1"
    assert found["fitting"][0]["order"][0]["en"] == "A household with children."
    entered = (await callers.office.get("/v1/priority-schemes")).json()
    assert [scheme["version"] for scheme in entered["schemes"]] == ["council-1", "later"]
    assert entered["first"]["version"] == "local-1"


WRONG_SCHEMES: list[tuple[list[dict[str, Any]], str, list[str], str]] = [
    ([a_scheme(order=["fit_class", "situation"])], "invalid-request", ["/schemes/0/order"], "no lottery"),
    (
        [a_scheme(), a_scheme(version="b", order=["situation", "lottery"], youth_below_age=5)],
        "invalid-request",
        ["/schemes/1/order", "/schemes/1/youth_below_age"],
        "two faults in the second",
    ),
    ([a_scheme(order=["fit_class", "need", "lottery"])], "invalid-request", ["/schemes/0/order/1"], "an open set"),
    ([a_scheme(), a_scheme()], "invalid-request", ["/schemes/1/version"], "one version twice"),
    ([a_scheme(), a_scheme(version="b")], "priority-schemes-overlap", ["/schemes"], "two on one day"),
    ([a_scheme(most_persons_per_room=2**31)], "invalid-request", ["/schemes/0/most_persons_per_room"], "too much"),
]


@pytest.mark.parametrize(
    ("schemes", "slug", "pointers", "reason"), WRONG_SCHEMES, ids=[row[3] for row in WRONG_SCHEMES]
)
async def test_a_wrong_scheme_is_pointed_out_and_nothing_is_kept(
    callers: Callers, schemes: list[dict[str, Any]], slug: str, pointers: list[str], reason: str
) -> None:
    answer = await callers.office.put("/v1/priority-schemes", {"schemes": schemes})
    assert slug_of(answer) == slug, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers
    assert (await callers.office.get("/v1/priority-schemes")).json()["schemes"] == []


async def test_a_version_that_decisions_name_keeps_its_content(callers: Callers) -> None:
    address = "/v1/priority-schemes"
    for _ in range(2):
        assert (await callers.office.put(address, {"schemes": [a_scheme()]})).is_success
    other = await callers.office.put(address, {"schemes": [a_scheme(youth_below_age=25)]})
    assert slug_of(other) == "content-differs"
    ended = await callers.office.put(address, {"schemes": [a_scheme(valid_to="2026-01-01")]})
    assert [scheme["valid_to"] for scheme in ended.json()["schemes"]] == ["2026-01-01"]
    assert (await callers.centre.put(address, {"schemes": [a_scheme()]})).status_code == 403


async def test_the_lot_is_drawn_once_and_no_answer_shows_its_number(
    callers: Callers, stories: Stories, databases: Databases
) -> None:
    await all_ours(callers)
    vacancy = await free(callers)
    bodies = [a_nomination() for _ in range(3)]
    ids = [await nominated(callers, stories, **body) for body in bodies]

    def lots() -> dict[str, int]:
        with databases.admin("allocation") as connection:
            return {str(key): lot for key, lot in connection.execute("SELECT id, lottery FROM nomination").fetchall()}

    drawn = lots()
    for body in bodies:
        again = await callers.centre.post("/v1/nominations", body)
        assert again.status_code == 200
    assert lots() == drawn, "the same nomination sent again is not drawn for again"
    assert len(set(drawn.values())) == 3
    found = await callers.office.get(f"/v1/vacancies/{vacancy}/shortlist")
    assert [one["nomination_id"] for one in found.json()["fitting"]] == sorted(ids, key=drawn.__getitem__)
    assert found.json()["fitting"][1]["order"][-1]["en"] == "Lottery between 3 equals: number 2."
    told = found.text + "".join([(await callers.centre.get(f"/v1/nominations/{each}")).text for each in ids])
    assert not [lot for lot in drawn.values() if str(lot) in told]


async def test_a_shortlist_comes_a_page_at_a_time_and_is_what_its_document_says(
    callers: Callers, stories: Stories
) -> None:
    await all_ours(callers)
    vacancy = await free(callers, pets_allowed=False)
    first, second, third = await ranked(callers, stories)
    stopped = [await nominated(callers, stories, has_pet=True, nominated_on=f"2025-02-0{day}") for day in (2, 1)]
    address, pages = f"/v1/vacancies/{vacancy}/shortlist?limit=2", []
    for _ in range(2):
        answer = await callers.office.get(address)
        pages.append(ShortlistOut.model_validate_json(answer.content))
        assert ShortlistOut.model_validate_json(answer.content).model_dump(mode="json") == answer.json()
        address = answer.headers.get("link", "<>").split(">")[0][1:]
    assert address == ""
    assert [[str(one.nomination_id) for one in page.fitting] for page in pages] == [[first, second], [third]]
    assert [one.place for page in pages for one in page.fitting] == [1, 2, 3]
    for page in pages:
        assert (page.fitting_count, page.stopped_count) == (3, 2)
        assert [str(one.nomination_id) for one in page.stopped] == [stopped[1], stopped[0]], "in order of nomination"


async def test_a_shortlist_explains_grouped_what_it_explains_one_by_one(callers: Callers, stories: Stories) -> None:
    await all_ours(callers)
    vacancy = await free(callers, pets_allowed=False)
    fits = await nominated(callers, stories)
    with_pet = [await nominated(callers, stories, has_pet=True, nominated_on=f"2025-02-0{day}") for day in (2, 1)]
    crowded = [
        await nominated(callers, stories, adults=2, children=count, nominated_on=f"2025-02-{count}")
        for count in (11, 12)
    ]
    address = f"/v1/vacancies/{vacancy}/shortlist"
    each = (await callers.office.get(address)).json()
    answer = await callers.office.get(f"{address}?explanations=grouped&limit=1")
    grouped = ShortlistOut.model_validate_json(answer.content).model_dump(mode="json")
    assert grouped == answer.json()
    assert [one["nomination_id"] for one in grouped["fitting"]] == [fits]
    assert each["stopped_by"] == grouped["stopped"] == []
    told = [{**one, "reason": group["reason"]} for group in grouped["stopped_by"] for one in group["nominations"]]
    assert sorted(told, key=str) == sorted(each["stopped"], key=str), "nobody is left out, and each has the reason"
    assert len(told) == grouped["stopped_count"] == 4
    groups = [[one["nomination_id"] for one in group["nominations"]] for group in grouped["stopped_by"]]
    assert groups == [[crowded[0]], [crowded[1]], with_pet[::-1]], "by rule, by sentence, in order of nomination"
    assert slug_of(await callers.office.get(f"{address}?explanations=short")) == "invalid-request"
