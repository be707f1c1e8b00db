"""The agreement (or the council's own decision) that says how a vacancy is counted and claimed."""

from dataclasses import dataclass, field
from datetime import date

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.shares import QUARTER, InvalidAgreement, Share
from services.allocation.domain.agreements.terms import (
    AgreementKind,
    EstateShare,
    HandedBack,
    InternalMoves,
    Overlap,
    RentMethod,
    Silence,
    Spread,
    Target,
)
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts

MOST_ANSWER_DAYS_PRIVATE = 7
"""Working days; an agreement may promise the owner an earlier answer (lov om kommunal anvisningsret § 5(1))."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The parameters by which one organisation's vacancies of one class are counted, between two dates.

    In force from `in_force_from` up to, not including, `in_force_to`. How the vacancies are counted is settled by
    no law: each parameter is a local choice and is shown as one. ABL § 59 caps a statutory share at 1/4.
    """

    organisation_cvr: str
    in_force_from: date
    in_force_to: date | None = None
    dwelling_class: DwellingClass = DwellingClass.FAMILY
    kind: AgreementKind = AgreementKind.STATUTORY
    share: Share = QUARTER
    carry: int = 0
    usable: Condition = field(default_factory=Condition)
    target: Target | None = None
    handed_back: HandedBack = HandedBack.CONSUME
    internal_moves: InternalMoves = InternalMoves.ROOT
    estate_shares: tuple[EstateShare, ...] = ()
    spread: Spread | None = None
    answer_deadline_working_days: int = 5
    saturday_is_a_working_day: bool = False
    silence: Silence = Silence.KEEP
    inspection_before_claiming: bool = False
    arrears_guarantee_months: int = 0
    rent_method: RentMethod = RentMethod.YEARLY_365
    legal_basis: str = "ABL § 59(1)"
    signed_on: date | None = None
    case_reference: str | None = None

    def __post_init__(self) -> None:
        errors = list(self._faults())
        if errors:
            raise InvalidAgreement(errors[0].text, errors=errors)

    @property
    def counting_terms(self) -> tuple[object, ...]:
        """What the count rests on: where any of it changes, the count starts again."""
        return self.share, self.target, self.estate_shares, self.spread

    @property
    def counts_places(self) -> bool:
        """Whether the count is also kept by estate or stairwell."""
        return bool(self.estate_shares) or self.spread is not None

    def share_of(self, estate: str) -> Share:
        """The estate's own share, or the agreement's."""
        return next((each.share for each in self.estate_shares if each.estate == estate), self.share)

    def in_force_on(self, day: date) -> bool:
        """Whether the agreement decides on a vacancy posted that day."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)

    def covers(self, facts: VacancyFacts) -> bool:
        """Whether the vacancy is judged by the agreement: organisation and class, and it was posted before the end.

        One dated before the agreement began is judged by it too, where the count under it has begun when it is
        accepted: a ledger never goes back to an earlier version.
        """
        same = (self.organisation_cvr, self.dwelling_class) == (facts.organisation_cvr, facts.dwelling_class)
        return same and (self.in_force_to is None or facts.posted_on < self.in_force_to)

    def overlaps(self, other: "Agreement") -> bool:
        """Whether both would decide on the same vacancy: same organisation and class, a day in common."""
        same = (self.organisation_cvr, self.dwelling_class) == (other.organisation_cvr, other.dwelling_class)
        begins_in_time = other.in_force_to is None or self.in_force_from < other.in_force_to
        ends_too_late = self.in_force_to is None or other.in_force_from < self.in_force_to
        return same and begins_in_time and ends_too_late

    def _faults(self) -> list[FieldError]:
        rules = (*self._faults_of_right(), *self._faults_of_figures(), *self._faults_of_target())
        found = [FieldError(pointer, text) for wrong, pointer, text in rules if wrong]
        target = self.target.condition.faults("/target/condition") if self.target is not None else []
        return [*found, *self.usable.faults("/usable"), *target]

    def _faults_of_right(self) -> list[tuple[bool, str, Text]]:
        private = self.dwelling_class is DwellingClass.PRIVATE
        return [
            (
                self.kind is not AgreementKind.AGREEMENT and self.share.fraction > QUARTER.fraction,
                "/share",
                Text(
                    "Uden aftale kan kommunen højst få hver fjerde bolig (ABL § 59)",
                    "Without an agreement the municipality may have at most every fourth dwelling (ABL § 59)",
                ),
            ),
            (
                self.dwelling_class is DwellingClass.ELDERLY,
                "/dwelling_class",
                Text(
                    "Ældreboliger er uden for hver fjerde: kommunen anviser dem allerede (ABL § 54)",
                    "Elderly dwellings are outside the quarter: the council already allocates them (ABL § 54)",
                ),
            ),
            (
                private is not (self.kind is AgreementKind.PRIVATE),
                "/kind",
                Text(
                    "Private boliger aftales efter lov om kommunal anvisningsret, og kun de",
                    "Private dwellings are agreed under the act on municipal allocation, and only they",
                ),
            ),
        ]

    def _faults_of_figures(self) -> list[tuple[bool, str, Text]]:
        return [
            (self.carry < 0, "/carry", Text("Kan ikke være under 0", "Cannot be below 0")),
            (
                self.answer_deadline_working_days < 1,
                "/answer_deadline_working_days",
                Text("Fristen er mindst én hverdag", "The deadline is at least one working day"),
            ),
            (
                self.kind is AgreementKind.PRIVATE and self.answer_deadline_working_days > MOST_ANSWER_DAYS_PRIVATE,
                "/answer_deadline_working_days",
                Text(
                    "En privat ejer skal have svar inden syv hverdage (lov om kommunal anvisningsret § 5)",
                    "A private owner is answered within seven working days (lov om kommunal anvisningsret § 5)",
                ),
            ),
            (
                self.in_force_to is not None and self.in_force_to <= self.in_force_from,
                "/in_force_to",
                Text("Aftalen skal slutte, efter at den begynder", "The agreement must end after it begins"),
            ),
        ]

    def _faults_of_target(self) -> list[tuple[bool, str, Text]]:
        if self.target is None:
            return []
        return [
            (
                self.target.share.fraction == 0,
                "/target/share",
                Text("Målet kan aldrig nås med andelen 0", "The target can never be met with the share 0"),
            ),
            (
                self.target.overlap is Overlap.INSTEAD and bool(self.estate_shares),
                "/estate_shares",
                Text(
                    "Uden almindelig ret er der ingen andel at fordele på afdelinger",
                    "Without a general right there is no share to differ by estate",
                ),
            ),
        ]
