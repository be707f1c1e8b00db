"""How long a process that keeps dying waits before it is started again."""

import pytest

from demo.supervisor.watch import LONGEST_PAUSE, pause_before_start


@pytest.mark.parametrize(
    ("deaths", "pause", "reason"),
    [
        (1, 0.0, "a single death is mended at once"),
        (2, 0.2, "a second one in a row gives the cause a moment to pass"),
        (3, 0.4, "and each further one twice as long"),
        (4, 0.8, "so that a broken process does not eat the machine"),
        (8, LONGEST_PAUSE, "up to a bound that a person can wait for"),
        (10_000, LONGEST_PAUSE, "however long it goes on"),
    ],
)
def test_each_death_in_a_row_waits_longer(deaths: int, pause: float, reason: str) -> None:
    assert pause_before_start(deaths) == pytest.approx(pause), reason
