"""What every act of the year needs: the callers, the clock, and what is remembered."""

from dataclasses import dataclass

from demo.replay.cast import Cast
from demo.replay.clock import Clock
from demo.replay.notebook import Notebook


@dataclass(frozen=True, slots=True)
class Stage:
    """One play of the year."""

    cast: Cast
    clock: Clock
    notebook: Notebook
