"""The shapes of homes for those who cannot live alone."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field

from kit.web.models import ApiModel, Count, Day, MunicipalityCode, Reference
from services.allocation.domain.other_homes.homes import (
    LAW,
    Capacity,
    HomeKind,
    Occupancy,
    OtherHome,
    TargetGroup,
    WaitingOrder,
    free_places,
    places_on,
)


class CapacityModel(ApiModel):
    """So many places from a day on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"valid_from": "2025-01-01", "places": 12}]})

    valid_from: Day
    places: Count

    def to_capacity(self) -> Capacity:
        return Capacity(self.valid_from, self.places)


class OtherHomeIn(ApiModel):
    """A home of one provider, under the municipality's own reference. Nothing of a citizen belongs here."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reference": "H-107-01",
                    "provider": "Region Hovedstaden",
                    "kind": "temporary_residence",
                    "located_in": "0217",
                    "target_group": ["mental_illness", "long_homelessness"],
                    "waiting_order": "referral_date",
                    "capacity": [{"valid_from": "2025-01-01", "places": 12}],
                }
            ]
        }
    )

    reference: Reference
    provider: str = Field(min_length=1, max_length=200)
    kind: HomeKind
    located_in: MunicipalityCode = Field(description="The municipality where it lies, which may be another.")
    target_group: list[TargetGroup] = Field(default=[], max_length=20)
    waiting_order: WaitingOrder = WaitingOrder.REFERRAL_DATE
    capacity: list[CapacityModel] = Field(min_length=1, max_length=100)

    def to_home(self) -> OtherHome:
        return OtherHome(
            uuid4(),
            self.reference,
            self.provider,
            self.kind,
            self.located_in,
            tuple(dict.fromkeys(self.target_group)),
            self.waiting_order,
        )


class WaitingOrderIn(ApiModel):
    """The council's choice of the order of one home's list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"waiting_order": "acute_first"}]})

    waiting_order: WaitingOrder


class OtherHomeOut(BaseModel):
    """A home with its section of law, and its places today."""

    id: UUID
    reference: str
    provider: str
    kind: HomeKind
    law: str
    located_in: str
    target_group: list[TargetGroup]
    waiting_order: WaitingOrder
    capacity: list[CapacityModel]
    places: int
    residents: int
    promised: int
    free_places: int

    @staticmethod
    def of(home: OtherHome, capacity: Sequence[Capacity], occupancy: Occupancy, today: date) -> "OtherHomeOut":
        own = {name: getattr(home, name) for name in OtherHome.__dataclass_fields__}
        return OtherHomeOut(
            **own | {"target_group": list(home.target_group)},
            law=LAW[home.kind],
            capacity=[CapacityModel.model_validate(line) for line in capacity],
            places=places_on(capacity, today),
            residents=occupancy.residents,
            promised=occupancy.promised,
            free_places=free_places(capacity, occupancy, today),
        )


class DaysOut(BaseModel):
    """How long so many people waited; the days are told where they are of three or more."""

    model_config = ConfigDict(from_attributes=True)

    people: int
    shortest: int | None
    median: float | None
    longest: int | None


class WaitingTimesOut(BaseModel):
    """One home: those who wait now, and those who have moved in."""

    model_config = ConfigDict(from_attributes=True)

    home_id: UUID
    waiting: DaysOut
    moved_in: DaysOut
