"""What the callers of a run were answered with 2xx, noted as the answers come: the promises that must hold."""

from collections.abc import Callable
from dataclasses import dataclass, field

# Called after each note with the number of notes so far: here a test strikes, in the middle of what is going on.
Strike = Callable[[int], None]


@dataclass(slots=True)
class Book:
    """One run's promises. All its references begin with `run`, so that several runs share one suite."""

    run: str
    organisation_cvr: str
    vacancies: dict[str, str] = field(default_factory=dict)
    """Identifier by the organisation's reference."""
    nominations: dict[str, str] = field(default_factory=dict)
    """Identifier by the social centre's reference."""
    offers: dict[str, str] = field(default_factory=dict)
    """Identifier by the vacancy's."""
    decisions: set[str] = field(default_factory=set)
    """Offers whose deposit a person has committed."""
    workers: dict[str, str] = field(default_factory=dict)
    """The worker assigned, by offer."""
    acceptances: set[str] = field(default_factory=set)
    """Offers the citizen said yes to."""
    leases: set[str] = field(default_factory=set)
    """Vacancies whose lease is signed."""
    notes: int = 0
    strike: Strike | None = None

    def note(self) -> None:
        """One more promise has been made."""
        self.notes += 1
        if self.strike is not None:
            self.strike(self.notes)
