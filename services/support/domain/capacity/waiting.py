"""Who waits for a method, in the order of need that the council has declared: criteria one after another, no scores."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.decisions import Reason
from kit.values.problems import FieldError
from kit.values.texts import Text
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.pointers import Situation, SupportNeeds


class Criterion(StrEnum):
    """What decides who comes first."""

    NEEDS = "needs"
    SITUATION = "situation"
    WAITING_SINCE = "waiting_since"


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """The council's order from a day on; situations not named come after those that are, all alike."""

    valid_from: date
    criteria: tuple[Criterion, ...]
    situations: tuple[Situation, ...]
    source: str


UNDECLARED = WaitingOrder(
    date(1900, 1, 1),
    (Criterion.NEEDS, Criterion.WAITING_SINCE),
    (),
    "ikke vedtaget: størst behov først, dernæst længst ventetid",
)
_NEEDS = (SupportNeeds.HIGH, SupportNeeds.MEDIUM, SupportNeeds.LOW)
_NEED_NAMES = {
    SupportNeeds.HIGH: Text("store støttebehov", "high needs"),
    SupportNeeds.MEDIUM: Text("mellemstore støttebehov", "medium needs"),
    SupportNeeds.LOW: Text("små støttebehov", "low needs"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A citizen without a worker; `had_room` says whether the recommended method had room when the offer came."""

    referral_id: UUID
    method: Method
    needs: SupportNeeds
    situation: Situation
    since: datetime
    had_room: bool
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the line, with its reasons."""

    number: int
    waiting: Waiting
    reasons: tuple[Reason, ...]


def errors_in_order(order: WaitingOrder) -> list[FieldError]:
    """Each criterion and each situation stands once; a situation needs its order."""
    errors = []
    for field, values in (("criteria", order.criteria), ("situations", order.situations)):
        if len(set(values)) < len(values):
            errors.append(FieldError(f"/{field}", Text("Det samme står der to gange", "The same stands there twice")))
    if Criterion.SITUATION in order.criteria and not order.situations:
        text = Text("Angiv rækkefølgen af situationer", "Give the order of situations")
        errors.append(FieldError("/situations", text))
    return errors


def order_on(orders: Iterable[WaitingOrder], day: date) -> WaitingOrder:
    """The order in force on the day; until the council has declared one, need and then waiting."""
    in_force = [each for each in orders if each.valid_from <= day]
    return max(in_force, key=lambda each: each.valid_from, default=UNDECLARED)


def who_waits(without_worker: Sequence[Waiting], free: int) -> list[Waiting]:
    """Who stands in the line for a method with so many free places.

    - Where there are fewer places than citizens without a worker, all of them stand in it.
    - Otherwise only those for whom there was no room when the offer came, until a person has assigned a worker.
    """
    if len(without_worker) > free:
        return list(without_worker)
    return [each for each in without_worker if not each.had_room or each.told_at is not None]


def line_up(waiting: Iterable[Waiting], order: WaitingOrder) -> list[Place]:
    """Everybody who waits, first in need first.

    - The council's criteria decide one after another; the later ones only where the earlier ones are alike.
    - Where all are alike, who has waited longest comes first, and then the referral's own identifier decides.
    """
    placed = sorted(
        waiting, key=lambda each: (*(_rank(each, by, order) for by in order.criteria), each.since, each.referral_id)
    )
    return [Place(number, each, _reasons(each, order)) for number, each in enumerate(placed, start=1)]


def first_to_tell(line: Sequence[Place], free: int) -> list[Waiting]:
    """Who is told of the places that are free: as many from the front as there are places, each once."""
    return [place.waiting for place in line[:free] if place.waiting.told_at is None]


def _rank(waiting: Waiting, by: Criterion, order: WaitingOrder) -> float:
    if by is Criterion.NEEDS:
        return _NEEDS.index(waiting.needs)
    if by is Criterion.SITUATION:
        return _situation_rank(waiting, order)
    return waiting.since.timestamp()


def _situation_rank(waiting: Waiting, order: WaitingOrder) -> int:
    named = order.situations
    return named.index(waiting.situation) if waiting.situation in named else len(named)


def _reasons(waiting: Waiting, order: WaitingOrder) -> tuple[Reason, ...]:
    return tuple(Reason(f"order-{by.value}", order.source, True, _why(waiting, by, order)) for by in order.criteria)


def _why(waiting: Waiting, by: Criterion, order: WaitingOrder) -> Text:
    if by is Criterion.NEEDS:
        name, rank = _NEED_NAMES[waiting.needs], _NEEDS.index(waiting.needs) + 1
        return Text(
            f"Borgeren har {name.da}: nummer {rank} af 3 i rækkefølgen af behov.",
            f"The citizen has {name.en}: number {rank} of 3 in the order of needs.",
        )
    if by is Criterion.SITUATION:
        rank = _situation_rank(waiting, order) + 1
        return Text(
            f"Borgerens situation er nummer {rank} i kommunens rækkefølge.",
            f"The citizen's situation is number {rank} in the municipality's order.",
        )
    day = waiting.since.date()
    return Text(f"Borgeren har ventet siden {day}.", f"The citizen has waited since {day}.")
