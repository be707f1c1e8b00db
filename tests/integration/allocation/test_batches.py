"""A housing organisation posts several vacancies in one request."""

import json
from typing import Any

from sqlalchemy import event, text

from kit.database.stories import Stories
from kit.values.callers import Caller, Party
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.store.postings import FIND_BESIDE
from tests.builders.posting import ORGANISATION_A, ORGANISATION_B, a_vacancy, an_agreement, an_estate
from tests.integration.allocation.batch_steps import ledger_of, post_batch, posted_batch, told_of_vacancies
from tests.integration.allocation.conftest import Callers


async def test_every_fourth_of_a_batch_is_claimed_and_answered_in_the_order_sent(quarter: Callers) -> None:
    bodies = [a_vacancy() for _ in range(12)]
    answers = await posted_batch(quarter.organisation_a, bodies)
    assert [each["vacancy"]["reference"] for each in answers] == [body["reference"] for body in bodies]
    by_sequence = sorted(answers, key=lambda each: int(each["decision"]["sequence"]))
    assert [each["decision"]["result"] for each in by_sequence] == ["released", "released", "released", "claimed"] * 3
    assert "1/4 of 12 gives 3 rights; 2 used" in by_sequence[11]["decision"]["reasons"][-1]["text"]["en"]


async def test_a_batch_goes_on_where_single_postings_stopped_and_they_after_it(quarter: Callers) -> None:
    organisation = quarter.organisation_a
    for _ in range(3):
        await organisation.post("/v1/vacancies", a_vacancy())
    [claimed, *_] = sorted(await posted_batch(organisation, [a_vacancy() for _ in range(4)]), key=_sequence)
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
    answers = await posted_batch(quarter.organisation_a, [in_turn[number] for number in (2, 0, 3, 1)])
    assert [_sequence(each) for each in answers] == [3, 1, 4, 2]
    assert [each["decision"]["result"] for each in answers] == ["released", "released", "claimed", "released"]


async def test_of_one_day_they_count_by_lot_whatever_the_order_sent(quarter: Callers) -> None:
    """Two organisations send the same eight dwellings, one of them backwards."""
    bodies = [a_vacancy() for _ in range(8)]
    forwards = await posted_batch(quarter.organisation_a, bodies)
    others = [body | {"organisation_cvr": ORGANISATION_B} for body in reversed(bodies)]
    backwards = await posted_batch(quarter.organisation_b, others)
    turns = [{each["vacancy"]["dwelling_id"]: _sequence(each) for each in answers} for answers in (forwards, backwards)]
    assert turns[0] == turns[1]
    assert [_sequence(each) for each in forwards] != list(range(1, 9)), "the order sent is not the order of the lot"


async def test_each_class_counts_in_a_ledger_of_its_own(quarter: Callers) -> None:
    bodies = [a_vacancy(dwelling_class=kind) for kind in ("youth", "family", "elderly") * 4]
    answers = await posted_batch(quarter.organisation_a, bodies)
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
    answer = await post_batch(organisation, [new, earlier, new])
    lines = answer.json()["vacancies"]
    assert (answer.status_code, [line["repeated"] for line in lines]) == (201, [False, True, True])
    assert lines[1]["posted"] == first
    assert lines[2]["posted"] == lines[0]["posted"]
    again = await post_batch(organisation, [new, earlier])
    assert (again.status_code, [line["repeated"] for line in again.json()["vacancies"]]) == (200, [True, True])
    assert len(await ledger_of(organisation)) == 2


async def test_the_journal_tells_of_each_in_the_order_of_the_ledger(quarter: Callers) -> None:
    await posted_batch(quarter.organisation_a, [a_vacancy() for _ in range(8)])
    events = await told_of_vacancies(quarter.organisation_a)
    assert [each["facts"]["sequence"] for each in events] == list(range(1, 9))
    assert [each["kind"] for each in events] == (["vacancy_released"] * 3 + ["vacancy_claimed"]) * 2
    assert events[3]["reasons"] == (await ledger_of(quarter.organisation_a))[3]["reasons"]


async def test_a_batch_takes_as_many_statements_for_a_hundred_as_for_five(quarter: Callers, stories: Stories) -> None:
    sent: list[str] = []

    @event.listens_for(stories.engine.sync_engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    await posted_batch(quarter.organisation_a, [a_vacancy()])
    taken = []
    for length in (5, 100):
        sent.clear()
        await posted_batch(quarter.organisation_a, [a_vacancy() for _ in range(length)])
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
    answers = await posted_batch(callers.organisation_a, [*new, *late])
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
    answers = await posted_batch(quarter.organisation_a, batch)
    assert [each["decision"]["outcome"] for each in answers] == ["not_countable", "released", "not_countable"]


async def test_posting_more_than_five_working_days_after_notice_is_flagged(quarter: Callers) -> None:
    """3 March is the fifth working day after 24 February, and the sixth after 21 February."""
    days = ("2025-02-24", "2025-02-21")
    answers = await posted_batch(quarter.organisation_a, [a_vacancy(notice_received_on=day) for day in days])
    assert [each["posted_late"] for each in answers] == [False, True]


async def test_in_a_table_just_filled_a_vacancy_is_found_by_its_reference(quarter: Callers, stories: Stories) -> None:
    """PostgreSQL knows nothing of it yet; an index that begins with the municipality alone would be read whole."""
    await posted_batch(quarter.organisation_a, [a_vacancy() for _ in range(1_000)])
    organisation = Caller("organisation-a", Party.HOUSING_ORGANISATION, ("0217",), frozenset(), cvr=ORGANISATION_A)
    asked = {"municipality_code": "0217", "organisation_cvr": ORGANISATION_A, "given": json.dumps([a_vacancy()])}
    async with stories.begin(organisation, "0217") as story:
        plan = [line for (line,) in await story.execute(text(f"EXPLAIN {FIND_BESIDE.text}"), asked)]
    taken = [line.strip().split(" using ")[1].split(" on ")[0] for line in plan if " on vacancy" in line]
    assert taken == ["uq_vacancy_municipality_code_organisation_cvr_reference"] * 2, "\n".join(plan)
