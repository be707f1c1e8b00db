"""A ledger as a table for a spreadsheet: enough to recompute it with pen and paper, and nothing personal."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.ledger.lines import LedgerLine
from services.allocation.domain.ledger.rights import available, rights_arisen, targeted_rights_arisen
from services.allocation.domain.ledger.state import COUNTS, EMPTY, LedgerState

OF_THE_LINE = ("sequence", "decided_at", "made_by", "outcome", "claimed_by", "counted")
OF_THE_VACANCY = (
    *("reference", "posted_on", "notice_received_on", "vacant_from_on", "estate", "stairwell", "rooms", "area_m2"),
    *("rent_dkk", "chain_reference", "staff_dwelling", "single_room", "mixed_lease", "filled_internally"),
)
KNOWN = ("estate_exempt_by", "full_right")
OF_THE_AGREEMENT = ("agreement_id", "share", "carry", "handed_back", "target_share", "overlap")
JUDGED = ("meets_target", "usable")
MOVED = tuple(f"moved_{name}" for name in COUNTS)
SUMS = ("rights_arisen", "targeted_rights_arisen", "available")
HEADER = (
    *(*OF_THE_LINE, *OF_THE_VACANCY, *KNOWN, *OF_THE_AGREEMENT, *JUDGED, *MOVED, "moved_places"),
    *(*COUNTS, *SUMS, "rules"),
)


@dataclass
class LedgerTable:
    """The table as it is written, a page of lines at a time; lines end as RFC 4180 says."""

    agreements: Mapping[UUID, Agreement]
    _state: LedgerState = EMPTY
    _counting: Agreement | None = None

    def header(self) -> str:
        """The names of the columns."""
        return _written([HEADER])

    def rows(self, lines: Iterable[LedgerLine]) -> str:
        """The next lines, in their order."""
        return _written(self._row(line) for line in lines)

    def _row(self, line: LedgerLine) -> Iterator[object]:
        agreement = self.agreements.get(line.agreement_id) if line.agreement_id else None
        self._counting = agreement or self._counting
        self._state = self._state.plus(line.movement)
        yield from (line.sequence, line.decided_at.isoformat(), line.made_by, line.outcome, line.right, line.counted)
        yield from (getattr(line.facts, name, None) for name in OF_THE_VACANCY)
        yield from (getattr(line.known, name) for name in KNOWN)
        yield line.agreement_id
        yield from _terms(agreement)
        yield from _judged(agreement, line)
        yield from (getattr(line.movement, name) for name in COUNTS)
        yield " ".join(f"{name}:{count.countable}:{count.used}" for name, count in line.movement.places.items())
        yield from (getattr(line.after, name) for name in COUNTS)
        yield from _sums(self._counting, self._state)
        yield " ".join(str(reason["rule"]) for reason in line.reasons)


def _terms(agreement: Agreement | None) -> tuple[object, ...]:
    if agreement is None:
        return (None,) * (len(OF_THE_AGREEMENT) - 1)
    target = agreement.target
    of_target = (target.share, target.overlap) if target else (None, None)
    return (agreement.share, agreement.carry, agreement.handed_back, *of_target)


def _judged(agreement: Agreement | None, line: LedgerLine) -> tuple[object, ...]:
    if agreement is None or line.facts is None:
        return (None, None)
    meets = agreement.target.condition.met_by(line.facts) if agreement.target else None
    return (meets, agreement.usable.met_by(line.facts))


def _sums(agreement: Agreement | None, state: LedgerState) -> tuple[object, ...]:
    if agreement is None:
        return (None, None, None)
    return (rights_arisen(agreement, state), targeted_rights_arisen(agreement, state), available(agreement, state))


def _written(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
