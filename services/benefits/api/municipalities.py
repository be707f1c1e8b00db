"""Which municipality acts on a case, which pays, and where the citizen resides."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, MunicipalityCode
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.callers import CaseDecider, CaseReader
from services.benefits.domain.payments.municipalities import SOURCES, Basis, MunicipalityRow, Role
from services.benefits.usecases.payments.change_municipality import (
    Municipalities,
    change_municipality,
    read_municipalities,
)

router = APIRouter(prefix="/v1", tags=["cases"], route_class=StoryRoute, responses=PROBLEMS)


class MunicipalityRowOut(BaseModel):
    """From this day on, this municipality has the role; `basis` is why, `source` its section of law."""

    role: Role
    municipality_code: str
    from_on: date
    basis: Basis
    source: str
    recorded_at: datetime
    recorded_by: str

    @staticmethod
    def of(row: MunicipalityRow) -> "MunicipalityRowOut":
        return MunicipalityRowOut(
            role=row.role,
            municipality_code=row.code,
            from_on=row.from_on,
            basis=row.basis,
            source=SOURCES[row.basis],
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
        )


class MunicipalitiesOut(BaseModel):
    """The three that hold today, and every row."""

    today: list[MunicipalityRowOut]
    rows: list[MunicipalityRowOut]

    @staticmethod
    def of(found: Municipalities) -> "MunicipalitiesOut":
        return MunicipalitiesOut(
            today=[MunicipalityRowOut.of(row) for row in found.holding],
            rows=[MunicipalityRowOut.of(row) for row in found.rows],
        )


class MunicipalityIn(ApiModel):
    """Another municipality from a day on, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"role": "residence", "municipality_code": "0269", "from_on": "2025-03-03", "basis": "usual_stay"}
            ]
        }
    )

    role: Role
    municipality_code: MunicipalityCode
    from_on: Day
    basis: Basis


@router.get("/cases/{case_id}/municipalities", summary="Read a case's municipalities", name="read_municipalities")
async def get(case_id: UUID, story: CurrentStory, _: CaseReader) -> MunicipalitiesOut:
    """Which acts, which pays and where the citizen resides, today and before. Needs a person."""
    return MunicipalitiesOut.of(await read_municipalities(story, case_id))


@router.post(
    "/cases/{case_id}/municipalities",
    status_code=201,
    summary="Record another municipality of a case",
    name="change_municipality",
)
async def post(case_id: UUID, body: MunicipalityIn, story: CurrentStory, _: CaseDecider) -> MunicipalitiesOut:
    """Needs a person. A new dated row; what held before is kept. The acting municipality is not changed here: a case
    that is to be handled elsewhere is opened there. A deposit loan is paid where the dwelling is."""
    return MunicipalitiesOut.of(
        await change_municipality(story, case_id, body.role, body.municipality_code, body.from_on, body.basis)
    )
