"""The registry with how its estates stand, and the municipality's own choices."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field

from kit.values.calendar import local_day
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, CvrNumber, Day, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import RatesWriter, RegistryWriter, VacancyReader
from services.allocation.api.registry_models import (
    EstateOut,
    EstatesIn,
    EstatesOnDay,
    EstatesOut,
    StandingOut,
    StandingsIn,
    StandingsOut,
)
from services.allocation.domain.registry.choices import LocalChoice
from services.allocation.store.estates import list_registry
from services.allocation.usecases.registry.enter_choices import enter_choices
from services.allocation.usecases.registry.enter_standings import enter_standings
from services.allocation.usecases.registry.register_estates import register_estates

router = APIRouter(prefix="/v1", tags=["registry"], route_class=StoryRoute, responses=PROBLEMS)


class RateModel(ApiModel):
    """A dated value that the law leaves to the municipality; `note` is its source."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")]
    valid_from: Day
    valid_to: Day | None = None
    value: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=4, allow_inf_nan=False)]
    unit: str = Field(min_length=1, max_length=40)
    verified: YesOrNo
    note: str = Field(max_length=500)


class RatesIn(ApiModel):
    """Dated values."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rates": [
                        {
                            "key": "offer_deadline",
                            "valid_from": "2025-01-01",
                            "value": "5",
                            "unit": "working days",
                            "verified": False,
                            "note": "local choice",
                        }
                    ]
                }
            ]
        }
    )

    rates: list[RateModel] = Field(min_length=1, max_length=500)


@router.put("/estates", summary="Load the registry of estates", name="put_estates")
async def put_estates(body: EstatesIn, story: CurrentStory, _: RegistryWriter) -> EstatesOut:
    """Adds estates, or puts right those already there. All of them or none."""
    estates = [estate.to_estate() for estate in body.estates]
    await register_estates(story, estates)
    return EstatesOut(estates=len(estates), organisations=len({estate.organisation_cvr for estate in estates}))


@router.put("/rates", summary="Enter the municipality's own choices", name="put_rates")
async def put_rates(body: RatesIn, story: CurrentStory, _: RatesWriter) -> RatesIn:
    """Dated values with source and whether they are verified. Two for one key on the same day are refused."""
    entered = await enter_choices(story, [LocalChoice(**rate.model_dump()) for rate in body.rates])
    return RatesIn(rates=[RateModel.model_validate(choice) for choice in entered])


@router.get("/estates", summary="Read the registry of estates", name="list_estates")
async def get_estates(
    story: CurrentStory,
    _: VacancyReader,
    organisation_cvr: Annotated[CvrNumber | None, Query(description="Only this organisation's.")] = None,
    on: Annotated[Day | None, Query(description="How they stand on this day; today where left out.")] = None,
) -> EstatesOnDay:
    """How each estate stands, has stood and will stand: an organisation sees its own, the municipality all."""
    day = on or local_day(story.now)
    found = await list_registry(story, organisation_cvr)
    return EstatesOnDay(on=day, estates=[EstateOut.of(estate, day) for estate in found])


@router.put("/estates/standings", summary="Enter how estates stand", name="put_standings")
async def put_standings(body: StandingsIn, story: CurrentStory, _: RegistryWriter) -> StandingsOut:
    """Vulnerable areas and the like as published each 1 December, exemptions, flexible letting: dated, with source and
    whether it is verified. One that begins on the same day is put right; all of them or none."""
    after = await enter_standings(story, [standing.to_standing() for standing in body.standings])
    return StandingsOut(standings=[StandingOut.model_validate(standing) for standing in after])
