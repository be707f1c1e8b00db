"""The placements of `python -m benchmarks.placements`, a few of them: each process is killed once on the way."""

from benchmarks.placements import EVERYBODY, run_placements
from demo.supervisor.suite import Suite
from tests.journeys.book import Book
from tests.journeys.players import Cast
from tests.journeys.truth import Verdict

ORGANISATION_D = "99000260"
PLACEMENTS = 24


async def test_placements_are_neither_lost_nor_doubled_while_every_process_is_killed(suite: Suite, cast: Cast) -> None:
    book = Book("placements", ORGANISATION_D)
    result = await run_placements(
        suite, cast, book, placements=PLACEMENTS, kills=1, seed="a few", tell=lambda _leases, _kills: None
    )
    assert result.kills == dict.fromkeys(EVERYBODY, 1)
    assert len(book.leases) == PLACEMENTS
    assert result.verdict == Verdict()
