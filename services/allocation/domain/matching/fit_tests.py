"""What can be asked of one fact of a household. The same question is the same test, asked once for all dwellings."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import eq, ne
from typing import Any

from services.allocation.domain.matching.candidates import Assessed
from services.allocation.domain.nominations.assessments import RestrictedArea
from services.allocation.domain.nominations.situations import NominationStatus

Test = Callable[[Any], bool]
same_question = lru_cache(maxsize=4096)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """That a number is known and reaches a limit. Limits can be sorted, and so asked of all dwellings at once."""

    limit: int

    def __call__(self, number: int | None) -> bool:
        return number is not None and number >= self.limit


IS_OPEN: Test = partial(eq, NominationStatus.OPEN)


def is_known(value: object) -> bool:
    """That there is a value."""
    return value is not None


@same_question
def between(least: int, most: int) -> Test:
    """That a number lies from the least to the most."""
    return lambda number: least <= number <= most


@same_question
def other_than(name: str) -> Test:
    """That the value is not this one."""
    return partial(ne, name)


@same_question
def not_among(names: frozenset[str]) -> Test:
    """That the value is none of these."""
    return lambda name: name not in names


@same_question
def none_or_with(name: str) -> Test:
    """That nothing is named, or this among others."""

    def test(names: Collection[str]) -> bool:
        return not names or name in names

    return test


@same_question
def without(name: str) -> Test:
    """That this is not among what is named."""
    return lambda names: name not in names


@same_question
def unknown_or_at_least(limit: int) -> Test:
    """That the household has named no limit of its own, or one that is not exceeded."""
    return lambda own: own is None or own >= limit


@same_question
def with_a_yes_to(areas: frozenset[RestrictedArea]) -> Test:
    """That a person has found a yes for each of these areas."""

    def test(assessed: Assessed) -> bool:
        return all((area, True) in assessed for area in areas)

    return test
