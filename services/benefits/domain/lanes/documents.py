"""Papers that a case lacks: asked for once and all together, and the clock stands still until the last has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.lanes.running_time import Interval, joined


class DocumentCode(StrEnum):
    """What a citizen may be asked for."""

    INCOME = "income_last_three_months"
    TAX_ASSESSMENT = "tax_assessment"
    WEALTH = "wealth_statement"
    LEASE = "lease"
    DEPOSIT = "deposit_statement"
    RENT = "rent_and_utilities"
    HOUSEHOLD = "household_members"
    RESIDENCE = "residence_permit"
    ARREARS = "rent_arrears_notice"
    MOVING_QUOTES = "moving_quotes"
    FURNISHING_LIST = "furnishing_list"
    PAYMENT_QUOTE = "price_of_single_payment"
    POWER_OF_ATTORNEY = "power_of_attorney"


NAMES: Mapping[DocumentCode, Text] = {
    DocumentCode.INCOME: Text("lønsedler eller ydelse for tre måneder", "payslips or benefits of three months"),
    DocumentCode.TAX_ASSESSMENT: Text("forskudsopgørelse", "tax assessment"),
    DocumentCode.WEALTH: Text("opgørelse af formue", "statement of wealth"),
    DocumentCode.LEASE: Text("lejekontrakt", "lease"),
    DocumentCode.DEPOSIT: Text("opgørelse af indskud", "statement of the deposit"),
    DocumentCode.RENT: Text("opgørelse af husleje og forbrug", "statement of rent and utilities"),
    DocumentCode.HOUSEHOLD: Text("oplysning om husstanden", "who belongs to the household"),
    DocumentCode.RESIDENCE: Text("opholdsgrundlag", "residence permit"),
    DocumentCode.ARREARS: Text("udlejers påkrav", "the landlord’s notice of arrears"),
    DocumentCode.MOVING_QUOTES: Text("to tilbud på flytning", "two quotes for moving"),
    DocumentCode.FURNISHING_LIST: Text("liste over indbo", "list of furniture"),
    DocumentCode.PAYMENT_QUOTE: Text("pris på det, der søges til", "price of what is applied for"),
    DocumentCode.POWER_OF_ATTORNEY: Text("fuldmagt", "power of attorney"),
}


class FactsChanged(StrEnum):
    """What has happened since, so that more may be asked for."""

    HOUSEHOLD = "household_changed"
    INCOME = "income_changed"
    DWELLING = "dwelling_changed"
    AUTHORITY = "another_authority_informed"


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """One asking: what for, when, by whom, and when each paper came."""

    number: int
    asked_at: datetime
    asked_by: str
    because: FactsChanged | None
    received: Mapping[DocumentCode, datetime | None]

    @property
    def outstanding(self) -> tuple[DocumentCode, ...]:
        return tuple(code for code, at in self.received.items() if at is None)

    @property
    def ended_at(self) -> datetime | None:
        """When the last paper came; None while one is missing."""
        return None if self.outstanding else max(at for at in self.received.values() if at is not None)


class AlreadyAsked(Conflict):
    slug = "documents-already-asked-for"
    title = Text(
        "Der er allerede bedt om oplysninger i sagen: alt skal spørges på én gang, medmindre forholdene har ændret sig",
        "Papers have already been asked for in the case: all of them are asked for at once, unless the facts change",
    )


class NothingChanged(Unprocessable):
    slug = "first-asking"
    title = Text("Der er ikke bedt om oplysninger før", "No papers have been asked for before")


def ask(
    before: Sequence[DocumentRequest],
    documents: Sequence[DocumentCode],
    because: FactsChanged | None,
    now: datetime,
    person: str,
) -> DocumentRequest:
    """The request for all that is missing, once.

    Raises AlreadyAsked for a second asking without changed facts, and Unprocessable, pointing at each paper that is
    named twice or still awaited.
    """
    if before and because is None:
        first = before[0]
        told = {"asked_at": first.asked_at.isoformat(), "documents": [str(code) for code in first.received]}
        raise AlreadyAsked(extra={"first_request": told, "rule": asked_once().as_json()})
    if because is not None and not before:
        text = Text("Udelades første gang, der spørges", "Is left out the first time")
        raise NothingChanged(errors=[FieldError("/because", text)])
    awaited = {code for request in before for code in request.outstanding}
    twice = Text("Er nævnt to gange", "Is named twice")
    waiting = Text("Er der allerede bedt om, og det mangler stadig", "Has been asked for already and is still awaited")
    faults = [
        FieldError(f"/documents/{number}", twice if code in documents[:number] else waiting)
        for number, code in enumerate(documents)
        if code in documents[:number] or code in awaited
    ]
    if faults:
        raise Unprocessable(errors=faults)
    return DocumentRequest(len(before) + 1, now, person, because, dict.fromkeys(documents))


def receive(
    requests: Sequence[DocumentRequest], documents: Sequence[DocumentCode], at: datetime, now: datetime
) -> list[DocumentRequest]:
    """The requests with these papers come; one that came before keeps its moment.

    Raises Unprocessable, pointing at everything wrong: not asked for, come before it was asked for, or in the future.
    """
    moment = at.astimezone(UTC)
    faults: list[FieldError] = []
    if moment > now.astimezone(UTC):
        faults.append(FieldError("/received_at", Text("Ligger i fremtiden", "Is in the future")))
    found = [_latest_with(requests, code) for code in documents]
    for number, (code, request) in enumerate(zip(documents, found, strict=True)):
        if request is None:
            text = Text("Er der ikke bedt om", "Has not been asked for")
            faults.append(FieldError(f"/documents/{number}", text))
        elif request.received[code] is None and moment < request.asked_at.astimezone(UTC):
            text = Text("Er modtaget, før der blev bedt om det", "Was received before it was asked for")
            faults.append(FieldError("/received_at", text))
    if faults:
        raise Unprocessable(errors=list(dict.fromkeys(faults)))
    come = {(request.number, code) for code, request in zip(documents, found, strict=True) if request is not None}
    return [_with(request, [code for number, code in come if number == request.number], at) for request in requests]


def pauses_of(requests: Sequence[DocumentRequest]) -> tuple[list[Interval], datetime | None]:
    """The intervals in which the clock stood still, and since when it stands still now (None: it runs)."""
    open_since = [request.asked_at for request in requests if request.ended_at is None]
    ended = [(request.asked_at, request.ended_at) for request in requests if request.ended_at is not None]
    if not open_since:
        return joined(ended), None
    since = min(open_since, key=lambda moment: moment.astimezone(UTC))
    # A request that began earlier and reaches into this one makes it one pause.
    for begin, end in reversed(joined(ended)):
        if end.astimezone(UTC) >= since.astimezone(UTC):
            since = min(begin, since, key=lambda moment: moment.astimezone(UTC))
    return [(begin, end) for begin, end in joined(ended) if begin < since.astimezone(UTC)], since


def awaited_in(requests: Sequence[DocumentRequest], pause: Interval) -> tuple[DocumentCode, ...]:
    """What was awaited in a pause."""
    begin, end = (moment.astimezone(UTC) for moment in pause)
    asked = [request for request in requests if begin <= request.asked_at.astimezone(UTC) <= end]
    return tuple(dict.fromkeys(code for request in asked for code in request.received))


def why_paused(awaited: Sequence[DocumentCode]) -> Text:
    """Why the clock stands still, in words."""
    if not awaited:
        return Text("Ansøgningen er ikke fuldt oplyst.", "The application is not complete.")
    names = [NAMES[code] for code in awaited]
    return Text(
        f"Der ventes på: {', '.join(name.da for name in names)}.",
        f"Awaited: {', '.join(name.en for name in names)}.",
    )


def asked_once() -> Reason:
    """The rule that a second asking breaks."""
    text = Text(
        "Oplysninger, der mangler, skal der bedes om én gang og samlet.",
        "Papers that are missing are asked for once, and all together.",
    )
    return Reason("documents_asked_for_once", "forvaltningsloven § 7; retssikkerhedsloven §§ 3 og 10", False, text)


def _latest_with(requests: Sequence[DocumentRequest], code: DocumentCode) -> DocumentRequest | None:
    return next((request for request in reversed(requests) if code in request.received), None)


def _with(request: DocumentRequest, codes: Sequence[DocumentCode], at: datetime) -> DocumentRequest:
    new = {code: at for code in codes if request.received[code] is None}
    return replace(request, received={**request.received, **new}) if new else request
