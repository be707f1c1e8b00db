"""Histories drawn for the pure rule, told to the service over HTTP: it decides the same, and its promises hold."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from services.allocation.api.models import VacancyIn
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.ledger.replays import Event, HandedBack, Missed, Posted
from services.allocation.domain.vacancies.facts import VacancyFacts
from tests.builders.posting import an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.ledger_rows import broken_promises
from tests.integration.conftest import Databases
from tests.unit.allocation.builders import a_vacancy
from tests.unit.allocation.histories import a_ledger
from tests.unit.allocation.ledger_histories import AGREEMENTS, BY_PLACE, ESTATES, TARGETS, History, played

LEDGER = "/v1/ledgers/99000236"
KINDS = ["V", "V", "U", "S", "S", "L", "r", "z", "M", "MS"]
few = settings(
    max_examples=8, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
"""Each example begins with an emptied database, so the fixtures need no renewing between them."""


def written(condition: Condition) -> dict[str, Any]:
    return {name: value for name in ("max_rooms", "max_area_m2") if (value := getattr(condition, name)) is not None}


def body_of(agreement: Agreement) -> dict[str, Any]:
    target, spread = agreement.target, agreement.spread
    return an_agreement(
        kind="agreement",
        share=str(agreement.share),
        carry=agreement.carry,
        usable=written(agreement.usable),
        handed_back=agreement.handed_back,
        target={"condition": written(target.condition), "share": str(target.share), "overlap": target.overlap}
        if target
        else None,
        estate_shares=[{"estate": each.estate, "share": str(each.share)} for each in agreement.estate_shares],
        spread={"place": spread.place, "share": str(spread.share)} if spread else None,
    )


async def begin(callers: Callers, databases: Databases, agreement: Agreement) -> None:
    databases.empty("allocation")
    await callers.office.put("/v1/estates", {"estates": [an_estate(estate=each) for each in (*ESTATES, "06")]})
    answer = await callers.office.post("/v1/agreements", body_of(agreement))
    assert answer.status_code == 201, answer.text


class Told:
    """A history as it is told to the service, vacancy by vacancy."""

    def __init__(self, callers: Callers) -> None:
        self.callers = callers
        self.vacancies: dict[str, dict[str, Any]] = {}
        self.facts: dict[str, VacancyFacts] = {}

    async def tell(self, event: Event) -> None:
        match event:
            case Posted(facts) | Missed(facts):
                await self._post(facts, missed=isinstance(event, Missed))
            case HandedBack(reference):
                await self._move(self.callers.office, reference, "hand-back", "nobody_fits")
            case _:
                await self._move(self.callers.organisation_a, event.reference, "withdrawal", "fire")

    async def _post(self, facts: VacancyFacts, *, missed: bool) -> None:
        own = replace(facts, dwelling_id=UUID(int=int(facts.reference) + 1))
        body = VacancyIn.model_validate(own).model_dump(mode="json")
        caller = self.callers.office if missed else self.callers.organisation_a
        address = f"{LEDGER}/missed-vacancies" if missed else "/v1/vacancies"
        first, again = [await caller.post(address, body) for _ in range(2)]
        assert (first.status_code, again.status_code) == (201, 200), first.text
        assert again.json() == first.json(), "the seventh promise"
        self.vacancies[facts.reference] = first.json()
        self.facts[first.json()["id"]] = own

    async def _move(self, caller: Any, reference: str, step: str, code: str) -> None:
        vacancy = self.vacancies[reference]
        answer = await caller.post(f"/v1/vacancies/{vacancy['id']}/{step}", {"code": code}, version=vacancy["version"])
        assert answer.status_code == 200, answer.text
        self.vacancies[reference] = answer.json()


async def assert_same(callers: Callers, databases: Databases, history: History) -> None:
    await begin(callers, databases, history.agreement)
    told = Told(callers)
    for event in history.events:
        await told.tell(event)
    rows = (await callers.organisation_a.get(LEDGER)).json()
    names = ("countable", "targeted_countable", "used_general", "used_targeted", "lapsed", "owed")
    assert [(row["outcome"], row["claimed_by"], *(row[name] for name in names)) for row in rows] == [
        (entry.outcome, entry.right, *(getattr(entry.after, name) for name in names)) for entry in history.entries
    ]
    if not history.agreement.estate_shares:
        assert broken_promises(history.agreement, rows, told.facts) == []
    assert (await callers.office.get(f"{LEDGER}/recomputation")).json() == {
        "holds": True,
        "entries": len(history.entries),
        "difference": None,
    }


@few
@given(history=played(AGREEMENTS, KINDS, most=14))
async def test_of_a_share_and_what_is_carried(callers: Callers, databases: Databases, history: History) -> None:
    await assert_same(callers, databases, history)


@few
@given(history=played(TARGETS, KINDS, most=14))
async def test_of_a_target(callers: Callers, databases: Databases, history: History) -> None:
    await assert_same(callers, databases, history)


@few
@given(history=played(BY_PLACE, KINDS, most=14))
async def test_of_estates_and_stairwells(callers: Callers, databases: Databases, history: History) -> None:
    await assert_same(callers, databases, history)


EARLY = {
    **{"sequence": 1, "vacancy_id": "1", "outcome": "claimed", "claimed_by": "general", "counted": True},
    **{"countable": 1, "targeted_countable": 0, "used_general": 1, "used_targeted": 0, "lapsed": 0, "owed": 0},
    "moved": {"countable": 1, "used_general": 1},
}
BROKEN = [
    ("a claim before the right has arisen", {}, "1: 1"),
    ("a count that the movement does not give", {"moved": {}}, "8: 1"),
    ("a right that is kept and may not be", {"countable": 8, "claimed_by": None, "outcome": "released"}, "6: 1"),
    ("an owed right gone without being paid", {"owed": -1}, "12: 1"),
    ("a count that is not that of the vacancies", {"countable": 4}, "11"),
]


@pytest.mark.parametrize(("why", "changes", "promise"), BROKEN, ids=[row[0] for row in BROKEN])
def test_control_a_row_that_breaks_a_promise_is_found(why: str, changes: dict[str, Any], promise: str) -> None:
    assert promise in broken_promises(a_ledger("1/4"), [EARLY | changes], {"1": a_vacancy()}), why
