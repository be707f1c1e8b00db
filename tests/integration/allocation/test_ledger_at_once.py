"""Many at once on one ledger: the decisions are those of some serial order, and the promises hold on what is stored."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from services.allocation.api.models import VacancyIn
from services.allocation.domain.ledger.replays import Event, HandedBack, Posted, Replay, Withdrawn
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.store import ledgers
from tests.builders.posting import a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.ledger_rows import broken_promises
from tests.unit.allocation.histories import a_ledger

LEDGER = "/v1/ledgers/99000236"
CLIENTS, POSTINGS = 8, 6
AGREED = a_ledger("1/3", carry=2, small="1/2")
TERMS = {
    "kind": "agreement",
    "share": "1/3",
    "carry": 2,
    "usable": {"max_rooms": 2},
    "target": {"condition": {"max_area_m2": 40}, "share": "1/2"},
}


def drawn(most: int, *of: object) -> int:
    """A number from 1 to `most`, the same for the same seed."""
    return int.from_bytes(hashlib.sha256(repr(of).encode()).digest()[:8]) % most + 1


async def repeated(times: int, ask: Callable[[], Awaitable[Any]]) -> Any:
    """The same request sent so many times at once: one answer of those that succeeded, all of which agree."""
    answers = await asyncio.gather(*(ask() for _ in range(times)))
    told = [answer.json() for answer in answers if answer.is_success]
    assert told, [answer.text for answer in answers]
    return told


class Client:
    """One of the eight: it posts, and what it is given or keeps is now and then handed back or withdrawn."""

    def __init__(self, callers: Callers, seed: int, number: int) -> None:
        self.callers, self.seed, self.number = callers, seed, number
        self.told: dict[str, dict[str, Any]] = {}

    async def play(self) -> None:
        for turn in range(POSTINGS):
            await self._post(turn)

    async def _post(self, turn: int) -> None:
        def draw(most: int, what: str) -> int:
            return drawn(most, self.seed, self.number, turn, what)

        body = a_vacancy(rooms=1 + draw(2, "rooms"), area_m2=35 if draw(3, "small") == 1 else 60)
        told = await repeated(draw(8, "times"), lambda: self.callers.organisation_a.post("/v1/vacancies", body))
        assert all(each["decision"] == told[0]["decision"] for each in told), "a repeat gets the first answer"
        posted = told[0]
        self.told[posted["id"]] = posted
        address = f"/v1/vacancies/{posted['id']}"
        if posted["decision"]["result"] == "claimed" and draw(3, "hand back") == 1:
            back = {"code": "nobody_fits"}
            done = await repeated(
                draw(4, "back"), lambda: self.callers.office.post(f"{address}/hand-back", back, version=1)
            )
            assert len(done) == 1, "one of the repeats hands it back, the others are told that it is done"
        elif draw(5, "withdraw") == 1:
            fire = {"code": "fire"}
            done = await repeated(
                draw(4, "fire"), lambda: self.callers.organisation_a.post(f"{address}/withdrawal", fire, version=1)
            )
            assert len(done) == 1, "one of the repeats withdraws it"


@pytest.fixture
async def thirds(callers: Callers) -> Callers:
    await callers.office.put("/v1/estates", {"estates": [an_estate()]})
    answer = await callers.office.post("/v1/agreements", an_agreement(**TERMS))
    assert answer.status_code == 201, answer.text
    return callers


async def facts_of(callers: Callers) -> dict[str, VacancyFacts]:
    """The facts of every vacancy posted, as they are stored."""
    listed = (await callers.office.get("/v1/vacancies?limit=200")).json()
    return {each["id"]: VacancyFacts(**VacancyIn.model_validate(each["vacancy"]).given()) for each in listed}


def event_of(row: dict[str, Any], facts: VacancyFacts) -> Event:
    match row["outcome"]:
        case "handed_back":
            return HandedBack(facts.reference)
        case "withdrawn":
            return Withdrawn(facts.reference)
        case _:
            return Posted(facts)


@pytest.mark.parametrize("seed", [1, 2])
async def test_eight_clients_with_repeats_are_decided_as_in_the_stored_order(thirds: Callers, seed: int) -> None:
    clients = [Client(thirds, seed, number) for number in range(CLIENTS)]
    await asyncio.gather(*(client.play() for client in clients))
    rows = (await thirds.organisation_a.get(LEDGER)).json()
    kinds = Counter(row["outcome"] for row in rows)
    assert sum(kinds.values()) - kinds["handed_back"] - kinds["withdrawn"] == CLIENTS * POSTINGS
    assert kinds["handed_back"] and kinds["withdrawn"], "the mix holds corrections"
    assert [row["sequence"] for row in rows] == list(range(1, len(rows) + 1))
    facts = await facts_of(thirds)
    serial = Replay(lambda _facts: AGREED)
    for row in rows:
        [entry] = serial.tell(event_of(row, facts[row["vacancy_id"]]))
        assert (entry.outcome, entry.right) == (row["outcome"], row["claimed_by"]), row["sequence"]
        assert entry.after.used_general == row["used_general"]
    told = {id_: posted for client in clients for id_, posted in client.told.items()}
    decided = {row["vacancy_id"]: row for row in rows if row["outcome"] not in ("handed_back", "withdrawn")}
    assert {id_: each["decision"]["sequence"] for id_, each in told.items()} == {
        id_: row["sequence"] for id_, row in decided.items()
    }
    assert broken_promises(AGREED, rows, facts) == []
    for caller in (thirds.organisation_a, thirds.office):
        assert (await caller.get(f"{LEDGER}/recomputation")).json()["holds"]


async def test_control_without_the_ledgers_lock_postings_collide(
    thirds: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same eight, and only the lock on the ledger's row is off: two count from the same state, and one fails."""
    monkeypatch.setattr(ledgers, "LOCK_LEDGER", text(str(ledgers.READ_LEDGER)))
    answers = await asyncio.gather(
        *(thirds.organisation_a.post("/v1/vacancies", a_vacancy()) for _ in range(CLIENTS * POSTINGS))
    )
    assert any(not answer.is_success for answer in answers)


async def test_a_withdrawal_and_a_hand_back_at_once_are_one_after_the_other(thirds: Callers) -> None:
    for _ in range(6):
        posted = [(await thirds.organisation_a.post("/v1/vacancies", a_vacancy())).json() for _ in range(3)]
        claimed = next(each for each in posted if each["decision"]["result"] == "claimed")
        address = f"/v1/vacancies/{claimed['id']}"
        answers = await asyncio.gather(
            thirds.office.post(f"{address}/hand-back", {"code": "not_needed"}, version=1),
            thirds.organisation_a.post(f"{address}/withdrawal", {"code": "fire"}, version=1),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert (await thirds.office.get(f"{LEDGER}/recomputation")).json()["holds"]


async def test_two_corrections_of_one_vacancy_at_once_are_one(thirds: Callers) -> None:
    posted = (await thirds.organisation_a.post("/v1/vacancies", a_vacancy())).json()
    address = f"/v1/vacancies/{posted['id']}/correction"
    answers = await asyncio.gather(
        *(thirds.organisation_a.post(address, a_vacancy(rooms=1), version=1) for _ in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    right = next(answer.json()["id"] for answer in answers if answer.status_code == 201)
    assert {UUID(answer.json()["newest_id"]) for answer in answers if answer.status_code == 409} == {UUID(right)}
    rows = (await thirds.office.get(LEDGER)).json()
    assert [row["outcome"] for row in rows] == ["released", "withdrawn", "released"]
