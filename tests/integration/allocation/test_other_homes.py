"""Homes for those who cannot live alone: from a referral to a place, and to the next on the list."""

import psycopg

from kit.database.stories import Stories
from services.allocation.main import CALLER
from services.allocation.usecases.other_homes.withdraw_referral import end_referrals_without_nomination
from tests.builders.posting import ORGANISATION_A
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.homes_desk import (
    REFUSED,
    a_home,
    home_now,
    look,
    moved_in,
    promised,
    referred,
    registered_home,
    step,
    told_next,
    waiting,
)
from tests.integration.allocation.steps import claimed, nominated
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock, Databases


async def nomination_of(callers: Callers, nomination_id: str) -> str:
    status: str = (await callers.office.get(f"/v1/nominations/{nomination_id}")).json()["status"]
    return status


async def test_a_home_shows_its_section_of_law_and_its_places_today(registered: Callers) -> None:
    home = await registered_home(
        registered,
        kind="alternative_dwelling",
        located_in="0269",
        capacity=[{"valid_from": "2025-01-01", "places": 4}, {"valid_from": "2025-06-01", "places": 3}],
    )
    assert (home["law"], home["located_in"]) == ("ABL § 149 a", "0269")
    assert (home["places"], home["residents"], home["promised"], home["free_places"]) == (4, 0, 0, 3)
    listed = (await registered.office.get("/v1/other-homes?kind=alternative_dwelling")).json()
    assert listed == [home]
    assert (await registered.office.get("/v1/other-homes?kind=supported_dwelling")).json() == []
    assert (await registered.neighbour_office.get("/v1/other-homes")).json() == []


async def test_the_same_home_again_is_the_same_home(registered: Callers) -> None:
    body = a_home()
    first, again = [await registered.office.post("/v1/other-homes", body) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    changed = body | {"provider": "Another", "capacity": [{"valid_from": "2025-01-01", "places": 9}]}
    other = await registered.office.post("/v1/other-homes", changed)
    assert slug_of(other) == "content-differs"
    assert {error["pointer"] for error in other.json()["errors"]} == {"/provider", "/capacity"}


async def test_the_way_from_a_referral_to_a_home(registered: Callers, stories: Stories) -> None:
    home, elsewhere = await registered_home(registered), await registered_home(registered)
    referral = await waiting(registered, stories, home)
    also = await referred(registered, elsewhere, referral["nomination_id"])
    assert await nomination_of(registered, referral["nomination_id"]) == "open", "ordinary dwellings are still open"
    [listed] = (await registered.social_worker.get(f"/v1/other-homes/{home['id']}/waiting-list")).json()
    assert (listed["id"], listed["need"], listed["decision"][0]["source"]) == (referral["id"], "ordinary", "SEL § 107")
    await promised(registered, referral)
    assert (await home_now(registered, home))["free_places"] == 0, "the place is kept until the day of moving in"
    moved = await step(registered.social_worker, registered, referral, "move-in", {"moved_in_on": "2025-03-03"})
    assert (moved.json()["status"], moved.json()["moved_in_on"]) == ("resident", "2025-03-03")
    assert await nomination_of(registered, referral["nomination_id"]) == "housed"
    ended = await look(registered, also)
    assert (ended["status"], ended["end_code"]) == ("withdrawn", "moved_into_another")
    told = (await registered.office.get(f"/v1/timeline/{referral['id']}")).json()
    assert [entry["kind"] for entry in told] == [
        "home_referral_made", "home_referral_waiting", "place_free_for_next", "home_referral_offered",
        "home_referral_accepted", "home_referral_resident", "citizen_moved_in",
    ]  # fmt: skip
    assert {entry["person"] for entry in told} == {"social-worker"}


async def test_when_somebody_moves_out_the_next_on_the_list_is_told_of(registered: Callers, stories: Stories) -> None:
    home = await registered_home(registered)
    first, second, third = [await waiting(registered, stories, home) for _ in range(3)]
    await moved_in(registered, first)
    assert (await home_now(registered, home))["free_places"] == 0
    out = {"moved_out_on": "2025-03-03", "code": "own_dwelling"}
    moved = await step(registered.social_worker, registered, first, "move-out", out)
    assert (moved.json()["status"], moved.json()["end_code"]) == ("moved_out", "own_dwelling")
    assert (await home_now(registered, home))["free_places"] == 1
    assert (await told_next(registered))[-1] == second["id"]
    assert third["id"] not in await told_next(registered)


async def test_no_to_a_place_costs_nothing(registered: Callers, stories: Stories) -> None:
    home = await registered_home(registered)
    first, second = [await waiting(registered, stories, home) for _ in range(2)]
    await promised(registered, first)
    said_no = await step(registered.social_worker, registered, first, "decline", {"code": "not_now"})
    assert (said_no.json()["status"], said_no.json()["referred_at"]) == ("waiting", first["referred_at"])
    assert (await told_next(registered))[-1] == second["id"], "told of the next, not of who has just said no"
    listed = (await registered.office.get(f"/v1/other-homes/{home['id']}/waiting-list")).json()
    assert [one["id"] for one in listed] == [first["id"], second["id"]], "the place on the list stands"
    skipped = await step(registered.social_worker, registered, second, "place-offer", {})
    assert slug_of(skipped) == "not-next-on-list"
    why = {"why_out_of_order": "next_declined"}
    offered = await step(registered.social_worker, registered, second, "place-offer", why)
    assert (offered.json()["status"], offered.json()["why_out_of_order"]) == ("offered", "next_declined")


async def test_the_council_chooses_the_order_of_a_list(registered: Callers, stories: Stories) -> None:
    home = await registered_home(registered)
    first = await waiting(registered, stories, home)
    acute = await waiting(registered, stories, home, need="acute")
    order = {"waiting_order": "acute_first"}
    chosen = await registered.office.put(f"/v1/other-homes/{home['id']}/waiting-order", order)
    assert chosen.json()["waiting_order"] == "acute_first"
    listed = (await registered.office.get(f"/v1/other-homes/{home['id']}/waiting-list")).json()
    assert [one["id"] for one in listed] == [acute["id"], first["id"]]


async def test_a_refusal_is_a_persons_with_reasons_and_where_to_complain(registered: Callers, stories: Stories) -> None:
    home = await registered_home(registered)
    referral = await referred(registered, home, await nominated(registered, stories))
    system = await step(registered.centre, registered, referral, "decision", REFUSED)
    assert slug_of(system) == "person-required"
    refused = (await step(registered.social_worker, registered, referral, "decision", REFUSED)).json()
    assert (refused["status"], refused["decision"][0]["met"]) == ("refused", False)
    assert refused["decision"][0]["text"]["en"] == "The citizen can live in a home of their own with support."
    assert "four weeks" in refused["complaint_guidance"]["en"]
    assert await nomination_of(registered, referral["nomination_id"]) == "open", "the nomination stands untouched"
    again = await referred(registered, home, referral["nomination_id"])
    assert again["status"] == "referred", "a new referral can be made"


async def test_a_citizen_may_stay_nominated_in_a_temporary_residence(registered: Callers, stories: Stories) -> None:
    home, elsewhere = await registered_home(registered), await registered_home(registered, kind="long_term_residence")
    referral = await waiting(registered, stories, home)
    also = await referred(registered, elsewhere, referral["nomination_id"])
    await moved_in(registered, referral, stays_nominated=True)
    assert await nomination_of(registered, referral["nomination_id"]) == "open"
    assert (await look(registered, also))["status"] == "referred"


async def test_a_citizen_may_wait_for_a_certain_home_only(quarter: Callers, stories: Stories) -> None:
    """The nomination stays open for ordinary dwellings unless the person who refers says not."""
    vacancy, nomination_id = await claimed(quarter), await nominated(quarter, stories)
    shortlist = f"/v1/vacancies/{vacancy['id']}/shortlist"
    also = await referred(quarter, await registered_home(quarter), nomination_id)
    assert also["also_ordinary_dwellings"]
    assert len((await quarter.office.get(shortlist)).json()["fitting"]) == 1
    home = await registered_home(quarter)
    only = await referred(quarter, home, nomination_id, also_ordinary_dwellings=False)
    stopped = (await quarter.office.get(shortlist)).json()["stopped"]
    assert [one["reason"]["rule"] for one in stopped] == ["ordinary_dwelling"]
    await step(quarter.social_worker, quarter, only, "withdrawal", {"code": "citizens_wish"})
    assert len((await quarter.office.get(shortlist)).json()["fitting"]) == 1


async def test_a_withdrawn_referral_frees_its_place(registered: Callers, stories: Stories) -> None:
    home = await registered_home(registered)
    first, second = [await waiting(registered, stories, home) for _ in range(2)]
    await promised(registered, first)
    ended = await step(registered.social_worker, registered, first, "withdrawal", {"code": "citizens_wish"})
    assert (ended.json()["status"], ended.json()["end_code"]) == ("withdrawn", "citizens_wish")
    assert (await home_now(registered, home))["free_places"] == 1
    assert (await told_next(registered))[-1] == second["id"]


async def test_referrals_end_with_the_nomination_once(registered: Callers, stories: Stories) -> None:
    home = await registered_home(registered)
    referral = await waiting(registered, stories, home)
    nomination_id = referral["nomination_id"]
    version = (await registered.social_worker.get(f"/v1/nominations/{nomination_id}")).json()["version"]
    closing = {"code": "moved_away"}
    closed = await registered.social_worker.post(f"/v1/nominations/{nomination_id}/closure", closing, version=version)
    assert closed.is_success, closed.text
    swept = []
    for _ in range(2):
        async with stories.begin(CALLER, "0217") as story:
            swept.append(await end_referrals_without_nomination(story))
    assert swept == [1, 0]
    assert (await look(registered, referral))["end_code"] == "nomination_over"


async def test_referrals_follow_a_nomination_that_is_merged(registered: Callers, stories: Stories) -> None:
    """On the list of one home by both: one stays, with the older date; to the other home the referral just follows."""
    home, elsewhere = await registered_home(registered), await registered_home(registered)
    gone, stays = await nominated(registered, stories), await nominated(registered, stories)
    older = await referred(registered, home, gone)
    follows = await referred(registered, elsewhere, gone)
    moved = await registered.driver.put("/v1/clock", {"now_at": "2025-03-13T09:00:00+01:00"})
    assert moved.is_success
    newer = await referred(registered, home, stays)
    version = (await registered.social_worker.get(f"/v1/nominations/{gone}")).json()["version"]
    merged = await registered.office.post(f"/v1/nominations/{gone}/merge", {"into": stays}, version=version)
    assert merged.is_success, merged.text
    async with stories.begin(CALLER, "0217") as story:
        assert await end_referrals_without_nomination(story) == 1
    assert (await look(registered, newer))["referred_at"] == older["referred_at"]
    assert (await look(registered, follows))["nomination_id"] == stays
    assert (await look(registered, older))["status"] == "withdrawn"


async def test_management_reads_waiting_times_per_home(registered: Callers, stories: Stories, clock: Clock) -> None:
    home = await registered_home(registered, places=3)
    for _ in range(3):
        await waiting(registered, stories, home)
    moved = await registered.driver.put("/v1/clock", {"now_at": "2025-03-13T09:00:00+01:00"})
    assert moved.is_success
    [times] = (await registered.office.get("/v1/other-homes/waiting-times")).json()
    assert times["home_id"] == home["id"]
    assert times["waiting"] == {"people": 3, "shortest": 10, "median": 10.0, "longest": 10}
    assert times["moved_in"] == {"people": 0, "shortest": None, "median": None, "longest": None}
    assert (await registered.organisation_a.get("/v1/other-homes/waiting-times")).status_code == 403


async def test_a_housing_organisation_never_sees_a_referral(
    registered: Callers, stories: Stories, databases: Databases
) -> None:
    home = await registered_home(registered)
    referral = await waiting(registered, stories, home)
    for path in (f"/v1/other-home-referrals/{referral['id']}", "/v1/other-home-referrals", "/v1/other-homes"):
        assert (await registered.organisation_a.get(path)).status_code == 403
    told = (await registered.organisation_a.get("/v1/events")).text
    timeline = (await registered.organisation_a.get(f"/v1/timeline/{referral['id']}")).json()
    assert timeline == []
    assert referral["id"] not in told
    assert home["id"] not in told
    with psycopg.connect(databases.access["allocation"].app) as connection:
        for name, value in {"municipalities": "0217", "municipality": "0217", "cvr": ORGANISATION_A}.items():
            connection.execute("SELECT set_config(%s, %s, true)", [f"hjemvej.{name}", value])
        for table in ("other_home", "other_home_capacity", "other_home_referral"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
