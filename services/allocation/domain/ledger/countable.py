"""Which vacancies count towards the right, and why the others do not.

No source settles how the quarter is counted: what counts is a local choice of the agreement, except where a
section of law is named.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.terms import InternalMoves
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the municipality's registry knows of the dwelling on the day it was posted.

    `estate_exempt_by` names the law or clause that exempts the estate that day; `full_right` the law or clause of a
    right of 100 % to the dwelling, which is outside the count; `flexible_letting` the section by which the estate's
    waiting list is let by agreed criteria that day.
    """

    estate_exempt_by: str | None = None
    full_right: str | None = None
    flexible_letting: str | None = None


ORDINARY = Circumstances()
LETTING_ORDER = "BEK 1360/2018 § 1"
NOT_COUNTED = Text("Boligen tæller ikke med", "The dwelling does not count")


def _not_counted(rule: str, source: str, because: Text) -> Reason:
    text = Text(f"{NOT_COUNTED.da}: {because.da}.", f"{NOT_COUNTED.en}: {because.en}.")
    return Reason(rule, source, False, text)


def _elderly(_agreement: Agreement | None, facts: VacancyFacts, _known: Circumstances) -> Reason | None:
    if facts.dwelling_class is not DwellingClass.ELDERLY:
        return None
    because = Text(
        "ældreboliger er uden for reglen om hver fjerde, for kommunen anviser dem allerede",
        "elderly dwellings are outside the quarter, since the council already allocates them",
    )
    return _not_counted("not_elderly", "ABL §§ 54, 57", because)


def _youth_outside(agreement: Agreement | None, facts: VacancyFacts, _known: Circumstances) -> Reason | None:
    covered = agreement is not None and agreement.dwelling_class is DwellingClass.YOUTH
    if facts.dwelling_class is not DwellingClass.YOUTH or covered:
        return None
    because = Text(
        "ungdomsboliger er ikke med i kommunens beslutning eller aftale",
        "youth dwellings are not part of the municipality's decision or agreement",
    )
    return _not_counted("youth_covered", "ABL § 59(1)", because)


def _no_agreement(agreement: Agreement | None, facts: VacancyFacts, _known: Circumstances) -> Reason | None:
    if agreement is not None and agreement.covers(facts):
        return None
    because = Text(
        "ingen beslutning eller aftale om anvisning gælder for den den dag, den blev meldt ledig",
        "no decision or agreement on allocation is in force for it on the day it was posted",
    )
    return _not_counted("agreement_in_force", "ABL § 59(1)-(2)", because)


def _exempt_estate(_agreement: Agreement | None, _facts: VacancyFacts, known: Circumstances) -> Reason | None:
    if known.estate_exempt_by is None:
        return None
    because = Text("afdelingen er undtaget den dag", "the estate is exempt that day")
    return _not_counted("estate_not_exempt", known.estate_exempt_by, because)


def _not_an_ordinary_lease(_agreement: Agreement | None, facts: VacancyFacts, _known: Circumstances) -> Reason | None:
    kinds = (
        (facts.staff_dwelling, "not_staff_dwelling", Text("den er en tjenestebolig", "it is a staff dwelling")),
        (facts.single_room, "not_single_room", Text("den er et enkeltværelse", "it is a single room")),
        (facts.mixed_lease, "not_mixed_lease", Text("den er et blandet lejemål", "it is a mixed lease")),
    )
    return next((_not_counted(rule, LETTING_ORDER, because) for holds, rule, because in kinds if holds), None)


def _chain_under_root(agreement: Agreement | None, facts: VacancyFacts, _known: Circumstances) -> Reason | None:
    if agreement is None or agreement.internal_moves is not InternalMoves.ROOT or facts.chain_reference is None:
        return None
    because = Text(
        "den blev ledig, fordi en lejer flyttede internt, og kæden talte med ved sin første bolig",
        "it fell vacant because a tenant moved internally, and the chain counted at its first dwelling",
    )
    return _not_counted("first_of_chain", "agreement: internal moves ROOT (local choice)", because)


def _filled_internally(agreement: Agreement | None, facts: VacancyFacts, _known: Circumstances) -> Reason | None:
    if agreement is None or agreement.internal_moves is not InternalMoves.EXCLUDE or not facts.filled_internally:
        return None
    because = Text(
        "den lejes ud til en, der allerede er lejer hos organisationen",
        "it is let to somebody who is already a tenant of the organisation",
    )
    return _not_counted("not_filled_internally", "agreement: internal moves EXCLUDE (local choice)", because)


Exclusion = Callable[[Agreement | None, VacancyFacts, Circumstances], Reason | None]
EXCLUSIONS: tuple[Exclusion, ...] = (
    _elderly,
    _youth_outside,
    _no_agreement,
    _exempt_estate,
    _not_an_ordinary_lease,
    _chain_under_root,
    _filled_internally,
)
"""What keeps a vacancy out of the count, in the order in which it is looked for."""


def why_not_countable(agreement: Agreement | None, facts: VacancyFacts, known: Circumstances) -> Reason | None:
    """The first rule that keeps the vacancy out of the count; None where it counts."""
    return next((reason for rule in EXCLUSIONS if (reason := rule(agreement, facts, known)) is not None), None)


def waiting_list_reasons(known: Circumstances) -> tuple[Reason, ...]:
    """What becomes of a dwelling that is not claimed, where its waiting list may ask for what a citizen lacks."""
    if known.flexible_letting is None:
        return ()
    text = Text(
        "Boligen går til ventelisten, hvor der er fleksibel udlejning: der kan f.eks. være krav om arbejde.",
        "The dwelling goes to the waiting list, which is under flexible letting: it may, for instance, demand a job.",
    )
    return (Reason("flexible_letting", known.flexible_letting, True, text),)
