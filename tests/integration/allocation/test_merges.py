"""The same citizen nominated twice: merged by a person, without a loss and without a better chance."""

import asyncio
from typing import Any

import pytest

from kit.database.stories import Stories
from tests.builders.posting import a_nomination
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.nomination_steps import act, nominate
from tests.integration.allocation.steps import accepted, claimed, nominated, offered
from tests.integration.callers import slug_of
from tests.integration.conftest import Databases

CPR = "0101019999"
FIRST = {"homeless_since_on": "2024-01-01"}


def rows_of(databases: Databases, query: str) -> list[Any]:
    with databases.admin("allocation") as connection:
        return connection.execute(query).fetchall()


def delivered(databases: Databases) -> dict[str, dict[str, str]]:
    """The merges on their way to the other services, by task."""
    rows = rows_of(databases, "SELECT task_name, args FROM procrastinate_jobs WHERE task_name LIKE 'tell%merge'")
    return dict(rows)


async def test_the_older_waiting_start_and_the_lottery_number_of_the_one_that_stays(
    callers: Callers, databases: Databases
) -> None:
    early = await nominate(callers, nominated_on="2025-01-10", homeless_since_on="2024-06-01")
    sent = a_nomination(cpr_number=CPR, name="Nobody Inthisdata")
    late = (await callers.centre.post("/v1/nominations", sent)).json()
    drawn = dict(rows_of(databases, "SELECT id::text, lottery FROM nomination"))
    merged = await act(callers.office, early, "merge", {"into": late["id"]})
    assert merged.status_code == 200, merged.text
    assert (merged.json()["id"], merged.json()["waiting_since_on"]) == (late["id"], "2025-01-10")
    after = {each["id"]: each for each in (await callers.office.get("/v1/nominations")).json()}
    assert {each: after[each]["status"] for each in after} == {early["id"]: "closed", late["id"]: "open"}
    assert (after[early["id"]]["close_code"], after[early["id"]]["merged_into"]) == ("merged", late["id"])
    now = rows_of(databases, "SELECT id::text, lottery, homeless_since_on::text FROM nomination WHERE status = 'open'")
    assert now == [(late["id"], drawn[late["id"]], "2024-06-01")]
    assert (await callers.centre.post("/v1/nominations", sent)).status_code == 200, "what was sent is the same"
    ids = {"old_citizen_id": early["citizen_id"], "citizen_id": late["citizen_id"]}
    told = delivered(databases)
    assert set(told) == {"tell_benefits_merge", "tell_support_merge"}
    assert all(ids.items() <= arguments.items() for arguments in told.values())


async def test_the_identifier_made_from_a_cpr_number_is_kept_whichever_stays(
    callers: Callers, databases: Databases
) -> None:
    numbered = await nominate(callers, cpr_number=CPR, name="Nobody Inthisdata")
    stays = await nominate(callers)
    assert (await act(callers.office, numbered, "merge", {"into": stays["id"]})).status_code == 200
    found = {each["citizen_id"] for each in (await callers.office.get("/v1/nominations")).json()}
    assert found == {numbered["citizen_id"]}
    again = await callers.centre.post("/v1/nominations", a_nomination(cpr_number=CPR))
    assert slug_of(again) == "citizen-already-nominated", "the number now leads to the one that stays"
    assert delivered(databases)["tell_benefits_merge"]["old_citizen_id"] == stays["citizen_id"]


async def test_two_cpr_numbers_are_two_citizens(callers: Callers) -> None:
    one, other = await nominate(callers, cpr_number=CPR), await nominate(callers, cpr_number="0202029999")
    assert slug_of(await act(callers.office, one, "merge", {"into": other["id"]})) == "two-citizens"


async def test_an_open_offer_follows_and_is_answered_as_before(quarter: Callers, stories: Stories) -> None:
    gone, stays = await nominated(quarter, stories, **FIRST), await nominated(quarter, stories)
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, gone)
    assert (await act(quarter.office, {"id": gone}, "merge", {"into": stays})).status_code == 200
    moved = (await quarter.office.get(f"/v1/offers/{offer['id']}")).json()
    assert (moved["nomination_id"], moved["status"]) == (stays, "made")
    assert (await accepted(quarter, offer["id"]))["status"] == "accepted"


async def test_while_both_hold_an_open_offer_nothing_is_merged(quarter: Callers, stories: Stories) -> None:
    one, other = await nominated(quarter, stories, **FIRST), await nominated(quarter, stories)
    for nomination in (one, other):
        await offered(quarter, await claimed(quarter), nomination)
    assert slug_of(await act(quarter.office, {"id": one}, "merge", {"into": other})) == "both-hold-open-offers"
    found = (await quarter.office.get("/v1/nominations")).json()
    assert {each["status"] for each in found} == {"open"}


async def test_a_dwelling_that_the_other_declined_is_not_offered_again(quarter: Callers, stories: Stories) -> None:
    gone, stays = await nominated(quarter, stories, **FIRST), await nominated(quarter, stories)
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, gone)
    await quarter.centre.post(f"/v1/offers/{offer['id']}/decline", {"code": "area"}, version=1)
    await act(quarter.office, {"id": gone}, "merge", {"into": stays})
    body = {"vacancy_id": vacancy["id"], "nomination_id": stays}
    assert slug_of(await quarter.office.post("/v1/offers", body)) == "not-on-shortlist"


WRONG = [
    ("office_system", None, "person-required"),
    ("centre", None, "forbidden"),
    ("office", "itself", "invalid-request"),
    ("office", "nowhere", "invalid-request"),
]


@pytest.mark.parametrize(("who", "into", "slug"), WRONG, ids=[f"{row[0]} {row[1]}" for row in WRONG])
async def test_a_merge_is_a_persons_and_names_another(callers: Callers, who: str, into: str | None, slug: str) -> None:
    one, other = await nominate(callers), await nominate(callers)
    targets = {"itself": one["id"], "nowhere": "00000000-0000-4000-8000-000000000000", None: other["id"]}
    answer = await act(getattr(callers, who), one, "merge", {"into": targets[into]})
    assert slug_of(answer) == slug
    if slug == "invalid-request":
        assert answer.json()["errors"][0]["pointer"] == "/into"


async def test_a_merge_is_not_undone_and_a_wrong_one_is_followed_by_a_new_nomination(callers: Callers) -> None:
    gone, stays = await nominate(callers), await nominate(callers)
    await act(callers.office, gone, "merge", {"into": stays["id"]})
    assert slug_of(await act(callers.office, gone, "merge", {"into": stays["id"]})) == "nomination-over"
    reopening = await act(callers.office, gone, "reopening", {"code": "closed_in_error"})
    assert slug_of(reopening) == "nomination-cannot-be-reopened"
    assert "anew" in reopening.json()["title"]
    assert (await nominate(callers))["status"] == "open"


async def test_crosswise_merges_at_once_leave_one_under_way(callers: Callers) -> None:
    one, other = await nominate(callers), await nominate(callers)
    answers = await asyncio.gather(
        callers.office.post(f"/v1/nominations/{one['id']}/merge", {"into": other["id"]}, version=1),
        callers.office.post(f"/v1/nominations/{other['id']}/merge", {"into": one["id"]}, version=1),
    )
    assert sorted(answer.status_code for answer in answers)[0] == 200
    assert sorted(answer.status_code for answer in answers)[1] in (409, 412)
    found = [each["status"] for each in (await callers.office.get("/v1/nominations")).json()]
    assert sorted(found) == ["closed", "open"]


async def test_an_offer_made_while_its_household_is_merged_away_is_never_left_behind(
    quarter: Callers, stories: Stories, databases: Databases
) -> None:
    gone, stays = await nominated(quarter, stories, **FIRST), await nominated(quarter, stories)
    body = {"vacancy_id": (await claimed(quarter))["id"], "nomination_id": gone}
    merge, offer = await asyncio.gather(
        quarter.office.post(f"/v1/nominations/{gone}/merge", {"into": stays}, version=1),
        quarter.office.post("/v1/offers", body),
    )
    assert merge.status_code in (200, 412), merge.text
    assert offer.status_code in (201, 422), offer.text
    assert merge.status_code == 200 or offer.status_code == 201, "one of them at least was done"
    left = rows_of(databases, "SELECT n.status FROM offer o JOIN nomination n ON n.id = o.nomination_id")
    assert {status for (status,) in left} <= {"open"}


async def test_what_was_consented_to_follows(callers: Callers) -> None:
    gone, stays = await nominate(callers), await nominate(callers)
    consent = {"items": ["name"], "basis": "consent", "given_on": "2025-03-03"}
    await callers.social_worker.post(f"/v1/nominations/{gone['id']}/consents", consent)
    await act(callers.office, gone, "merge", {"into": stays["id"]})
    found = (await callers.centre.get(f"/v1/nominations/{stays['id']}/consents")).json()
    assert [each["items"] for each in found] == [["name"]]
