"""The summary table: the year as management would want it, with what was expected beside what was found."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from statistics import median

from rich.table import Table

from demo.replay.cast import ORGANISATIONS
from demo.replay.summary import Year
from demo.replay.year import LAST_POSTING

EXPECTED_CLAIMS = {"99000236": 72, "99000244": 49, "99000252": 18, "99000260": 8, "99000279": 4}
"""The blind quarter on the year's file, reckoned apart from the suite (demo/data)."""
EXPECTED_FATES = {"claimed": 151, "released": 464, "not_countable": 94, "outside": 131}
WHY = {
    "nobody_can_pay": "too dear for everybody waiting",
    "nobody_fits": "size, access, pets or debt",
    "all_declined": "whoever fitted was offered it in vain",
    "deposit_not_possible": "no deposit loan: first let before 1964",
    "not_needed": "not needed",
}

Rows = Iterator[tuple[str, str, str]]


def summary_table(year: Year, until: date) -> Table:
    """Every number with what it means; a partial year is shown without the expectation for the whole."""
    title = f"Et år i Helsingør: fra ledig bolig til nøgle\nA year in Helsingør, played until {until.isoformat()}"
    table = Table(title=title, show_header=True, header_style="bold", title_style="bold")
    table.add_column("")
    table.add_column("Found", justify="right")
    table.add_column("Expected" if until >= LAST_POSTING else "", justify="right")
    parts = (_vacancies(year, until), _claimed(year), _offers(year), _benefits(year), _support(year), _money(year))
    for part in parts:
        for row in part:
            table.add_row(*row)
        table.add_section()
    return table


def _vacancies(year: Year, until: date) -> Rows:
    whole = until >= LAST_POSTING
    expected: Mapping[str, int] = EXPECTED_FATES if whole else {}
    yield "Vacancies posted", str(year.fates.total()), str(sum(expected.values()) or "")
    yield "  claimed by the municipality", str(year.fates["claimed"]), str(expected.get("claimed", ""))
    for cvr, name in ORGANISATIONS.items():
        claims = year.allocation["claims_by_organisation"].get(cvr, 0)
        yield f"    {name} ({cvr})", str(claims), str(EXPECTED_CLAIMS[cvr]) if whole else ""
    yield "  released to the waiting list", str(year.fates["released"]), str(expected.get("released", ""))
    yield "  not countable (chains of moves)", str(year.fates["not_countable"]), str(expected.get("not_countable", ""))
    yield "  youth dwellings, outside", str(year.fates["outside"]), str(expected.get("outside", ""))


def _claimed(year: Year) -> Rows:
    """Every claimed dwelling is let, under offer, looked for, or handed back and why."""
    standing = year.allocation["claimed_by_status"]
    yield "Of the claimed: let", str(standing.get("let", 0)), ""
    yield "  offered, or accepted and not signed yet", _sum(standing, "offered", "accepted"), ""
    yield "  still looking for somebody", str(standing.get("claimed", 0)), ""
    yield "  handed back to the organisation", str(standing.get("handed_back", 0)), ""
    reasons = year.allocation["hand_backs_by_reason"]
    for code, count in sorted(reasons.items(), key=lambda item: -item[1]):
        yield f"    {WHY[code]}", str(count), ""


def _offers(year: Year) -> Rows:
    ends = year.allocation["offers_by_status"]
    yield "Offers made", str(sum(ends.values())), ""
    names = {
        "signed": "ended with a lease",
        "declined": "declined by the citizen",
        "expired": "expired without an answer",
        "refused": "taken back, deposit refused",
        "withdrawn": "withdrawn",
    }
    for status, name in names.items():
        yield f"  {name}", str(ends.get(status, 0)), ""
    yield "  open at the end", _sum(ends, "made", "accepted"), ""
    nominations = year.allocation["nominations_by_status"]
    yield "Households nominated", str(sum(nominations.values())), ""
    yield "  housed", str(nominations.get("housed", 0)), ""
    yield "  still waiting", str(nominations.get("open", 0)), ""


def _benefits(year: Year) -> Rows:
    found = year.benefits
    yield "Deposit decisions, committed / refused", f"{found['committed']} / {found['refused']}", ""
    yield "  hours to a decision, median", _hours(found["hours_median"]), "24 at most"
    yield "  hours to a decision, longest", _hours(found["hours_longest"]), ""
    yield "  later than the deadline", str(found["late"]), ""
    yield "  committed by a person, not as proposed", str(found["committed_against_proposal"]), ""


def _support(year: Year) -> Rows:
    referrals = year.support["referrals"]
    yield "Leases signed", str(year.allocation["leases"]), ""
    yield "  with a named support worker in place", str(year.allocation["leases_with_worker"]), ""
    yield "Referrals without room in the method", str(referrals["recommended_without_room"]), ""
    hours = referrals["median_hours_to_worker"]
    yield "  hours to a named worker, median", _hours(hours), ""


def _money(year: Year) -> Rows:
    days = year.days_to_keys
    yield "Days from nomination to keys, median", f"{median(days):.0f}" if days else "–", ""
    yield "Vacancy rent on the accounts", kroner(year.allocation["vacancy_rent_dkk"]), ""
    for cvr, name in ORGANISATIONS.items():
        yield f"  {name}", kroner(year.accounts[cvr]["total_dkk"]), ""


def _sum(counts: Mapping[str, int], *names: str) -> str:
    return str(sum(counts.get(name, 0) for name in names))


def _hours(hours: float | None) -> str:
    return "–" if hours is None else f"{hours:.1f}"


def kroner(amount: str) -> str:
    """An amount in whole kroner, thousands apart."""
    return f"{Decimal(amount):,.0f} DKK"
