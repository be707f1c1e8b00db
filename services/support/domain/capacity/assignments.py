"""Giving a referral its worker: who may be assigned, and what a refusal says."""

from dataclasses import dataclass

from kit.values.problems import Conflict, FieldError
from kit.values.texts import Text
from services.support.domain.capacity.caseload import Assessment, Outcome
from services.support.domain.capacity.overrides import OverLimit, OverrideReason
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import Referral, ReferralState


class ReferralClosed(Conflict):
    slug = "referral-closed"
    title = Text("Henvisningen er afsluttet", "The referral is closed")


class AlreadyAssigned(Conflict):
    slug = "already-assigned"
    title = Text("Henvisningen har allerede en medarbejder", "The referral already has a worker")


class CaseloadFull(Conflict):
    slug = "caseload-full"
    title = Text("Medarbejderen har ikke plads til flere borgere", "The worker has no room for another citizen")


class CaseloadLimitMissing(Conflict):
    slug = "caseload-limit-missing"
    title = Text("Metodens caseload er ikke indtastet", "The method's caseload limit has not been entered")


class WorkerAbsent(Conflict):
    slug = "worker-absent"
    title = Text("Medarbejderen er fraværende", "The worker is away")


_REFUSALS: dict[Outcome, type[Conflict]] = {
    Outcome.OVER_LIMIT: CaseloadFull,
    Outcome.LIMIT_UNKNOWN: CaseloadLimitMissing,
    Outcome.ABSENT: WorkerAbsent,
}


@dataclass(frozen=True, slots=True)
class Taker:
    """Who is to have a citizen: a worker, or a team as a whole; by which method, and why if over the limit."""

    worker_reference: str | None = None
    team_reference: str | None = None
    method: Method | None = None
    override: OverrideReason | None = None

    def errors(self) -> list[FieldError]:
        """Exactly one of worker and team is named."""
        if (self.worker_reference is None) is not (self.team_reference is None):
            return []
        text = Text("Angiv enten en medarbejder eller et team", "Name either a worker or a team")
        return [FieldError("/worker_reference", text)]

    def has(self, referral: Referral) -> bool:
        """Whether the referral is theirs already."""
        if self.method not in (None, referral.method):
            return False
        if self.team_reference is not None:
            return self.team_reference == referral.team_reference
        return referral.team_reference is None and self.worker_reference == referral.worker_reference


def needs_worker(referral: Referral, taker: Taker) -> bool:
    """Whether the worker is to be assigned; False where that worker already is.

    - A closed referral takes no worker.
    - Another worker than the one assigned is refused: a citizen keeps one relation through the move, and a change
      is a handover, not a second assignment (VIVE 2023, 5).
    """
    if referral.state is ReferralState.CLOSED:
        raise ReferralClosed
    if referral.worker_reference is None:
        return True
    if taker.has(referral):
        return False
    detail = Text(
        f"Medarbejder {referral.worker_reference} er tildelt. Behold medarbejderen: borgeren skal have én relation "
        "gennem flytningen. Skal en anden tage over, sker det ved en overlevering, ikke ved en ny tildeling.",
        f"Worker {referral.worker_reference} is assigned. Keep that worker: the citizen should have one relation "
        "through the move. Where another must take over, it is a handover, not a second assignment.",
    )
    raise AlreadyAssigned(detail, extra={"worker_reference": referral.worker_reference})


def require_room(assessment: Assessment, override: OverrideReason | None = None) -> OverLimit | None:
    """The record of a place over the limit where a person has said why; None where there is room.

    Raises what the refusal is called, with the limit, the caseload and the sentence of the rule not met. Only the
    limit can be broken by a person: a worker who is away, and a limit nobody has entered, stay refused.
    """
    refusal = _REFUSALS.get(assessment.outcome)
    if refusal is None:
        return None
    if assessment.outcome is Outcome.OVER_LIMIT and override is not None:
        return OverLimit(override)
    extra = {"caseload": assessment.caseload, "limit": assessment.limit}
    raise refusal(assessment.reasons[-1].text, extra=extra)
