"""The shapes of the registry, local choices, agreements and vacancies."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kit.web.models import (
    ApiModel,
    Count,
    CvrNumber,
    Day,
    Dkk,
    EstateNumber,
    MunicipalityCode,
    ReasonOut,
    Reference,
    TextOut,
    YesOrNo,
)
from services.allocation.domain.agreements import Agreement, AgreementKind, InternalMoves
from services.allocation.domain.estates import RegisteredEstate
from services.allocation.domain.ledger import Outcome
from services.allocation.domain.offers import VacancyStatus
from services.allocation.domain.postings import PostedVacancy
from services.allocation.domain.shares import Share
from services.allocation.domain.usable import UsableCondition
from services.allocation.domain.vacancies import DwellingClass, VacancyFacts
from services.allocation.domain.vacancy_rent import RentMethod

Year = Annotated[int, Field(ge=1500, le=2200)]


class EstateIn(ApiModel):
    """One estate, as `estates.csv` has it."""

    organisation_cvr: CvrNumber
    estate: EstateNumber
    organisation_name: str = Field(min_length=1, max_length=200)
    dwelling_class: DwellingClass
    first_let_year: Year
    lift: YesOrNo
    pets_allowed: YesOrNo

    def to_estate(self) -> RegisteredEstate:
        return RegisteredEstate(**self.model_dump())


class EstatesIn(ApiModel):
    estates: list[EstateIn] = Field(min_length=1, max_length=5000)


class EstatesOut(BaseModel):
    """How many estates of how many organisations the registry now has from this request."""

    estates: int
    organisations: int


class UsableModel(ApiModel):
    """What a dwelling must be for a right to be used on it. Nothing set: every dwelling, the blind quarter."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    min_rooms: Count | None = None
    max_rooms: Count | None = None
    min_area_m2: Count | None = None
    max_area_m2: Count | None = None
    max_rent_dkk: Dkk | None = None
    estates: list[EstateNumber] = Field(default=[], max_length=500)
    classes: list[DwellingClass] = Field(default=[], max_length=3)

    def to_condition(self) -> UsableCondition:
        values: dict[str, Any] = self.model_dump()
        return UsableCondition(**values | {"estates": tuple(self.estates), "classes": tuple(self.classes)})


class AgreementIn(ApiModel):
    """A council's decision (statutory) or an agreement with one organisation. Every parameter is a local choice."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organisation_cvr": "99000236",
                    "dwelling_class": "family",
                    "kind": "statutory",
                    "share": "1/4",
                    "carry": 0,
                    "in_force_from": "2025-01-01",
                }
            ]
        }
    )

    organisation_cvr: CvrNumber
    dwelling_class: DwellingClass = DwellingClass.FAMILY
    kind: AgreementKind = AgreementKind.STATUTORY
    share: Annotated[str, Field(max_length=20, examples=["1/4"], description="A fraction n/d, never a decimal.")]
    carry: Annotated[int, Field(ge=0, le=1000)] = 0
    usable: UsableModel = UsableModel()
    internal_moves: InternalMoves = InternalMoves.ROOT
    answer_deadline_working_days: Annotated[int, Field(ge=1, le=60)] = 5
    rent_method: RentMethod = RentMethod.YEARLY_365
    legal_basis: str = Field(default="ABL § 59(1)", min_length=1, max_length=200)
    in_force_from: Day
    in_force_to: Day | None = None

    def to_agreement(self) -> Agreement:
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return Agreement(**values | {"share": Share.parse(self.share), "usable": self.usable.to_condition()})


class AgreementOut(BaseModel):
    """An agreement in force, with its condition in words."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    organisation_cvr: str
    dwelling_class: DwellingClass
    kind: AgreementKind
    share: str
    carry: int
    usable_in_words: TextOut
    internal_moves: InternalMoves
    answer_deadline_working_days: int
    rent_method: RentMethod
    legal_basis: str
    in_force_from: date
    in_force_to: date | None

    @staticmethod
    def of(agreement_id: UUID, agreement: Agreement) -> "AgreementOut":
        values = {name: getattr(agreement, name) for name in Agreement.__dataclass_fields__ if name != "usable"}
        words = TextOut.model_validate(agreement.usable.in_words())
        return AgreementOut(**values | {"id": agreement_id, "share": str(agreement.share), "usable_in_words": words})


class VacancyIn(ApiModel):
    """A vacant dwelling, under the organisation's own reference."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reference": "236-06-0331",
                    "municipality_code": "0217",
                    "dwelling_id": "8c1930c0-25b8-4551-8a89-504b0eb19fb1",
                    "posted_on": "2025-01-02",
                    "notice_received_on": "2024-12-30",
                    "vacant_from_on": "2025-03-01",
                    "organisation_cvr": "99000236",
                    "estate": "06",
                    "dwelling_class": "family",
                    "rooms": 4,
                    "area_m2": 101,
                    "floor": 3,
                    "lift": False,
                    "pets_allowed": False,
                    "first_let_year": 1948,
                    "rent_dkk": "7600.00",
                    "utilities_dkk": "1220.00",
                    "deposit_dkk": "31100.00",
                    "chain_reference": None,
                }
            ]
        }
    )

    reference: Reference
    municipality_code: MunicipalityCode
    dwelling_id: UUID = Field(description="The dwelling's address identifier (DAR).")
    posted_on: Day
    notice_received_on: Day
    vacant_from_on: Day
    organisation_cvr: CvrNumber
    estate: EstateNumber
    dwelling_class: DwellingClass
    rooms: Count
    area_m2: Count
    floor: Count
    lift: YesOrNo
    pets_allowed: YesOrNo
    first_let_year: Year
    rent_dkk: Dkk
    utilities_dkk: Dkk
    deposit_dkk: Dkk
    chain_reference: Reference | None = Field(
        default=None, description="The vacancy whose new tenant left this dwelling: a later link of a chain."
    )

    def to_facts(self) -> VacancyFacts:
        values = {name: getattr(self, name) for name in type(self).model_fields}
        amounts = {name: value.quantize(Decimal("0.01")) for name, value in values.items() if name.endswith("_dkk")}
        return VacancyFacts(**values | amounts)


class DecisionOut(BaseModel):
    """Whose the vacancy is, its number in the ledger, and the arithmetic that made it."""

    outcome: Outcome
    result: Literal["claimed", "released"]
    counted: bool
    sequence: int
    decided_at: datetime
    reasons: list[ReasonOut]


class VacancyOut(BaseModel):
    """A vacancy as posted, the decision on it, and where it stands."""

    id: UUID
    vacancy: VacancyIn
    decision: DecisionOut
    status: VacancyStatus
    posted_late: bool
    version: int

    @staticmethod
    def of(posted: PostedVacancy) -> "VacancyOut":
        result: Literal["claimed", "released"] = "claimed" if posted.outcome is Outcome.CLAIMED else "released"
        return VacancyOut(
            id=posted.id,
            vacancy=VacancyIn.model_validate(posted.facts),
            decision=DecisionOut(
                outcome=posted.outcome,
                result=result,
                counted=posted.counted,
                sequence=posted.sequence,
                decided_at=posted.decided_at,
                reasons=[ReasonOut.model_validate(reason) for reason in posted.reasons],
            ),
            status=posted.status,
            posted_late=posted.posted_late,
            version=posted.version,
        )
