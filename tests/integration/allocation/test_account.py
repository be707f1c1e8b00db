"""The account between municipality and organisation: each month its lines, and not an øre more or less."""

import asyncio
import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import StringIO
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from kit.database.stories import Stories, Story
from services.allocation.domain.account.lines import Account, AccountLine
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.accounts import list_vacancy_lines
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.account import close_statements, settle_rent
from tests.builders.posting import ORGANISATION_B, a_vacancy
from tests.integration.allocation.account_steps import (
    ACCOUNT,
    account_of,
    lease_from,
    month_ends,
    periods,
    recounted,
    stand_on,
)
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import claimed
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock


async def test_each_month_that_ends_is_stated_and_the_rest_when_the_dwelling_is_let(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    vacancy = await claimed(quarter, vacant_from_on="2025-03-17")
    assert await month_ends(stories) == 0, "March has not ended"
    stand_on(clock, "2025-05-02")
    assert await month_ends(stories) == 2
    assert await month_ends(stories) == 0, "a month ends once"
    await lease_from(quarter, stories, vacancy, "2025-05-02", "2025-06-10")
    account = await account_of(quarter)
    assert periods(account["lines"]) == [
        ("2025-03-17", "2025-04-01", 15),
        ("2025-04-01", "2025-05-01", 30),
        ("2025-05-01", "2025-06-01", 31),
        ("2025-06-01", "2025-06-10", 9),
    ]
    assert Decimal(account["total_dkk"]) == recounted(date(2025, 3, 17), date(2025, 6, 10))
    figures = (await quarter.office.get("/v1/figures")).json()
    assert figures["vacancy_rent_dkk"] == account["total_dkk"]
    stand_on(clock, "2025-08-01")
    assert await month_ends(stories) == 0, "a dwelling that is let costs nothing more"
    assert await account_of(quarter) == account


async def test_statements_open_with_what_the_one_before_closed_with(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    await claimed(quarter, vacant_from_on="2025-03-17")
    await claimed(quarter, vacant_from_on="2025-04-21")
    stand_on(clock, "2025-05-02")
    await month_ends(stories)
    found = (await quarter.organisation_a.get(f"{ACCOUNT}/statements")).json()["statements"]
    assert [(each["month"], each["lines"], each["closed"]) for each in found] == [
        ("2025-03", 1, True),
        ("2025-04", 2, True),
    ]
    assert found[0]["opening_dkk"] == "0.00"
    assert found[1]["opening_dkk"] == found[0]["closing_dkk"]
    april = (await quarter.organisation_a.get(f"{ACCOUNT}/statements/2025-04")).json()
    assert sum(Decimal(line["amount_dkk"]) for line in april["lines"]) == Decimal(april["total_dkk"])
    assert Decimal(april["opening_dkk"]) + Decimal(april["total_dkk"]) == Decimal(april["closing_dkk"])
    assert april["closing_dkk"] == (await account_of(quarter))["total_dkk"]
    assert {line["text"]["en"] for line in april["lines"]} == {
        "30 days at DKK 4,800 × 12 / 365 = DKK 4,734.25",
        "10 days at DKK 4,800 × 12 / 365 = DKK 1,578.08",
    }
    assert (await quarter.office.get(f"{ACCOUNT}/statements/2025-04")).json() == april, "both sides read the same"
    empty = (await quarter.office.get(f"{ACCOUNT}/statements/2025-07")).json()
    assert (empty["lines"], empty["opening_dkk"], empty["closed"]) == ([], april["closing_dkk"], False)
    events = (await quarter.organisation_a.get("/v1/events")).json()["events"]
    closed = [event["facts"] for event in events if event["kind"] == "statement_closed"]
    assert [(each["month"], each["lines"], each["total_dkk"]) for each in closed] == [
        (each["month"], each["lines"], each["total_dkk"]) for each in found
    ]


async def test_a_statement_is_taken_home_as_a_table(quarter: Callers, stories: Stories, clock: Clock) -> None:
    await claimed(quarter, vacant_from_on="2025-03-17")
    stand_on(clock, "2025-04-02")
    await month_ends(stories)
    answer = await quarter.organisation_a.get(f"{ACCOUNT}/statements/2025-03/export")
    assert answer.headers["content-type"].startswith("text/csv")
    opening, line, closing = csv.DictReader(StringIO(answer.text))
    assert (opening["kind"], opening["amount_dkk"]) == ("opening", "0.00")
    assert (line["kind"], line["days"], line["amount_dkk"]) == ("vacancy_rent", "15", "2367.12")
    assert line["en"] == "15 days at DKK 4,800 × 12 / 365 = DKK 2,367.12"
    assert (closing["kind"], closing["amount_dkk"]) == ("closing", "2367.12")


async def test_a_letting_told_late_is_put_right_by_lines_of_a_later_month(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    vacancy = await claimed(quarter, vacant_from_on="2025-03-03")
    await quarter.office.post(f"/v1/vacancies/{vacancy['id']}/hand-back", {"code": "nobody_fits"}, version=1)
    stand_on(clock, "2025-06-10")
    await month_ends(stories)
    before = await account_of(quarter)
    letting = f"/v1/vacancies/{vacancy['id']}/letting"
    assert (await quarter.organisation_a.put(letting, {"let_from_on": "2025-04-11"})).status_code == 200
    after = await account_of(quarter)
    assert after["lines"][:3] == before["lines"], "what was stated stands"
    assert [(line["days"], line["code"], line["month"]) for line in after["lines"][3:]] == [
        (-20, "let_earlier", "2025-06"),
        (-31, "let_earlier", "2025-06"),
    ]
    assert Decimal(after["total_dkk"]) == recounted(date(2025, 3, 3), date(2025, 4, 11))
    assert (await quarter.organisation_a.put(letting, {"let_from_on": "2025-04-11"})).status_code == 200
    assert await account_of(quarter) == after, "told twice, booked once"
    stand_on(clock, "2025-09-01")
    await month_ends(stories)
    assert (await account_of(quarter))["lines"] == after["lines"]


async def test_a_letting_told_after_the_cap_was_reached_still_counts(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    vacancy = await claimed(quarter, vacant_from_on="2025-03-03")
    await quarter.office.post(f"/v1/vacancies/{vacancy['id']}/hand-back", {"code": "nobody_fits"}, version=1)
    stand_on(clock, "2025-07-15")
    await month_ends(stories)
    assert Decimal((await account_of(quarter))["total_dkk"]) == recounted(date(2025, 3, 3), date(2025, 7, 1))
    letting = f"/v1/vacancies/{vacancy['id']}/letting"
    assert (await quarter.organisation_a.put(letting, {"let_from_on": "2025-06-15"})).status_code == 200
    assert Decimal((await account_of(quarter))["total_dkk"]) == recounted(date(2025, 3, 3), date(2025, 6, 15))


async def test_a_withdrawn_dwelling_costs_nothing(quarter: Callers, stories: Stories, clock: Clock) -> None:
    vacancy = await claimed(quarter, vacant_from_on="2025-03-03")
    stand_on(clock, "2025-05-02")
    await month_ends(stories)
    address = f"/v1/vacancies/{vacancy['id']}/withdrawal"
    assert (await quarter.organisation_a.post(address, {"code": "fire"}, version=1)).status_code == 200
    account = await account_of(quarter)
    assert account["total_dkk"] == "0.00"
    assert [line["code"] for line in account["lines"]] == [None, None, "withdrawn", "withdrawn"]
    assert await month_ends(stories) == 0


@pytest.mark.parametrize("path", ["", "/statements", "/statements/2025-03", "/statements/2025-03/export"])
async def test_anothers_account_looks_as_if_it_were_not_there(quarter: Callers, path: str) -> None:
    here = {"Hjemvej-Municipality": "0217"}
    assert (await quarter.organisation_b.get(f"{ACCOUNT}{path}", **here)).status_code == 404
    assert (await quarter.organisation_b.get(f"/v1/accounts/99000007{path}", **here)).status_code == 404
    assert (await quarter.organisation_b.get(f"/v1/accounts/{ORGANISATION_B}{path}", **here)).status_code == 200


@pytest.mark.parametrize("month", ["2025-13", "2025-3", "25-03", "2025-03-01", "0000-01"])
async def test_what_is_no_month_is_told(quarter: Callers, month: str) -> None:
    answer = await quarter.office.get(f"{ACCOUNT}/statements/{month}")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/path/month"]


async def test_month_ends_at_once_state_each_day_once(quarter: Callers, stories: Stories, clock: Clock) -> None:
    for _ in range(3):
        await claimed(quarter, vacant_from_on="2025-03-17")
    stand_on(clock, "2025-05-02")
    lines = await asyncio.gather(*(month_ends(stories) for _ in range(4)))
    assert sum(lines) == 6
    account = await account_of(quarter)
    assert Decimal(account["total_dkk"]) == 3 * recounted(date(2025, 3, 17), date(2025, 5, 1))


async def test_control_without_the_vacancys_turn_the_database_alone_refuses_a_period_twice(
    quarter: Callers, stories: Stories, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await claimed(quarter, vacant_from_on="2025-03-17")
    stand_on(clock, "2025-05-02")
    both_have_read = asyncio.Barrier(2)

    async def not_locked(story: Story, vacancy_id: UUID, *, lock: bool) -> PostedVacancy:
        assert lock, "the turn that is not taken here"
        return await get_vacancy(story, vacancy_id)

    async def account_not_locked(story: Story, cvrs: Iterable[str], _: date) -> list[Account]:
        return [Account(UUID(int=1), cvr, None) for cvr in cvrs]

    async def read_and_wait(story: Story, vacancy_id: UUID) -> list[AccountLine]:
        lines = await list_vacancy_lines(story, vacancy_id)
        await both_have_read.wait()
        return lines

    monkeypatch.setattr(close_statements, "get_vacancy", not_locked)
    monkeypatch.setattr(close_statements, "lock_accounts", account_not_locked)
    monkeypatch.setattr(settle_rent, "list_vacancy_lines", read_and_wait)
    ended = await asyncio.gather(month_ends(stories), month_ends(stories), return_exceptions=True)
    stopped = [each for each in ended if isinstance(each, IntegrityError)]
    assert len(stopped) == 1, "both found the same months, and only the database stopped the second"
    assert "uq_account_line_rent_period" in str(stopped[0])


async def test_an_organisation_of_two_municipalities_has_an_account_with_each(
    quarter: Callers, stories: Stories, clock: Clock
) -> None:
    for _ in range(4):
        body = a_vacancy(organisation_cvr=ORGANISATION_B, vacant_from_on="2025-03-17")
        assert (await quarter.organisation_b.post("/v1/vacancies", body)).status_code == 201
    stand_on(clock, "2025-04-02")
    await month_ends(stories)
    address = f"/v1/accounts/{ORGANISATION_B}/statements"
    assert slug_of(await quarter.organisation_b.get(address)) == "municipality-not-named"
    here = (await quarter.organisation_b.get(address, **{"Hjemvej-Municipality": "0217"})).json()
    there = (await quarter.organisation_b.get(address, **{"Hjemvej-Municipality": "0269"})).json()
    assert [each["month"] for each in here["statements"]] == ["2025-03"]
    assert there["statements"] == []
