"""The ledger's own language in tests: a history as a string in, a string of decisions out.

In: V vacancy, U not usable, X exempt, I root of an internal chain, Lk later link of chain k, dk posting k again.
Out: A claimed, w right not demanded, . released, - not counted, = repeat.
"""

from collections.abc import Callable, Mapping, Sequence

from services.allocation.domain.agreements import Agreement, AgreementKind
from services.allocation.domain.countable import Circumstances
from services.allocation.domain.ledger import Decision, Outcome, replay
from services.allocation.domain.shares import Share
from services.allocation.domain.usable import UsableCondition
from services.allocation.domain.vacancies import VacancyFacts
from tests.unit.allocation.builders import a_vacancy, an_agreement

MOST_USABLE_ROOMS = 2
SYMBOLS = {Outcome.CLAIMED: "A", Outcome.NOT_DEMANDED: "w", Outcome.RELEASED: ".", Outcome.NOT_COUNTABLE: "-"}
EXEMPT = Circumstances(estate_exempt_by="ABL § 51 b")

Replay = Callable[[Agreement, Sequence[VacancyFacts], Mapping[str, Circumstances]], tuple[Decision, ...]]


def a_ledger(share: str, *, carry: int = 0) -> Agreement:
    """An agreement on the share; a dwelling of more than two rooms is not usable."""
    return an_agreement(
        share=Share.parse(share),
        carry=carry,
        kind=AgreementKind.AGREEMENT,
        usable=UsableCondition(max_rooms=MOST_USABLE_ROOMS),
    )


def steps_of(history: str) -> list[str]:
    """`V×12` is twelve vacancies; otherwise the steps stand apart."""
    kind, times, count = history.partition("×")
    return [kind] * int(count) if times else history.split()


def vacancies_of(history: str) -> list[VacancyFacts]:
    """The postings of a history; the k-th has the reference `k`."""
    return [_vacancy(number, step) for number, step in enumerate(steps_of(history), start=1)]


def circumstances_of(history: str) -> dict[str, Circumstances]:
    """What is known besides the facts: which estates are exempt."""
    return {str(number): EXEMPT for number, step in enumerate(steps_of(history), start=1) if step == "X"}


def outcomes(replay: Replay, agreement: Agreement, history: str) -> str:
    """The decisions of a history as a string; the decision of an earlier posting, given again, is a repeat."""
    decisions = replay(agreement, vacancies_of(history), circumstances_of(history))
    first = {id(decision): number for number, decision in reversed(list(enumerate(decisions)))}
    return "".join(
        SYMBOLS[decision.outcome] if first[id(decision)] == number else "=" for number, decision in enumerate(decisions)
    )


def _vacancy(number: int, step: str) -> VacancyFacts:
    kind, of = step[0], step[1:]
    return a_vacancy(
        reference=of if kind == "d" else str(number),
        rooms=MOST_USABLE_ROOMS + 1 if kind == "U" else MOST_USABLE_ROOMS,
        chain_reference=of if kind == "L" else None,
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
    14: (a_ledger("1/1"), "V×4", "AAAA"),
    15: (a_ledger("0/1"), "V×4", "...."),
}
"""The published vectors that need a share, carry, a usable-condition, exemptions, chains and repeats."""


def replayed(
    agreement: Agreement, vacancies: Sequence[VacancyFacts], known: Mapping[str, Circumstances]
) -> tuple[Decision, ...]:
    """The ledger as it is; a planted fault stands in its place."""
    return replay(agreement, vacancies, circumstances=known)
