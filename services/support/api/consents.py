"""What may be told to whom of a citizen, and on which basis."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.database.stories import Story
from kit.values.callers import Party
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import ConsentReader, ConsentWriter
from services.support.domain.consents.passing import Basis, Consent, What
from services.support.domain.consents.recording import consent_id
from services.support.store.consents import list_consents
from services.support.usecases.consents.record_consent import record_consent

router = APIRouter(prefix="/v1", tags=["consents"], route_class=StoryRoute, responses=PROBLEMS)


class ConsentIn(ApiModel):
    """What, to whom, on which basis, from when; `withdrawn_on` where the citizen took it back."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "what": "contact_person",
                    "to": "housing_organisation",
                    "basis": "consent",
                    "given_on": "2025-03-03",
                }
            ]
        }
    )

    what: What
    to: Party
    basis: Basis
    section: Annotated[str | None, Field(min_length=1, max_length=120, description="With `law`: the section.")] = None
    given_on: Day
    withdrawn_on: Day | None = None

    def to_consent(self, citizen_id: UUID, story: Story) -> Consent:
        own = {name: getattr(self, name) for name in type(self).model_fields}
        return Consent(
            id=consent_id(citizen_id, self.what, self.to, self.given_on),
            citizen_id=citizen_id,
            recorded_by=story.caller.person or "",
            recorded_at=story.now,
            **own,
        )


class ConsentOut(BaseModel):
    """What is recorded, and by whom."""

    model_config = ConfigDict(from_attributes=True)

    what: What
    to: Party
    basis: Basis
    section: str | None
    given_on: date
    withdrawn_on: date | None
    recorded_by: str
    recorded_at: datetime


@router.put(
    "/citizens/{citizen_id}/consents",
    summary="Record a consent, or that it was withdrawn",
    name="put_consent",
    responses={201: {"model": ConsentOut, "description": "Recorded now."}},
)
async def put(
    citizen_id: UUID, body: ConsentIn, story: CurrentStory, _: ConsentWriter, response: Response
) -> ConsentOut:
    """Known by what, to whom and the day it was given. A withdrawal stops later passing; what has passed has passed.
    Notes pass to nobody, whatever is consented to."""
    consent, is_new = await record_consent(story, body.to_consent(citizen_id, story))
    response.status_code = 201 if is_new else 200
    return ConsentOut.model_validate(consent)


@router.get("/citizens/{citizen_id}/consents", summary="Look at a citizen's consents", name="list_consents")
async def get(citizen_id: UUID, story: CurrentStory, _: ConsentReader) -> list[ConsentOut]:
    """All that are recorded, also those withdrawn; empty for a citizen nobody knows."""
    return [ConsentOut.model_validate(each) for each in await list_consents(story, citizen_id)]
