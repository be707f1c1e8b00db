"""The council's order applied to a dwelling: what decides each place, criterion by criterion, and in words."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, overload

from kit.values.texts import Text
from services.allocation.domain.matching.candidates import Waiting
from services.allocation.domain.matching.schemes import PriorityCriterion, PriorityScheme

Key = tuple[Any, ...]
"""A household's place, compared field by field; the last two are its identifier and its row."""
Rank = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class OrderRule:
    """One criterion on one fact of the household: a smaller rank comes first.

    Only fit class looks at the dwelling, at whether it is step-free: elsewhere it gives no rank, and all are equal.
    """

    fact: str
    rank_at: Callable[[bool, PriorityScheme], Rank | None]
    words: Callable[[Any, Any], Text | None]


def _need_first(step_free: bool, _scheme: PriorityScheme) -> Rank | None:
    return (lambda needs_lift: not needs_lift) if step_free else None


def _in_councils_order(_step_free: bool, scheme: PriorityScheme) -> Rank:
    places = {str(each): place for place, each in enumerate(scheme.situations, start=1)}
    return defaultdict(lambda: scheme.last_place, places).__getitem__


def _as_it_stands(fact: Any) -> Any:
    return fact


def _earlier_first(_step_free: bool, _scheme: PriorityScheme) -> Rank:
    return _as_it_stands


def _some_before_none(_step_free: bool, _scheme: PriorityScheme) -> Rank:
    return lambda has: not has


def _need_in_words(rank: bool, _needs: bool) -> Text:
    if rank:
        return Text("Ansøgeren har ikke brug for en bolig uden trin.", "The applicant needs no step-free dwelling.")
    return Text("Ansøgeren har brug for en bolig uden trin.", "The applicant needs a step-free dwelling.")


ORDER_RULES: Mapping[PriorityCriterion, OrderRule] = {
    PriorityCriterion.FIT_CLASS: OrderRule("needs_lift", _need_first, _need_in_words),
    PriorityCriterion.SITUATION: OrderRule(
        "situation",
        _in_councils_order,
        lambda rank, _: Text(
            f"Situationen er nr. {rank} i rådets rækkefølge.", f"The situation is number {rank} in the council's order."
        ),
    ),
    PriorityCriterion.HOMELESS_SINCE: OrderRule(
        "homeless_since_on",
        _earlier_first,
        lambda _, day: Text(f"Uden hjem siden {day}.", f"Without a home since {day}."),
    ),
    PriorityCriterion.WAITING_SINCE: OrderRule(
        "waiting_since_on",
        _earlier_first,
        lambda _, day: Text(f"På listen siden {day}.", f"On the list since {day}."),
    ),
    PriorityCriterion.CHILDREN: OrderRule(
        "children",
        _some_before_none,
        lambda rank, _: (
            Text("Husstand uden børn.", "A household without children.")
            if rank
            else Text("Husstand med børn.", "A household with children.")
        ),
    ),
    PriorityCriterion.LEAVING_CARE: OrderRule(
        "leaving_care",
        _some_before_none,
        lambda rank, _: (
            Text("Ikke på vej ud af en anbringelse.", "Not leaving a placement.")
            if rank
            else Text("Ung på vej ud af en anbringelse.", "A young person leaving a placement.")
        ),
    ),
    PriorityCriterion.LOTTERY: OrderRule("lottery", _earlier_first, lambda _rank, _number: None),
}
"""The lottery's number is told nobody; where it decides, the place among the equal is told (`among_equals`)."""


def rules_of(scheme: PriorityScheme) -> tuple[OrderRule, ...]:
    """The scheme's criteria, the first first."""
    return tuple(ORDER_RULES[criterion] for criterion in scheme.order)


def keys_of(step_free: bool, scheme: PriorityScheme, waiting: Waiting, rows: Sequence[int]) -> list[Key]:
    """The place of each of these households at a dwelling, step-free or not, in the rows' order."""
    fields: list[Iterable[Any]] = []
    for rule in rules_of(scheme):
        rank = rule.rank_at(step_free, scheme)
        values = waiting.values(rule.fact, rows)
        fields.append(values if rank is _as_it_stands else map(rank, values) if rank else repeat(0, len(rows)))
    ids = waiting.values("nomination_id", rows)
    return list(zip(*fields, ids, rows, strict=True))


class Places(Sequence[Key]):
    """Households in order, found as far as somebody looks: a page of fifty need not wait for the order of thousands.

    The first criterion that ranks them parts them; a part is put in order when somebody looks into it.
    """

    def __init__(self, step_free: bool, scheme: PriorityScheme, waiting: Waiting, rows: Sequence[int]) -> None:
        self._count = len(rows)
        self._found: list[Key] = []
        parts = _parted(step_free, scheme, waiting, rows)
        self._parts = (sorted(keys_of(step_free, scheme, waiting, part)) for part in parts)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Key: ...
    @overload
    def __getitem__(self, place: slice) -> list[Key]: ...
    def __getitem__(self, place: int | slice) -> Key | list[Key]:
        last = place if isinstance(place, int) else place.indices(self._count)[1] - 1
        while len(self._found) <= last < self._count:
            self._found += next(self._parts)
        return self._found[place]


def _parted(step_free: bool, scheme: PriorityScheme, waiting: Waiting, rows: Sequence[int]) -> Iterator[Sequence[int]]:
    """The households by the first criterion that ranks them, the first first."""
    ranked = ((rule.rank_at(step_free, scheme), rule.fact) for rule in rules_of(scheme))
    rank, fact = next((rank, fact) for rank, fact in ranked if rank is not None)
    parts = defaultdict(list)
    for value, row in zip(waiting.values(fact, rows), rows, strict=True):
        parts[rank(value)].append(row)
    return (parts[each] for each in sorted(parts))


def order_in_words(
    step_free: bool, scheme: PriorityScheme, waiting: Waiting, key: Key, drawn: tuple[int, int]
) -> tuple[Text, ...]:
    """What decided a household's place, about the applicant alone; `drawn` is its place among its equals."""
    row = key[-1]
    found = []
    for rule, rank in zip(rules_of(scheme), key, strict=False):
        if rule.rank_at(step_free, scheme) is not None:
            found.append(rule.words(rank, waiting.value(rule.fact, row)))
    return (*(each for each in found if each is not None), _drawn_in_words(*drawn))


def _drawn_in_words(place: int, equals: int) -> Text:
    if equals == 1:
        return Text("Ingen lodtrækning: ingen står lige.", "No lottery: nobody is equal.")
    return Text(f"Lodtrækning mellem {equals} lige: nr. {place}.", f"Lottery between {equals} equals: number {place}.")


def among_equals(keys: Sequence[Key], place: int) -> tuple[int, int]:
    """The place among those who are equal in all but the lottery, from 1, and how many they are; keys are in order."""
    decided, reach = keys[place][:-3], 1
    while place + reach < len(keys) and keys[place + reach][:-3] == decided:
        reach *= 2
    first = bisect_left(keys, decided, hi=place)
    end = bisect_right(keys, decided, lo=place, hi=min(place + reach, len(keys)), key=lambda key: key[:-3])
    return place - first + 1, end - first
