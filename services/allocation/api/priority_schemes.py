"""The council's order of priority, dated."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, Day, Reference, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import NominationReader, SchemeWriter
from services.allocation.domain.matching.schemes import FIRST_SCHEME, PriorityCriterion, PriorityScheme
from services.allocation.domain.nominations.situations import Situation
from services.allocation.store.schemes import list_schemes
from services.allocation.usecases.matching.enter_schemes import enter_schemes

router = APIRouter(prefix="/v1", tags=["matching"], route_class=StoryRoute, responses=PROBLEMS)


class PrioritySchemeIn(ApiModel):
    """One version: the order, criterion by criterion, and how many persons a dwelling suits."""

    version: Reference
    valid_from: Day
    valid_to: Day | None = Field(default=None, description="The day on which it no longer holds.")
    order: Annotated[list[PriorityCriterion], Field(min_length=2, max_length=20)]
    situations: list[Situation] = Field(
        default=list(FIRST_SCHEME.situations), max_length=50, description="First comes first; unnamed ones come last."
    )
    most_persons_per_room: Count = FIRST_SCHEME.most_persons_per_room
    most_rooms_above_persons: Count = FIRST_SCHEME.most_rooms_above_persons
    least_area_per_person_m2: Count = FIRST_SCHEME.least_area_per_person_m2
    youth_below_age: Count = FIRST_SCHEME.youth_below_age
    source: str = Field(min_length=1, max_length=200, description="Where the council decided it.")
    verified: YesOrNo = False

    def to_scheme(self) -> PriorityScheme:
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return PriorityScheme(**values | {"order": tuple(self.order), "situations": tuple(self.situations)})


class PrioritySchemesIn(ApiModel):
    """One or more versions; one that is there may be given the day on which it ends."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "schemes": [
                        {
                            "version": "2026-1",
                            "valid_from": "2026-01-01",
                            "order": ["fit_class", "children", "situation", "homeless_since", "lottery"],
                            "source": "The council, 2025-12-15, item 12",
                        }
                    ]
                }
            ]
        }
    )

    schemes: Annotated[list[PrioritySchemeIn], Field(min_length=1, max_length=50)]


class PrioritySchemeOut(BaseModel):
    """One version as it holds."""

    model_config = ConfigDict(from_attributes=True)

    version: str
    valid_from: date | None
    valid_to: date | None
    order: list[PriorityCriterion]
    situations: list[Situation]
    most_persons_per_room: int
    most_rooms_above_persons: int
    least_area_per_person_m2: int
    youth_below_age: int
    source: str
    verified: bool


class PrioritySchemesOut(BaseModel):
    """Every version entered, by date; `first` holds on days for which there is none."""

    schemes: list[PrioritySchemeOut]
    first: PrioritySchemeOut

    @staticmethod
    def of(schemes: list[PriorityScheme]) -> "PrioritySchemesOut":
        first = PrioritySchemeOut.model_validate(FIRST_SCHEME).model_copy(update={"valid_from": None})
        return PrioritySchemesOut(schemes=[PrioritySchemeOut.model_validate(each) for each in schemes], first=first)


@router.put("/priority-schemes", summary="Enter the council's order of priority", name="put_priority_schemes")
async def put(body: PrioritySchemesIn, story: CurrentStory, _: SchemeWriter) -> PrioritySchemesOut:
    """Fit class first, the lottery last, each criterion once, never two on the same day. A version keeps its content:
    decisions name it."""
    return PrioritySchemesOut.of(await enter_schemes(story, [each.to_scheme() for each in body.schemes]))


@router.get("/priority-schemes", summary="Read the council's order of priority", name="list_priority_schemes")
async def list_all(story: CurrentStory, _: NominationReader) -> PrioritySchemesOut:
    """All versions, and the one that stands until the council has entered its own."""
    return PrioritySchemesOut.of(await list_schemes(story))
