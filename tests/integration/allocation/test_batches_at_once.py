"""Batches at the same time: one turn at a time per ledger, and nobody waits for ever."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import text

from kit.database.stories import Story
from services.allocation.domain.vacancies.batches import Line
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.store import ledgers
from services.allocation.store.ledgers import LockedLedger, lock_ledger
from services.allocation.usecases.ledger import post_vacancies
from tests.builders.posting import a_vacancy
from tests.integration.allocation.batch_steps import ledger_of, post_batch, posted_batch
from tests.integration.allocation.conftest import Callers


async def test_batches_and_single_postings_at_once_leave_no_gap(quarter: Callers) -> None:
    """Each batch takes two ledgers, some naming the one class first and some the other."""
    organisation = quarter.organisation_a
    kinds = ("family", "youth")
    batches = [[a_vacancy(dwelling_class=kind) for kind in (kinds if n % 2 else kinds[::-1]) * 5] for n in range(6)]
    answers = await asyncio.gather(
        *(post_batch(organisation, batch) for batch in batches),
        *(organisation.post("/v1/vacancies", a_vacancy()) for _ in range(10)),
    )
    assert {answer.status_code for answer in answers} == {201}
    for kind, length in (("family", 40), ("youth", 30)):
        assert [row["sequence"] for row in await ledger_of(organisation, kind)] == list(range(1, length + 1))
    rows = await ledger_of(organisation)
    assert [row["sequence"] for row in rows if row["outcome"] == "claimed"] == list(range(4, 41, 4))


async def test_without_the_lock_two_batches_would_count_the_same_number(
    quarter: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above: where both have read the ledger before either writes, one of them fails."""
    await posted_batch(quarter.organisation_a, [a_vacancy()])
    both_have_read = asyncio.Barrier(2)

    async def read_without_lock(story: Story, cvr: str, dwelling_class: DwellingClass) -> LockedLedger:
        ledger = await _unlocked(story, cvr, dwelling_class)
        await both_have_read.wait()
        return ledger

    monkeypatch.setattr(post_vacancies, "lock_ledger", read_without_lock)
    answers = await asyncio.gather(*(post_batch(quarter.organisation_a, [a_vacancy()]) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [201, 409]


async def test_in_the_order_sent_two_batches_would_wait_for_each_other(
    quarter: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the fixed order: each holds the ledger that the other wants, and one must give up."""
    kinds = ("family", "youth")
    await posted_batch(quarter.organisation_a, [a_vacancy(dwelling_class=kind) for kind in kinds])
    each_holds_one = asyncio.Barrier(2)

    async def lock_as_sent(story: Story, cvr: str, lines: Sequence[Line]) -> dict[DwellingClass, LockedLedger]:
        first, second = (line.given["dwelling_class"] for line in lines)
        locked = {first: await lock_ledger(story, cvr, first)}
        await each_holds_one.wait()
        return locked | {second: await lock_ledger(story, cvr, second)}

    monkeypatch.setattr(post_vacancies, "_locked", lock_as_sent)
    batches = [[a_vacancy(dwelling_class=kind) for kind in order] for order in (kinds, kinds[::-1])]
    answers = await asyncio.gather(*(post_batch(quarter.organisation_a, batch) for batch in batches))
    assert sorted(answer.status_code for answer in answers) == [201, 503]


async def _unlocked(story: Story, cvr: str, dwelling_class: DwellingClass) -> LockedLedger:
    """The ledger as the lock would give it, read without it."""
    read = text(str(ledgers.LOCK_LEDGER).replace("FOR UPDATE", ""))
    locked, ledgers.LOCK_LEDGER = ledgers.LOCK_LEDGER, read
    try:
        return await ledgers.lock_ledger(story, cvr, dwelling_class)
    finally:
        ledgers.LOCK_LEDGER = locked
