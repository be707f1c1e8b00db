"""The allocation office loads the registry of organisations and estates."""

from collections.abc import Sequence

from kit.database.stories import Story
from kit.values.identifiers import is_cvr
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.registry.estates import RegisteredEstate
from services.allocation.store.estates import save_estates

WRONG_CVR = Text("Er ikke et CVR-nummer: kontrolcifret passer ikke", "Not a CVR number: the check digit is wrong")
TWICE = Text("Afdelingen står to gange", "The estate stands twice")


async def register_estates(story: Story, estates: Sequence[RegisteredEstate]) -> None:
    """Add the estates, or put right those already there; all of them or none."""
    errors: list[FieldError] = []
    seen: set[tuple[str, str]] = set()
    for number, estate in enumerate(estates):
        if not is_cvr(estate.organisation_cvr):
            errors.append(FieldError(f"/estates/{number}/organisation_cvr", WRONG_CVR))
        if (estate.organisation_cvr, estate.estate) in seen:
            errors.append(FieldError(f"/estates/{number}/estate", TWICE))
        seen.add((estate.organisation_cvr, estate.estate))
    if errors:
        raise Unprocessable(errors=errors)
    await save_estates(story, estates)
