"""An agreement read back to both parties: a sentence for every clause, with its section of law or as a local choice."""

from collections.abc import Iterator
from dataclasses import dataclass

from kit.values.texts import Text
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.conditions import CLASS_WORDS
from services.allocation.domain.agreements.terms import (
    AgreementKind,
    HandedBack,
    InternalMoves,
    Overlap,
    Place,
    RentMethod,
    Silence,
)

PRIVATE_ACT = "lov om kommunal anvisningsret"
PRIVATE_ANSWER = f"{PRIVATE_ACT} § 5"
ECONOMY = "ABL § 59(1)"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause in words: `clause` is its field, `source` its section of law where `local_choice` is False."""

    clause: str
    source: str
    local_choice: bool
    text: Text


def in_words(agreement: Agreement) -> tuple[Clause, ...]:
    """The whole agreement in sentences, in the order in which it is worked through."""
    return (
        *_parties(agreement),
        *_right(agreement),
        *_counting(agreement),
        *_target(agreement),
        *_places(agreement),
        *_answer(agreement),
        *_money(agreement),
    )


def _chosen(clause: str, da: str, en: str) -> Clause:
    return Clause(clause, f"agreement: {clause} (local choice)", True, Text(da, en))


def _lawful(clause: str, source: str, da: str, en: str) -> Clause:
    return Clause(clause, source, False, Text(da, en))


def _parties(agreement: Agreement) -> Iterator[Clause]:
    words, first = CLASS_WORDS[agreement.dwelling_class], agreement.in_force_from.isoformat()
    until = agreement.in_force_to.isoformat() if agreement.in_force_to else None
    end = Text(" og frem", " on")
    if until is not None:
        end = Text(f" til {until}, den dag ikke med", f" to {until}, that day not included")
    what = {
        AgreementKind.STATUTORY: Text("Kommunens egen beslutning", "The municipality's own decision"),
        AgreementKind.AGREEMENT: Text("En aftale mellem kommunen og organisationen", "An agreement of both parties"),
        AgreementKind.PRIVATE: Text("En aftale med udlejeren", "An agreement with the landlord"),
    }[agreement.kind]
    yield _lawful(
        "kind",
        agreement.legal_basis,
        f"{what.da} om boligtypen {words.da} gælder fra {first}{end.da}.",
        f"{what.en}, on the type {words.en}, is in force from {first}{end.en}.",
    )
    if agreement.signed_on is not None:
        signed = agreement.signed_on.isoformat()
        yield _chosen("signed_on", f"Den er underskrevet {signed}.", f"It was signed on {signed}.")


def _right(agreement: Agreement) -> Iterator[Clause]:
    if agreement.target is None or agreement.target.overlap is not Overlap.INSTEAD:
        yield from _general_right(agreement)
    words = agreement.usable.in_words()
    yield _chosen(
        "usable",
        f"Retten bruges på: {words.da}. Falder den på en anden bolig, bliver den ikke brugt dér.",
        f"The right is used on: {words.en}. Where it falls on another dwelling, it is not used there.",
    )


def _general_right(agreement: Agreement) -> Iterator[Clause]:
    share = agreement.share
    if share.fraction == 0 and not agreement.estate_shares:
        text = Text("Boligerne tælles, men ingen almindelig ret opstår.", "Vacancies count, but no right arises.")
    else:
        text = Text(
            f"Kommunen har ret til op til {share} af de ledige boliger, der tæller med.",
            f"The municipality has the right to up to {share} of the vacancies that count.",
        )
    yield Clause("share", agreement.legal_basis, agreement.kind is AgreementKind.AGREEMENT, text)
    if agreement.estate_shares:
        own = ", ".join(f"{each.estate}: {each.share}" for each in agreement.estate_shares)
        yield _chosen(
            "estate_shares",
            f"Nogle afdelinger har deres egen andel ({own}). Andelene lægges sammen, før der rundes ned.",
            f"Some estates have a share of their own ({own}). The shares are added before rounding down.",
        )


def _counting(agreement: Agreement) -> Iterator[Clause]:
    yield _chosen(
        "counting",
        "Boligerne tælles samlet for organisationen, i den rækkefølge de bliver meldt ledige, og der rundes ned. "
        "Tællingen begynder ikke forfra ved årsskiftet.",
        "Vacancies are counted for the whole organisation, in the order in which they are posted, rounded down. "
        "The count does not start again at the turn of the year.",
    )
    kept = _rights(agreement.carry)
    yield _chosen(
        "carry",
        f"{kept.da} kan gemmes til senere boliger; resten bortfalder.",
        f"{kept.en} may be kept for later vacancies; the rest lapse.",
    )
    back = {
        HandedBack.CONSUME: Text("er retten brugt", "the right is spent"),
        HandedBack.BANK: Text("kommer retten tilbage, inden for det, der må gemmes", "the right returns, within carry"),
    }[agreement.handed_back]
    yield _chosen(
        "handed_back",
        f"Giver kommunen en bolig tilbage, {back.da}.",
        f"When the municipality hands a dwelling back, {back.en}.",
    )
    moves = {
        InternalMoves.ROOT: Text(
            "En kæde af interne flytninger tæller én gang, ved sin første bolig.",
            "A chain of internal moves counts once, at its first dwelling.",
        ),
        InternalMoves.EXCLUDE: Text(
            "Boliger, der udlejes internt, tæller ikke med.", "Dwellings that are filled internally do not count."
        ),
        InternalMoves.COUNT: Text(
            "Hver bolig i en kæde af interne flytninger tæller.", "Each dwelling of a chain of internal moves counts."
        ),
    }[agreement.internal_moves]
    yield _chosen("internal_moves", moves.da, moves.en)


def _target(agreement: Agreement) -> Iterator[Clause]:
    target = agreement.target
    if target is None:
        return
    words = target.condition.in_words()
    overlap = {
        Overlap.MAX: Text("Den bruger også en almindelig ret.", "It also uses a general right."),
        Overlap.SUM: Text("Den løber ved siden af den almindelige ret.", "It runs beside the general right."),
        Overlap.INSTEAD: Text("Der er ingen almindelig ret.", "There is no general right."),
    }[target.overlap]
    yield _chosen(
        "target",
        f"Målrettet ret: op til {target.share} af {words.da}, også hvor retten ellers ikke bruges. {overlap.da}",
        f"Targeted right: up to {target.share} of {words.en}, also where the right is not used otherwise. {overlap.en}",
    )


def _places(agreement: Agreement) -> Iterator[Clause]:
    if agreement.spread is None:
        return
    place = {
        Place.ESTATE: Text("én afdeling", "one estate"),
        Place.STAIRWELL: Text("én opgang", "one stairwell"),
    }[agreement.spread.place]
    share = agreement.spread.share
    yield _chosen(
        "spread",
        f"Højst {share} af boligerne i {place.da} anvises, rundet op; er den fuld, venter retten.",
        f"At most {share} of the vacancies of {place.en} are claimed, rounded up; where it is full, the right waits.",
    )


def _answer(agreement: Agreement) -> Iterator[Clause]:
    days = agreement.answer_deadline_working_days
    six = agreement.saturday_is_a_working_day
    saturday = Text("lørdag tæller med", "Saturday counts") if six else Text("lørdag tæller ikke", "Saturday does not")
    private = agreement.kind is AgreementKind.PRIVATE
    law = Text(" Loven giver 7 hverdage.", " The act gives 7 working days.") if private else Text("", "")
    text = Text(
        f"Kommunen svarer inden {days} hverdage ({saturday.da}).{law.da}",
        f"The municipality answers within {days} working days ({saturday.en}).{law.en}",
    )
    source = PRIVATE_ANSWER if private else "agreement: answer_deadline_working_days (local choice)"
    yield Clause("answer_deadline_working_days", source, not private, text)
    if private:
        da = "Svarer kommunen ikke, går boligen tilbage, og lejen betales, højst til en opsigelse ville have virket."
        en = "Where it does not answer, the dwelling goes back; rent is paid, at most until a notice would have effect."
        yield _lawful("silence", PRIVATE_ANSWER, da, en)
        return
    silence = {
        Silence.KEEP: Text(
            "Svarer kommunen ikke, er boligen stadig anvist, og lejen løber.",
            "Where it does not answer, the dwelling stays claimed and the rent runs.",
        ),
        Silence.HAND_BACK: Text(
            "Svarer kommunen ikke, går boligen tilbage til organisationen den dag.",
            "Where it does not answer, the dwelling is handed back to the organisation that day.",
        ),
    }[agreement.silence]
    yield _chosen("silence", silence.da, silence.en)
    inspects = agreement.inspection_before_claiming
    yield _chosen(
        "inspection_before_claiming",
        "Kommunen kan se boligen, før den svarer." if inspects else "Kommunen svarer uden at se boligen.",
        "The municipality may inspect the dwelling before it answers."
        if inspects
        else "The municipality answers without inspecting the dwelling.",
    )


def _money(agreement: Agreement) -> Iterator[Clause]:
    private = agreement.kind is AgreementKind.PRIVATE
    yield _lawful(
        "vacancy_rent",
        PRIVATE_ANSWER if private else ECONOMY,
        "Kommunen betaler lejen, fra boligen er til dens rådighed, til den bliver udlejet.",
        "The municipality pays the rent from the day the dwelling is at its disposal until it is let.",
    )
    priced = {
        RentMethod.YEARLY_365: Text("tolv måneders leje delt med 365", "twelve months' rent over 365"),
        RentMethod.MONTHLY_PRO_RATA: Text("månedens leje delt med dens dage", "the month's rent over its days"),
    }[agreement.rent_method]
    yield _chosen("rent_method", f"En dags leje er {priced.da}.", f"A day's rent is {priced.en}.")
    yield _lawful(
        "reinstatement",
        PRIVATE_ACT if private else ECONOMY,
        "Kommunen hæfter for, at boligen bliver sat i stand, når lejeren flytter.",
        "The municipality guarantees that the dwelling is reinstated when the tenant moves out.",
    )
    months = agreement.arrears_guarantee_months
    arrears = Text("Kommunen hæfter ikke for restancer.", "The municipality does not guarantee arrears.")
    if months:
        arrears = Text(
            f"Kommunen hæfter for restancer i {months} {'måned' if months == 1 else 'måneder'}.",
            f"The municipality guarantees arrears for {months} {'month' if months == 1 else 'months'}.",
        )
    yield _chosen("arrears_guarantee_months", arrears.da, arrears.en)


def _rights(count: int) -> Text:
    if count == 0:
        return Text("Ingen ubrugte rettigheder", "No unused rights")
    if count == 1:
        return Text("Højst 1 ubrugt ret", "At most 1 unused right")
    return Text(f"Højst {count} ubrugte rettigheder", f"At most {count} unused rights")
