"""The claim ledger, read and recomputed by both parties."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS
from kit.web.models import ReasonOut
from kit.web.requests import CurrentStory, Cvr, StoryRoute
from services.allocation.api.callers import VacancyReader
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.domain.vacancies.outcomes import Outcome, Right
from services.allocation.store.ledgers import list_ledger

router = APIRouter(prefix="/v1", tags=["ledgers"], route_class=StoryRoute, responses=PROBLEMS)


class LedgerRowOut(BaseModel):
    """One line of a ledger, with the counts after it and the arithmetic."""

    model_config = ConfigDict(from_attributes=True)

    sequence: int
    vacancy_id: UUID | None
    reference: str | None
    posted_on: date | None
    outcome: Outcome
    claimed_by: Right | None
    counted: bool
    countable: int
    targeted_countable: int
    used_general: int
    used_targeted: int
    lapsed: int
    owed: int
    decided_at: datetime
    reasons: list[ReasonOut]


@router.get("/ledgers/{cvr}", summary="Read a ledger", name="get_ledger")
async def get_ledger(
    cvr: Cvr, story: CurrentStory, _: VacancyReader, dwelling_class: DwellingClass = DwellingClass.FAMILY
) -> list[LedgerRowOut]:
    """Every decision in order, so that both parties can recompute it."""
    return [LedgerRowOut.model_validate(row) for row in await list_ledger(story, cvr, dwelling_class)]
