"""What always holds in a ledger, asked of its rows as a caller reads them, with sums made here on their own."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import floor
from typing import Any

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.terms import HandedBack, Overlap
from services.allocation.domain.vacancies.facts import VacancyFacts

NOTHING: Mapping[str, Any] = {
    "countable": 0,
    "targeted_countable": 0,
    "used_general": 0,
    "used_targeted": 0,
    "lapsed": 0,
    "owed": 0,
}
Row = Mapping[str, Any]


def broken_promises(agreement: Agreement, rows: Sequence[Row], facts: Mapping[str, VacancyFacts]) -> list[str]:
    """The promises that the rows of one count under one agreement break, by number and sequence.

    The second holds as it stands where nothing is withdrawn or banked. The tenth is a matter of how a share is written;
    the fourteenth is that the rows are those of a serial order.
    """
    broken = [f"{number}: {row['sequence']}" for before, row in pairwise([NOTHING, *rows])
              for number in _broken_by(agreement, before, row)]  # fmt: skip
    kinds = {row["outcome"] for row in rows}
    plain = not kinds & {"handed_back", "withdrawn", "missed", "blocked"}
    return [*broken, *_broken_by_all(agreement, rows, facts), *(_broken_runs(agreement, rows) if plain else [])]


def _broken_by(agreement: Agreement, before: Row, row: Row) -> Iterator[str]:
    arisen = _arisen(agreement, row)
    target = agreement.target
    under_max = target is not None and target.overlap is Overlap.MAX
    general = row["outcome"] == "claimed" and row["claimed_by"] == "general"
    if general and before["used_general"] >= arisen:
        yield "1"
    if general and under_max and before["used_general"] + before["used_targeted"] >= arisen:
        yield "5"
    used = row["used_general"] + (row["used_targeted"] if under_max else 0)
    waits = row["outcome"] in {"blocked", "missed"} or (row["claimed_by"] == "targeted" and not under_max)
    if row["counted"] and not waits and arisen - row["lapsed"] - used > agreement.carry:
        yield "6"
    moved = {name: row[name] - before[name] for name in NOTHING if row[name] != before[name]}
    if moved != row["moved"]:
        yield "8"
    if not row["counted"] and row["outcome"] not in {"handed_back", "withdrawn", "missed"} and moved:
        yield "9"
    if moved.get("owed", 0) < 0 and row["claimed_by"] != "owed" and row["outcome"] != "withdrawn":
        yield "12"
    if min(row[name] for name in NOTHING) < 0:
        yield "13"


def _broken_by_all(agreement: Agreement, rows: Sequence[Row], facts: Mapping[str, VacancyFacts]) -> Iterator[str]:
    decided = [row["vacancy_id"] for row in rows if row["outcome"] not in {"handed_back", "withdrawn"}]
    if len(set(decided)) != len(decided):
        yield "7"
    gone = {row["vacancy_id"] for row in rows if row["outcome"] == "withdrawn"}
    stand = [facts[row["vacancy_id"]] for row in rows if row["counted"] and row["vacancy_id"] not in gone]
    target = agreement.target
    of_target = [each for each in stand if target is not None and target.condition.met_by(each)]
    if rows and (rows[-1]["countable"], rows[-1]["targeted_countable"]) != (len(stand), len(of_target)):
        yield "11"
    banked = agreement.handed_back is HandedBack.BANK and any(row["outcome"] == "handed_back" for row in rows)
    if target is not None and not gone and not banked:
        yield from (
            f"2: {row['sequence']}"
            for row in rows
            if row["used_targeted"] != floor(row["targeted_countable"] * target.share.fraction)
        )


def _broken_runs(agreement: Agreement, rows: Sequence[Row]) -> Iterator[str]:
    """The third promise, and the fourth where every dwelling is usable and nothing is aimed at."""
    counted = [row for row in rows if row["counted"]]
    claims = [row["claimed_by"] == "general" for row in counted]
    if agreement.target is None or agreement.target.overlap is not Overlap.SUM:
        for start in range(len(claims)):
            for end in range(start + 1, len(claims) + 1):
                most = -(-(end - start) * agreement.share.fraction // 1) + agreement.carry
                if not agreement.estate_shares and sum(claims[start:end]) > most:
                    yield f"3: {start}-{end}"
    if agreement.target is None and not any(row["outcome"] == "not_demanded" for row in rows):
        yield from (f"4: {row['sequence']}" for row in rows if row["used_general"] != _arisen(agreement, row))


def _arisen(agreement: Agreement, row: Row) -> int:
    if agreement.target is not None and agreement.target.overlap is Overlap.INSTEAD:
        return 0
    countable: int = row["countable"]
    return floor(countable * agreement.share.fraction)
