"""Rates: entered by a municipality for itself, and looked at with the national ones."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, MunicipalityCode
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.callers import RatesWriter
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Rate
from services.benefits.store.rates import list_local_rates, list_national_rates
from services.benefits.usecases.rates.enter_rates import enter_rates

router = APIRouter(prefix="/v1", tags=["rates"], route_class=StoryRoute, responses=PROBLEMS)


def _exact(value: object) -> object:
    if isinstance(value, float | bool):
        raise ValueError(Text('Skal være et tal som tekst, fx "22.5"', 'Must be a number as text, such as "22.5"'))
    return value


RateValue = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(max_digits=11, decimal_places=4, allow_inf_nan=False),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]{1,7}(\.[0-9]{1,4})?$", "examples": ["24"]}),
]


class RateIn(ApiModel):
    """One dated row, as `rates.csv` has it; valid from its first day until the day before `valid_to`."""

    key: RateKey
    municipality_code: MunicipalityCode | Literal[""] | None = None
    valid_from: date
    valid_to: date | None = None
    value: RateValue
    unit: str = Field(max_length=40, examples=["hours"])
    verified: bool
    note: str = Field(max_length=500, description="The source, or that the value is a local choice.")

    def to_rate(self) -> Rate:
        return Rate(self.key, self.valid_from, self.valid_to, self.value, self.unit, self.verified, self.note)


class RatesIn(ApiModel):
    municipality_code: MunicipalityCode | None = None
    rates: list[RateIn] = Field(min_length=1, max_length=500)


class RateOut(BaseModel):
    """A row with where it comes from: the municipality's own comes before the national one."""

    origin: Literal["local", "national"]
    key: str
    valid_from: date
    valid_to: date | None
    value: str
    unit: str
    verified: bool
    note: str

    @staticmethod
    def of(rate: Rate, origin: Literal["local", "national"]) -> "RateOut":
        return RateOut(
            origin=origin,
            key=rate.key,
            valid_from=rate.valid_from,
            valid_to=rate.valid_to,
            value=f"{rate.value:f}",
            unit=rate.unit,
            verified=rate.verified,
            note=rate.source,
        )


@router.put("/rates", summary="Enter dated rates and local choices", name="enter_rates")
async def put(body: RatesIn, story: CurrentStory, _: RatesWriter) -> list[RateOut]:
    """A row of the same key and first day is replaced; overlapping rows are refused, with both named, and nothing is
    entered. A gap is allowed: a date in it gives a question. Answers with all the municipality's own rows."""
    await story.act_in(body.municipality_code or story.municipality_code)
    text = Text("Er en anden kommunes: den indtaster selv sine satser", "Is another municipality's: it enters its own")
    foreign = [
        FieldError(f"/rates/{number}/municipality_code", text)
        for number, row in enumerate(body.rates)
        if row.municipality_code and row.municipality_code != story.municipality_code
    ]
    if foreign:
        raise Unprocessable(errors=foreign)
    return [RateOut.of(rate, "local") for rate in await enter_rates(story, [row.to_rate() for row in body.rates])]


@router.get("/rates", summary="Look at the rates", name="list_benefit_rates")
async def list_all(story: CurrentStory, _: RatesWriter) -> list[RateOut]:
    """The municipality's own rows and the national ones, each with its source and whether it is verified."""
    local = [RateOut.of(rate, "local") for rate in await list_local_rates(story)]
    return local + [RateOut.of(rate, "national") for rate in await list_national_rates(story)]
