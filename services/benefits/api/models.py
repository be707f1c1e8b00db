"""What benefits answers: abilities, cases, citizens' files, decisions."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kit.web.models import Dkk, ReasonOut, TextOut
from services.benefits.api.facts import DwellingOut, HouseholdModel, ParticularsOut
from services.benefits.domain.affordability.affordability import Verdict
from services.benefits.domain.cases.cases import Case, CaseStatus, DecisionOutcome, OfferOutcome
from services.benefits.domain.cases.documents import rate_as_json
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.rates.rates import Rate
from services.benefits.usecases.cases.read_case import CaseFile
from services.benefits.usecases.decisions.open_offers_case import Opened


class LineOut(BaseModel):
    """One line of a sum; what is paid is negative."""

    name: str
    amount_dkk: Dkk
    text: TextOut
    source: str | None = None


class AbilityOut(BaseModel):
    """The highest rent and utilities together; null with the question where a rate is unknown."""

    highest_rent_dkk: Dkk | None
    lines: list[LineOut]
    question: TextOut | None


class CaseOut(BaseModel):
    """Where a case stands, without the citizen's means."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    offer_id: UUID | None
    kind: CaseKind
    lane: Lane
    status: CaseStatus
    outcome: DecisionOutcome | None
    opened_at: datetime
    due_at: datetime
    due_reason: ReasonOut
    paused_at: datetime | None
    late_at: datetime | None
    offer_outcome: OfferOutcome | None
    offer_ended_at: datetime | None
    version: int


class DepositOut(BaseModel):
    """What is decided of an offer's deposit: the outcome, when, after how many hours, and the rules not met by name."""

    model_config = ConfigDict(from_attributes=True)

    outcome: str
    decided_at: datetime
    reasons: list[str]
    hours: float | None


class CaseOpenedOut(CaseOut):
    """An offer's case, and what is decided of its deposit already."""

    deposit: DepositOut | None = None

    @staticmethod
    def of(opened: Opened) -> "CaseOpenedOut":
        case = CaseOut.model_validate(opened.case)
        deposit = DepositOut.model_validate(opened.deposit) if opened.deposit else None
        return CaseOpenedOut(**case.model_dump(), deposit=deposit)


class AffordabilityOut(BaseModel):
    """The sum line by line and what it says: guidance, never a refusal by itself."""

    verdict: Verdict
    lines: list[LineOut]


class QuestionOut(BaseModel):
    """A rate that must be entered before it can be counted with."""

    rate: str
    on: date
    text: TextOut


class RateUsedOut(BaseModel):
    """A rate as it was when it was used, with its source and whether it is verified."""

    key: str
    valid_from: date
    valid_to: date | None
    value: str
    unit: str
    verified: bool
    note: str

    @staticmethod
    def of(rate: Rate) -> "RateUsedOut":
        return RateUsedOut.model_validate(rate_as_json(rate))


class FactAskedOut(BaseModel):
    """A fact that is still asked for, and where it is told."""

    model_config = ConfigDict(from_attributes=True)

    pointer: str
    text: TextOut


class ProposalOut(BaseModel):
    """What the rules propose to the person who decides, rule by rule."""

    outcome: Outcome
    amount_dkk: Dkk | None = Field(default=None, description="What would be granted: once, or of some kinds a month.")
    affordability: AffordabilityOut | None = Field(description="Null where no dwelling is known.")
    reasons: list[ReasonOut]
    questions: list[QuestionOut]
    missing: list[FactAskedOut] = []
    rates: list[RateUsedOut]


class DecisionOut(BaseModel):
    """What was decided, by whom, when and why; hours run from the complete application."""

    model_config = ConfigDict(from_attributes=True)

    outcome: DecisionOutcome
    proposed: Outcome
    reason_da: str | None
    decided_at: datetime
    decided_by: str
    hours: float
    number: int
    automatic: bool
    considerations: list[str]


class CaseFileOut(BaseModel):
    """A citizen's file in one case."""

    case: CaseOut
    citizen_id: UUID
    nomination_reference: str
    household: HouseholdModel | None
    dwelling: DwellingOut | None
    facts: ParticularsOut
    proposal: ProposalOut
    decision: DecisionOut | None

    @staticmethod
    def of(file: CaseFile) -> "CaseFileOut":
        case: Case = file.case
        return CaseFileOut(
            case=CaseOut.model_validate(case),
            citizen_id=case.facts.citizen_id,
            nomination_reference=case.facts.nomination_reference,
            household=HouseholdModel.of(case.facts.household) if case.facts.household else None,
            dwelling=DwellingOut.of(case.facts.dwelling) if case.facts.dwelling else None,
            facts=ParticularsOut.of(case.facts.particulars),
            proposal=ProposalOut.model_validate(file.proposal),
            decision=DecisionOut.model_validate(file.decided) if file.decided else None,
        )
