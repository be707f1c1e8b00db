"""`kill -9` in the middle: nothing that was answered with 2xx is lost, and nothing happens twice."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from demo.processes.spec import ProcessSpec
from demo.supervisor.suite import Suite
from tests.journeys.beside import Careless, StraightToIt, beside
from tests.journeys.book import Book, Strike
from tests.journeys.callers import Caller
from tests.journeys.players import Cast, employ, make_offer, nominate, place, post_vacancy, vacancy_of
from tests.journeys.truth import Databases, Verdict, judge_when_settled

ORGANISATION_B, ORGANISATION_C = "99000244", "99000252"
CLIENT_B = "organisation-b"
PLAYERS = 6


def strikes(suite: Suite, at: Mapping[int, tuple[str, ...]]) -> Strike:
    """Kills processes when so many promises have been made, while others are under way."""

    def strike(notes: int) -> None:
        for name in at.get(notes, ()):
            suite.kill(name)

    return strike


async def test_the_api_is_killed_in_the_middle_of_a_stream(suite: Suite, cast: Cast, databases: Databases) -> None:
    """Postings, nominations and offers of six callers at once, and three kills of the service that answers them."""
    book = Book("stream", ORGANISATION_C, strike=strikes(suite, dict.fromkeys((9, 28, 50), ("allocation",))))
    turn = asyncio.Semaphore(PLAYERS)

    async def one(number: int) -> None:
        async with turn:
            vacancy_id = await post_vacancy(cast, book, number)
            await make_offer(cast, book, vacancy_id, await nominate(cast, book, number))

    await asyncio.gather(*(one(number) for number in range(24)))
    assert book.notes == 72
    assert await judge_when_settled(databases, book) == Verdict()


async def test_workers_are_killed_in_the_middle_of_deliveries(suite: Suite, cast: Cast, databases: Databases) -> None:
    """Whole placements, while each worker dies with jobs in its hands; the next one finds and finishes them."""
    workers = ("allocation-worker", "support-worker", "benefits-worker")
    book = Book("deliveries", ORGANISATION_C, strike=strikes(suite, {14: workers[:1], 22: workers[1:]}))
    places = await employ(cast, book.run, PLAYERS)
    await asyncio.gather(*(place(cast, book, number, places[number]) for number in range(PLAYERS)))
    assert len(book.leases) == PLAYERS
    assert await judge_when_settled(databases, book) == Verdict()


async def test_the_journal_still_answers_to_its_seals(cast: Cast) -> None:
    for caller, service in ((cast.officer, "allocation"), (cast.key_worker, "benefits"), (cast.coordinator, "support")):
        seals = (await caller.get(f"/{service}/v1/seals")).expected(200).body
        assert seals == {"holds": True, "first_broken": None}


async def post(caller: Caller, book: Book, number: int) -> None:
    """One posting, noted under the reference the caller meant."""
    body = vacancy_of(book.run, number, ORGANISATION_B)
    answer = (await caller.post("/allocation/v1/vacancies", body)).expected()
    book.vacancies[body["reference"]] = answer.body["id"]
    book.note()


@pytest.mark.parametrize(
    ("variant", "lost", "reason"),
    [
        ("as_it_is", 0, "what was answered with 2xx had been committed"),
        ("answers_before_commit", 1, "the control: an answer that comes before the commit is a promise not kept"),
    ],
)
async def test_an_answer_is_a_promise(
    cast: Cast,
    databases: Databases,
    specs: dict[str, ProcessSpec],
    tmp_path: Path,
    variant: str,
    lost: int,
    reason: str,
) -> None:
    """Killed in the very moment in which the third answer arrives."""
    with beside(specs, variant, tmp_path) as allocation:
        book = Book(variant, ORGANISATION_B, strike=lambda notes: allocation.kill() if notes == 3 else None)
        caller = StraightToIt(cast, CLIENT_B, allocation)
        for number in range(4):
            await post(caller, book, number)
        await allocation_has_committed(caller, book, number)
    verdict = await judge_when_settled(databases, book)
    assert len(verdict.lost) == lost, reason
    assert verdict.lost == [f"vacancy {variant}-0002"][:lost]
    assert verdict.doubled == []


async def allocation_has_committed(caller: Caller, book: Book, number: int) -> None:
    """The ledger's next turn comes only after the commit: posting the last vacancy once more waits for it."""
    await caller.post("/allocation/v1/vacancies", vacancy_of(book.run, number, ORGANISATION_B))


@pytest.mark.parametrize(
    ("caller_who", "doubled", "reason"),
    [
        (StraightToIt, False, "the same key again is answered as the first time would have been"),
        (Careless, True, "the control: a new key and a new reference per repeat post the dwelling twice"),
    ],
)
async def test_a_repeat_is_not_a_second_time(
    cast: Cast,
    databases: Databases,
    specs: dict[str, ProcessSpec],
    tmp_path: Path,
    caller_who: Callable[..., Caller],
    doubled: bool,
    reason: str,
) -> None:
    """Killed between commit and answer: only the key tells that the vacancy has been posted."""
    with beside(specs, "dies_after_commit", tmp_path) as allocation:
        book = Book(f"repeat-{doubled}".lower(), ORGANISATION_B)
        caller = caller_who(cast, CLIENT_B, allocation)
        for number in range(4):
            await post(caller, book, number)
        assert caller.repeats > 0, "the service died, and the caller asked again"
    verdict = await judge_when_settled(databases, book)
    assert bool(verdict.doubled) is doubled, reason
    assert any(found.startswith("dwelling") for found in verdict.doubled) is doubled
