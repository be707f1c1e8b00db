"""The first weeks of the year in Helsingør, played through the real processes by the demonstration callers."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Any, TypeVar

import pytest
from rich.console import Console

from demo.replay import MARKER, play
from demo.replay.callers import new_http
from demo.replay.cast import ORGANISATIONS, Cast, new_cast
from demo.replay.files import read_files
from demo.supervisor.suite import Suite
from kit.values.calendar import add_working_days, local_day
from tests.journeys.readme import answer_to, commands

UNTIL = date(2025, 1, 31)
SHARE = 4
KILLED_AFTER_SECONDS = 6
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Played:
    suite: Suite
    printed: str

    def ask(self, question: Callable[[Cast], Awaitable[Answer]]) -> Answer:
        async def asked() -> Answer:
            async with new_http(self.suite.gateway_url) as http:
                return await question(new_cast(http))

        return asyncio.run(asked())

    def play_again(self) -> str:
        printed = StringIO()
        play(self.suite.gateway_url, self.suite.state.folder, UNTIL, Console(file=printed, width=120))
        return printed.getvalue()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Killed once on the way, in the middle of whatever it was doing, and played on."""
    with Suite(tmp_path_factory.mktemp("year") / "state", durable=False) as suite:
        _play_and_be_killed(suite)
        yield Played(suite, Played(suite, "").play_again())


def _play_and_be_killed(suite: Suite) -> None:
    folder = suite.state.folder
    call = f"import pathlib, demo.replay; demo.replay.play({suite.gateway_url!r}, pathlib.Path({str(folder)!r}))"
    player = subprocess.Popen((sys.executable, "-c", call), stdout=subprocess.DEVNULL)
    with pytest.raises(subprocess.TimeoutExpired):
        player.wait(KILLED_AFTER_SECONDS)
    player.kill()
    player.wait()


async def _claimed(cast: Cast) -> list[dict[str, Any]]:
    vacancies = await cast.allocation_office.get_all("/allocation/v1/vacancies")
    return [each for each in vacancies if each["decision"]["result"] == "claimed"]


async def _claimed_with_timelines(cast: Cast) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    addresses = [(each, f"/allocation/v1/timeline/{each['id']}") for each in await _claimed(cast)]
    return [(each, await cast.allocation_office.get(address)) for each, address in addresses]


async def _figures(cast: Cast) -> list[Any]:
    services = ("allocation", "benefits", "support")
    return [await cast.management.get(f"/{service}/v1/figures") for service in services]


@pytest.mark.parametrize("cvr", ORGANISATIONS)
def test_every_decision_follows_from_the_ledger_by_the_quarter(played: Played, cvr: str) -> None:
    """Right by right: a claim where one has arisen and is unused, never otherwise; nothing is carried, and what is
    handed back is spent."""
    rows = played.ask(lambda cast: cast.allocation_office.get(f"/allocation/v1/ledgers/{cvr}"))
    claimed: set[str] = set()
    countable = used = 0
    for number, row in enumerate(rows, start=1):
        countable += row["counted"]
        claims = row["counted"] and countable // SHARE > used
        used += claims
        assert row["sequence"] == number
        assert (row["outcome"] == "claimed") == claims
        assert row["outcome"] != "handed_back" or row["vacancy_id"] in claimed
        claimed |= {row["vacancy_id"]} if claims else set()
        assert (row["countable"], row["used_general"], row["lapsed"]) == (countable, used, 0)
        assert row["reasons"]
        assert all(reason["source"] and reason["text"]["da"] and reason["text"]["en"] for reason in row["reasons"])


@pytest.mark.parametrize("cvr", ORGANISATIONS)
def test_every_ledger_can_be_recomputed(played: Played, cvr: str) -> None:
    found = played.ask(lambda cast: cast.allocation_office.get(f"/allocation/v1/ledgers/{cvr}/recomputation"))
    rows = played.ask(lambda cast: cast.allocation_office.get(f"/allocation/v1/ledgers/{cvr}"))
    assert found == {"holds": True, "entries": len(rows), "difference": None}


def test_every_vacancy_of_the_file_was_posted(played: Played) -> None:
    posted = played.ask(lambda cast: cast.allocation_office.get_all("/allocation/v1/vacancies"))
    in_file = {body["reference"] for day, bodies in read_files().vacancies.items() if day <= UNTIL for body in bodies}
    assert {each["vacancy"]["reference"] for each in posted} == in_file


def test_every_claimed_dwelling_is_accounted_for(played: Played) -> None:
    """Let, under offer, handed back with its reason, or looked for since no more than ten working days."""
    for each, timeline in played.ask(_claimed_with_timelines):
        kinds = [entry["kind"] for entry in timeline]
        if each["status"] == "claimed":
            since = local_day(datetime.fromisoformat(each["decision"]["decided_at"]))
            assert add_working_days(since, 10) >= UNTIL or kinds[-1] == "vacancy_to_be_offered_on"
        elif each["status"] == "handed_back":
            [reasoned] = [entry for entry in timeline if entry["kind"] == "hand_back_reasoned"]
            assert reasoned["facts"]["code"]
        else:
            assert {"let": "lease_signed", "accepted": "offer_accepted", "offered": "offer_made"}[
                each["status"]
            ] in kinds


def test_the_table_shows_what_the_services_say(played: Played) -> None:
    allocation, *_ = played.ask(_figures)
    cells = [[cell.strip() for cell in line.split("│")] for line in played.printed.splitlines()]
    rows = {row[1]: row[2] for row in cells if len(row) == 5}
    assert rows["Vacancies posted"] == str(sum(allocation["vacancies_by_outcome"].values()))
    assert rows["claimed by the municipality"] == str(allocation["vacancies_by_outcome"]["claimed"])
    assert rows["Leases signed"] == str(allocation["leases"])
    assert allocation["leases"] > 0


def test_a_second_play_plays_nothing_twice(played: Played) -> None:
    before = played.ask(_figures)
    assert "Helsingør 20" not in played.play_again()
    assert played.ask(_figures) == before


def test_a_play_that_was_cut_off_goes_on_where_it_was(played: Played) -> None:
    """Without the marker the last day is played once more: every act of it is already done."""
    before = played.ask(_figures)
    (played.suite.state.folder / MARKER).unlink()
    played.play_again()
    assert played.ask(_figures) == before


def test_nothing_is_left_undelivered(played: Played) -> None:
    async def undelivered(cast: Cast) -> list[Any]:
        readers = {
            "allocation": cast.allocation_office,
            "benefits": cast.benefits_department,
            "support": cast.support_team,
        }
        return [await caller.get(f"/{service}/v1/undelivered") for service, caller in readers.items()]

    assert played.ask(undelivered) == [[], [], []]


def test_the_commands_of_the_readme_work_as_printed_and_twice(played: Played) -> None:
    vacancy, fast_track, matter, document = commands()
    posted, requested, asked, described = (answer_to(each, played.suite.gateway_url) for each in commands())
    assert posted["decision"]["result"] in ("claimed", "released")
    assert posted["decision"]["reasons"]
    assert requested["due_at"]
    assert "/allocation/v1/vacancies" in described["paths"]
    assert answer_to(vacancy, played.suite.gateway_url) == posted
    assert answer_to(fast_track, played.suite.gateway_url) == requested
    assert asked["state"] == "received" and asked["answer_due_at"] > asked["received_at"]
    assert answer_to(matter, played.suite.gateway_url) == asked
    assert answer_to(document, played.suite.gateway_url)["info"] == described["info"]
