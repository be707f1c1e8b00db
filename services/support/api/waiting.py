"""The waiting list of a method, in the council's order of need."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, ReasonOut
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import ReferralReader, WorkersWriter
from services.support.domain.capacity.waiting import Criterion, WaitingOrder
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.usecases.capacity.waiting_list import WaitingList, enter_waiting_order, look_at_waiting_list

router = APIRouter(prefix="/v1", tags=["waiting"], route_class=StoryRoute, responses=PROBLEMS)


class WaitingOrderModel(ApiModel):
    """The council's criteria, one after another; situations not named come last, all alike."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "valid_from": "2025-01-01",
                    "criteria": ["needs", "situation", "waiting_since"],
                    "situations": ["street", "night_shelter", "shelter"],
                    "source": "The council's decision of 2024-12-12",
                }
            ]
        }
    )

    valid_from: Day
    criteria: list[Criterion] = Field(min_length=1, max_length=10)
    situations: list[Situation] = Field(default=[], max_length=20)
    source: str = Field(min_length=1, max_length=300)

    def to_order(self) -> WaitingOrder:
        return WaitingOrder(self.valid_from, tuple(self.criteria), tuple(self.situations), self.source)

    @staticmethod
    def of(order: WaitingOrder) -> "WaitingOrderModel":
        return WaitingOrderModel.model_validate(order)


class WaitingPlaceOut(BaseModel):
    """A place in the line, with its reasons."""

    number: int
    referral_id: UUID
    support_needs: SupportNeeds
    situation: Situation
    since: datetime
    told_at: datetime | None
    reasons: list[ReasonOut]


class WaitingListOut(BaseModel):
    """The line for a method, the order it stands in, and the places free now."""

    method: Method
    order: WaitingOrderModel
    free: int
    waiting: list[WaitingPlaceOut]

    @staticmethod
    def of(found: WaitingList) -> "WaitingListOut":
        waiting = [
            WaitingPlaceOut(
                number=place.number,
                referral_id=place.waiting.referral_id,
                support_needs=place.waiting.needs,
                situation=place.waiting.situation,
                since=place.waiting.since,
                told_at=place.waiting.told_at,
                reasons=[ReasonOut.model_validate(reason) for reason in place.reasons],
            )
            for place in found.places
        ]
        return WaitingListOut(
            method=found.method, order=WaitingOrderModel.of(found.order), free=found.free, waiting=waiting
        )


@router.put("/waiting-orders", summary="Enter the council's order of need", name="put_waiting_order")
async def put_order(body: WaitingOrderModel, story: CurrentStory, _: WorkersWriter) -> WaitingOrderModel:
    """Who waits for a method stands in this order from the day on. One of the same day is put right."""
    return WaitingOrderModel.of(await enter_waiting_order(story, body.to_order()))


@router.get("/waiting-list", summary="See who waits for a method", name="get_waiting_list")
async def get_waiting_list(
    story: CurrentStory,
    _: ReferralReader,
    method: Annotated[Method, Query(description="The method that is waited for.")],
) -> WaitingListOut:
    """First in need first, by the council's criteria one after another, each place with its reasons. `told_at` is when
    the first were told of a free place; they stand in the line until a person has assigned a worker."""
    return WaitingListOut.of(await look_at_waiting_list(story, method))
