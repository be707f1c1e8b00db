"""`make staffing`: how many support workers Helsingør's year needs by each method, and what two fewer lead to.

Asked of the support service over REST. Assumed: everybody nominated needs support from the day of the nomination, by
the method that the rule of recommendation gives; a course lasts as long as its method, and one without an end lasts the
rest of the year; nobody drops out and nobody had support before the year; the limits are the demonstration's own.
"""

import asyncio
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from demo.replay.agreement_models import BEGINS_ON
from demo.replay.beginning import LOCAL, TEAMS
from demo.replay.callers import new_http
from demo.replay.cast import new_cast
from demo.replay.files import read_files
from demo.supervisor.suite import Suite

STATE = Path(".state") / "staffing"
SINCE, UNTIL, FEWER = "2025-01-01", "2026-01-01", 2
ASSUMED = (
    "Support from the day of the nomination, by the recommended method, for as long as the method lasts; every worker "
    "full time; the limits are local choices of the demonstration."
)


async def estimate(gateway_url: str) -> list[dict[str, Any]]:
    """Each method's estimate for everybody nominated in the year."""
    needs = [
        {
            "support_needs": nomination["support_needs"],
            "situation": nomination["situation"],
            "birth_year": nomination["birth_year"],
            "starts_on": day.isoformat(),
        }
        for day, nominations in read_files().nominations.items()
        for nomination in nominations
    ]
    offered = [
        {"method": method, "valid_from": BEGINS_ON, "caseload_limit": limit, "source": LOCAL, "verified": False}
        for method, limit, _ in TEAMS
    ]
    body = {"since": SINCE, "until": UNTIL, "fewer": FEWER, "needs": needs}
    async with new_http(gateway_url) as http:
        cast = new_cast(http)
        await cast.support_team.put("/support/v1/methods", {"methods": offered})
        answer = await cast.management.post("/support/v1/staffing-estimates", body, key=f"staffing {SINCE}")
    methods: list[dict[str, Any]] = answer["methods"]
    return methods


def staffing_table(methods: list[dict[str, Any]]) -> Table:
    """A row for each method: the workers needed, by month, and what two fewer lead to."""
    table = Table(title="Support workers for Helsingør's year", title_style="bold", header_style="bold")
    for name in ("Method", "Citizens", "Limit", "Peak", "Workers", "By month, January to December"):
        table.add_column(name, justify="left" if name == "Method" else "right")
    for name in ("With two fewer", "Days over", "Worst caseload", "Or waiting at most", "Longest wait, days"):
        table.add_column(name, justify="right")
    for each in methods:
        needed = each["needed"]
        if needed is None:
            table.add_row(each["method"], str(each["citizens"]), each["question"]["en"])
            continue
        months, fewer = " ".join(str(month["workers"]) for month in needed["by_month"]), needed["fewer"]
        first = (each["citizens"], each["limit"]["citizens"], needed["peak_citizens"], needed["workers"], months)
        worst = "nobody helps" if fewer["worst_caseload"] is None else fewer["worst_caseload"]
        second = (fewer["workers"], fewer["days_over_limit"], worst, fewer["most_waiting"], fewer["longest_wait_days"])
        table.add_row(each["method"], *(str(value) for value in (*first, *second)))
    return table


if __name__ == "__main__":
    console = Console(highlight=False, width=170)
    with Suite(STATE, durable=False) as suite:
        console.print(staffing_table(asyncio.run(estimate(suite.gateway_url))))
    console.print(ASSUMED)
