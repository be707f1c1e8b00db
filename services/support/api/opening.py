"""When support is open."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.values.calendar import local_day
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, Day, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import AlertReader, WorkersWriter
from services.support.domain.opening.hours import Opening, OpeningHours, hours_on
from services.support.store.opening import list_opening
from services.support.usecases.opening.enter_opening import enter_opening

router = APIRouter(prefix="/v1", tags=["opening hours"], route_class=StoryRoute, responses=PROBLEMS)

TimeOfDay = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", examples=["09:00"])]
Weekday = Annotated[Count, Field(ge=0, le=6, description="Monday is 0.")]


class OpeningModel(ApiModel):
    """The opening hours of one day of the week; a day that is not listed is closed."""

    weekday: Weekday
    opens: TimeOfDay
    closes: TimeOfDay

    @staticmethod
    def of(opening: Opening) -> "OpeningModel":
        opens, closes = (f"{at // 60:02d}:{at % 60:02d}" for at in (opening.opens, opening.closes))
        return OpeningModel(weekday=opening.weekday, opens=opens, closes=closes)

    def to_opening(self) -> Opening:
        opens, closes = (int(at[:2]) * 60 + int(at[3:]) for at in (self.opens, self.closes))
        return Opening(self.weekday, opens, closes)


class OpeningHoursModel(ApiModel):
    """One dated row, in force until the next one begins. Public holidays are closed; other closed days are listed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "valid_from": "2025-01-01",
                    "opening_hours": [{"weekday": 0, "opens": "09:00", "closes": "15:00"}],
                    "closed_days": ["2025-12-24"],
                    "source": "Local choice of the municipality",
                    "verified": False,
                }
            ]
        }
    )

    valid_from: Day
    opening_hours: Annotated[list[OpeningModel], Field(max_length=14)]
    closed_days: Annotated[list[Day], Field(max_length=366)] = Field(default_factory=list)
    source: str = Field(min_length=1, max_length=300, description="Where the hours come from.")
    verified: YesOrNo = False

    @staticmethod
    def of(hours: OpeningHours) -> "OpeningHoursModel":
        return OpeningHoursModel(
            valid_from=hours.valid_from,
            opening_hours=[OpeningModel.of(each) for each in hours.openings],
            closed_days=list(hours.closed_days),
            source=hours.source,
            verified=hours.verified,
        )

    def to_hours(self) -> OpeningHours:
        openings = tuple(each.to_opening() for each in self.opening_hours)
        closed_days = tuple(sorted(set(self.closed_days)))
        return OpeningHours(self.valid_from, openings, closed_days, self.source, self.verified)


class OpeningHoursOut(BaseModel):
    """What holds today, and every row that the municipality has entered."""

    today: OpeningHoursModel
    rows: list[OpeningHoursModel]


@router.put("/opening-hours", summary="Enter opening hours", name="put_opening_hours")
async def put(body: OpeningHoursModel, story: CurrentStory, _: WorkersWriter) -> OpeningHoursOut:
    """The clocks of alerts, concerns and the contact line run while support is open. No source sets the hours. A row
    that begins on the same day replaces the one that did."""
    return _shown(story, await enter_opening(story, body.to_hours()))


@router.get("/opening-hours", summary="Read opening hours", name="get_opening_hours")
async def get(story: CurrentStory, _: AlertReader) -> OpeningHoursOut:
    """Until the municipality has entered its own, what holds until then, marked as not verified."""
    return _shown(story, await list_opening(story))


def _shown(story: CurrentStory, rows: list[OpeningHours]) -> OpeningHoursOut:
    today = OpeningHoursModel.of(hours_on(rows, local_day(story.now)))
    return OpeningHoursOut(today=today, rows=[OpeningHoursModel.of(row) for row in rows])
