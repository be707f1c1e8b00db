"""The whole story, from a posted vacancy to a signed lease, and who hears of what."""

from typing import Any

import pytest

from tests.journeys.book import Book
from tests.journeys.callers import Caller, until
from tests.journeys.players import Cast, employ, place
from tests.journeys.truth import Databases, Verdict, judge_when_settled

ORGANISATION_A = "99000236"
OF_THE_CITIZEN = {"nomination_id", "citizen_id", "offer_id", "code", "hours", "rules", "worker_reference", "method"}
OF_THE_DWELLING = {"vacancy_claimed", "claim_confirmed", "vacancy_offered", "lease_signed"}


class Told:
    """A story that has been told to its end."""

    def __init__(self, book: Book, vacancy_id: str, offer_id: str) -> None:
        self.book = book
        self.vacancy_id = vacancy_id
        self.offer_id = offer_id


@pytest.fixture(scope="module")
async def told(cast: Cast) -> Told:
    book = Book("story", ORGANISATION_A)
    [worker] = await employ(cast, book.run, 1)
    vacancy_id, offer_id = await place(cast, book, 1, worker)
    return Told(book, vacancy_id, offer_id)


async def events(caller: Caller, service: str) -> list[dict[str, Any]]:
    """The caller's whole feed."""
    found: list[dict[str, Any]] = []
    after = "0-0"
    while page := (await caller.get(f"/{service}/v1/events?after={after}&limit=1000")).expected(200).body["events"]:
        found += page
        after = page[-1]["cursor"]
    return found


async def kinds_heard(caller: Caller, service: str, subject_id: str, last: str) -> list[str]:
    """What the caller heard about one subject, once it has heard the last of it: the feed waits for older
    transactions, so that it never has a gap."""

    async def heard() -> list[str] | None:
        kinds = [event["kind"] for event in await events(caller, service) if event["subject_id"] == subject_id]
        return kinds if last in kinds else None

    return await until(heard, f"{last} in the feed of {caller.client_id}", within=20)


async def test_the_dwelling_is_let_with_the_deposit_committed_and_a_worker_named(cast: Cast, told: Told) -> None:
    vacancy = (await cast.officer.get(f"/allocation/v1/vacancies/{told.vacancy_id}")).body
    offer = (await cast.officer.get(f"/allocation/v1/offers/{told.offer_id}")).body
    assert vacancy["status"] == "let"
    assert (offer["status"], offer["deposit"], offer["support"]) == ("signed", "committed", "assigned")
    assert offer["worker_reference"] == told.book.workers[told.offer_id]


async def test_the_deposit_was_decided_within_the_fast_track(cast: Cast, told: Told) -> None:
    file = (await cast.key_worker.get(f"/benefits/v1/cases/{told.offer_id}")).expected(200).body
    assert file["case"]["outcome"] == "committed"
    offer = (await cast.officer.get(f"/allocation/v1/offers/{told.offer_id}")).body
    assert float(offer["deposit_hours"]) <= 24


async def test_support_becomes_a_course_from_the_day_of_the_move(cast: Cast, told: Told) -> None:
    async def course() -> dict[str, Any] | None:
        found: dict[str, Any] = (await cast.coordinator.get(f"/support/v1/referrals/{told.offer_id}")).body
        return found if found["state"] == "course" else None

    referral = await until(course, "the course")
    assert (referral["outcome"], referral["course"]["starts_on"]) == ("signed", "2025-04-01")


async def test_the_rent_until_the_lease_stands_on_the_account(cast: Cast, told: Told) -> None:
    """The dwelling is vacant from the day on which the lease starts: not a day of rent is owed."""
    account = (await cast.organisation(ORGANISATION_A).get(f"/allocation/v1/accounts/{ORGANISATION_A}")).body
    [line] = [line for line in account["lines"] if line["vacancy_id"] == told.vacancy_id]
    assert (line["days"], line["amount_dkk"]) == (0, "0.00")


async def test_the_office_reads_the_whole_story_in_one_timeline(cast: Cast, told: Told) -> None:
    timeline = (await cast.officer.get(f"/allocation/v1/timeline/{told.vacancy_id}")).expected(200).body
    kinds = [entry["kind"] for entry in timeline]
    assert kinds[:4] == ["vacancy_claimed", "offer_reasoned", "claim_confirmed", "offer_made"]
    assert set(kinds[4:-2]) == {"offer_accepted", "deposit_committed", "support_assigned"}
    assert set(kinds[-2:]) == {"citizen_housed", "lease_signed"}
    claimed, _, _, offered = timeline[:4]
    assert "of 1 gives 1 right" in claimed["reasons"][-1]["text"]["en"]
    assert all(reason["met"] and reason["source"] for reason in offered["reasons"])
    assert offered["person"] == "allocation-officer"


async def test_the_organisation_learns_the_size_of_the_household_and_nothing_else(cast: Cast, told: Told) -> None:
    organisation = cast.organisation(ORGANISATION_A)
    timeline = (await organisation.get(f"/allocation/v1/timeline/{told.vacancy_id}")).expected(200).body
    kinds = [entry["kind"] for entry in timeline]
    assert set(kinds) - {"deposit_secured"} == OF_THE_DWELLING | {"tenant_found"}
    assert not OF_THE_CITIZEN & {name for entry in timeline for name in entry["facts"]}
    assert {entry["person"] for entry in timeline} == {None}
    [found] = [entry["facts"] for entry in timeline if entry["kind"] == "tenant_found"]
    assert (found["adults"], found["children"]) == (1, 0)
    assert set(found) == {"reference", "adults", "children", "deposit_secured"}


async def test_the_organisation_cannot_read_the_offer(cast: Cast, told: Told) -> None:
    answer = await cast.organisation(ORGANISATION_A).get(f"/allocation/v1/offers/{told.offer_id}")
    assert answer.status == 404


@pytest.mark.parametrize(
    ("client_id", "person", "last", "heard", "reason"),
    [
        (
            "organisation-a",
            None,
            "lease_signed",
            OF_THE_DWELLING | {"tenant_found"},
            "the owner hears what concerns the dwelling",
        ),
        (
            "social-centre",
            None,
            "citizen_housed",
            {"offer_made", "offer_accepted", "deposit_committed", "support_assigned", "citizen_housed"},
            "whoever nominated hears what concerns the citizen",
        ),
        (
            "partner",
            None,
            "lease_signed",
            OF_THE_DWELLING,
            "a partner hears of the dwelling, and not even the size of the household",
        ),
    ],
)
async def test_each_hears_at_once_what_concerns_it(
    cast: Cast, told: Told, client_id: str, person: str | None, last: str, heard: set[str], reason: str
) -> None:
    kinds = await kinds_heard(cast.caller(client_id, person), "allocation", told.vacancy_id, last)
    assert set(kinds) - {"deposit_secured"} == heard, reason  # secured before the yes, it is told with the tenant
    assert len(kinds) == len(set(kinds)), "nothing is told twice"


async def test_another_organisation_hears_nothing(cast: Cast, told: Told) -> None:
    await kinds_heard(cast.caller("organisation-a"), "allocation", told.vacancy_id, "lease_signed")
    others = await events(cast.caller("organisation-c"), "allocation")
    assert told.vacancy_id not in {event["subject_id"] for event in others}
    assert (await cast.caller("organisation-c").get(f"/allocation/v1/timeline/{told.vacancy_id}")).body == []


async def test_every_promise_was_kept(databases: Databases, told: Told) -> None:
    assert await judge_when_settled(databases, told.book) == Verdict()
