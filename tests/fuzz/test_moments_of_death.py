"""Every process killed at many other moments than in the journeys: each seed is another order of deaths."""

import pytest

from benchmarks.placements import EVERYBODY, run_placements
from demo.supervisor.suite import Suite
from tests.journeys.book import Book
from tests.journeys.players import Cast
from tests.journeys.truth import Verdict

ORGANISATION_A = "99000236"
PLACEMENTS = 16


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(6))
async def test_no_moment_of_death_breaks_a_promise(suite: Suite, cast: Cast, seed: int) -> None:
    book = Book(f"death{seed}", ORGANISATION_A)
    result = await run_placements(
        suite, cast, book, placements=PLACEMENTS, kills=2, seed=str(seed), tell=lambda _leases, _kills: None
    )
    assert result.kills == dict.fromkeys(EVERYBODY, 2)
    assert result.verdict == Verdict()
