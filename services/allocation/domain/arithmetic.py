"""The sums of a decision in sentences: what was counted, what it gives, what is left."""

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.allocation.domain.agreements import Agreement
from services.allocation.domain.vacancies import VacancyFacts


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


def right_reason(
    agreement: Agreement, *, countable: int, rights: int, used: int, lapsed: int, available: int, so: Text
) -> Reason:
    """The sum that decides: the share of the vacancies counted, less the rights used and lapsed."""
    share = agreement.share
    text = Text(
        f"Bolig nr. {countable} af dem, der tæller. {share} af {countable} giver {rights} "
        f"{'ret' if rights == 1 else 'rettigheder'}; {used} brugt, {lapsed} bortfaldet: "
        f"{available} til rådighed, {so.da}.",
        f"Dwelling {countable} of those that count. {share} of {countable} gives {rights} "
        f"{'right' if rights == 1 else 'rights'}; {used} used, {lapsed} lapsed: "
        f"{available} available, {so.en}.",
    )
    return Reason("general_right", agreement.legal_basis, available > 0, text)


def carry_reason(agreement: Agreement, *, unused: int, lapsing: int) -> Reason:
    """What becomes of the rights that were not used: kept up to `carry`, the rest lapses."""
    kept = unused - lapsing
    text = Text(
        f"{unused} ubrugt; højst {agreement.carry} må gemmes: {kept} gemmes og {lapsing} bortfalder.",
        f"{unused} unused; at most {agreement.carry} may be kept: {kept} kept and {lapsing} lapsed.",
    )
    return Reason("carry", "agreement: carry (local choice)", lapsing == 0, text)
