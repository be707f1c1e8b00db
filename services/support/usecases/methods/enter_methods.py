"""The municipality enters which methods it offers, to whom, and with what caseload."""

from collections.abc import Sequence

from kit.database.stories import Story
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.methods.methods import MethodTerms
from services.support.domain.methods.terms import errors_in_terms, overlaps
from services.support.store.methods import list_terms, save_terms


async def enter_methods(story: Story, rows: Sequence[MethodTerms]) -> list[MethodTerms]:
    """Enter dated rows of methods.

    - A row that begins on the same day as one of the same method replaces it; the same rows again change nothing.
    - A caseload limit never exceeds what the method itself sets (ICM: 8).
    - Nothing is entered where one row is wrong; every error points at its field.
    """
    errors = [error for index, row in enumerate(rows) for error in errors_in_terms(row, f"/methods/{index}")]
    if overlaps(rows):
        text = Text(
            "To rækker for samme metode begynder samme dag", "Two rows of the same method begin on the same day"
        )
        errors.append(FieldError("/methods", text))
    if errors:
        raise Unprocessable(errors=errors)
    await save_terms(story, rows)
    return await list_terms(story)
