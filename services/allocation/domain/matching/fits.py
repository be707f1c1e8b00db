"""Which of several dwellings each household fits: each question asked once of each value that households have."""

from bisect import bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import or_

from services.allocation.domain.matching.candidates import Waiting
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.matching.fit_rules import FIT_RULES, FitRule
from services.allocation.domain.matching.fit_tests import AtLeast, Test
from services.allocation.domain.matching.schemes import PriorityScheme

Passing = Mapping[Hashable, int]
"""For each value of a fact, the dwellings whose test it passes, as bits."""


@dataclass(frozen=True, slots=True)
class Fits:
    """The rules that can stop somebody at some dwelling, in order, each with the dwellings where each value passes."""

    waiting: Waiting
    everywhere: int
    rules: tuple[tuple[FitRule, Passing], ...]

    def by_row(self) -> list[int]:
        """The dwellings that each household fits, in the rows' order."""
        found = [self.everywhere] * len(self.waiting)
        for rule, passing in self.rules:
            column = self.waiting.column(rule.fact)
            found = [mask and mask & passing[value] for mask, value in zip(found, column, strict=True)]
        return found

    def why_stopped(self, row: int) -> dict[str, int]:
        """At how many of the dwellings each rule is the first that stops this household."""
        left, counted = self.everywhere, {}
        for rule, passing in self.rules:
            passed = left & passing[self.waiting.value(rule.fact, row)]
            if passed != left:
                counted[rule.rule] = (left ^ passed).bit_count()
            left = passed
        return counted


def fits_of(dwellings: Sequence[Dwelling], waiting: Waiting, scheme: PriorityScheme) -> Fits:
    """The rules applied to all dwellings and all values at once."""
    everywhere = (1 << len(dwellings)) - 1
    rules = []
    for rule in FIT_RULES:
        asked = ((rule.test_at(dwelling, scheme), 1 << number) for number, dwelling in enumerate(dwellings))
        tests: dict[Test, int] = {}
        for test, bit in asked:
            if test is not None:
                tests[test] = tests.get(test, 0) | bit
        if tests:
            elsewhere = everywhere ^ sum(tests.values())
            rules.append((rule, _passing(tests, waiting.differing(rule.fact), elsewhere)))
    return Fits(waiting, everywhere, tuple(rules))


def _passing(tests: Mapping[Test, int], values: set[Hashable], elsewhere: int) -> Passing:
    limits = [(test.limit, bits) for test, bits in tests.items() if isinstance(test, AtLeast)]
    if len(limits) == len(tests):
        return _reaching(sorted(limits), values, elsewhere)
    return {value: elsewhere | sum(bits for test, bits in tests.items() if test(value)) for value in values}


def _reaching(limits: Sequence[tuple[int, int]], values: set[Hashable], elsewhere: int) -> Passing:
    """A number reaches every limit up to itself, so its place among the limits is all that need be found."""
    reached = list(accumulate((bits for _, bits in limits), or_, initial=elsewhere))
    numbers = [limit for limit, _ in limits]
    return {value: reached[bisect_right(numbers, value)] if isinstance(value, int) else elsewhere for value in values}
