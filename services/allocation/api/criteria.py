"""The council's allocation criteria."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.values.texts import Text
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, Reference, TextOut, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import CriteriaWriter, NominationReader
from services.allocation.api.nomination_models import Documents
from services.allocation.domain.nominations.criteria import AllocationCriteria, Criterion
from services.allocation.domain.nominations.situations import Situation, SupportNeeds
from services.allocation.store.criteria import list_criteria
from services.allocation.usecases.nominations.enter_criteria import enter_criteria

router = APIRouter(prefix="/v1", tags=["criteria"], route_class=StoryRoute, responses=PROBLEMS)

Code = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")]
Sentence = Annotated[str, Field(min_length=1, max_length=500)]


class TextIn(ApiModel):
    """A sentence in both languages."""

    da: Sentence
    en: Sentence


class CriterionIn(ApiModel):
    """One way to qualify. A list left out asks nothing; `documents` are all that may be asked for by it."""

    code: Code
    text: TextIn
    source: Sentence
    situations: list[Situation] = Field(default=[], max_length=len(Situation))
    support_needs: list[SupportNeeds] = Field(default=[], max_length=len(SupportNeeds))
    least_days_homeless: Annotated[int, Field(strict=True, ge=0, le=3650)] = 0
    with_children: YesOrNo = Field(default=False, description="Only households with children.")
    whole_assessment: YesOrNo = Field(default=False, description="A person assesses and decides.")
    documents: Documents = Field(default=[])

    def to_criterion(self) -> Criterion:
        values = self.model_dump() | {"text": Text(self.text.da, self.text.en)}
        lists = {name: tuple(dict.fromkeys(values[name])) for name in ("situations", "support_needs", "documents")}
        return Criterion(**values | lists)


class CriteriaIn(ApiModel):
    """One version, in the council's order of criteria, in force from `valid_from` up to, not including, `valid_to`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "version": "council-2025",
                    "valid_from": "2025-01-01",
                    "verified": False,
                    "criteria": [
                        {
                            "code": "shelter_stay",
                            "text": {"da": "Ophold på en § 110-boform.", "en": "A stay at a § 110 shelter."},
                            "source": "The council's criteria, point 1 (drawn)",
                            "situations": ["shelter"],
                            "documents": ["statement_of_stay"],
                        },
                        {
                            "code": "sofa_surfer",
                            "text": {"da": "Bor midlertidigt hos andre.", "en": "Stays with others for a while."},
                            "source": "The council's criteria, point 2 (drawn)",
                            "situations": ["with_others"],
                            "whole_assessment": True,
                        },
                    ],
                }
            ]
        }
    )

    version: Reference
    valid_from: Day
    valid_to: Day | None = None
    verified: YesOrNo
    criteria: list[CriterionIn] = Field(min_length=1, max_length=50)

    def to_criteria(self) -> AllocationCriteria:
        found = tuple(each.to_criterion() for each in self.criteria)
        return AllocationCriteria(self.version, self.valid_from, self.valid_to, self.verified, found)


class CriterionOut(BaseModel):
    """One way to qualify, as entered."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    text: TextOut
    source: str
    situations: list[Situation]
    support_needs: list[SupportNeeds]
    least_days_homeless: int
    with_children: bool
    whole_assessment: bool
    documents: list[str]


class CriteriaOut(BaseModel):
    """One version, as entered."""

    model_config = ConfigDict(from_attributes=True)

    version: str
    valid_from: date
    valid_to: date | None
    verified: bool
    criteria: list[CriterionOut]


class AllCriteriaOut(BaseModel):
    """Every version. On a day that none covers everybody nominated qualifies (`local-1`, not verified)."""

    versions: list[CriteriaOut]

    @staticmethod
    def of(found: list[AllocationCriteria]) -> "AllCriteriaOut":
        return AllCriteriaOut(versions=[CriteriaOut.model_validate(each) for each in found])


@router.put("/allocation-criteria", summary="Enter the council's criteria", name="put_allocation_criteria")
async def put(body: CriteriaIn, story: CurrentStory, _: CriteriaWriter) -> AllCriteriaOut:
    """A version that is entered keeps its content: only its end may be moved. Two versions never share a day (422).
    Nominations already judged keep their judgement."""
    return AllCriteriaOut.of(await enter_criteria(story, body.to_criteria()))


@router.get("/allocation-criteria", summary="Read the council's criteria", name="get_allocation_criteria")
async def get(story: CurrentStory, _: NominationReader) -> AllCriteriaOut:
    """Every version, by the day from which it is in force."""
    return AllCriteriaOut.of(await list_criteria(story))
