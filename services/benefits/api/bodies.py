"""What callers may send: abilities, cases, requests, decisions."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue, StringConstraints, field_validator, model_validator

from kit.values.texts import Text
from kit.web.models import ApiModel, CvrNumber, Day, Moment, MunicipalityCode, Reference
from services.benefits.api.facts import (
    Amount,
    AnyBenefit,
    Area,
    Confirmed,
    DwellingModel,
    HouseholdFields,
    HouseholdModel,
    PaidAmount,
    to_household,
)
from services.benefits.api.payment_models import checked_cvr
from services.benefits.domain.cases.cases import Answers, CaseFacts, DecisionOutcome, OfferOutcome
from services.benefits.domain.decisions.hearings import HearingException, Waiver
from services.benefits.domain.households.households import Dwelling, DwellingClass
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.payments.ordering import SignedLease
from services.benefits.domain.pre_approvals.terms import Terms
from services.benefits.usecases.decisions.decide_case import Wish

A_HOUSEHOLD: dict[str, JsonValue] = {
    "adults": 1,
    "children": 0,
    "birth_year": 1980,
    "benefit": "cash_benefit_higher",
    "income_after_tax_dkk": "9800.00",
    "wealth_dkk": "0.00",
}

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Considerations = Annotated[list[Sentence], Field(max_length=20)]


class AbilityIn(HouseholdFields):
    """A household, and the day whose rates are counted by."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [A_HOUSEHOLD | {"citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11", "on": "2025-03-03"}]
        }
    )

    benefit: AnyBenefit
    citizen_id: UUID
    on: Day
    utilities_dkk: Amount | None = Field(default=None, description="Where the dwelling's are known.")
    area_m2: Area | None = None
    confirmed: Confirmed = Field(default_factory=list)


class HouseholdOfOffer(HouseholdModel):
    """The household as its nomination has it."""

    benefit: AnyBenefit


class CaseIn(ApiModel):
    """The case of an offer: the complete file, so that nobody is asked twice."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11",
                    "nomination_reference": "C0113",
                    "household": A_HOUSEHOLD,
                    "dwelling": {
                        "rent_dkk": "4500.00",
                        "utilities_dkk": "700.00",
                        "deposit_dkk": "25000.00",
                        "first_let_year": 1983,
                        "dwelling_class": "family",
                    },
                    "offered_at": "2025-03-03T10:00:00+01:00",
                    "offer_due_at": "2025-03-11T00:00:00+01:00",
                    "lane": "fast",
                }
            ]
        }
    )

    citizen_id: UUID
    nomination_reference: Reference
    household: HouseholdOfOffer
    dwelling: DwellingModel
    offered_at: Moment
    offer_due_at: Moment
    lane: Lane = Lane.FAST

    def to_facts(self) -> CaseFacts:
        return CaseFacts(
            citizen_id=self.citizen_id,
            nomination_reference=self.nomination_reference,
            household=to_household(self.household),
            dwelling=self.dwelling.to_dwelling(),
            complete_at=self.offered_at,
            offer_due_at=self.offer_due_at,
        )


class FastTrackIn(ApiModel):
    """Either the offer whose case is joined, or a citizen's file and the highest amounts that are asked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"offer_id": "5f6f6d0e-0a3c-4c55-9d6e-0d9a52a9a1f4"}]})

    municipality_code: MunicipalityCode | None = None
    offer_id: UUID | None = None
    citizen_id: UUID | None = None
    nomination_reference: Reference | None = None
    household: HouseholdModel | None = None
    highest_rent_dkk: PaidAmount | None = None
    highest_utilities_dkk: Amount | None = None
    highest_deposit_dkk: PaidAmount | None = None
    confirmed: Confirmed = Field(default_factory=list)

    @model_validator(mode="after")
    def one_or_the_other(self) -> "FastTrackIn":
        names = ("citizen_id", "nomination_reference", "household", "highest_rent_dkk", "highest_deposit_dkk")
        given = [name for name in names if getattr(self, name) is not None]
        if self.offer_id is not None and given:
            raise ValueError(Text("Nævn tilbuddet alene", "Name the offer alone"))
        if self.offer_id is None and len(given) < len(names):
            missing = ", ".join(name for name in names if name not in given)
            raise ValueError(Text(f"Uden tilbud mangler: {missing}", f"Without an offer these are missing: {missing}"))
        return self

    def to_facts(self, now: datetime) -> CaseFacts:
        assert self.citizen_id and self.nomination_reference and self.household
        assert self.highest_rent_dkk is not None and self.highest_deposit_dkk is not None
        dwelling = Dwelling(
            rent=self.highest_rent_dkk,
            utilities=self.highest_utilities_dkk or Decimal(0),
            deposit=self.highest_deposit_dkk,
            first_let_year=None,
            dwelling_class=DwellingClass.FAMILY,
        )
        return CaseFacts(
            citizen_id=self.citizen_id,
            nomination_reference=self.nomination_reference,
            household=to_household(self.household),
            dwelling=dwelling,
            complete_at=now,
            offer_due_at=None,
        )


class AnswersIn(ApiModel):
    """What the person who decides has found out."""

    income_before_tax_dkk: Amount | None = None
    first_home_after_eviction: bool | None = None

    def to_answers(self) -> Answers:
        return Answers(self.income_before_tax_dkk, self.first_home_after_eviction)


class HearingExceptionIn(ApiModel):
    """Why a refusal is decided without a hearing: the exception of forvaltningsloven § 19, and the person's reason."""

    code: HearingException
    reason_da: Sentence


class PreApprovalTermsIn(ApiModel):
    """What a pre-approval is given on: from today, for as long as may be, for every usual class of dwelling, unless
    said otherwise."""

    valid_from_on: Day | None = None
    valid_to_on: Day | None = None
    dwelling_classes: Annotated[list[DwellingClass], Field(max_length=10)] = Field(default_factory=list)

    def to_terms(self) -> Terms:
        return Terms(self.valid_from_on, self.valid_to_on, tuple(self.dwelling_classes))


class DecisionIn(ApiModel):
    """A decision. A refusal needs its reason, and a hearing before it; a commitment against the proposal its reason."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "committed"}, {"outcome": "refused", "reason_da": "Begrundelse"}]}
    )

    outcome: DecisionOutcome
    reason_da: Sentence | None = Field(
        default=None, description="In Danish, to the citizen, about the applicant alone."
    )
    answers: AnswersIn = AnswersIn()
    considerations_da: Considerations = Field(
        default_factory=list, description="What weighed where discretion was used (forvaltningsloven § 24)."
    )
    hearing_exception: HearingExceptionIn | None = None
    pre_approval: PreApprovalTermsIn = Field(
        default=PreApprovalTermsIn(), description="Of a commitment before there is an offer."
    )

    def to_wish(self) -> Wish:
        waived = self.hearing_exception
        return Wish(
            outcome=self.outcome,
            reason_da=self.reason_da,
            answers=self.answers.to_answers(),
            considerations=tuple(self.considerations_da),
            waiver=Waiver(waived.code, waived.reason_da) if waived else None,
            terms=self.pre_approval.to_terms(),
        )


class OfferOutcomeIn(ApiModel):
    """How the offer ended, and when; of a signed lease also who lets the dwelling and when it starts, so that the
    deposit is paid to the right one in time."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "signed", "at": "2025-03-07T14:00:00+01:00"}]}
    )

    outcome: OfferOutcome
    at: Moment
    organisation_cvr: CvrNumber | None = None
    lease_starts_on: Day | None = None

    @field_validator("organisation_cvr")
    @classmethod
    def number_of_an_organisation(cls, number: str | None) -> str | None:
        return checked_cvr(number)

    def to_lease(self) -> SignedLease:
        return SignedLease(self.organisation_cvr, self.lease_starts_on)
