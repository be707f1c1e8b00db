"""The shapes of a vacancy and the decision on it."""

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
    YesOrNo,
)
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.domain.vacancies.life import Answer, VacancyStatus
from services.allocation.domain.vacancies.outcomes import Outcome, Right
from services.allocation.domain.vacancies.posted import PostedVacancy

ORE = Decimal("0.01")
Year = Annotated[int, Field(ge=1500, le=2200)]


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
    stairwell: EstateNumber | None = Field(default=None, description="Within the estate, where spread is kept by it.")
    staff_dwelling: YesOrNo = False
    single_room: YesOrNo = False
    mixed_lease: YesOrNo = False
    filled_internally: YesOrNo = Field(default=False, description="A tenant of the organisation takes it over.")

    def given(self) -> dict[str, Any]:
        """The facts by name."""
        return self.exact({name: getattr(self, name) for name in VacancyIn.model_fields})

    @staticmethod
    def exact(values: dict[str, Any]) -> dict[str, Any]:
        """The values, each amount to the øre."""
        return values | {name: value.quantize(ORE) for name, value in values.items() if name.endswith("_dkk")}


class DecisionOut(BaseModel):
    """Whose the vacancy is, its number in the ledger, and the arithmetic that made it."""

    outcome: Outcome
    result: Literal["claimed", "released"]
    right: Right | None
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
    answer_due_at: datetime | None = Field(
        description="By when the municipality says whether it takes a dwelling that is claimed."
    )
    answered_at: datetime | None
    answer: Answer | None
    handed_back_on: date | None
    corrects: UUID | None = Field(description="The vacancy posted with wrong facts that this one stands instead of.")
    corrected_by: UUID | None = Field(description="The vacancy that stands instead of this one.")
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
                right=posted.right,
                counted=posted.counted,
                sequence=posted.sequence,
                decided_at=posted.decided_at,
                reasons=[ReasonOut.model_validate(reason) for reason in posted.reasons],
            ),
            status=posted.status,
            posted_late=posted.posted_late,
            answer_due_at=posted.answer_due_at,
            answered_at=posted.answered_at,
            answer=posted.answer,
            handed_back_on=posted.handed_back_on,
            corrects=posted.corrects,
            corrected_by=posted.corrected_by,
            version=posted.version,
        )
