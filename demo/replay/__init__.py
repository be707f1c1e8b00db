"""The replay: a year in Helsingør, played through the public API by the demonstration callers."""

import asyncio
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from demo.replay.agreement_models import BLIND_QUARTER, AgreementModel
from demo.replay.callers import new_http
from demo.replay.cast import new_cast
from demo.replay.clock import Clock
from demo.replay.files import read_files
from demo.replay.notebook import Notebook
from demo.replay.stage import Stage
from demo.replay.summary import Year, read_year
from demo.replay.table import summary_table
from demo.replay.year import FIRST_DAY, LAST_DAY, play_year
from kit.values.calendar import local_day

MARKER = "played-until"


def play(gateway_url: str, state: Path, until: date = LAST_DAY, console: Console | None = None) -> None:
    """Play the year until the day under the blind quarter, and print its summary."""
    console = console or Console(highlight=False)
    year = asyncio.run(play_through(gateway_url, state, BLIND_QUARTER, until, console))
    console.print(summary_table(year, until))


async def play_through(gateway_url: str, state: Path, model: AgreementModel, until: date, console: Console) -> Year:
    """The year under one model of agreement. What has been played is not played again; a play that was cut off goes
    on where it was."""
    async with new_http(gateway_url) as http:
        cast = new_cast(http)
        stage = Stage(cast, Clock(cast.driver, cast.management), Notebook())
        if not await _is_played(stage, state, until):
            with _progress(console) as progress:
                bar = progress.add_task("", total=(until - FIRST_DAY).days + 1)

                def tell(day: date) -> None:
                    progress.update(bar, completed=(day - FIRST_DAY).days, description=f"Helsingør {day.isoformat()}")

                await play_year(stage, read_files(), model, until, tell)
                progress.update(bar, completed=(until - FIRST_DAY).days + 1)
            (state / MARKER).write_text(until.isoformat())
        return await read_year(cast)


async def _is_played(stage: Stage, state: Path, until: date) -> bool:
    """Both the folder and the suite say so: a folder may be older than the data, and a clock may have been moved on
    before the day was done."""
    marker = state / MARKER
    if not marker.exists() or date.fromisoformat(marker.read_text().strip()) < until:
        return False
    now = await stage.clock.read()
    return now is not None and local_day(now) >= until


def _progress(console: Console) -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console)
