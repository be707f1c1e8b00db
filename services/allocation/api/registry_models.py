"""The shapes of the registry: estates, and how they stand."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from kit.web.models import ApiModel, CvrNumber, Day, EstateNumber, YesOrNo
from services.allocation.api.models import Year
from services.allocation.domain.registry.estates import RegisteredEstate
from services.allocation.domain.registry.standings import Standing, StandingKind, exemption_of, flexible_letting_of
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.store.estates import EstateThatStands


class EstateIn(ApiModel):
    """One estate of one organisation."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organisation_cvr": "99000236",
                    "organisation_name": "Boligorganisation A",
                    "estate": "02",
                    "dwelling_class": "family",
                    "first_let_year": 1991,
                    "lift": False,
                    "pets_allowed": True,
                }
            ]
        }
    )

    organisation_cvr: CvrNumber
    estate: EstateNumber
    organisation_name: str = Field(min_length=1, max_length=200)
    dwelling_class: DwellingClass
    first_let_year: Year
    lift: YesOrNo
    pets_allowed: YesOrNo

    def to_estate(self) -> RegisteredEstate:
        return RegisteredEstate(**self.model_dump())


class EstatesIn(ApiModel):
    """Estates of one organisation or several."""

    estates: list[EstateIn] = Field(min_length=1, max_length=5000)


class EstatesOut(BaseModel):
    """How many estates of how many organisations the registry now has from this request."""

    estates: int
    organisations: int


class StandingIn(ApiModel):
    """How one estate stands from a day up to, not including, another; on one and the same day it is never in force."""

    organisation_cvr: CvrNumber
    estate: EstateNumber
    kind: StandingKind
    valid_from: Day
    valid_to: Day | None = None
    source: str = Field(min_length=1, max_length=500, description="The list, the section of law, or the agreement.")
    verified: YesOrNo = Field(description="Whether somebody has checked it at its source.")

    def to_standing(self) -> Standing:
        return Standing(**self.model_dump())


class StandingsIn(ApiModel):
    """A list of areas as published each 1 December, or what is agreed or laid down for single estates."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "standings": [
                        {
                            "organisation_cvr": "99000236",
                            "estate": "02",
                            "kind": "vulnerable",
                            "valid_from": "2024-12-01",
                            "valid_to": "2025-12-01",
                            "source": "Liste over udsatte boligområder pr. 1. december 2024",
                            "verified": False,
                        }
                    ]
                }
            ]
        }
    )

    standings: list[StandingIn] = Field(min_length=1, max_length=5000)


class StandingOut(BaseModel):
    """One dated standing, with its source and whether it is verified."""

    model_config = ConfigDict(from_attributes=True)

    organisation_cvr: str
    estate: str
    kind: StandingKind
    valid_from: date
    valid_to: date | None
    source: str
    verified: bool


class StandingsOut(BaseModel):
    """Every standing that the municipality has entered."""

    standings: list[StandingOut]


class EstateOut(BaseModel):
    """An estate of the registry and how it stands on the day asked for.

    `exempt_by` is the clause by which nothing is claimed there that day, `flexible_letting` whether its waiting list is
    let by agreed criteria.
    """

    municipality_code: str
    organisation_cvr: str
    estate: str
    organisation_name: str
    dwelling_class: DwellingClass
    first_let_year: int
    lift: bool
    pets_allowed: bool
    exempt_by: str | None
    flexible_letting: bool
    standings: list[StandingOut]

    @staticmethod
    def of(found: EstateThatStands, day: date) -> "EstateOut":
        estate = found.estate
        return EstateOut(
            municipality_code=found.municipality_code,
            **{name: getattr(estate, name) for name in type(estate).__dataclass_fields__},
            exempt_by=exemption_of(found.standings, day),
            flexible_letting=flexible_letting_of(found.standings, day) is not None,
            standings=[StandingOut.model_validate(standing) for standing in found.standings],
        )


class EstatesOnDay(BaseModel):
    """The registry as it stands on a day."""

    on: date
    estates: list[EstateOut]
