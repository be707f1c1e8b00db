"""A ledger recomputed from what happened, so that anybody can check every entry of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.ledger.corrections import hand_back, miss, restart, withdraw
from services.allocation.domain.ledger.countable import ORDINARY, Circumstances
from services.allocation.domain.ledger.ledger import Decision, decide
from services.allocation.domain.ledger.state import EMPTY, LedgerState, Movement
from services.allocation.domain.ledger.versions import goes_back, starts_again
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.outcomes import Right


@dataclass(frozen=True, slots=True)
class Posted:
    """The organisation posts a vacancy; the same reference again is the same vacancy."""

    facts: VacancyFacts
    known: Circumstances = ORDINARY


@dataclass(frozen=True, slots=True)
class Missed:
    """An audit finds a vacancy that was let without having been posted."""

    facts: VacancyFacts
    known: Circumstances = ORDINARY


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The municipality hands the vacancy of this reference back."""

    reference: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The organisation withdraws the vacancy of this reference."""

    reference: str


Event = Posted | Missed | HandedBack | Withdrawn
AgreementOf = Callable[[VacancyFacts], Agreement | None]
"""The agreement in force for a vacancy on the day it was posted, or none."""


@dataclass(slots=True)
class Counted:
    """What a ledger must remember of a vacancy to take a later correction of it."""

    facts: VacancyFacts
    count: int
    right: Right | None
    moved: Movement


@dataclass
class Replay:
    """A ledger as it grows event by event; `count` is the number of the present count."""

    agreement_of: AgreementOf
    versions: Sequence[Agreement] = ()
    state: LedgerState = EMPTY
    count: int = 0
    agreement: Agreement | None = None
    _vacancies: dict[str, Counted] = field(default_factory=dict)

    def tell(self, event: Event) -> tuple[Decision, ...]:
        """The entries that the event makes: one, after that of a count that starts again with it.

        None where the vacancy is there already: the same posting again changes nothing.
        """
        match event:
            case Posted(facts, known) | Missed(facts, known):
                if facts.reference in self._vacancies:
                    return ()
                agreement, begun = self._begin(facts)
                rule = decide if isinstance(event, Posted) else miss
                entry = self._advance(rule(self.state, agreement, facts, known))
                self._vacancies[facts.reference] = Counted(facts, self.count, entry.right, entry.movement)
                return *begun, entry
            case HandedBack(reference):
                return (self._hand_back(self._vacancies[reference]),)
            case Withdrawn(reference):
                vacancy = self._vacancies[reference]
                return (
                    self._advance(
                        withdraw(self.state, vacancy.moved, of_earlier_count=self._is_of_earlier_count(vacancy))
                    ),
                )

    def _hand_back(self, vacancy: Counted) -> Decision:
        assert vacancy.right is not None  # only a claimed vacancy can be handed back
        entry = hand_back(
            self.state,
            self.agreement,
            vacancy.facts,
            vacancy.right,
            of_earlier_count=self._is_of_earlier_count(vacancy),
        )
        vacancy.moved = vacancy.moved.plus(entry.movement)
        return self._advance(entry)

    def _is_of_earlier_count(self, vacancy: Counted) -> bool:
        return vacancy.count < self.count

    def _begin(self, facts: VacancyFacts) -> tuple[Agreement | None, tuple[Decision, ...]]:
        """The agreement that decides on the vacancy, and the entry of a count that starts again with it."""
        present, agreement = self.agreement, self.agreement_of(facts)
        if present is not None and goes_back(present, facts.posted_on):
            return present, ()
        self.agreement = agreement or present
        if agreement is None or present is None or not starts_again(present, agreement, self.versions):
            return agreement, ()
        self.count += 1
        return agreement, (self._advance(restart(self.state, present, agreement)),)

    def _advance(self, entry: Decision) -> Decision:
        self.state = entry.after
        return entry
