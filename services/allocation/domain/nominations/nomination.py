"""A citizen put forward for municipal allocation: what matching and the other departments need, and no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kit.values.problems import Conflict, FieldError
from kit.values.texts import Text
from services.allocation.domain.nominations.situations import NominationStatus, Situation, SupportNeeds

HIGHEST_INCOME_DKK = Decimal(60_000)
"""A month after tax. Nobody nominated earns more; a higher figure is a slip (a year's income, a lost comma)."""
HIGHEST_WEALTH_DKK = Decimal(5_000_000)
OLDEST_YEARS, YOUNGEST_YEARS = 110, 17
MOST_ADULTS, MOST_CHILDREN = 10, 15
HIGHEST_FLOOR = 60


@dataclass(frozen=True, slots=True)
class NominationFacts:
    """What the social centre sends. Income and wealth are what the benefits department would find, in DKK.

    The citizen's own wishes are hard conditions: `wanted_estates` (none: anywhere) and `unwanted_estates`, each written
    `<organisation's CVR>/<estate>`, and the highest floor the household will climb to where there is no lift.
    `leaving_care` says that a young person moves out of a placement; it gives a place only where the council says so.
    """

    reference: str
    nominated_on: date
    homeless_since_on: date
    birth_year: int
    adults: int
    children: int
    benefit: str
    income_after_tax_dkk: Decimal
    wealth_dkk: Decimal
    situation: Situation
    support_needs: SupportNeeds
    needs_lift: bool
    has_pet: bool
    debt_to_cvr: str | None
    unpaid_deposit_loan: bool
    protected_address: bool
    wanted_estates: tuple[str, ...] = ()
    unwanted_estates: tuple[str, ...] = ()
    highest_floor_without_lift: int | None = None
    leaving_care: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """By which version and criterion the nomination stands, which documents that needs, and the reasons as stored."""

    criteria_version: str
    criterion: str | None
    whole_assessment: bool
    documents_needed: tuple[str, ...]
    documents_given: tuple[str, ...]
    reasons: Sequence[Mapping[str, Any]]

    @property
    def documents_missing(self) -> tuple[str, ...]:
        """What is needed and not given yet, in the criterion's order."""
        return tuple(code for code in self.documents_needed if code not in self.documents_given)


@dataclass(frozen=True, slots=True)
class Nomination:
    """A nomination: the facts, how it was judged, where it stands, and what benefits found.

    `waiting_since_on` and `lottery` never change but by a merge, which can only make the wait longer. `facts_on` is the
    day of the facts' present version. `qualified_on` is the day it first came on the list.
    """

    id: UUID
    citizen_id: UUID
    facts: NominationFacts
    lottery: int
    status: NominationStatus
    highest_rent_dkk: Decimal | None
    ability_question: dict[str, Any] | None
    version: int
    judgement: Judgement
    waiting_since_on: date
    facts_on: date
    qualified_on: date | None = None
    facts_version: int = 1
    close_code: str | None = None
    merged_into: UUID | None = None


class CitizenAlreadyNominated(Conflict):
    slug = "citizen-already-nominated"
    title = Text("Borgeren er allerede indstillet", "The citizen is already nominated")


def find_faults(facts: NominationFacts, today: date) -> list[FieldError]:
    """What cannot be right in a nomination, a sentence per field; `today` is the municipality's day."""
    return [*_faults_of_dates(facts, today), *_faults_of_figures(facts), *_faults_of_wishes(facts)]


def _faults_of_dates(facts: NominationFacts, today: date) -> list[FieldError]:
    age = facts.nominated_on.year - facts.birth_year
    rules = (
        (
            not YOUNGEST_YEARS <= age <= OLDEST_YEARS,
            "/birth_year",
            Text("Fødselsåret passer ikke til en voksen", "The year of birth is not that of an adult"),
        ),
        (
            facts.homeless_since_on > facts.nominated_on,
            "/homeless_since_on",
            Text("Kan ikke være efter indstillingen", "Cannot be after the nomination"),
        ),
        (
            facts.nominated_on > today,
            "/nominated_on",
            Text("Kan ikke ligge i fremtiden", "Cannot lie in the future"),
        ),
    )
    return [FieldError(pointer, text) for wrong, pointer, text in rules if wrong]


def _faults_of_figures(facts: NominationFacts) -> list[FieldError]:
    rules = (
        (
            not 1 <= facts.adults <= MOST_ADULTS,
            "/adults",
            Text(f"Skal være fra 1 til {MOST_ADULTS}", f"Must be from 1 to {MOST_ADULTS}"),
        ),
        (
            not 0 <= facts.children <= MOST_CHILDREN,
            "/children",
            Text(f"Skal være fra 0 til {MOST_CHILDREN}", f"Must be from 0 to {MOST_CHILDREN}"),
        ),
        (
            not 0 <= facts.income_after_tax_dkk <= HIGHEST_INCOME_DKK,
            "/income_after_tax_dkk",
            Text("Beløbet er usandsynligt: er det pr. måned?", "The amount is implausible: is it per month?"),
        ),
        (
            not 0 <= facts.wealth_dkk <= HIGHEST_WEALTH_DKK,
            "/wealth_dkk",
            Text("Beløbet er usandsynligt", "The amount is implausible"),
        ),
    )
    return [FieldError(pointer, text) for wrong, pointer, text in rules if wrong]


def _faults_of_wishes(facts: NominationFacts) -> list[FieldError]:
    floor = facts.highest_floor_without_lift
    both = sorted(set(facts.wanted_estates) & set(facts.unwanted_estates))
    rules = (
        (
            bool(both),
            "/unwanted_estates",
            Text(f"Er både ønsket og fravalgt: {', '.join(both)}", f"Both wanted and unwanted: {', '.join(both)}"),
        ),
        (
            floor is not None and not 0 <= floor <= HIGHEST_FLOOR,
            "/highest_floor_without_lift",
            Text(f"Skal være fra 0 til {HIGHEST_FLOOR}", f"Must be from 0 to {HIGHEST_FLOOR}"),
        ),
    )
    return [FieldError(pointer, text) for wrong, pointer, text in rules if wrong]


MEANS = ("birth_year", "adults", "children", "benefit", "income_after_tax_dkk", "wealth_dkk")
"""What the highest rent follows from: where one of these changes, benefits' figure is of another household."""


def means_differ(earlier: NominationFacts, later: NominationFacts) -> bool:
    """Whether benefits must be asked anew what the household can pay."""
    return any(getattr(earlier, name) != getattr(later, name) for name in MEANS)
