"""Who fits a claimed vacancy, in the council's order, and which rule stopped each of the others.

Decision support: the order is lexicographic, without scores; a caseworker chooses and can read every step. Sentences
are written only for those whom somebody reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from operator import not_

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.allocation.domain.matching.candidates import Waiting
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.matching.fit_rules import FIT_RULES, WAITING, FitRule
from services.allocation.domain.matching.fit_words import Sentence
from services.allocation.domain.matching.order import Places, among_equals, order_in_words, rules_of
from services.allocation.domain.matching.problems import NotOnShortlist
from services.allocation.domain.matching.schemes import PriorityScheme
from services.allocation.domain.nominations.situations import NominationStatus


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Everybody who was considered, as rows of those who wait.

    `fitting` are the places of those who fit, first the first; `stopped` are those who do not, under the first rule
    that stopped each, in order of nomination.
    """

    dwelling: Dwelling
    scheme: PriorityScheme
    waiting: Waiting
    fitting: Places
    stopped: tuple[tuple[FitRule, tuple[int, ...]], ...]

    def reasons(self, place: int) -> tuple[Reason, ...]:
        """Every hard condition, as the household at this place (from 0) meets it."""
        row = self.fitting[place][-1]
        return tuple(self.reason(rule, row, met=True) for rule in FIT_RULES)

    def order(self, place: int) -> tuple[Text, ...]:
        """What decided that this household stands at this place (from 0)."""
        drawn = among_equals(self.fitting, place)
        return order_in_words(self.dwelling.facts.step_free, self.scheme, self.waiting, self.fitting[place], drawn)

    def reason(self, rule: FitRule, row: int, *, met: bool) -> Reason:
        """How the household meets the rule, or why it stopped it."""
        return reason_of(rule, self.dwelling, self.scheme, self.waiting, row, met=met)

    def holds_offer(self, nomination_id: str) -> bool:
        """Whether the household, if it waits, holds an open offer of any dwelling."""
        row = self.waiting.find(nomination_id)
        return row is not None and bool(self.waiting.value("has_open_offer", row))

    def place_of(self, nomination_id: str) -> int:
        """The household's place, from 0. Raises NotOnShortlist, with the rule that stops it."""
        for place, key in enumerate(self.fitting):
            if key[-2] == nomination_id:
                return place
        row = self.waiting.find(nomination_id)
        for rule, rows in self.stopped:
            if row in rows:
                raise _not_on(self.reason(rule, row, met=False))
        closed = self.sentence(WAITING)(False, NominationStatus.CLOSED)
        raise _not_on(Reason(WAITING.rule, WAITING.source, False, closed))

    def sentence(self, rule: FitRule) -> Sentence:
        """How the rule is said at this dwelling."""
        return rule.words_at(self.dwelling, self.scheme)

    def looks_at(self, rule: FitRule) -> bool:
        """Whether somebody can fail the rule at this dwelling, so that the household's fact has been read."""
        return rule.test_at(self.dwelling, self.scheme) is not None


def reason_of(
    rule: FitRule, dwelling: Dwelling, scheme: PriorityScheme, waiting: Waiting, row: int, *, met: bool
) -> Reason:
    """One hard condition at a dwelling, as one household meets it or not."""
    looked_at = rule.test_at(dwelling, scheme) is not None
    value = waiting.value(rule.fact, row) if looked_at else None
    return Reason(rule.rule, rule.source, met, rule.words_at(dwelling, scheme)(met, value))


def _not_on(reason: Reason) -> NotOnShortlist:
    return NotOnShortlist(reason.text, extra={"reason": reason.as_json()})


def shortlist(dwelling: Dwelling, waiting: Waiting, scheme: PriorityScheme) -> Shortlist:
    """The shortlist of one dwelling.

    - Hard conditions first: a household that does not meet one is named with the first that stopped it.
    - Then the council's order, and between equals the sealed lottery number. The same households in any order give the
      same list.
    """
    fitting, stopped = who_fits(dwelling, waiting, scheme)
    places = Places(dwelling.facts.step_free, scheme, waiting, fitting)
    return Shortlist(dwelling, scheme, waiting, places, stopped)


def who_fits(
    dwelling: Dwelling, waiting: Waiting, scheme: PriorityScheme
) -> tuple[Sequence[int], tuple[tuple[FitRule, tuple[int, ...]], ...]]:
    """The households that meet every hard condition, and the others under the first rule that stopped each.

    Each rule is asked once of each value that households have.
    """
    rows: Sequence[int] = range(len(waiting))
    differing = cache(waiting.differing)
    stopped = []
    for rule in FIT_RULES:
        test = rule.test_at(dwelling, scheme)
        passing = {value: test(value) for value in differing(rule.fact)} if test else {}
        if not all(passing.values()):
            passes = [passing[value] for value in waiting.values(rule.fact, rows)]
            stopped.append((rule, tuple(compress(rows, map(not_, passes)))))
            rows = list(compress(rows, passes))
    return rows, tuple((rule, those) for rule, those in stopped if those)


def facts_needed(dwelling: Dwelling, scheme: PriorityScheme) -> frozenset[str]:
    """The facts of a household that are looked at for this dwelling; no other need be read."""
    looked_at = {rule.fact for rule in FIT_RULES if rule.test_at(dwelling, scheme) is not None}
    ordered_by = {rule.fact for rule in rules_of(scheme) if rule.rank_at(dwelling.facts.step_free, scheme) is not None}
    return frozenset({"nomination_id", "reference", *looked_at, *ordered_by})
