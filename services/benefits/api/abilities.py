"""What a household can pay, before there is a dwelling."""

from uuid import UUID

from fastapi import APIRouter

from kit.web.common import PROBLEMS
from kit.web.models import TextOut
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.bodies import AbilityIn
from services.benefits.api.callers import CaseOpener
from services.benefits.api.facts import to_household
from services.benefits.api.models import AbilityOut, LineOut
from services.benefits.usecases.affordability.state_ability import state_ability

router = APIRouter(prefix="/v1", tags=["affordability"], route_class=StoryRoute, responses=PROBLEMS)


@router.put("/abilities/{nomination_id}", summary="Learn the highest rent a household can pay", name="state_ability")
async def put(nomination_id: UUID, body: AbilityIn, story: CurrentStory, _: CaseOpener) -> AbilityOut:  # noqa: ARG001
    """Rent and utilities together, counted on the safe side; null with a question where a rate is unknown. Nothing is
    stored: the same question gets the same answer while the rates are the same."""
    found, question = await state_ability(
        story, to_household(body), body.on, body.utilities_dkk, body.area_m2, body.confirmed
    )
    return AbilityOut(
        highest_rent_dkk=found.amount,
        lines=[
            LineOut(name=line.name, amount_dkk=line.amount, text=TextOut.model_validate(line.text))
            for line in found.lines
        ],
        question=TextOut.model_validate(question) if question else None,
    )
