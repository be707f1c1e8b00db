"""The shapes of ad hoc requests and their answers."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kit.web.models import ApiModel, Count, CvrNumber, Day, Dkk, EstateNumber, ReasonOut, Reference, TextOut, YesOrNo
from services.allocation.api.models import Year
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.requests.request import (
    Answer,
    AnswerOutcome,
    Asked,
    DwellingRequest,
    OfferedDwelling,
    ReceivedRequest,
    ReceivedStatus,
    RequestStatus,
)
from services.allocation.domain.requests.wanted import Wanted
from services.allocation.domain.vacancies.facts import DwellingClass


class WantedModel(ApiModel):
    """The dwelling asked for. What is left out says nothing; `max_rent_dkk` is a month, without utilities."""

    min_rooms: Count | None = None
    max_rooms: Count | None = None
    min_area_m2: Count | None = None
    max_area_m2: Count | None = None
    max_rent_dkk: Dkk | None = None
    classes: list[DwellingClass] = Field(default=[], max_length=4)
    step_free: YesOrNo = False
    pets_allowed: YesOrNo = False
    vacant_by_on: Day | None = Field(default=None, description="Vacant on this day at the latest.")

    def to_wanted(self) -> Wanted:
        names = ("min_rooms", "max_rooms", "min_area_m2", "max_area_m2", "max_rent_dkk")
        limits = {name: getattr(self, name) for name in names}
        condition = Condition(classes=tuple(self.classes), **limits)
        return Wanted(condition, self.step_free, self.pets_allowed, self.vacant_by_on)

    @staticmethod
    def of(wanted: Wanted) -> "WantedModel":
        names = [name for name in WantedModel.model_fields if hasattr(wanted.condition, name)]
        values: dict[str, Any] = {name: getattr(wanted.condition, name) for name in names}
        return WantedModel(
            **values | {"classes": list(wanted.condition.classes)},
            step_free=wanted.step_free,
            pets_allowed=wanted.pets_allowed,
            vacant_by_on=wanted.vacant_by_on,
        )


class AskedModel(ApiModel):
    """One organisation, and those of its own estates that would do; none named means any of them."""

    organisation_cvr: CvrNumber
    estates: list[EstateNumber] = Field(default=[], max_length=500)

    def to_asked(self) -> Asked:
        return Asked(self.organisation_cvr, tuple(self.estates))


class DwellingRequestIn(ApiModel):
    """What is wanted, of whom, and how long they have. `nomination_id` stays with the municipality."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "wanted": {
                        "max_rooms": 2,
                        "max_rent_dkk": "4500.00",
                        "classes": ["family"],
                        "step_free": True,
                    },
                    "asked": [{"organisation_cvr": "99000236"}, {"organisation_cvr": "99000244", "estates": ["02"]}],
                    "answer_within_working_days": 3,
                    "nomination_id": None,
                }
            ]
        }
    )

    wanted: WantedModel
    asked: list[AskedModel] = Field(min_length=1, max_length=200)
    answer_within_working_days: Annotated[int, Field(ge=1, le=60)]
    nomination_id: UUID | None = None


class DwellingIn(ApiModel):
    """The dwelling offered, under the organisation's own reference."""

    reference: Reference
    dwelling_id: UUID = Field(description="The dwelling's address identifier (DAR).")
    notice_received_on: Day
    vacant_from_on: Day
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
    stairwell: EstateNumber | None = None

    def to_dwelling(self) -> OfferedDwelling:
        values = {name: getattr(self, name) for name in type(self).model_fields}
        amounts = {name: value.quantize(Decimal("0.01")) for name, value in values.items() if name.endswith("_dkk")}
        return OfferedDwelling(**values | amounts)


class RequestAnswerIn(ApiModel):
    """A dwelling, or null: nothing now."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dwelling": {
                        "reference": "244-02-0118",
                        "dwelling_id": "8c1930c0-25b8-4551-8a89-504b0eb19fb1",
                        "notice_received_on": "2025-02-28",
                        "vacant_from_on": "2025-04-01",
                        "estate": "02",
                        "dwelling_class": "family",
                        "rooms": 2,
                        "area_m2": 58,
                        "floor": 0,
                        "lift": False,
                        "pets_allowed": True,
                        "first_let_year": 1974,
                        "rent_dkk": "4200.00",
                        "utilities_dkk": "600.00",
                        "deposit_dkk": "18000.00",
                    }
                },
                {"dwelling": None},
            ]
        }
    )

    dwelling: DwellingIn | None


class RequestAnswerOut(BaseModel):
    """One answer as it was given, and what became of it; where it was not usable, which limits it misses."""

    id: UUID
    outcome: AnswerOutcome
    dwelling: DwellingIn | None
    reasons: list[ReasonOut]
    answered_at: datetime
    vacancy_id: UUID | None

    @staticmethod
    def of(answer: Answer) -> "RequestAnswerOut":
        return RequestAnswerOut(
            id=answer.id,
            outcome=answer.outcome,
            dwelling=DwellingIn.model_validate(answer.dwelling) if answer.dwelling else None,
            reasons=[ReasonOut.model_validate(reason) for reason in answer.reasons],
            answered_at=answer.answered_at,
            vacancy_id=answer.vacancy_id,
        )


class ReceivedRequestOut(BaseModel):
    """What one organisation reads: the dwelling asked for, by when, and where it stands for itself alone."""

    id: UUID
    municipality_code: str
    organisation_cvr: str
    wanted: WantedModel
    estates: list[str]
    wanted_in_words: TextOut
    status: ReceivedStatus
    received_at: datetime
    due_at: datetime
    closed_at: datetime | None

    @staticmethod
    def of(received: ReceivedRequest) -> "ReceivedRequestOut":
        shared = {name: getattr(received, name) for name in ReceivedRequestOut.model_fields if hasattr(received, name)}
        return ReceivedRequestOut(
            **shared
            | {
                "wanted": WantedModel.of(received.wanted),
                "estates": list(received.wanted.condition.estates),
                "wanted_in_words": TextOut.model_validate(received.wanted.in_words()),
            }
        )


class ReceivedRequestWithAnswersOut(ReceivedRequestOut):
    """With the answers given to it."""

    answers: list[RequestAnswerOut]


class DwellingRequestOut(BaseModel):
    """The municipality's own side of a request."""

    id: UUID
    wanted: WantedModel
    wanted_in_words: TextOut
    status: RequestStatus
    nomination_id: UUID | None
    asked_at: datetime
    due_at: datetime
    ended_at: datetime | None
    vacancy_id: UUID | None
    version: int

    @staticmethod
    def of(request: DwellingRequest) -> "DwellingRequestOut":
        shared = {name: getattr(request, name) for name in DwellingRequestOut.model_fields if hasattr(request, name)}
        words = TextOut.model_validate(request.wanted.in_words())
        return DwellingRequestOut(**shared | {"wanted": WantedModel.of(request.wanted), "wanted_in_words": words})


class DwellingRequestInFullOut(DwellingRequestOut):
    """With each organisation asked, and what it has answered."""

    asked: list[ReceivedRequestWithAnswersOut]
