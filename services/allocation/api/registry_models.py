"""The shapes of the registry and of agreements."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kit.web.models import ApiModel, Count, CvrNumber, Day, Dkk, EstateNumber, TextOut, YesOrNo
from services.allocation.api.models import Year
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.terms import AgreementKind, InternalMoves, RentMethod
from services.allocation.domain.registry.estates import RegisteredEstate
from services.allocation.domain.vacancies.facts import DwellingClass


class EstateIn(ApiModel):
    """One estate of one organisation."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organisation_cvr": "99000236",
                    "organisation_name": "Boligorganisation A",
                    "estate": "02",
                    "dwelling_class": "family",
                    "first_let_year": 1991,
                    "lift": False,
                    "pets_allowed": True,
                }
            ]
        }
    )

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
    """Estates of one organisation or several."""

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

    def to_condition(self) -> Condition:
        values: dict[str, Any] = self.model_dump()
        return Condition(**values | {"estates": tuple(self.estates), "classes": tuple(self.classes)})


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
