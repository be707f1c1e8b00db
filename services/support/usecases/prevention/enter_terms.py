"""The municipality enters how fast prevention answers."""

from kit.database.stories import Story
from kit.values.problems import Unprocessable
from services.support.domain.prevention.terms import PreventionTerms, errors_in_terms
from services.support.store.prevention import list_terms, save_terms


async def enter_terms(story: Story, terms: PreventionTerms) -> list[PreventionTerms]:
    """Enter a dated row; every row there is.

    - A row that begins on the same day replaces the one that did.
    - A deadline that has been set stays as it was.
    """
    errors = errors_in_terms(terms)
    if errors:
        raise Unprocessable(errors=errors)
    await save_terms(story, terms)
    return await list_terms(story)
