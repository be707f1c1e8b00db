"""Services are down in the middle of the story: it ends right when they are back, nothing lost, nothing double."""

import asyncio
from typing import Any

from demo.supervisor.suite import Suite
from tests.journeys.book import Book
from tests.journeys.callers import Answer, Caller, until
from tests.journeys.players import (
    Cast,
    accept,
    assign_worker,
    decide_deposit,
    employ,
    make_offer,
    nominate,
    post_vacancy,
    sign_lease,
)
from tests.journeys.truth import Databases, Verdict, judge_when_settled

ORGANISATION_E = "99000279"


async def test_an_offer_made_while_benefits_and_support_are_down_ends_right(
    suite: Suite, cast: Cast, databases: Databases
) -> None:
    """The offer stands and the citizen says yes; the two jobs are tried again and again, and shown as not delivered.

    Meanwhile the gateway's breaker answers for the services with 503 and `Retry-After`. When they are back the case
    and the referral open once, and the lease is signed.
    """
    book = Book("down", ORGANISATION_E)
    [worker] = await employ(cast, book.run, 1)
    vacancy_id, nomination_id = await post_vacancy(cast, book, 1), await nominate(cast, book, 1)
    suite.halt("benefits")
    suite.halt("support")
    try:
        offer_id = await make_offer(cast, book, vacancy_id, nomination_id)
        await until(lambda: resting(cast.key_worker, "/benefits/v1/cases"), "the breaker of benefits")
        await until(lambda: resting(cast.coordinator, "/support/v1/referrals"), "the breaker of support")
        await accept(cast, book, offer_id)
        assert await until(lambda: undelivered(cast), "the jobs shown as not delivered") == [
            "open_benefits_case",
            "open_referral",
        ]
    finally:
        suite.restart("benefits")
        suite.restart("support")
    await asyncio.gather(decide_deposit(cast, book, offer_id), assign_worker(cast, book, offer_id, worker))
    await sign_lease(cast, book, vacancy_id, offer_id)
    assert await judge_when_settled(databases, book) == Verdict()


async def resting(caller: Caller, path: str) -> Answer | None:
    """The breaker's answer, once it has opened; until then each request finds out for itself."""
    answer = await caller.attempt("GET", path, None, {}, 1)
    assert answer is not None, "the gateway always answers"
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) >= 1
    return answer if answer.body["type"].endswith(":service-resting") else None


async def undelivered(cast: Cast) -> list[str] | None:
    """What allocation shows as not delivered, once both jobs are among it."""
    shown: list[dict[str, Any]] = (await cast.officer.get("/allocation/v1/undelivered")).expected(200).body
    return sorted(job["task_name"] for job in shown) if len(shown) == 2 else None
