"""What was wrong on an account is put right by new lines; an organisation can say that a line is wrong."""

import asyncio
from uuid import UUID

import psycopg
import pytest

from kit.database.stories import Stories, Story
from services.allocation.domain.account.lines import AccountLine
from services.allocation.store.accounts import find_account, list_vacancy_lines
from services.allocation.usecases.account import correct_line
from tests.builders.posting import ORGANISATION_B
from tests.integration.allocation.account_steps import ACCOUNT, account_of, month_ends, stand_on
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import claimed
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock, Databases


async def test_a_person_corrects_a_line_by_a_new_one(quarter: Callers, stories: Stories, clock: Clock) -> None:
    await claimed(quarter, vacant_from_on="2025-03-17")
    stand_on(clock, "2025-04-02")
    await month_ends(stories)
    [line] = (await account_of(quarter))["lines"]
    body = {"line_id": line["id"], "difference_dkk": "-157.81", "code": "wrong_days"}
    assert slug_of(await quarter.office_system.post(f"{ACCOUNT}/corrections", body)) == "person-required"
    assert (await quarter.organisation_a.post(f"{ACCOUNT}/corrections", body)).status_code == 403
    made = await quarter.office.post(f"{ACCOUNT}/corrections", body)
    assert made.status_code == 201, made.text
    correction = made.json()
    assert (correction["kind"], correction["corrects_line_id"], correction["month"]) == (
        "correction",
        line["id"],
        "2025-04",
    )
    account = await account_of(quarter)
    assert account["lines"] == [line, correction]
    assert account["total_dkk"] == "2209.31"
    again = body | {"line_id": correction["id"], "difference_dkk": "1.00"}
    refused = await quarter.office.post(f"{ACCOUNT}/corrections", again)
    assert (slug_of(refused), refused.json()["original_line_id"]) == ("corrects-a-correction", line["id"])
    below = await quarter.office.post(f"{ACCOUNT}/corrections", body | {"difference_dkk": "-2209.32"})
    assert [error["pointer"] for error in below.json()["errors"]] == ["/difference_dkk"]
    elsewhere = await quarter.office.post(f"/v1/accounts/{ORGANISATION_B}/corrections", body)
    assert elsewhere.status_code == 404
    assert (await quarter.office.get("/v1/figures")).json()["vacancy_rent_dkk"] == "2209.31"
    events = (await quarter.organisation_a.get("/v1/events")).json()["events"]
    [told] = [event for event in events if event["kind"] == "account_line_corrected"]
    assert (told["facts"]["line_id"], told["person"]) == (line["id"], None)


async def test_two_who_correct_at_once_never_make_a_line_negative(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    await claimed(quarter, vacant_from_on="2025-03-17")
    stand_on(clock, "2025-04-02")
    await month_ends(stories)
    [line] = (await account_of(quarter))["lines"]
    body = {"line_id": line["id"], "difference_dkk": "-1500.00", "code": "agreed"}
    answers = await asyncio.gather(*(quarter.office.post(f"{ACCOUNT}/corrections", body) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422, 422, 422]
    assert (await account_of(quarter))["total_dkk"] == "867.12"


async def test_control_without_the_accounts_turn_they_do(
    quarter: Callers, stories: Stories, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each reads before any books, which the lock forbids."""
    await claimed(quarter, vacant_from_on="2025-03-17")
    stand_on(clock, "2025-04-02")
    await month_ends(stories)
    [line] = (await account_of(quarter))["lines"]
    all_have_read = asyncio.Barrier(3)

    async def read_and_wait(story: Story, vacancy_id: UUID) -> list[AccountLine]:
        lines = await list_vacancy_lines(story, vacancy_id)
        await all_have_read.wait()
        return lines

    monkeypatch.setattr(correct_line, "lock_account", find_account)
    monkeypatch.setattr(correct_line, "list_vacancy_lines", read_and_wait)
    body = {"line_id": line["id"], "difference_dkk": "-1500.00", "code": "agreed"}
    answers = await asyncio.gather(*(quarter.office.post(f"{ACCOUNT}/corrections", body) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert (await account_of(quarter))["total_dkk"] == "-2132.88"


async def test_an_organisation_objects_once_and_both_see_it(quarter: Callers, stories: Stories, clock: Clock) -> None:
    await claimed(quarter, vacant_from_on="2025-03-17")
    stand_on(clock, "2025-04-02")
    await month_ends(stories)
    [line] = (await account_of(quarter))["lines"]
    address = f"{ACCOUNT}/lines/{line['id']}/objection"
    made, same, other = [
        await quarter.organisation_a.post(address, {"code": code})
        for code in ("wrong_days", "wrong_days", "wrong_rent")
    ]
    assert (made.status_code, same.status_code) == (201, 200)
    assert made.json() == same.json()
    assert slug_of(other) == "content-differs"
    for reader in (quarter.organisation_a, quarter.office):
        [shown] = (await reader.get(ACCOUNT)).json()["lines"]
        assert shown["objection"] == made.json()
    assert (await quarter.office.post(address, {"code": "wrong_days"})).status_code == 403
    assert (await quarter.organisation_b.post(address, {"code": "wrong_days"})).status_code == 404


async def test_the_database_lets_nobody_edit_a_line_or_book_a_period_twice(
    quarter: Callers, stories: Stories, clock: Clock, databases: Databases
) -> None:
    await claimed(quarter, vacant_from_on="2025-03-17")
    stand_on(clock, "2025-04-02")
    await month_ends(stories)
    with psycopg.connect(databases.access["allocation"].app) as connection:
        for statement in ("UPDATE account_line SET amount_dkk = 0", "DELETE FROM account_line"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
            connection.rollback()
    with databases.admin("allocation") as connection, pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute(
            "INSERT INTO account_line (id, municipality_code, organisation_cvr, vacancy_id, kind, month, period_from,"
            " period_to, days, rent_dkk, method, amount_dkk, booked_at) SELECT gen_random_uuid(), municipality_code,"
            " organisation_cvr, vacancy_id, kind, month, period_from, period_to, days, rent_dkk, method, amount_dkk,"
            " booked_at FROM account_line"
        )
