"""A warning before a case is late: first to its key worker, then to the manager."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from kit.values.calendar import local_day
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook, UnknownRate


class Stage(StrEnum):
    """Who has been warned that a case is about to be late."""

    KEY_WORKER = "key_worker"
    MANAGER = "manager"


HOURS_BEFORE = {
    (Lane.FAST, Stage.KEY_WORKER): RateKey.WARN_KEY_WORKER_FAST,
    (Lane.FAST, Stage.MANAGER): RateKey.WARN_MANAGER_FAST,
    (Lane.ORDINARY, Stage.KEY_WORKER): RateKey.WARN_KEY_WORKER_ORDINARY,
    (Lane.ORDINARY, Stage.MANAGER): RateKey.WARN_MANAGER_ORDINARY,
}


@dataclass(frozen=True, slots=True)
class Escalation:
    """The next warning of a case; `unknown` where no parameter says how long before it is given."""

    stage: Stage
    at: datetime
    unknown: UnknownRate | None = None


def next_escalation(
    lane: Lane, opened_at: datetime, due_at: datetime, warned: Stage | None, has_key_worker: bool, rates: RateBook
) -> Escalation | None:
    """Whom to warn next, and when; None once the manager has been warned.

    - The key worker first. A case without one goes to the manager, at the key worker's earlier hour.
    - Without a parameter the moment is not guessed: the manager is told at once, with the question.
    """
    if warned is Stage.MANAGER:
        return None
    stage = Stage.KEY_WORKER if warned is None and has_key_worker else Stage.MANAGER
    hour_of = Stage.KEY_WORKER if warned is None else Stage.MANAGER
    rate = rates.on(HOURS_BEFORE[lane, hour_of], local_day(opened_at))
    if isinstance(rate, UnknownRate):
        return Escalation(Stage.MANAGER, opened_at, rate)
    return Escalation(stage, due_at.astimezone(UTC) - timedelta(hours=int(rate.value)))
