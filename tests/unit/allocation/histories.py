"""The ledger's own language in tests: a history as a string in, a string of entries out.

In: V vacancy, U not usable, S meets the target, X exempt, I root of an internal chain, Lk later link of chain k,
dk posting k again, rk municipality hands back k, zk organisation withdraws k, M found by audit (MU, MS: not usable,
meeting the target). `V@07` is a vacancy of estate 07, `V@07/2` one of its stairwell 2.
Out: A general, T targeted, O owed right paid, w right not demanded, b blocked, m missed, . released, - not counted,
= repeat, r, z as in, + the count starts again.
"""

from collections.abc import Callable, Sequence
from typing import Any

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.terms import AgreementKind, HandedBack, Overlap, Target
from services.allocation.domain.ledger.countable import ORDINARY, Circumstances
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.replays import Event, Missed, Posted, Replay, Withdrawn
from services.allocation.domain.ledger.replays import HandedBack as GivenBack
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.outcomes import Outcome, Right
from tests.unit.allocation.builders import a_vacancy, an_agreement

MOST_USABLE_ROOMS = 2
SMALL_M2 = 40
RIGHTS = {Right.GENERAL: "A", Right.TARGETED: "T", Right.OWED: "O", Right.FULL: "F"}
SYMBOLS = {
    Outcome.NOT_DEMANDED: "w",
    Outcome.BLOCKED: "b",
    Outcome.MISSED: "m",
    Outcome.RELEASED: ".",
    Outcome.NOT_COUNTABLE: "-",
    Outcome.HANDED_BACK: "r",
    Outcome.WITHDRAWN: "z",
    Outcome.RESTARTED: "+",
}
EXEMPT = Circumstances(estate_exempt_by="ABL § 51 b")

Play = Callable[[Agreement, Sequence[Event]], Sequence[Decision]]


def a_ledger(
    share: str,
    *,
    small: str | None = None,
    overlap: Overlap = Overlap.MAX,
    handed_back: HandedBack = HandedBack.CONSUME,
    **more: Any,
) -> Agreement:
    """An agreement on the share; over two rooms is not usable; with `small`, dwellings to 40 m² are a target."""
    return an_agreement(
        share=Share.parse(share),
        kind=AgreementKind.AGREEMENT,
        usable=Condition(max_rooms=MOST_USABLE_ROOMS),
        target=Target(Condition(max_area_m2=SMALL_M2), Share.parse(small), overlap) if small else None,
        handed_back=handed_back,
        **more,
    )


def steps_of(history: str) -> list[str]:
    """`V×12` is twelve vacancies; otherwise the steps stand apart."""
    return [step for word in history.split() for step in _times(word)]


def _times(word: str) -> list[str]:
    step, times, count = word.partition("×")
    return [step] * int(count) if times else [word]


def events_of(history: str) -> list[Event]:
    """The events of a history; the k-th vacancy has the reference `k`, by its step's number."""
    return [event_of(number, step) for number, step in enumerate(steps_of(history), start=1)]


def event_of(number: int, step: str) -> Event:
    """The event of one step, with that number."""
    kind, of = step[0], step[1:]
    match kind:
        case "r":
            return GivenBack(of)
        case "z":
            return Withdrawn(of)
        case "M":
            return Missed(_vacancy(number, of if of[:1].isalpha() else f"V{of}"))
        case _:
            return Posted(_vacancy(number, step), EXEMPT if kind == "X" else ORDINARY)


def replayed(agreement: Agreement, events: Sequence[Event]) -> Sequence[Decision]:
    """An entry per event, as the ledger makes them; a planted fault stands in its place."""
    ledger = Replay(lambda facts: agreement if agreement.in_force_on(facts.posted_on) else None)
    first: dict[str, Decision] = {}
    entries: list[Decision] = []
    for event in events:
        told = ledger.tell(event)
        if told and isinstance(event, Posted | Missed):
            first[event.facts.reference] = told[-1]
        entries.append(told[-1] if told else first[_reference(event)])
    return entries


def outcomes(play: Play, agreement: Agreement, history: str) -> str:
    """What a history gives, as a string."""
    return symbols(play(agreement, events_of(history)))


def symbols(entries: Sequence[Decision]) -> str:
    """The entries as a string; the entry of an earlier posting, given again, is a repeat."""
    first = {id(entry): number for number, entry in reversed(list(enumerate(entries)))}
    return "".join(_symbol(entry) if first[id(entry)] == number else "=" for number, entry in enumerate(entries))


def _symbol(entry: Decision) -> str:
    if entry.outcome is Outcome.CLAIMED and entry.right is not None:
        return RIGHTS[entry.right]
    return SYMBOLS[entry.outcome]


def _reference(event: Event) -> str:
    return event.facts.reference if isinstance(event, Posted | Missed) else event.reference


def _vacancy(number: int, step: str) -> VacancyFacts:
    what, _, where = step.partition("@")
    kind, named = what[0], what[1:]
    estate, _, stairwell = where.partition("/")
    return a_vacancy(
        reference=named if kind == "d" else str(number),
        rooms=MOST_USABLE_ROOMS + 1 if kind == "U" else MOST_USABLE_ROOMS,
        area_m2=SMALL_M2 if kind == "S" else SMALL_M2 + 20,
        chain_reference=named if kind == "L" else None,
        estate=estate or "06",
        stairwell=stairwell or None,
    )


VECTORS = {
    1: (a_ledger("1/4"), "V×12", "...A...A...A"),
    2: (a_ledger("1/3"), "V×9", "..A..A..A"),
    3: (a_ledger("2/5"), "V×10", "..A.A..A.A"),
    4: (a_ledger("1/4"), "V X V V X V V", ".-..-A."),
    5: (a_ledger("1/4"), "V I L2 V V", "..-.A"),
    6: (a_ledger("1/4", carry=0), "V V V U V V V V", "...w...A"),
    7: (a_ledger("1/4", carry=1), "V V V U V V V V", "...wA..A"),
    8: (a_ledger("1/4"), "V V d2 V V", "..=.A"),
    9: (a_ledger("1/4", carry=1), "V V V V r4 V V V V", "...Ar...A"),
    10: (a_ledger("1/4"), "V V V V z4 V V V V V", "...AzA...A"),
    11: (a_ledger("1/4"), "V V V M V V V V", "...mO..A"),
    12: (a_ledger("1/4", small="1/2"), "S S V V S S V V", ".T...T.."),
    13: (a_ledger("1/4", small="1/2"), "V×8", "...A...A"),
    14: (a_ledger("1/1"), "V×4", "AAAA"),
    15: (a_ledger("0/1"), "V×4", "...."),
    16: (a_ledger("1/4"), "V V V V V z4 V V V V", "...A.zA..A"),
    17: (a_ledger("0/1", small="1/2", overlap=Overlap.INSTEAD), "S S z1 S", ".Tz."),
}
"""The published vectors."""
