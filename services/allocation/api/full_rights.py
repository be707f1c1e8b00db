"""Rights of 100 %, and the rent of a dwelling under the rent reduction scheme."""

from datetime import date
from fractions import Fraction
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from kit.values.texts import Text
from kit.web.common import PROBLEMS
from kit.web.models import FIRST_DAY, LAST_DAY, ApiModel, CvrNumber, Day, Dkk, ReasonOut, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import FullRightWriter, VacancyReader
from services.allocation.domain.agreements.terms import RentMethod
from services.allocation.domain.full_rights.full_right import FullRight, FullRightKind
from services.allocation.domain.full_rights.rent_scheme import RentScheme
from services.allocation.store.full_rights import get_full_right
from services.allocation.usecases.full_rights.enter_full_rights import SchemeAsEntered, enter_full_rights
from services.allocation.usecases.full_rights.read_scheme_rent import read_scheme_rent

router = APIRouter(prefix="/v1/full-rights", tags=["rights of 100 %"], route_class=StoryRoute, responses=PROBLEMS)

EXAMPLE: JsonDict = {
    "organisation_cvr": "99000236",
    "dwelling_id": "8c1930c0-25b8-4551-8a89-504b0eb19fb1",
    "kind": "rent_reduction",
    "valid_from": "2024-02-29",
    "legal_basis": "agreement of 2023-11-01 on rent reduction",
    "source": "letter of grant",
    "verified": False,
    "scheme": {"ordinary_rent_dkk": "7600.00", "reduced_rent_dkk": "5000.00", "starts_on": "2024-02-29"},
}


def _not_by_zero(written: str) -> str:
    if written.endswith("/0"):
        raise ValueError(Text("Kan ikke deles med 0", "Cannot be divided by 0"))
    return written


Step = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{1,4}(/[0-9]{1,4})?$"), AfterValidator(_not_by_zero), Field(examples=["4/5"])
]
OnDay = Annotated[date, Query(ge=FIRST_DAY, lt=LAST_DAY, description="The day asked about.")]


class SchemeIn(ApiModel):
    """The rents of a dwelling under the scheme; years and steps not given are those of the day it begins."""

    ordinary_rent_dkk: Dkk
    reduced_rent_dkk: Dkk
    starts_on: Day
    full_years: Annotated[int, Field(ge=0, le=50)] | None = None
    taper: list[Step] | None = Field(
        default=None, max_length=50, description="For each year after the full ones, how much of the reduction is kept."
    )


class FullRightIn(ApiModel):
    """A dwelling that is the municipality's to allocate each time it falls vacant."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    organisation_cvr: CvrNumber
    dwelling_id: UUID
    kind: FullRightKind
    valid_from: Day
    valid_to: Day | None = None
    legal_basis: str = Field(min_length=1, max_length=200)
    source: str = Field(min_length=1, max_length=200)
    verified: YesOrNo = False
    rent_method: RentMethod = RentMethod.YEARLY_365
    scheme: SchemeIn | None = None

    def to_entry(self) -> tuple[FullRight, SchemeAsEntered | None]:
        names = [name for name in type(self).model_fields if name != "scheme"]
        right = FullRight(id=uuid4(), **{name: getattr(self, name) for name in names})
        if self.scheme is None:
            return right, None
        given = self.scheme
        taper = tuple(Fraction(step) for step in given.taper) if given.taper is not None else None
        return right, SchemeAsEntered(
            given.ordinary_rent_dkk, given.reduced_rent_dkk, given.starts_on, given.full_years, taper
        )


class FullRightsIn(ApiModel):
    """Rights to dwellings of one organisation or several."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"full_rights": [EXAMPLE]}]})

    full_rights: list[FullRightIn] = Field(min_length=1, max_length=1000)


class SchemeOut(BaseModel):
    """The rents of a dwelling under the scheme, its full years, and how much of the reduction each later year keeps."""

    ordinary_rent_dkk: Dkk
    reduced_rent_dkk: Dkk
    starts_on: date
    full_years: int
    taper: list[str]

    @staticmethod
    def of(scheme: RentScheme) -> "SchemeOut":
        values = {name: getattr(scheme, name) for name in SchemeOut.model_fields}
        return SchemeOut(**values | {"taper": [str(step) for step in scheme.taper]})


class FullRightOut(BaseModel):
    """A right of 100 % to one dwelling, with its source and whether somebody has verified it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    organisation_cvr: str
    dwelling_id: UUID
    kind: FullRightKind
    valid_from: date
    valid_to: date | None
    legal_basis: str
    source: str
    verified: bool
    rent_method: RentMethod
    scheme: SchemeOut | None

    @staticmethod
    def of(right: FullRight) -> "FullRightOut":
        values = {name: getattr(right, name) for name in FullRightOut.model_fields}
        return FullRightOut(**values | {"scheme": SchemeOut.of(right.scheme) if right.scheme else None})


class FullRightsOut(BaseModel):
    """The rights entered."""

    full_rights: list[FullRightOut]


class SchemeRentOut(BaseModel):
    """What the dwelling costs a month on the day, without consumption, and why."""

    model_config = ConfigDict(from_attributes=True)

    on: date
    rent_dkk: Dkk
    reason: ReasonOut


@router.put("", summary="Enter rights of 100 %", name="put_full_rights")
async def put_full_rights(body: FullRightsIn, story: CurrentStory, _: FullRightWriter) -> FullRightsOut:
    """Adds rights, or puts right those of the same dwelling and first day. All of them or none; no dwelling has two on
    one day. From then on its vacancies are claimed outside the count."""
    entered = await enter_full_rights(story, [right.to_entry() for right in body.full_rights])
    return FullRightsOut(full_rights=[FullRightOut.of(right) for right in entered])


@router.get("/{right_id}", summary="Look at a right of 100 %", name="get_full_right")
async def get(right_id: UUID, story: CurrentStory, _: VacancyReader) -> FullRightOut:
    """Both parties read the same: an organisation the rights to its own dwellings, the municipality all."""
    return FullRightOut.of(await get_full_right(story, right_id))


@router.get("/{right_id}/rent", summary="Read the rent under the scheme on a day", name="get_scheme_rent")
async def get_rent(right_id: UUID, story: CurrentStory, _: VacancyReader, on: OnDay) -> SchemeRentOut:
    """The reduced rent for the full years, then a step up each year of the taper to the ordinary rent."""
    return SchemeRentOut.model_validate(await read_scheme_rent(story, right_id, on))
