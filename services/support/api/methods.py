"""Methods: what the municipality offers, dated, and the question where a caseload limit is missing."""

from fractions import Fraction
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, Day, TextOut, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import ReferralReader, WorkersWriter
from services.support.domain.methods.methods import CaseloadLimit, Method, MethodTerms, PhaseWeight
from services.support.usecases.methods.enter_methods import enter_methods
from services.support.usecases.methods.look_at_methods import MethodToday, look_at_methods

# A share as a fraction or a whole number: 1, 1/2, 3/4.
Weight = Annotated[
    str, BeforeValidator(str), StringConstraints(pattern=r"^[0-9]{1,3}(/[1-9][0-9]{0,2})?$"), Field(examples=["1/2"])
]

router = APIRouter(prefix="/v1", tags=["methods"], route_class=StoryRoute, responses=PROBLEMS)


class WeightModel(ApiModel):
    """How much of a place a citizen takes in a phase; without `phase`, in every phase that no other row names."""

    phase: Count | None = None
    weight: Weight

    def to_weight(self) -> PhaseWeight:
        return PhaseWeight(self.phase, Fraction(self.weight))


class TermsModel(ApiModel):
    """One dated row: valid from `valid_from` up to, not including, `valid_to`."""

    method: Method
    valid_from: Day
    valid_to: Day | None = None
    offered: YesOrNo = True
    caseload_limit: Count | None = Field(default=None, description="Citizens a worker may have; ICM: at most 8.")
    age_from: Count | None = Field(default=None, description="The youngest age served.")
    age_below: Count | None = Field(default=None, description="The first age that is not served any more.")
    source: str = Field(min_length=1, max_length=300, description="Where the numbers come from.")
    verified: YesOrNo = False
    weights: list[WeightModel] = Field(
        default=[], max_length=20, description="A citizen takes one whole place unless it is said here."
    )

    def to_terms(self) -> MethodTerms:
        own = {name: getattr(self, name) for name in MethodTerms.__dataclass_fields__ if name != "weights"}
        return MethodTerms(**own, weights=tuple(each.to_weight() for each in self.weights))


class TermsIn(ApiModel):
    """Dated rows of methods."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "methods": [
                        {
                            "method": "cti",
                            "valid_from": "2025-01-01",
                            "caseload_limit": 10,
                            "source": "Local choice of the municipality",
                            "verified": False,
                        }
                    ]
                }
            ]
        }
    )

    methods: list[TermsModel] = Field(min_length=1, max_length=100)


class TermsOut(BaseModel):
    """Every row the municipality has entered."""

    methods: list[TermsModel]


class LimitOut(BaseModel):
    """How many citizens a worker may have, and where the number comes from."""

    model_config = ConfigDict(from_attributes=True)

    citizens: int
    source: str
    verified: bool


class MethodOut(BaseModel):
    """A method as it stands today: `question` where its caseload limit has not been entered."""

    method: Method
    name: TextOut
    source: str
    duration: TextOut
    offered: bool
    age_from: int | None
    age_below: int | None
    limit: LimitOut | None
    question: TextOut | None

    @staticmethod
    def of(today: MethodToday) -> "MethodOut":
        known = isinstance(today.limit, CaseloadLimit)
        return MethodOut(
            method=today.facts.method,
            name=TextOut.model_validate(today.facts.name),
            source=today.facts.source,
            duration=TextOut.model_validate(today.facts.duration),
            offered=today.offered,
            age_from=today.terms.age_from if today.terms else None,
            age_below=today.terms.age_below if today.terms else None,
            limit=LimitOut.model_validate(today.limit) if known else None,
            question=None if isinstance(today.limit, CaseloadLimit) else TextOut.model_validate(today.limit.text),
        )


@router.put("/methods", summary="Enter which methods are offered, and their caseload limits", name="put_methods")
async def put(body: TermsIn, story: CurrentStory, _: WorkersWriter) -> TermsOut:
    """A row that begins on the same day as one of the same method replaces it. CTI, ACT and the others have no
    caseload limit until the municipality has entered one; ICM's is at most 8."""
    rows = await enter_methods(story, [row.to_terms() for row in body.methods])
    return TermsOut(methods=[TermsModel.model_validate(row) for row in rows])


@router.get("/methods", summary="Read which methods are offered today", name="list_methods")
async def list_all(story: CurrentStory, _: ReferralReader) -> list[MethodOut]:
    """Each method with its caseload limit and the limit's source, or the question that is still open."""
    return [MethodOut.of(today) for today in await look_at_methods(story)]
