"""What may be passed on about a citizen."""

from datetime import date, datetime
from uuid import UUID, uuid4

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, CvrNumber, Day
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import ConsentRecorder, NominationReader
from services.allocation.domain.nominations.consents import Basis, Consent, Item
from services.allocation.store.consents import list_consents
from services.allocation.store.nominations import get_nomination
from services.allocation.usecases.nominations.record_consent import record_consent, withdraw_consent

router = APIRouter(prefix="/v1", tags=["consents"], route_class=StoryRoute, responses=PROBLEMS)


class ConsentIn(ApiModel):
    """What may be passed on, to one organisation, or to the one whose dwelling the citizen accepts (`to_cvr` left out).
    Where a rule of law is the basis it is named in `source`."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": ["name"], "basis": "consent", "given_on": "2025-03-03"}]}
    )

    items: list[Item] = Field(min_length=1, max_length=len(Item))
    to_cvr: CvrNumber | None = None
    basis: Basis
    source: str | None = Field(default=None, min_length=1, max_length=200)
    given_on: Day
    valid_to: Day | None = Field(default=None, description="The first day on which it no longer counts.")

    def to_consent(self, nomination_id: UUID, at: datetime, by: str) -> Consent:
        values = self.model_dump() | {"items": tuple(dict.fromkeys(self.items))}
        own = {"id": uuid4(), "nomination_id": nomination_id, "withdrawn_at": None}
        return Consent(**values | own | {"recorded_at": at, "recorded_by": by})


class ConsentOut(BaseModel):
    """A consent or a legal basis, as recorded; withdrawn, it no longer counts."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    items: list[Item]
    to_cvr: str | None
    basis: Basis
    source: str | None
    given_on: date
    valid_to: date | None
    withdrawn_at: datetime | None
    recorded_at: datetime
    recorded_by: str


@router.post(
    "/nominations/{nomination_id}/consents",
    status_code=201,
    summary="Record a consent or a legal basis",
    name="post_consent",
)
async def post(
    nomination_id: UUID, body: ConsentIn, story: CurrentStory, caller: ConsentRecorder, response: Response
) -> ConsentOut:
    """A person's act. Without it the organisation learns the size of the household and no name."""
    consent = body.to_consent(nomination_id, story.now, caller.person or caller.client_id)
    response.headers["Location"] = f"/allocation/v1/nominations/{nomination_id}/consents"
    return ConsentOut.model_validate(await record_consent(story, consent))


@router.get("/nominations/{nomination_id}/consents", summary="Read what may be passed on", name="list_consents")
async def get(nomination_id: UUID, story: CurrentStory, _: NominationReader) -> list[ConsentOut]:
    """Every one, oldest first, withdrawn ones too."""
    await get_nomination(story, nomination_id)
    return [ConsentOut.model_validate(each) for each in await list_consents(story, nomination_id)]


@router.post(
    "/nominations/{nomination_id}/consents/{consent_id}/withdrawal",
    summary="The citizen takes a consent back",
    name="withdraw_consent",
)
async def withdraw(nomination_id: UUID, consent_id: UUID, story: CurrentStory, _: ConsentRecorder) -> ConsentOut:
    """From now on nothing is passed on by it; what was read before is in the journal. Costs the citizen nothing."""
    return ConsentOut.model_validate(await withdraw_consent(story, nomination_id, consent_id))
