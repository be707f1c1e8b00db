"""The sums of an entry in sentences: what was counted, what it gives, what is left."""

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.terms import Overlap
from services.allocation.domain.ledger import rights
from services.allocation.domain.ledger.state import LedgerState, Movement
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.outcomes import Outcome, Right

LOCAL = "local choice"


def counted_reason(agreement: Agreement, facts: VacancyFacts) -> Reason:
    """The vacancy is within the count; by which decision or agreement."""
    begun = agreement.in_force_from.isoformat()
    text = Text(
        f"Boligen tæller med: den blev meldt ledig {facts.posted_on.isoformat()}, og det, der blev besluttet eller "
        f"aftalt fra {begun}, gælder for den.",
        f"The dwelling counts: it was posted on {facts.posted_on.isoformat()}, and what was decided or agreed from "
        f"{begun} is in force for it.",
    )
    return Reason("countable", agreement.legal_basis, True, text)


def full_right_reason(source: str) -> Reason:
    """The municipality has a right of 100 % to the dwelling."""
    text = Text(
        "Kommunen har fuld anvisningsret til boligen, så den anvises til kommunen uden for optællingen.",
        "The municipality has the full right to the dwelling, so it is claimed outside the count.",
    )
    return Reason("full_right", source, True, text)


def missed_full_right_reason(source: str) -> Reason:
    """The municipality had a right of 100 % to a dwelling that was let without having been posted."""
    text = Text(
        "Boligen blev udlejet uden at være meldt ledig. Kommunen har fuld anvisningsret til den, så den tæller ikke "
        "med.",
        "The dwelling was let without having been posted. The municipality has the full right to it, so it does not "
        "count.",
    )
    return Reason("full_right", source, False, text)


def targeted_right_reason(agreement: Agreement, state: LedgerState, *, claimed: bool) -> Reason:
    """The sum of the target: its share of the vacancies that meet it, less the targeted rights used."""
    assert agreement.target is not None
    share, met = agreement.target.share, state.targeted_countable
    arisen, left = rights.targeted_rights_arisen(agreement, state), rights.targeted_available(agreement, state)
    so = Text("så den anvises til kommunen", "so it is claimed") if claimed else Text("ingen ret her", "no right here")
    text = Text(
        f"Bolig nr. {met} af dem, der hører til målet. {share} af {met} giver {_rights(arisen).da}; "
        f"{state.used_targeted} brugt: {left} til rådighed, {so.da}.",
        f"Dwelling {met} of those that meet the target. {share} of {met} gives {_rights(arisen).en}; "
        f"{state.used_targeted} used: {left} available, {so.en}.",
    )
    return Reason("targeted_right", f"agreement: target ({LOCAL})", claimed, text)


def right_reason(agreement: Agreement, state: LedgerState, outcome: Outcome, right: Right | None) -> Reason:
    """The sum that decides: the share of the vacancies counted, less the rights used and lapsed."""
    countable, arisen = state.countable, _rights(rights.rights_arisen(agreement, state))
    left = rights.available(agreement, state)
    used = state.used_general
    if agreement.target is not None and agreement.target.overlap is Overlap.MAX:
        used += state.used_targeted
    by_estate = bool(agreement.estate_shares)
    share = Text("Afdelingernes andele", "The estates' shares") if by_estate else _both(agreement.share)
    gives = "give" if by_estate else "gives"
    so = _so(outcome, right)
    text = Text(
        f"Bolig nr. {countable} af dem, der tæller. {share.da} af {countable} giver {arisen.da}; "
        f"{used} brugt, {state.lapsed} bortfaldet: {left} til rådighed, {so.da}.",
        f"Dwelling {countable} of those that count. {share.en} of {countable} {gives} {arisen.en}; "
        f"{used} used, {state.lapsed} lapsed: {left} available, {so.en}.",
    )
    return Reason("general_right", agreement.legal_basis, left > 0, text)


def owed_reason(agreement: Agreement, state: LedgerState) -> Reason:
    """A right is owed for a dwelling that was let without having been posted."""
    text = Text(
        f"Kommunen har {_rights(state.owed).da} til gode for boliger, der blev udlejet uden at være meldt ledige; "
        f"den ene bruges her, så boligen anvises til kommunen, og {state.owed - 1} er tilbage.",
        f"The municipality is owed {_rights(state.owed).en} for dwellings that were let without having been posted; "
        f"one is used here, so the dwelling is claimed, and {state.owed - 1} remain.",
    )
    return Reason("owed_right", agreement.legal_basis, True, text)


def carry_reason(agreement: Agreement, state: LedgerState) -> Reason:
    """What becomes of the rights that were not used: kept up to `carry`, the rest lapses."""
    unused, lapsing = rights.available(agreement, state), rights.surplus(agreement, state)
    kept = unused - lapsing
    text = Text(
        f"{unused} ubrugt; højst {agreement.carry} må gemmes: {kept} gemmes og {lapsing} bortfalder.",
        f"{unused} unused; at most {agreement.carry} may be kept: {kept} kept and {lapsing} lapsed.",
    )
    return Reason("carry", f"agreement: carry ({LOCAL})", lapsing == 0, text)


def missed_reason(agreement: Agreement, general: int, targeted: int) -> Reason:
    """What a vacancy found by audit would have given, and is owed now."""
    owed = _rights(general + targeted)
    text = Text(
        f"Boligen blev udlejet uden at være meldt ledig. Den tæller med nu og giver kommunen {owed.da} til gode.",
        f"The dwelling was let without having been posted. It counts now, and the municipality is owed {owed.en}.",
    )
    return Reason("missed", agreement.legal_basis, general + targeted == 0, text)


def handed_back_reason(agreement: Agreement | None, *, returns: bool) -> Reason:
    """What becomes of the right of a dwelling that the municipality hands back."""
    kept = Text("retten kommer tilbage", "the right returns")
    spent = Text("retten er brugt", "the right is spent")
    so = kept if returns else spent
    text = Text(
        f"Kommunen gav boligen tilbage, og {so.da}.", f"The municipality handed the dwelling back, and {so.en}."
    )
    terms = agreement.handed_back if agreement is not None else "-"
    return Reason("handed_back", f"agreement: handed back {terms.upper()} ({LOCAL})", returns, text)


def withdrawn_reason(moved: Movement, of_earlier_count: bool) -> Reason:
    """What a withdrawn vacancy had moved, and what of it is taken back."""
    if of_earlier_count:
        text = Text(
            "Organisationen trak boligen tilbage. Den talte med, før andelen blev ændret, så dagens tal står.",
            "The organisation withdrew the vacancy. It counted before the share changed, so today's count stands.",
        )
    else:
        used = moved.used_general + moved.used_targeted
        text = Text(
            f"Organisationen trak boligen tilbage, som om den aldrig var meldt ledig: {moved.countable} talt med, "
            f"{used} brugt og {moved.lapsed} bortfaldet tages tilbage. Senere afgørelser står ved magt.",
            f"The organisation withdrew the vacancy, as if it had never been posted: {moved.countable} counted, "
            f"{used} used and {moved.lapsed} lapsed are taken back. Later decisions stand.",
        )
    return Reason("withdrawn", "claim ledger: withdrawal", True, text)


def restarted_reason(agreement: Agreement, state: LedgerState) -> Reason:
    """The count starts again: what carries over into the new one."""
    overdrawn = state.used_general + state.used_targeted
    begun = agreement.in_force_from.isoformat()
    text = Text(
        f"Aftalen fra {begun} tæller på en ny måde eller følger efter en tid uden aftale, så optællingen begynder "
        f"forfra. Med over går {_rights(state.owed).da} til gode og {overdrawn} taget for meget.",
        f"The agreement from {begun} counts in a new way or follows a time without one, so the count starts again. "
        f"What carries over: {_rights(state.owed).en} owed and {overdrawn} taken too many.",
    )
    return Reason("restarted", agreement.legal_basis, True, text)


def _so(outcome: Outcome, right: Right | None) -> Text:
    """What follows from the sum."""
    if right is Right.OWED:
        return Text("men en ret er til gode", "but a right is owed")
    return {
        Outcome.CLAIMED: Text("så den anvises til kommunen", "so it is claimed"),
        Outcome.NOT_DEMANDED: Text(
            "men kommunen kan ikke bruge boligen, så retten bliver ikke brugt",
            "but the municipality cannot use the dwelling, so the right is not demanded",
        ),
        Outcome.BLOCKED: Text(
            "men kommunen har allerede sin del af afdelingen eller opgangen, så retten venter",
            "but the municipality already holds its share of the estate or stairwell, so the right waits",
        ),
        Outcome.RELEASED: Text("så organisationen lejer den selv ud", "so it is released"),
    }[outcome]


def _rights(count: int) -> Text:
    one = count == 1
    return Text(f"{count} {'ret' if one else 'rettigheder'}", f"{count} {'right' if one else 'rights'}")


def _both(value: object) -> Text:
    return Text(str(value), str(value))
