"""The municipality enters its own time limits of alerts."""

from kit.database.stories import Story
from kit.values.problems import Unprocessable
from services.support.domain.alerts.terms import AlertTerms, errors_in_terms
from services.support.store.alerts import list_terms, save_terms


async def enter_alert_terms(story: Story, terms: AlertTerms) -> list[AlertTerms]:
    """Enter a dated row; every row there is. A deadline already counted from an earlier row stays as it was."""
    errors = errors_in_terms(terms)
    if errors:
        raise Unprocessable(errors=errors)
    await save_terms(story, terms)
    return await list_terms(story)
