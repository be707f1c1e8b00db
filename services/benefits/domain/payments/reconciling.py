"""What the finance system says it has paid, against what was ordered: line by line, to the øre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.payments.orders import OrderState, PaymentOrder
from services.benefits.domain.wording import in_kroner


class LineOutcome(StrEnum):
    """What came of a line. Repeated: the same posting has been told before, and changes nothing."""

    MATCHED = "matched"
    REPEATED = "repeated"
    WRONG_AMOUNT = "wrong_amount"
    PAID_TWICE = "paid_twice"
    UNMATCHED = "unmatched"
    UNKNOWN = "unknown"


DIFFERENCES = frozenset(set(LineOutcome) - {LineOutcome.MATCHED, LineOutcome.REPEATED})
"""What stays open until a person has resolved it."""


class ResolutionCode(StrEnum):
    """How a person resolves a difference."""

    CORRECTED_IN_FINANCE = "corrected_in_finance"
    AMOUNT_ACCEPTED = "amount_accepted"
    MONEY_RECOVERED = "money_recovered"
    NOT_PAID_BY_ORDER = "not_paid_by_order"


RESOLUTIONS: Mapping[LineOutcome, frozenset[ResolutionCode]] = {
    LineOutcome.WRONG_AMOUNT: frozenset(
        {ResolutionCode.CORRECTED_IN_FINANCE, ResolutionCode.AMOUNT_ACCEPTED, ResolutionCode.MONEY_RECOVERED}
    ),
    LineOutcome.PAID_TWICE: frozenset({ResolutionCode.CORRECTED_IN_FINANCE, ResolutionCode.MONEY_RECOVERED}),
    LineOutcome.UNMATCHED: frozenset({ResolutionCode.CORRECTED_IN_FINANCE, ResolutionCode.MONEY_RECOVERED}),
    LineOutcome.UNKNOWN: frozenset({ResolutionCode.CORRECTED_IN_FINANCE, ResolutionCode.NOT_PAID_BY_ORDER}),
}
"""What may resolve what: only a wrong amount can be accepted as the payment of its order."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One payment as the finance system has posted it; `reference` is its own and names the payment."""

    reference: str
    order_number: str
    amount: Decimal
    paid_on: date


@dataclass(frozen=True, slots=True)
class Line:
    """A posting with what came of it, and how a person resolved it where it differed."""

    id: UUID
    posting: Posting
    outcome: LineOutcome
    text: Text
    resolution: ResolutionCode | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None

    @property
    def is_open(self) -> bool:
        return self.outcome in DIFFERENCES and self.resolution is None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What was posted under one reference, and what came of each line, in the order of the lines."""

    id: UUID
    reference: str
    received_at: datetime
    received_by: str
    lines: tuple[Line, ...]

    def total(self, *outcomes: LineOutcome) -> Decimal:
        """The sum of the lines with these outcomes; of all of them where none is named."""
        wanted = outcomes or tuple(LineOutcome)
        return sum((line.posting.amount for line in self.lines if line.outcome in wanted), Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class Judged:
    """What comes of each posting in turn, and the orders that are paid by them."""

    outcomes: tuple[tuple[LineOutcome, Text], ...]
    paid: tuple[PaymentOrder, ...]


def judge_postings(
    postings: Sequence[Posting],
    orders: Mapping[str, PaymentOrder],
    known: Mapping[str, Posting],
    at: datetime,
    by: str,
) -> Judged:
    """Each posting in turn against its order, as the postings before it have left it.

    `orders` by number and `known` postings by reference, as they stand before.
    """
    standing, paid = dict(orders), dict[str, PaymentOrder]()
    outcomes: list[tuple[LineOutcome, Text]] = []
    for posting in postings:
        order = standing.get(posting.order_number)
        outcome, text = (LineOutcome.REPEATED, _REPEATED) if posting.reference in known else _judge(posting, order)
        outcomes.append((outcome, text))
        if outcome is LineOutcome.MATCHED and order is not None:
            standing[order.number] = paid[order.number] = settle(order, posting, at, by)
    return Judged(tuple(outcomes), tuple(paid.values()))


def settle(order: PaymentOrder, posting: Posting, at: datetime, by: str) -> PaymentOrder:
    """The order once a posting pays it; a receipt that came first stands."""
    if order.state is OrderState.PAID:
        return replace(order, posting=posting.reference)
    settled = replace(order, state=OrderState.PAID, ended_at=at, ended_by=by, posting=posting.reference)
    return replace(settled, paid=posting.amount, paid_on=posting.paid_on)


def _judge(posting: Posting, order: PaymentOrder | None) -> tuple[LineOutcome, Text]:
    if order is None:
        return LineOutcome.UNKNOWN, _UNKNOWN
    if order.posting is not None:
        return LineOutcome.PAID_TWICE, _PAID_TWICE
    if order.state not in {OrderState.EXPORTED, OrderState.PAID}:
        return LineOutcome.UNMATCHED, _NOT_AWAITED[order.state]
    if posting.amount != order.amount:
        return LineOutcome.WRONG_AMOUNT, _wrong_amount(posting.amount, order.amount)
    return LineOutcome.MATCHED, _MATCHED


def _wrong_amount(paid: Decimal, ordered: Decimal) -> Text:
    much, right = in_kroner(abs(paid - ordered)), in_kroner(ordered)
    more = paid > ordered
    return Text(
        f"Der er betalt {much.da} for {'meget' if more else 'lidt'}: bestilt er {right.da}",
        f"{much.en} too {'much' if more else 'little'} was paid: what was ordered is {right.en}",
    )


_MATCHED = Text("Svarer til bestillingen", "Answers to the order")
_REPEATED = Text("Posteringen er meldt før", "The posting has been told before")
_UNKNOWN = Text("Der er ingen bestilling med dette nummer", "There is no order with this number")
_PAID_TWICE = Text(
    "Bestillingen er allerede betalt af en anden postering", "Another posting has already paid the order"
)
_NOT_AWAITED = {
    OrderState.ORDERED: Text("Bestillingen er ikke sendt til betaling", "The order has not been sent out to be paid"),
    OrderState.REJECTED: Text("Bestillingen er meldt afvist", "The order has been reported rejected"),
    OrderState.CANCELLED: Text("Bestillingen er annulleret", "The order is cancelled"),
}


def faults_of(postings: Sequence[Posting], municipality_code: str, today: date) -> list[FieldError]:
    """What is wrong with the postings as they were sent, each fault at its line."""
    faults: list[FieldError] = []
    seen: set[str] = set()
    for place, posting in enumerate(postings):
        if posting.reference in seen:
            faults.append(FieldError(f"/lines/{place}/posting_reference", _TWICE_IN_ONE))
        seen.add(posting.reference)
        if not posting.order_number.startswith(f"{municipality_code}-"):
            faults.append(FieldError(f"/lines/{place}/order_number", _ELSEWHERE))
        if posting.paid_on > today:
            faults.append(FieldError(f"/lines/{place}/paid_on", _NOT_YET))
    return faults


_TWICE_IN_ONE = Text("Posteringen står to gange i samme afstemning", "The posting is twice in the same reconciliation")
_ELSEWHERE = Text("Bestillingen er en anden kommunes", "The order is another municipality's")
_NOT_YET = Text("Dagen er ikke kommet endnu", "The day has not come yet")


def other_postings(postings: Sequence[Posting], known: Mapping[str, Posting]) -> list[FieldError]:
    """Each field in which a posting differs from what was told of it before."""
    text = Text(
        "Afviger fra det, der først blev meldt om posteringen", "Differs from what was first told of the posting"
    )
    names = {"order_number": "order_number", "amount": "amount_dkk", "paid_on": "paid_on"}
    return [
        FieldError(f"/lines/{place}/{sent}", text)
        for place, posting in enumerate(postings)
        for name, sent in names.items()
        if posting.reference in known and getattr(posting, name) != getattr(known[posting.reference], name)
    ]


class AlreadyResolved(Conflict):
    slug = "difference-already-resolved"
    title = Text("Differencen er allerede afklaret", "The difference has already been resolved")


def resolve(line: Line, code: ResolutionCode, at: datetime, by: str) -> Line:
    """The difference once a person has resolved it, with a code that fits it; once."""
    if line.resolution is not None:
        first = {"code": line.resolution, "by": line.resolved_by}
        raise AlreadyResolved(extra={"first_resolution": first})
    allowed = RESOLUTIONS[line.outcome]
    if code not in allowed:
        named = ", ".join(sorted(allowed))
        raise Unprocessable(errors=[FieldError("/code", Text(f"Kan her være: {named}", f"Can be, here: {named}"))])
    return replace(line, resolution=code, resolved_at=at, resolved_by=by)
