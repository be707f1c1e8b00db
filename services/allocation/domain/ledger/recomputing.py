"""Whether a ledger as it is stored follows from what happened, entry by entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.lines import LedgerLine
from services.allocation.domain.ledger.replays import Event, HandedBack, Missed, Posted, Replay, Withdrawn
from services.allocation.domain.ledger.state import COUNTS, LedgerState
from services.allocation.domain.vacancies.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Difference:
    """The first thing that is not as it should be: in which line, of what, and both readings of it."""

    sequence: int
    what: str
    stored: str
    recomputed: str


@dataclass
class Recomputation:
    """A ledger read line by line beside its replay, until the first difference."""

    agreements: Mapping[UUID, Agreement]
    entries: int = 0
    difference: Difference | None = None
    _replay: Replay = field(init=False)
    _decided_under: Agreement | None = None
    _restarted: list[LedgerLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._replay = Replay(lambda _facts: self._decided_under, tuple(self.agreements.values()))

    def read(self, lines: Iterable[LedgerLine]) -> None:
        """The next lines, in their order. A line is recomputed from the vacancy's facts, what was known of it, and
        the agreement under which it was decided."""
        for line in lines:
            if self.difference is None:
                self._read(line)

    def close(self, stored: LedgerState) -> None:
        """The state as it is stored, after the last line."""
        if self.difference is None and self._restarted:
            self._differ(self._restarted[0].sequence, "entry", Outcome.RESTARTED, "-")
        if self.difference is None and stored != self._replay.state:
            self._differ(self.entries, "state", stored, self._replay.state)

    def _read(self, line: LedgerLine) -> None:
        self.entries += 1
        if line.sequence != self.entries:
            self._differ(line.sequence, "sequence", line.sequence, self.entries)
            return
        if line.outcome is Outcome.RESTARTED:
            self._restarted.append(line)
            return
        self._decided_under = self.agreements.get(line.agreement_id) if line.agreement_id else None
        entries = self._replay.tell(_event(line))
        stored, self._restarted = [*self._restarted, line], []
        if len(entries) != len(stored):
            self._differ(line.sequence, "entries", len(stored), len(entries))
        for each, entry in zip(stored, entries, strict=False):
            self._compare(each, entry)

    def _compare(self, line: LedgerLine, entry: Decision) -> None:
        pairs = (
            ("outcome", line.outcome, entry.outcome),
            ("claimed_by", line.right, entry.right),
            ("counted", line.counted, entry.counted),
            *((name, getattr(line.after, name), getattr(entry.after, name)) for name in COUNTS),
            ("moved", line.movement, entry.movement),
        )
        for what, stored, recomputed in pairs:
            if stored != recomputed:
                self._differ(line.sequence, what, stored, recomputed)

    def _differ(self, sequence: int, what: str, stored: object, recomputed: object) -> None:
        self.difference = self.difference or Difference(sequence, what, str(stored), str(recomputed))


def _event(line: LedgerLine) -> Event:
    """What happened, as the line tells it."""
    assert line.facts is not None  # only a count that starts again has no vacancy
    match line.outcome:
        case Outcome.HANDED_BACK:
            return HandedBack(line.facts.reference)
        case Outcome.WITHDRAWN:
            return Withdrawn(line.facts.reference)
        case Outcome.MISSED:
            return Missed(line.facts, line.known)
        case Outcome.NOT_COUNTABLE if line.known.full_right is not None:
            return Missed(line.facts, line.known)  # one that was posted would be claimed by the full right
        case _:
            return Posted(line.facts, line.known)
