"""`make agreements`: the same year in Helsingør under three agreements, in one table."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from demo.replay import play_through
from demo.replay.agreement_models import BLIND_QUARTER, SMALL_AND_CHEAP, AgreementModel, usable_quarter
from demo.replay.summary import Year
from demo.replay.table import kroner
from demo.replay.year import LAST_DAY
from demo.supervisor.suite import Suite

STATE = Path(".state") / "agreements"
NOBODY_COULD = ("nobody_can_pay", "nobody_fits", "deposit_not_possible")

Played = tuple[AgreementModel, Year]


def compare(state: Path, until: date, console: Console) -> Table:
    """Play the year three times, each on a suite of its own; what has been played is not played again."""
    blind = _play(BLIND_QUARTER, state, until, console)
    usable = usable_quarter(blind.nominations, blind.vacancies)
    models = (usable, SMALL_AND_CHEAP)
    return comparison_table(
        [(BLIND_QUARTER, blind), *((model, _play(model, state, until, console)) for model in models)]
    )


def _play(model: AgreementModel, state: Path, until: date, console: Console) -> Year:
    console.print(model.name)
    with Suite(state / model.slug, durable=False) as suite:
        return asyncio.run(play_through(suite.gateway_url, suite.state.folder, model, until, console))


def comparison_table(played: Sequence[Played]) -> Table:
    """Claims, usable dwellings, vacancy rent and days to keys, a column for each model."""
    table = Table(title="Helsingør's year under three agreements", title_style="bold", header_style="bold")
    table.add_column("")
    for model, _ in played:
        table.add_column(model.name, justify="right", max_width=24)
    for name, figure in FIGURES:
        table.add_row(name, *(figure(year) for _, year in played))
    return table


def usable(year: Year) -> int:
    """The claimed dwellings that somebody waiting could have had: all but those handed back for want of anybody."""
    reasons: dict[str, int] = year.allocation["hand_backs_by_reason"]
    return year.fates["claimed"] - sum(reasons.get(code, 0) for code in NOBODY_COULD)


def _right(name: str) -> Callable[[Year], str]:
    return lambda year: str(sum(each["decision"]["right"] == name for each in year.vacancies))


def _keys(year: Year) -> str:
    days = year.days_to_keys
    return f"{median(days):.0f} / {quantiles(days, n=10)[-1]:.0f}" if len(days) > 1 else "–"


def _rent_per_home(year: Year) -> str:
    homes = year.allocation["leases"]
    return kroner(str(float(year.allocation["vacancy_rent_dkk"]) / homes)) if homes else "–"


FIGURES: tuple[tuple[str, Callable[[Year], str]], ...] = (
    ("Vacancies posted", lambda year: str(year.fates.total())),
    ("Claimed", lambda year: str(year.fates["claimed"])),
    ("  by the general right", _right("general")),
    ("  by the target", _right("targeted")),
    ("Rights not demanded: dwelling not usable", lambda year: str(_outcome(year, "not_demanded"))),
    ("Usable: somebody waiting could have it", lambda year: str(usable(year))),
    ("  let to a household", lambda year: str(year.allocation["leases"])),
    ("Handed back", lambda year: str(year.allocation["claimed_by_status"].get("handed_back", 0))),
    ("Vacancy rent", lambda year: kroner(year.allocation["vacancy_rent_dkk"])),
    ("  a home let", _rent_per_home),
    ("Days from nomination to keys, median / 9 of 10", _keys),
    ("Households still waiting", lambda year: str(year.allocation["nominations_by_status"].get("open", 0))),
)


def _outcome(year: Year, name: str) -> int:
    return int(year.allocation["vacancies_by_outcome"].get(name, 0))


if __name__ == "__main__":
    console = Console(highlight=False, width=130)
    until = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else LAST_DAY
    console.print(compare(STATE, until, console))
