"""The shapes of teams, capacity and fidelity."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from kit.web.models import ApiModel, Count, ReasonOut, Reference, TextOut
from services.support.domain.capacity.contacts import per_week
from services.support.domain.capacity.overrides import OverrideReason
from services.support.domain.capacity.supply import Places
from services.support.domain.capacity.teams import HOURS_OF_A_WEEK, Discipline, DisciplineHours, Team
from services.support.domain.methods.methods import Method, Question
from services.support.usecases.capacity.judge_fidelity import Fidelity
from services.support.usecases.capacity.look_at_capacity import Capacity

Hours = Annotated[
    Decimal,
    Field(ge=0, le=HOURS_OF_A_WEEK, max_digits=5, decimal_places=2, allow_inf_nan=False),
    PlainSerializer(lambda hours: f"{hours:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,2})?$", "examples": ["18.50"]}),
]


class DisciplineModel(ApiModel):
    """The hours a week that the team needs of a discipline, and those that somebody works."""

    discipline: Discipline
    hours_per_week: Hours
    filled_hours_per_week: Hours


class TeamIn(ApiModel):
    """A team by the municipality's own reference; `ratio` is citizens for each full-time member of staff."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "method": "act",
                    "coordinator": "act-01",
                    "ratio": 8,
                    "disciplines": [
                        {"discipline": "nurse", "hours_per_week": "37.00", "filled_hours_per_week": "18.50"}
                    ],
                }
            ]
        }
    )

    method: Method
    coordinator: Reference
    ratio: Count | None = Field(default=None, description="No source says it: where it is missing, it is asked for.")
    disciplines: list[DisciplineModel] = Field(default=[], max_length=50)

    def to_team(self, reference: str) -> Team:
        disciplines = tuple(
            DisciplineHours(each.discipline, each.hours_per_week, each.filled_hours_per_week)
            for each in self.disciplines
        )
        return Team(reference, self.method, self.coordinator, self.ratio, disciplines)


class PlacesOut(BaseModel):
    """The places of a method in a team; null where a limit has not been entered, with the question. `over` counts the
    workers, or the team, with more citizens than the limits allow: broken fidelity."""

    method: Method
    team: str
    workers: int
    places: int | None
    taken: int
    free: int | None
    over: int
    question: TextOut | None

    @staticmethod
    def of(found: Places) -> "PlacesOut":
        asked = next((each for each in (found.places, found.free) if isinstance(each, Question)), None)
        return PlacesOut(
            method=found.method,
            team=found.team,
            workers=found.workers,
            places=None if isinstance(found.places, Question) else found.places,
            taken=found.taken,
            free=None if isinstance(found.free, Question) else found.free,
            over=found.over,
            question=TextOut.model_validate(asked.text) if asked else None,
        )


class TeamOut(BaseModel):
    """A team with the citizens it has as a whole."""

    reference: str
    method: Method
    coordinator: str
    ratio: int | None
    disciplines: list[DisciplineModel]
    capacity: PlacesOut | None

    @staticmethod
    def of(team: Team, places: Places | None) -> "TeamOut":
        return TeamOut(
            reference=team.reference,
            method=team.method,
            coordinator=team.coordinator,
            ratio=team.ratio,
            disciplines=[DisciplineModel.model_validate(each) for each in team.disciplines],
            capacity=PlacesOut.of(places) if places else None,
        )


class EndingOut(BaseModel):
    """A method's time runs out for so many citizens: a place may come free when the need has been assessed."""

    model_config = ConfigDict(from_attributes=True)

    method: Method
    team: str
    on: date
    citizens: int


class CapacityOut(BaseModel):
    """The places on the first day and on the last, and the method ends from the one to the other."""

    on: date
    until: date
    places: list[PlacesOut]
    places_until: list[PlacesOut]
    endings: list[EndingOut]

    @staticmethod
    def of(found: Capacity) -> "CapacityOut":
        return CapacityOut(
            on=found.on,
            until=found.until,
            places=[PlacesOut.of(each) for each in found.places],
            places_until=[PlacesOut.of(each) for each in found.places_until],
            endings=[EndingOut.model_validate(each) for each in found.endings],
        )


class FidelityOut(BaseModel):
    """How a method is given in a team: counts, and what they say. `contacts` are visits kept in the last four weeks,
    `contacts_per_week` of them a week and citizen, over the days on which the citizens were helped."""

    method: Method
    team: str
    workers: int
    citizens: int
    places: int | None
    workers_over: int
    over_limit: dict[OverrideReason, int]
    with_left_worker: int
    contacts: int
    contacts_per_week: str | None
    moved_in: int
    supported_before_move: int
    handovers: int
    joint_meetings: int
    disciplines: int
    disciplines_filled: int
    holds: bool
    reasons: list[ReasonOut]

    @staticmethod
    def of(found: Fidelity) -> "FidelityOut":
        counts = found.counts
        often = per_week(counts.contacts, counts.contact_days)
        own = {name: getattr(counts, name) for name in FidelityOut.model_fields if hasattr(counts, name)}
        return FidelityOut(
            **own | {"places": None if isinstance(counts.places, Question) else counts.places},
            contacts_per_week=None if often is None else two_decimals(often),
            holds=all(reason.met for reason in found.reasons),
            reasons=[ReasonOut.model_validate(reason) for reason in found.reasons],
        )


def two_decimals(share: Fraction) -> str:
    """A share as people read it."""
    return f"{Decimal(share.numerator) / share.denominator:.2f}"
