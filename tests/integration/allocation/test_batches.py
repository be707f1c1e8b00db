"""A housing organisation posts several vacancies in one request: all of them, or none."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from sqlalchemy import event, text

from kit.database.stories import Stories, Story
from services.allocation.domain.vacancies.batches import Line
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.store import ledgers
from services.allocation.store.ledgers import LockedLedger, lock_ledger
from services.allocation.usecases.ledger import post_vacancies
from tests.builders.posting import ORGANISATION_B, a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import CallerOf, slug_of

PATH = "/v1/vacancy-batches"


async def post(caller: CallerOf, vacancies: list[dict[str, Any]], **more: Any) -> httpx.Response:
    return await caller.post(PATH, {"vacancies": vacancies}, **more)


async def posted(caller: CallerOf, vacancies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    answer = await post(caller, vacancies)
    assert answer.status_code == 201, answer.text
    return [line["posted"] for line in answer.json()["vacancies"]]


async def ledger_of(caller: CallerOf, dwelling_class: str = "family") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (await caller.get(f"/v1/ledgers/99000236?dwelling_class={dwelling_class}")).json()
    return rows


async def told_of_vacancies(caller: CallerOf) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = (await caller.get("/v1/events?limit=1000")).json()["events"]
    return [each for each in events if each["kind"].startswith("vacancy_")]


def pointers(answer: httpx.Response) -> list[str]:
    return [error["pointer"] for error in answer.json()["errors"]]


async def test_every_fourth_of_a_batch_is_claimed_and_answered_in_the_order_sent(quarter: Callers) -> None:
    bodies = [a_vacancy() for _ in range(12)]
    answers = await posted(quarter.organisation_a, bodies)
    assert [each["vacancy"]["reference"] for each in answers] == [body["reference"] for body in bodies]
    by_sequence = sorted(answers, key=lambda each: int(each["decision"]["sequence"]))
    assert [each["decision"]["result"] for each in by_sequence] == ["released", "released", "released", "claimed"] * 3
    assert "1/4 of 12 gives 3 rights; 2 used" in by_sequence[11]["decision"]["reasons"][-1]["text"]["en"]


async def test_a_batch_goes_on_where_single_postings_stopped_and_they_after_it(quarter: Callers) -> None:
    organisation = quarter.organisation_a
    for _ in range(3):
        await organisation.post("/v1/vacancies", a_vacancy())
    [claimed, *_] = sorted(await posted(organisation, [a_vacancy() for _ in range(4)]), key=_sequence)
    single = (await organisation.post("/v1/vacancies", a_vacancy())).json()
    assert (_sequence(claimed), claimed["decision"]["result"]) == (4, "claimed")
    assert (_sequence(single), single["decision"]["result"]) == (8, "claimed")
    assert [(row["countable"], row["used_general"]) for row in await ledger_of(organisation)] == [
        (number, number // 4) for number in range(1, 9)
    ]


def _sequence(vacancy: dict[str, Any]) -> int:
    return int(vacancy["decision"]["sequence"])


async def test_they_count_by_notice_and_then_by_the_day_vacant(quarter: Callers) -> None:
    in_turn = [
        a_vacancy(notice_received_on="2025-02-24", vacant_from_on="2025-06-01"),
        a_vacancy(notice_received_on="2025-02-26", vacant_from_on="2025-04-01"),
        a_vacancy(notice_received_on="2025-02-26", vacant_from_on="2025-05-01"),
        a_vacancy(notice_received_on="2025-02-28", vacant_from_on="2025-03-15"),
    ]
    answers = await posted(quarter.organisation_a, [in_turn[number] for number in (2, 0, 3, 1)])
    assert [_sequence(each) for each in answers] == [3, 1, 4, 2]
    assert [each["decision"]["result"] for each in answers] == ["released", "released", "claimed", "released"]


async def test_of_one_day_they_count_by_lot_whatever_the_order_sent(quarter: Callers) -> None:
    """Two organisations send the same eight dwellings, one of them backwards."""
    bodies = [a_vacancy() for _ in range(8)]
    forwards = await posted(quarter.organisation_a, bodies)
    others = [body | {"organisation_cvr": ORGANISATION_B} for body in reversed(bodies)]
    backwards = await posted(quarter.organisation_b, others)
    turns = [{each["vacancy"]["dwelling_id"]: _sequence(each) for each in answers} for answers in (forwards, backwards)]
    assert turns[0] == turns[1]
    assert [_sequence(each) for each in forwards] != list(range(1, 9)), "the order sent is not the order of the lot"


async def test_each_class_counts_in_a_ledger_of_its_own(quarter: Callers) -> None:
    bodies = [a_vacancy(dwelling_class=kind) for kind in ("youth", "family", "elderly") * 4]
    answers = await posted(quarter.organisation_a, bodies)
    results = {kind: [each for each in answers if each["vacancy"]["dwelling_class"] == kind] for kind in DwellingClass}
    assert [len(results[kind]) for kind in DwellingClass] == [4, 4, 4, 0]
    assert sorted(each["decision"]["outcome"] for each in results[DwellingClass.FAMILY]) == [
        "claimed", "released", "released", "released"
    ]  # fmt: skip
    assert {each["decision"]["outcome"] for each in results[DwellingClass.YOUTH]} == {"not_countable"}
    for kind in ("family", "youth", "elderly"):
        rows = await ledger_of(quarter.organisation_a, kind)
        assert [row["sequence"] for row in rows] == [1, 2, 3, 4]


async def test_what_was_posted_before_gives_its_first_answer(quarter: Callers) -> None:
    organisation = quarter.organisation_a
    earlier = a_vacancy()
    first = (await organisation.post("/v1/vacancies", earlier)).json()
    new = a_vacancy()
    answer = await post(organisation, [new, earlier, new])
    lines = answer.json()["vacancies"]
    assert (answer.status_code, [line["repeated"] for line in lines]) == (201, [False, True, True])
    assert lines[1]["posted"] == first
    assert lines[2]["posted"] == lines[0]["posted"]
    again = await post(organisation, [new, earlier])
    assert (again.status_code, [line["repeated"] for line in again.json()["vacancies"]]) == (200, [True, True])
    assert len(await ledger_of(organisation)) == 2


async def test_a_reference_with_other_content_names_line_and_field(quarter: Callers) -> None:
    organisation = quarter.organisation_a
    earlier = a_vacancy()
    await organisation.post("/v1/vacancies", earlier)
    twice = a_vacancy()
    answer = await post(organisation, [a_vacancy(), earlier | {"rooms": 3}, twice, twice | {"rent_dkk": "5000.00"}])
    assert slug_of(answer) == "content-differs"
    assert (answer.status_code, pointers(answer)) == (409, ["/vacancies/1/rooms", "/vacancies/3/rent_dkk"])
    assert len(await ledger_of(organisation)) == 1


async def test_every_fault_of_every_line_is_told_and_nothing_is_changed(quarter: Callers) -> None:
    """A wrong shape, an impossible figure, another's dwelling, an unknown estate and an unknown chain, at once."""
    organisation = quarter.organisation_a
    wrong = a_vacancy(estate="77", rent_dkk="0.00", rooms="two", colour="red")
    del wrong["floor"]
    batch = [a_vacancy() for _ in range(20)]
    batch[17] = wrong
    batch[18] = a_vacancy(organisation_cvr=ORGANISATION_B, posted_on="2025-03-04")
    batch[19] = a_vacancy(chain_reference="nobody-knows", municipality_code="0269", dwelling_class="castle")
    answer = await post(organisation, batch)
    assert (answer.status_code, slug_of(answer)) == (422, "batch-refused")
    assert set(pointers(answer)) == {
        *(f"/vacancies/17/{name}" for name in ("estate", "rent_dkk", "rooms", "colour", "floor")),
        *(f"/vacancies/18/{name}" for name in ("organisation_cvr", "posted_on")),
        *(f"/vacancies/19/{name}" for name in ("chain_reference", "municipality_code", "dwelling_class")),
    }
    assert answer.json()["fault_count"] == len(pointers(answer)) == 10
    assert (await organisation.get("/v1/vacancies")).json() == []
    assert await ledger_of(organisation) == []
    assert await told_of_vacancies(organisation) == []


LENGTHS = [(0, 422), (1, 201), (1_001, 422)]


@pytest.mark.parametrize(("length", "status"), LENGTHS)
async def test_a_batch_is_of_one_to_a_thousand(quarter: Callers, length: int, status: int) -> None:
    answer = await post(quarter.organisation_a, [a_vacancy() for _ in range(length)])
    assert answer.status_code == status


async def test_a_thousand_are_posted_and_a_body_beyond_any_batch_is_refused(quarter: Callers) -> None:
    answers = await posted(quarter.organisation_a, [a_vacancy() for _ in range(1_000)])
    assert sum(each["decision"]["result"] == "claimed" for each in answers) == 250
    too_large = await post(quarter.organisation_a, [a_vacancy(reference="x" * 3_000_000)])
    assert (too_large.status_code, too_large.json()["limit_bytes"]) == (413, 2 * 1024 * 1024)


async def test_nobody_but_a_housing_organisation_posts(quarter: Callers) -> None:
    assert slug_of(await post(quarter.office, [a_vacancy()])) == "forbidden"
    elsewhere = await post(quarter.organisation_a, [a_vacancy(municipality_code="0269")])
    assert slug_of(elsewhere) == "municipality-not-covered"


async def test_the_journal_tells_of_each_in_the_order_of_the_ledger(quarter: Callers) -> None:
    await posted(quarter.organisation_a, [a_vacancy() for _ in range(8)])
    events = await told_of_vacancies(quarter.organisation_a)
    assert [each["facts"]["sequence"] for each in events] == list(range(1, 9))
    assert [each["kind"] for each in events] == (["vacancy_released"] * 3 + ["vacancy_claimed"]) * 2
    assert events[3]["reasons"] == (await ledger_of(quarter.organisation_a))[3]["reasons"]


async def test_a_batch_takes_as_many_statements_for_a_hundred_as_for_five(quarter: Callers, stories: Stories) -> None:
    sent: list[str] = []

    @event.listens_for(stories.engine.sync_engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    await posted(quarter.organisation_a, [a_vacancy()])
    taken = []
    for length in (5, 100):
        sent.clear()
        await posted(quarter.organisation_a, [a_vacancy() for _ in range(length)])
        taken.append(len(sent))
    assert taken[0] == taken[1] <= 12, sent


async def test_when_the_share_changes_within_a_batch_the_count_starts_again_once(callers: Callers) -> None:
    """Notices cross the day of the change; the vacancies under the earlier version count first all the same."""
    await callers.office.put("/v1/estates", {"estates": [an_estate()]})
    for terms in (
        an_agreement(in_force_from="2024-01-01", in_force_to="2025-02-01"),
        an_agreement(in_force_from="2025-02-01", kind="agreement", share="1/2"),
    ):
        assert (await callers.office.post("/v1/agreements", terms)).status_code == 201
    late = [a_vacancy(posted_on="2025-01-31", notice_received_on=f"2025-01-{30 - n}") for n in range(4)]
    new = [a_vacancy(posted_on="2025-03-03", notice_received_on=f"2025-01-{10 + n}") for n in range(4)]
    answers = await posted(callers.organisation_a, [*new, *late])
    assert [each["decision"]["result"] for each in answers] == [
        *("released", "claimed", "released", "claimed"),
        *("claimed", "released", "released", "released"),
    ]
    rows = await ledger_of(callers.organisation_a)
    assert [row["outcome"] for row in rows].index("restarted") == 4
    assert [row["outcome"] for row in rows].count("restarted") == 1


async def test_a_chain_may_name_another_line_of_the_batch_or_an_earlier_vacancy(quarter: Callers) -> None:
    earlier, root = a_vacancy(), a_vacancy()
    await quarter.organisation_a.post("/v1/vacancies", earlier)
    batch = [
        a_vacancy(chain_reference=root["reference"]),
        root,
        a_vacancy(chain_reference=earlier["reference"]),
    ]
    answers = await posted(quarter.organisation_a, batch)
    assert [each["decision"]["outcome"] for each in answers] == ["not_countable", "released", "not_countable"]


async def test_posting_more_than_five_working_days_after_notice_is_flagged(quarter: Callers) -> None:
    """3 March is the fifth working day after 24 February, and the sixth after 21 February."""
    days = ("2025-02-24", "2025-02-21")
    answers = await posted(quarter.organisation_a, [a_vacancy(notice_received_on=day) for day in days])
    assert [each["posted_late"] for each in answers] == [False, True]


async def test_batches_and_single_postings_at_once_leave_no_gap(quarter: Callers) -> None:
    """Each batch takes two ledgers, some naming the one class first and some the other."""
    organisation = quarter.organisation_a
    kinds = ("family", "youth")
    batches = [[a_vacancy(dwelling_class=kind) for kind in (kinds if n % 2 else kinds[::-1]) * 5] for n in range(6)]
    answers = await asyncio.gather(
        *(post(organisation, batch) for batch in batches),
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
    await posted(quarter.organisation_a, [a_vacancy()])
    both_have_read = asyncio.Barrier(2)

    async def read_without_lock(story: Story, cvr: str, dwelling_class: DwellingClass) -> LockedLedger:
        ledger = await _unlocked(story, cvr, dwelling_class)
        await both_have_read.wait()
        return ledger

    monkeypatch.setattr(post_vacancies, "lock_ledger", read_without_lock)
    answers = await asyncio.gather(*(post(quarter.organisation_a, [a_vacancy()]) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [201, 409]


async def test_in_the_order_sent_two_batches_would_wait_for_each_other(
    quarter: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the fixed order: each holds the ledger that the other wants, and one must give up."""
    kinds = ("family", "youth")
    await posted(quarter.organisation_a, [a_vacancy(dwelling_class=kind) for kind in kinds])
    each_holds_one = asyncio.Barrier(2)

    async def lock_as_sent(story: Story, cvr: str, lines: Sequence[Line]) -> dict[DwellingClass, LockedLedger]:
        first, second = (line.given["dwelling_class"] for line in lines)
        locked = {first: await lock_ledger(story, cvr, first)}
        await each_holds_one.wait()
        return locked | {second: await lock_ledger(story, cvr, second)}

    monkeypatch.setattr(post_vacancies, "_locked", lock_as_sent)
    batches = [[a_vacancy(dwelling_class=kind) for kind in order] for order in (kinds, kinds[::-1])]
    answers = await asyncio.gather(*(post(quarter.organisation_a, batch) for batch in batches))
    assert sorted(answer.status_code for answer in answers) == [201, 503]


async def _unlocked(story: Story, cvr: str, dwelling_class: DwellingClass) -> LockedLedger:
    """The ledger as the lock would give it, read without it."""
    read = text(str(ledgers.LOCK_LEDGER).replace("FOR UPDATE", ""))
    locked, ledgers.LOCK_LEDGER = ledgers.LOCK_LEDGER, read
    try:
        return await ledgers.lock_ledger(story, cvr, dwelling_class)
    finally:
        ledgers.LOCK_LEDGER = locked
