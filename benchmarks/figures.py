"""What a run found, and how it is shown and kept."""

import math
import os
import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.table import Table

Measured = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Figure:
    """Two rates a second, measured in turn, and the median of their ratios."""

    what: str
    against: str
    rates: list[float]
    rates_against: list[float]
    aim: float

    @property
    def ratio(self) -> float:
        return statistics.median(a / b for a, b in zip(self.rates, self.rates_against, strict=True))

    @property
    def met(self) -> bool:
        """Whether the aim was reached."""
        return self.ratio >= self.aim

    def row(self) -> tuple[str, ...]:
        """The figure as a line of the table; each rate is the median of its rounds."""
        rate, other = statistics.median(self.rates), statistics.median(self.rates_against)
        aim = f"≥ {self.aim}" if self.met else f"≥ {self.aim} MISSED"
        return self.what, f"{rate:.0f}", self.against, f"{other:.0f}", f"{self.ratio:.2f}", aim

    def as_json(self) -> dict[str, Any]:
        """The figure as it is kept."""
        return asdict(self) | {"ratio": self.ratio}


@dataclass(frozen=True, slots=True)
class Waits:
    """How long answers took, in seconds; the aim is for the slowest hundredth of them."""

    what: str
    seconds: list[float]
    aim: float | None = None

    def quantile(self, share: float) -> float:
        """So long at most took this share of the answers."""
        return sorted(self.seconds)[max(0, math.ceil(share * len(self.seconds)) - 1)]

    @property
    def met(self) -> bool:
        """Whether the aim was reached; what has none is only told."""
        return self.aim is None or self.quantile(0.99) <= self.aim

    def row(self) -> tuple[str, ...]:
        """The waits as a line of the table."""
        aim = "" if self.aim is None else f"p99 ≤ {self.aim:g} s" + ("" if self.met else " MISSED")
        return self.what, str(len(self.seconds)), *(f"{self.quantile(share):.3f}" for share in (0.5, 0.99)), aim

    def as_json(self) -> dict[str, Any]:
        """The waits as they are kept."""
        return asdict(self) | {"p50": self.quantile(0.5), "p99": self.quantile(0.99)}


async def compare(names: tuple[str, str], ours: Measured, other: Measured, rounds: int, aim: float) -> Figure:
    """Both in turn, after a round of each that does not count."""
    await ours()
    await other()
    rates: list[float] = []
    against: list[float] = []
    for _ in range(rounds):
        rates.append(await ours())
        against.append(await other())
    return Figure(*names, rates, against, aim)


def shown(figures: Sequence[Figure], waits: Sequence[Waits], clients: int) -> list[Table]:
    """The tables of a run."""
    title = f"{clients} clients, {os.cpu_count()} cores shared by load generator, suite and PostgreSQL (fsync on)"
    rates = Table("what", "a second", "against", "a second ", "ratio", "aim", title=title, title_justify="left")
    for figure in figures:
        rates.add_row(*figure.row())
    times = Table("what", "times", "p50 s", "p99 s", "aim", title="How long it takes", title_justify="left")
    for each in waits:
        times.add_row(*each.row())
    return [table for table in (rates, times) if table.rows]
