"""A benefits case: what it carries, and what may follow what."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.cases.proposal import Proposal, propose
from services.benefits.domain.entitlements.facts import Facts, Particulars, missing
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.circumstances import FactQuestion
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.lanes.handling import Handling
from services.benefits.domain.rates.rates import RateBook


class CaseStatus(StrEnum):
    """Open until it is decided, or closed because its offer ended first."""

    OPEN = "open"
    DECIDED = "decided"
    CLOSED = "closed"


class DecisionOutcome(StrEnum):
    """What a person decides."""

    COMMITTED = "committed"
    REFUSED = "refused"


class OfferOutcome(StrEnum):
    """How an offer ends."""

    SIGNED = "signed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the case is about, as it was sent; a repeat must say the same.

    An application made here bears its own reference as `nomination_reference`, and may still lack facts.
    """

    citizen_id: UUID
    nomination_reference: str
    household: Household | None
    dwelling: Dwelling | None
    complete_at: datetime
    offer_due_at: datetime | None
    particulars: Particulars = field(default_factory=Particulars)
    confirmed: tuple[str, ...] = ()

    @property
    def known(self) -> Facts:
        """What the rules judge by."""
        return Facts(self.household, self.dwelling, self.particulars, self.confirmed)


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its clock and where it stands. `offer_id` equals `id` where there is an offer."""

    id: UUID
    offer_id: UUID | None
    kind: CaseKind
    facts: CaseFacts
    lane: Lane
    opened_at: datetime
    due_at: datetime
    due_reason: Reason
    status: CaseStatus
    late_at: datetime | None = None
    requested_by: tuple[str, ...] = ()
    outcome: DecisionOutcome | None = None
    offer_outcome: OfferOutcome | None = None
    offer_ended_at: datetime | None = None
    handling: Handling = field(default_factory=Handling)
    version: int = 1

    @property
    def paused_at(self) -> datetime | None:
        """Since when its clock stands still; None while it runs."""
        return self.handling.paused_at

    @property
    def is_application(self) -> bool:
        """Whether it was applied for here: neither an offer's case nor a request for a pre-approval."""
        return self.offer_id is None and self.kind is not CaseKind.PRE_APPROVAL

    @property
    def heard_of_by(self) -> tuple[Party, ...]:
        """Who hears where the case stands. What somebody has applied for here concerns nobody but the department."""
        if self.is_application:
            return (Party.BENEFITS_DEPARTMENT,)
        return (Party.BENEFITS_DEPARTMENT, Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER)

    @property
    def lacks(self) -> tuple[FactQuestion, ...]:
        """What must still be told of an application: while anything is, its clock does not run."""
        return missing(self.kind, self.facts.known) if self.is_application else ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person who decides has found out: answers to the questions of the proposal."""

    income_before_tax: Decimal | None = None
    first_home_after_eviction: bool | None = None


NOTHING_MORE = Answers()
"""The person who decides has found out nothing that the file does not say."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on a case as it is kept; `document` is the proposal of that moment with reasons and rates.

    A changed decision is a new one with the next `number`; `complaint_id` is the complaint that led to it.
    `considerations` is what weighed where discretion was used, `hearing` how the citizen was heard before a refusal.
    """

    case_id: UUID
    outcome: DecisionOutcome
    proposed: Outcome
    reason_da: str | None
    answers: Answers
    document: dict[str, Any]
    decided_at: datetime
    decided_by: str
    client_id: str
    hours: Decimal
    number: int = 1
    automatic: bool = False
    considerations: tuple[str, ...] = ()
    hearing: dict[str, Any] | None = None
    complaint_id: UUID | None = None


class AlreadyDecided(Conflict):
    slug = "case-already-decided"
    title = Text("Sagen er allerede afgjort", "The case has already been decided")


class OfferOver(Conflict):
    slug = "offer-over"
    title = Text(
        "Tilbuddet er slut, og sagen er lukket; der er intet at afgøre",
        "The offer is over and the case is closed; there is nothing to decide",
    )


class OfferEndedOtherwise(Conflict):
    slug = "offer-ended-otherwise"
    title = Text("Tilbuddet er allerede meldt slut på anden vis", "The offer has already been reported ended otherwise")


class ReasonNeeded(Unprocessable):
    slug = "reason-needed"
    title = Text("Afgørelsen skal begrundes", "The decision needs a reason")


def proposal_for(case: Case, answers: Answers, rates: RateBook) -> Proposal:
    """What is proposed for the case, by the rates of the day on which the application was complete.

    Raises Unprocessable where an answer contradicts the file.
    """
    household = case.facts.household
    if household is not None and answers.income_before_tax is not None:
        if answers.income_before_tax < household.income_after_tax:
            text = Text("Er mindre end indkomsten efter skat", "Is less than income after tax")
            raise Unprocessable(errors=[FieldError("/answers/income_before_tax_dkk", text)])
        household = replace(household, income_before_tax=answers.income_before_tax)
    if household is not None and answers.first_home_after_eviction is not None:
        household = replace(household, first_home_after_eviction=answers.first_home_after_eviction)
    facts = replace(case.facts.known, household=household)
    return propose(case.kind, facts, rates, local_day(case.facts.complete_at))


def require_open(case: Case, decided: Decided | None) -> None:
    """A case is decided once, by one person, and not after its offer has ended.

    Raises AlreadyDecided, naming the first decision, and OfferOver.
    """
    if decided is not None:
        first = {"outcome": decided.outcome, "decided_at": decided.decided_at.isoformat(), "by": decided.decided_by}
        raise AlreadyDecided(extra={"first_decision": first})
    if case.status is CaseStatus.CLOSED:
        raise OfferOver


def require_reason(outcome: DecisionOutcome, proposed: Outcome, reason_da: str | None) -> None:
    """A refusal is given with its reason (forvaltningsloven §§ 22-24), and so is a commitment against the proposal."""
    if reason_da and reason_da.strip():
        return
    if outcome is DecisionOutcome.REFUSED:
        text = Text("Et afslag skal begrundes", "A refusal needs a reason")
        raise ReasonNeeded(errors=[FieldError("/reason_da", text)])
    if proposed is not Outcome.GRANT:
        text = Text(
            f"Forslaget er {proposed}, ikke grant: skriv, hvorfor der alligevel gives tilsagn",
            f"The proposal is {proposed}, not grant: say why the commitment is given all the same",
        )
        raise ReasonNeeded(errors=[FieldError("/reason_da", text)])


def end_with_offer(case: Case, outcome: OfferOutcome, at: datetime) -> Case:
    """The case once its offer has ended: an open case is closed, a decided one keeps its decision.

    The same outcome again changes nothing; another one is refused.
    """
    if case.offer_outcome is not None:
        if case.offer_outcome is not outcome:
            raise OfferEndedOtherwise
        return case
    status = CaseStatus.CLOSED if case.status is CaseStatus.OPEN else case.status
    return replace(case, status=status, offer_outcome=outcome, offer_ended_at=at)
