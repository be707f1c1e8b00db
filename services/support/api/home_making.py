"""Making a home: things, people and activities, with what is still needed."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import CourseReader, CourseWriter
from services.support.domain.courses.home_making import Area, Item, ItemState, ItemStatus, area_of, open_needs
from services.support.store.home_making import list_items
from services.support.store.referrals import get_referral
from services.support.usecases.courses.furnish_home import furnish_home

router = APIRouter(prefix="/v1", tags=["home-making"], route_class=StoryRoute, responses=PROBLEMS)


class ItemModel(ApiModel):
    """One item, and how it stands with it."""

    item: Item
    status: ItemStatus


class HomeMakingIn(ApiModel):
    """Items that somebody has talked with the citizen about."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"items": [{"item": "bed", "status": "got"}, {"item": "peer_support", "status": "not_wanted"}]}
            ]
        }
    )

    items: list[ItemModel] = Field(min_length=1, max_length=len(Item))


class HomeMakingOut(BaseModel):
    """How it stands by area; `not_asked` is what nobody has talked with the citizen about."""

    course_id: UUID
    open_needs: int
    home: list[ItemModel]
    network: list[ItemModel]
    activities: list[ItemModel]
    not_asked: list[Item]

    @staticmethod
    def of(course_id: UUID, states: list[ItemState]) -> "HomeMakingOut":
        by_area = {
            area.value: [ItemModel.model_validate(state) for state in states if area_of(state.item) is area]
            for area in Area
        }
        asked = {state.item for state in states}
        not_asked = [item for item in Item if item not in asked]
        return HomeMakingOut(course_id=course_id, open_needs=open_needs(states), not_asked=not_asked, **by_area)


@router.put("/courses/{course_id}/home-making", summary="Enter what a home is made of", name="put_home_making")
async def put(course_id: UUID, body: HomeMakingIn, story: CurrentStory, _: CourseWriter) -> HomeMakingOut:
    """Items not named stay as they are. What the citizen does not want is no open need."""
    states = [ItemState(each.item, each.status) for each in body.items]
    return HomeMakingOut.of(course_id, await furnish_home(story, course_id, states))


@router.get("/courses/{course_id}/home-making", summary="Read what a home is made of", name="get_home_making")
async def get(course_id: UUID, story: CurrentStory, _: CourseReader) -> HomeMakingOut:
    """Things, people and activities, with the open needs counted."""
    await get_referral(story, course_id)
    return HomeMakingOut.of(course_id, await list_items(story, course_id))
