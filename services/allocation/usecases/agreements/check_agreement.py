"""An agreement is held against the law and the registry before it is entered."""

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.identifiers import is_cvr
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.feasibility import Registered, require_feasible
from services.allocation.store.agreements import lock_agreements
from services.allocation.store.estates import list_estates, list_standings


async def check_agreement(story: Story, agreement: Agreement) -> None:
    """Take the organisation's turn, and raise what keeps the agreement from being entered."""
    if not is_cvr(agreement.organisation_cvr):
        text = Text("Er ikke et CVR-nummer", "Not a CVR number")
        raise Unprocessable(errors=[FieldError("/organisation_cvr", text)])
    await lock_agreements(story, agreement.organisation_cvr)
    estates = frozenset(estate.estate for estate in await list_estates(story, agreement.organisation_cvr))
    standings = await list_standings(story, agreement.organisation_cvr)
    require_feasible(agreement, Registered(estates, standings), local_day(story.now))
