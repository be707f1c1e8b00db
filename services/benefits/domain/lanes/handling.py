"""Who has a case, whether its clock runs, and who has been warned about it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kit.values.problems import Conflict
from kit.values.texts import Text
from services.benefits.domain.lanes.escalation import Stage


class WhyReassigned(StrEnum):
    """Why a case goes from one key worker to another."""

    ABSENCE = "absence"
    WORKLOAD = "workload"
    PARTIALITY = "partiality"
    EXPERIENCE = "experience"


@dataclass(frozen=True, slots=True)
class Handling:
    """How a case is handled.

    - `key_worker` has it to decide; `asked_manager_at`: nobody was free, and the manager was told then.
    - `held_by` is the one person who works on it now; nobody else may decide it.
    - `clock_from` is where its lane's clock began, if later than the complete application (it moved to the fast lane).
    - `paused_at`: the clock stands still since then. `escalates_at`: the next warning; `escalated`: who has had one.
    """

    key_worker: str | None = None
    assigned_at: datetime | None = None
    asked_manager_at: datetime | None = None
    held_by: str | None = None
    held_at: datetime | None = None
    clock_from: datetime | None = None
    paused_at: datetime | None = None
    escalates_at: datetime | None = None
    escalated: Stage | None = None

    def given_to(self, key_worker: str, at: datetime) -> "Handling":
        """With the key worker from now on."""
        return replace(self, key_worker=key_worker, assigned_at=at, asked_manager_at=None)

    def given_to_manager(self, at: datetime) -> "Handling":
        """In the manager's queue; the moment at which the manager was told stays."""
        return replace(self, key_worker=None, assigned_at=None, asked_manager_at=self.asked_manager_at or at)

    def taken_away(self) -> "Handling":
        """Taken from the key worker; whoever held it has let go."""
        return replace(self, key_worker=None, assigned_at=None, held_by=None, held_at=None)

    def without(self, absent: Collection[str]) -> "Handling":
        """Without those absent: neither do they have the case, nor do they hold it."""
        handling = self
        if self.key_worker in absent:
            handling = replace(handling, key_worker=None, assigned_at=None)
        if self.held_by in absent:
            handling = replace(handling, held_by=None, held_at=None)
        return handling

    def held(self, person: str, at: datetime) -> "Handling":
        """Held by the person; the same person again keeps the first moment. Raises HeldByAnother."""
        self.require_free_for(person)
        return self if self.held_by == person else replace(self, held_by=person, held_at=at)

    def released(self, person: str) -> "Handling":
        """Let go of by the person. Raises HeldByAnother."""
        self.require_free_for(person)
        return replace(self, held_by=None, held_at=None)

    def require_free_for(self, person: str) -> None:
        """Two never work on the same case. Raises HeldByAnother, naming who holds it and since when."""
        if self.held_by is not None and self.held_by != person:
            since = self.held_at.isoformat() if self.held_at else None
            raise HeldByAnother(extra={"held_by": self.held_by, "held_at": since})


class HeldByAnother(Conflict):
    slug = "case-held"
    title = Text("En anden arbejder på sagen", "Somebody else is working on the case")


class WorkerAbsent(Conflict):
    slug = "key-worker-absent"
    title = Text("Medarbejderen er meldt fraværende i dag", "The key worker is reported absent today")


class CannotTake(Conflict):
    slug = "key-worker-cannot-take-case"
    title = Text("Nøglemedarbejderen kan ikke få sagen", "The key worker cannot be given the case")
