"""The agreement (or the council's own decision) that says how a vacancy is counted and claimed."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.shares import QUARTER, InvalidAgreement, Share
from services.allocation.domain.usable import UsableCondition
from services.allocation.domain.vacancies import DwellingClass, VacancyFacts
from services.allocation.domain.vacancy_rent import RentMethod


class AgreementKind(StrEnum):
    """Where the right comes from."""

    STATUTORY = "statutory"
    """The council's own decision: at most every fourth vacancy (ABL § 59(1))."""
    AGREEMENT = "agreement"
    """Agreed with the organisation: more or less than every fourth (ABL § 59(2))."""


class InternalMoves(StrEnum):
    """How a chain of internal moves counts: a tenant moves within the organisation, the old dwelling falls vacant."""

    ROOT = "root"
    """The chain counts once, at its first dwelling, before it is offered internally."""
    EXCLUDE = "exclude"
    """No dwelling that is filled internally counts; the one that ends the chain does."""
    COUNT = "count"
    """Each dwelling of the chain counts."""


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
    usable: UsableCondition = field(default_factory=UsableCondition)
    internal_moves: InternalMoves = InternalMoves.ROOT
    answer_deadline_working_days: int = 5
    rent_method: RentMethod = RentMethod.YEARLY_365
    legal_basis: str = "ABL § 59(1)"

    def __post_init__(self) -> None:
        errors = list(self._faults())
        if errors:
            raise InvalidAgreement(errors[0].text, errors=errors)

    def in_force_on(self, day: date) -> bool:
        """Whether the agreement decides on a vacancy posted that day."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)

    def covers(self, facts: VacancyFacts) -> bool:
        """Whether the agreement is the one by which this vacancy is judged: organisation, class and day."""
        return (
            self.organisation_cvr == facts.organisation_cvr
            and self.dwelling_class is facts.dwelling_class
            and self.in_force_on(facts.posted_on)
        )

    def overlaps(self, other: "Agreement") -> bool:
        """Whether both would decide on the same vacancy: same organisation and class, a day in common."""
        same = (self.organisation_cvr, self.dwelling_class) == (other.organisation_cvr, other.dwelling_class)
        begins_in_time = other.in_force_to is None or self.in_force_from < other.in_force_to
        ends_too_late = self.in_force_to is None or other.in_force_from < self.in_force_to
        return same and begins_in_time and ends_too_late

    def _faults(self) -> list[FieldError]:
        rules = (
            (
                self.kind is AgreementKind.STATUTORY and self.share.fraction > QUARTER.fraction,
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
            (self.carry < 0, "/carry", Text("Kan ikke være under 0", "Cannot be below 0")),
            (
                self.answer_deadline_working_days < 1,
                "/answer_deadline_working_days",
                Text("Fristen er mindst én hverdag", "The deadline is at least one working day"),
            ),
            (
                self.in_force_to is not None and self.in_force_to <= self.in_force_from,
                "/in_force_to",
                Text("Aftalen skal slutte, efter at den begynder", "The agreement must end after it begins"),
            ),
        )
        return [FieldError(pointer, text) for wrong, pointer, text in rules if wrong]
