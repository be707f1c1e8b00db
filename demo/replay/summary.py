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
    vacancies: list[Row]
    nominations: list[Row]


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
    leases = await asyncio.gather(
        *(office.get(f"/allocation/v1/vacancies/{offer['vacancy_id']}/lease") for offer in signed)
    )
    return Year(
        allocation=allocation,
        benefits=benefits,
        support=support,
        outcomes=_outcomes(vacancies),
        accounts={book["organisation_cvr"]: book for book in books},
        days_to_keys=_days_to_keys(signed, nominations, leases),
        fates=Counter(_fate(each) for each in vacancies),
        vacancies=vacancies,
        nominations=nominations,
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


def _days_to_keys(signed: list[Row], nominations: list[Row], leases: list[Row]) -> list[int]:
    """From each nomination to the day the lease starts: the day of the keys."""
    nominated_on = {each["id"]: date.fromisoformat(each["nominated_on"]) for each in nominations}
    return sorted(
        (date.fromisoformat(lease["starts_on"]) - nominated_on[offer["nomination_id"]]).days
        for offer, lease in zip(signed, leases, strict=True)
    )
