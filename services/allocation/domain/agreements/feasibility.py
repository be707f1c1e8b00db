"""What keeps an agreement from being entered: what the law does not allow, and what no dwelling could ever meet.

An agreement that stands is not judged by this again: estates come and go, and what was decided stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.conditions import CLASS_WORDS, Condition
from services.allocation.domain.agreements.shares import QUARTER, InvalidAgreement
from services.allocation.domain.agreements.terms import AgreementKind, Overlap
from services.allocation.domain.amounts import kroner
from services.allocation.domain.registry.standings import Standing, is_exempt_throughout
from services.allocation.domain.vacancies.facts import LEAST_AREA_M2, LEAST_RENT_DKK, MOST_AREA_M2, MOST_ROOMS

NEVER_MET = Text("Det kan ingen bolig nogensinde opfylde", "No dwelling can ever meet this")
NOT_REGISTERED = Text(
    "Afdelingen er ikke registreret hos organisationen", "The estate is not registered with the organisation"
)
TWICE = Text("Afdelingen er nævnt før", "The estate is named before")
ALL_EXEMPT = Text(
    "Målet kan aldrig nås: hver afdeling er undtaget i hele perioden",
    "The target can never be met: every estate is exempt throughout the period",
)
QUARTER_AT_MOST = Text(
    "Uden aftale kan kommunen højst få hver fjerde bolig (ABL § 59)",
    "Without an agreement the municipality may have at most every fourth dwelling (ABL § 59)",
)
TARGET_INSTEAD = Text(
    "Uden aftale kan et mål kun træde i stedet for den almindelige ret: sammen kan de give mere end hver fjerde",
    "Without an agreement a target can only stand instead of the general right: together they can give more than "
    "every fourth",
)


@dataclass(frozen=True, slots=True)
class Registered:
    """The organisation's estates as the registry has them, and how each stands over time."""

    estates: frozenset[str]
    standings: Sequence[Standing] = ()

    def exempt_throughout(self, estate: str, first: date, end: date | None) -> bool:
        """Whether nothing can be claimed of the estate on any day from `first` up to, not including, `end`."""
        own = [standing for standing in self.standings if standing.estate == estate]
        return is_exempt_throughout(own, first, end)


def require_feasible(agreement: Agreement, registered: Registered, today: date) -> None:
    """Raises InvalidAgreement with every fault at its place."""
    faults = [
        *_faults_of_law(agreement),
        *_faults_of_dates(agreement, today),
        *_faults_of_estate_shares(agreement, registered),
        *_faults_of_condition(agreement.usable, "/usable", agreement, registered),
        *_faults_of_target(agreement, registered),
    ]
    if faults:
        raise InvalidAgreement(faults[0].text, errors=faults)


def _faults_of_law(agreement: Agreement) -> Iterator[FieldError]:
    """Without an agreement the organisation has given nothing beyond every fourth, and no other guarantee."""
    if agreement.kind is AgreementKind.AGREEMENT:
        return
    for number, each in enumerate(agreement.estate_shares):
        if each.share.fraction > QUARTER.fraction:
            yield FieldError(f"/estate_shares/{number}/share", QUARTER_AT_MOST)
    if agreement.target is not None and agreement.target.overlap is not Overlap.INSTEAD:
        yield FieldError("/target/overlap", TARGET_INSTEAD)
    elif agreement.target is not None and agreement.target.share.fraction > QUARTER.fraction:
        yield FieldError("/target/share", QUARTER_AT_MOST)
    if agreement.arrears_guarantee_months and agreement.kind is AgreementKind.STATUTORY:
        text = Text(
            "Kommunen hæfter kun for restancer, hvis det er aftalt", "Arrears are guaranteed only where it is agreed"
        )
        yield FieldError("/arrears_guarantee_months", text)


def _faults_of_dates(agreement: Agreement, today: date) -> Iterator[FieldError]:
    if agreement.signed_on is not None and agreement.signed_on > today:
        yield FieldError("/signed_on", Text("Datoen ligger i fremtiden", "The date lies in the future"))


def _faults_of_estate_shares(agreement: Agreement, registered: Registered) -> Iterator[FieldError]:
    estates = [each.estate for each in agreement.estate_shares]
    yield from _faults_of_estates(estates, "/estate_shares/{}/estate", registered)
    if agreement.spread is not None and agreement.spread.share.fraction == 0:
        text = Text("Med andelen 0 anvises der aldrig noget", "With the share 0 nothing is ever claimed")
        yield FieldError("/spread/share", text)


def _faults_of_estates(estates: Sequence[str], pointer: str, registered: Registered) -> Iterator[FieldError]:
    for number, estate in enumerate(estates):
        if estate in estates[:number]:
            yield FieldError(pointer.format(number), TWICE)
        elif estate not in registered.estates:
            yield FieldError(pointer.format(number), NOT_REGISTERED)


def _faults_of_target(agreement: Agreement, registered: Registered) -> Iterator[FieldError]:
    if agreement.target is None:
        return
    condition = agreement.target.condition
    yield from _faults_of_condition(condition, "/target/condition", agreement, registered)
    within = set(condition.estates) & registered.estates if condition.estates else registered.estates
    period = agreement.in_force_from, agreement.in_force_to
    if within and all(registered.exempt_throughout(estate, *period) for estate in sorted(within)):
        yield FieldError("/target/condition/estates" if condition.estates else "/target", ALL_EXEMPT)


def _faults_of_condition(
    condition: Condition, at: str, agreement: Agreement, registered: Registered
) -> Iterator[FieldError]:
    """Limits that no dwelling meets, judged by what a dwelling can be at all and by the agreement's own class."""
    sizes = (
        ("/min_rooms", condition.min_rooms, MOST_ROOMS, -1),
        ("/max_rooms", condition.max_rooms, 1, 1),
        ("/min_area_m2", condition.min_area_m2, MOST_AREA_M2, -1),
        ("/max_area_m2", condition.max_area_m2, LEAST_AREA_M2, 1),
    )
    for pointer, limit, bound, sign in sizes:
        if limit is not None and (limit - bound) * sign < 0:
            yield FieldError(f"{at}{pointer}", _impossible(Text(str(bound), str(bound)), least=sign > 0))
    rent = condition.max_rent_dkk
    if rent is not None and rent < LEAST_RENT_DKK:
        yield FieldError(f"{at}/max_rent_dkk", _impossible(kroner(Decimal(LEAST_RENT_DKK)), least=True))
    if condition.classes and agreement.dwelling_class not in condition.classes:
        words = CLASS_WORDS[agreement.dwelling_class]
        text = Text(
            f"{NEVER_MET.da}: aftalen gælder boligtypen {words.da}", f"{NEVER_MET.en}: the agreement is on {words.en}s"
        )
        yield FieldError(f"{at}/classes", text)
    yield from _faults_of_estates(condition.estates, f"{at}/estates/{{}}", registered)


def _impossible(bound: Text, *, least: bool) -> Text:
    if least:
        return Text(f"{NEVER_MET.da}: skal være mindst {bound.da}", f"{NEVER_MET.en}: must be at least {bound.en}")
    return Text(f"{NEVER_MET.da}: må højst være {bound.da}", f"{NEVER_MET.en}: must be at most {bound.en}")
