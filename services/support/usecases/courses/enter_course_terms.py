"""The municipality enters its own time limits in a course."""

from kit.database.stories import Story
from kit.values.problems import Unprocessable
from services.support.domain.courses.terms import CourseTerms, errors_in_terms
from services.support.store.courses import list_terms, save_terms


async def enter_course_terms(story: Story, terms: CourseTerms) -> list[CourseTerms]:
    """Enter a dated row; every row there is.

    - A row that begins on the same day replaces the one that did.
    - What has been counted from an earlier row stays as it was.
    """
    errors = errors_in_terms(terms)
    if errors:
        raise Unprocessable(errors=errors)
    await save_terms(story, terms)
    return await list_terms(story)
