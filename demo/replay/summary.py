"""The year in numbers, read from the services themselves and from nobody's memory."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from demo.replay.cast import ORGANISATIONS, Cast

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Year:
    """What the three services answer when they are asked."""

    allocation: Row
    benefits: Row
    support: Row
    outcomes: Mapping[str, Counter[str]]
    accounts: Mapping[str, Row]
    days_to_keys: list[int]
    fates: Counter[str]


async def read_year(cast: Cast) -> Year:
    """Figures, ledgers, accounts and lists, all read at once."""
    office = cast.allocation_office
    figures = asyncio.gather(
        *(cast.management.get(f"/{service}/v1/figures") for service in ("allocation", "benefits", "support"))
    )
    accounts = asyncio.gather(*(office.get(f"/allocation/v1/accounts/{cvr}") for cvr in ORGANISATIONS))
    lists = asyncio.gather(
        office.get_all("/allocation/v1/vacancies"),
        office.get_all("/allocation/v1/offers", status="signed"),
        office.get_all("/allocation/v1/nominations"),
    )
    (allocation, benefits, support), books, (vacancies, signed, nominations) = await asyncio.gather(
        figures, accounts, lists
    )
    lines = [line for book in books for line in book["lines"]]
    return Year(
        allocation=allocation,
        benefits=benefits,
        support=support,
        outcomes=_outcomes(vacancies),
        accounts={book["organisation_cvr"]: book for book in books},
        days_to_keys=_days_to_keys(signed, nominations, lines),
        fates=Counter(_fate(each) for each in vacancies),
    )


def _fate(posted: Row) -> str:
    """Claimed, released or not countable; youth dwellings stand outside the council's decision altogether."""
    if posted["decision"]["counted"]:
        return str(posted["decision"]["result"])
    return "outside" if posted["vacancy"]["dwelling_class"] == "youth" else "not_countable"


def _outcomes(vacancies: list[Row]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {cvr: Counter() for cvr in ORGANISATIONS}
    for posted in vacancies:
        found[posted["vacancy"]["organisation_cvr"]][_fate(posted)] += 1
    return found


def _days_to_keys(signed: list[Row], nominations: list[Row], lines: list[Row]) -> list[int]:
    """From each nomination to the day the lease starts, which is the day vacancy rent ends on the account."""
    nominated_on = {each["id"]: date.fromisoformat(each["nominated_on"]) for each in nominations}
    keys_on = {line["vacancy_id"]: date.fromisoformat(line["period_to"]) for line in lines}
    return sorted(
        (keys_on[offer["vacancy_id"]] - nominated_on[offer["nomination_id"]]).days
        for offer in signed
        if offer["vacancy_id"] in keys_on
    )
