"""The registry, the municipality's own choices, and agreements."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import AgreementsWriter, RatesWriter, RegistryWriter, VacancyReader
from services.allocation.api.registry_models import AgreementIn, AgreementOut, EstatesIn, EstatesOut
from services.allocation.domain.registry.choices import LocalChoice
from services.allocation.store.agreements import list_agreements
from services.allocation.usecases.agreements.make_agreement import make_agreement
from services.allocation.usecases.registry.enter_choices import enter_choices
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


@router.post("/agreements", status_code=201, summary="Put a decision or an agreement in force", name="post_agreement")
async def post_agreement(
    body: AgreementIn, story: CurrentStory, _: AgreementsWriter, response: Response
) -> AgreementOut:
    """One organisation, one class of dwellings, between two dates; overlapping ones are refused."""
    agreement = body.to_agreement()
    agreement_id = await make_agreement(story, agreement)
    response.headers["Location"] = f"/allocation/v1/agreements/{agreement_id}"
    return AgreementOut.of(agreement_id, agreement)


class AgreementsOut(BaseModel):
    agreements: list[AgreementOut]


@router.get("/agreements", summary="Read the agreements", name="list_agreements")
async def get_agreements(story: CurrentStory, _: VacancyReader) -> AgreementsOut:
    """Both parties read the same: an organisation its own, the municipality all."""
    found = await list_agreements(story)
    return AgreementsOut(agreements=[AgreementOut.of(agreement_id, agreement) for agreement_id, agreement in found])
