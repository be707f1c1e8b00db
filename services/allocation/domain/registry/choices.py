"""A choice that the law leaves to the municipality: a deadline or a limit, dated, with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text


@dataclass(frozen=True, slots=True)
class LocalChoice:
    """In force from `valid_from` up to, not including, `valid_to`. `note` is its source; drawn values say so."""

    key: str
    valid_from: date
    valid_to: date | None
    value: Decimal
    unit: str
    verified: bool
    note: str


class ChoicesOverlap(Unprocessable):
    slug = "rates-overlap"
    title = Text("To værdier gælder på samme dag", "Two values are in force on the same day")


class ChoiceMissing(Unprocessable):
    slug = "local-choice-missing"
    title = Text("Kommunen har ikke valgt dette endnu", "The municipality has not chosen this yet")


def require_no_overlap(choices: Iterable[LocalChoice]) -> None:
    """Raises ChoicesOverlap where two choices of one key share a day."""
    ordered = sorted(choices, key=lambda choice: (choice.key, choice.valid_from))
    for earlier, later in pairwise(ordered):
        overlaps = earlier.valid_to is None or earlier.valid_to > later.valid_from
        if earlier.key == later.key and overlaps:
            key, day = later.key, later.valid_from.isoformat()
            text = Text(f"{key} har to værdier {day}", f"{key} has two values on {day}")
            raise ChoicesOverlap(text, errors=[FieldError("/rates", text)])


def require_choice(choice: LocalChoice | None, key: str, day: date) -> LocalChoice:
    """The choice. Raises ChoiceMissing, which asks for it: nothing is guessed."""
    if choice is None:
        text = Text(
            f"Indtast {key} for {day.isoformat()} først: værdien gættes ikke",
            f"Enter {key} for {day.isoformat()} first: the value is not guessed",
        )
        raise ChoiceMissing(text)
    return choice
