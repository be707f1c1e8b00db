"""What a case is decided by, and what must still be asked: all of it at once, each question at its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.benefits.domain.entitlements.kinds import NAMES, CaseKind
from services.benefits.domain.households.circumstances import FactQuestion
from services.benefits.domain.households.households import Dwelling, Household

FIRST_YEAR_WITH_LOANS = 1964


class Landlord(StrEnum):
    """Who lets the dwelling."""

    HOUSING_ORGANISATION = "housing_organisation"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What only some kinds of case ask about; None where nobody has said.

    `amount` is what is applied for, once; in a rent subsidy, a month. `moved_for_renewal` is a move because of
    sanering; `cheaper_after_request` a move to a cheaper dwelling after the landlord has gone to the bailiff's court.
    """

    landlord: Landlord | None = None
    first_let_on: date | None = None
    moved_for_renewal: bool | None = None
    cheaper_after_request: bool | None = None
    prepaid_rent: Decimal | None = None
    allocated_by_municipality: bool | None = None
    housing_benefit: Decimal | None = None
    amount: Decimal | None = None
    changed_circumstances: bool | None = None
    necessary: bool | None = None
    foreseeable: bool | None = None
    decisive_for_life: bool | None = None
    eviction_threatens: bool | None = None
    home_kept_by_payment: bool | None = None
    rent_payable_from_now: bool | None = None
    improves_housing: bool | None = None
    improves_work: bool | None = None
    obtains_dwelling: bool | None = None
    avoids_eviction: bool | None = None


PARTICULAR_AMOUNTS = frozenset({"prepaid_rent", "housing_benefit", "amount"})
"""The fields of `Particulars` that are amounts in kroner."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a case is decided by. `confirmed` are the pointers of unusual amounts that somebody has checked."""

    household: Household | None
    dwelling: Dwelling | None
    particulars: Particulars = field(default_factory=Particulars)
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that a kind of case is decided by: its question, and when it is asked."""

    question: Text
    asked: Callable[[Facts], bool] = lambda _: True


def _year_leaves_doubt(facts: Facts) -> bool:
    return facts.dwelling is not None and facts.dwelling.first_let_year in {None, FIRST_YEAR_WITH_LOANS}


def _owes_a_loan(facts: Facts) -> bool:
    home = facts.household
    return home is not None and home.unpaid_deposit_loan and home.first_home_after_eviction is not True


HOUSEHOLD = Need(Text("Hvem søger, og hvad lever de af?", "Who applies, and what do they live on?"))
NEW_DWELLING = Need(Text("Hvilken bolig flyttes der til?", "Which dwelling is moved to?"))
DWELLING = Need(Text("Hvad koster boligen?", "What does the dwelling cost?"))
AMOUNT = Need(Text("Hvor stort et beløb søges der om?", "What amount is applied for?"))
OF_SINGLE_PAYMENTS: dict[str, Need] = {
    "household": HOUSEHOLD,
    "amount": AMOUNT,
    "changed_circumstances": Need(
        Text("Har ansøgeren været ude for ændringer i sine forhold?", "Have the applicant's circumstances changed?")
    ),
    "necessary": Need(Text("Er udgiften nødvendig og rimelig?", "Is the expense necessary and reasonable?")),
    "foreseeable": Need(Text("Kunne udgiften forudses?", "Could the expense be foreseen?")),
    "decisive_for_life": Need(
        Text("Er udgiften helt afgørende for livsførelsen?", "Is the expense decisive for how they live?"),
        lambda facts: facts.particulars.foreseeable is True,
    ),
}

NEEDS: Mapping[CaseKind, Mapping[str, Need]] = {
    CaseKind.DEPOSIT_LOAN: {
        "household": HOUSEHOLD,
        "dwelling": NEW_DWELLING,
        "first_let_on": Need(
            Text("Hvilken dag blev boligen taget i brug?", "On which day was the dwelling first taken into use?"),
            _year_leaves_doubt,
        ),
        "cheaper_after_request": Need(
            Text(
                "Flyttes der til en billigere bolig, efter at udlejeren er gået til fogedretten?",
                "Is the move to a cheaper dwelling, after the landlord has gone to the bailiff's court?",
            ),
            _owes_a_loan,
        ),
    },
    CaseKind.PRE_APPROVAL: {"household": HOUSEHOLD, "dwelling": NEW_DWELLING},
    CaseKind.PRIVATE_DEPOSIT: {
        "household": HOUSEHOLD,
        "dwelling": NEW_DWELLING,
        "landlord": Need(Text("Hvem udlejer boligen?", "Who lets the dwelling?")),
        "prepaid_rent": Need(Text("Hvor meget leje betales forud?", "How much rent is paid in advance?")),
        "allocated_by_municipality": Need(
            Text("Har kommunen anvist boligen?", "Has the municipality allocated the dwelling?")
        ),
    },
    CaseKind.SPECIAL_SUPPORT: {
        "household": HOUSEHOLD,
        "dwelling": DWELLING,
        "housing_benefit": Need(Text("Hvad er boligstøtten om måneden?", "What is the housing benefit a month?")),
    },
    CaseKind.SINGLE_PAYMENT: OF_SINGLE_PAYMENTS,
    CaseKind.FURNISHING_GRANT: OF_SINGLE_PAYMENTS,
    CaseKind.RENT_ARREARS: {
        "household": HOUSEHOLD,
        "amount": Need(Text("Hvor stor er restancen?", "How much rent is owed?")),
        "eviction_threatens": Need(Text("Truer en udsættelse?", "Does an eviction threaten?")),
        "home_kept_by_payment": Need(
            Text("Kan hjemmet beholdes, hvis restancen betales?", "Can the home be kept if the arrears are paid?")
        ),
        "rent_payable_from_now": Need(
            Text("Kan huslejen betales fremover?", "Can the rent be paid from now on?"),
        ),
    },
    CaseKind.MOVING_GRANT: {
        "household": HOUSEHOLD,
        "amount": AMOUNT,
        "improves_housing": Need(Text("Forbedrer flytningen boligforholdene?", "Does the move improve the housing?")),
        "improves_work": Need(
            Text("Forbedrer flytningen erhvervsforholdene?", "Does the move improve the chances of work?"),
            lambda facts: facts.particulars.improves_housing is False,
        ),
    },
    CaseKind.RENT_SUBSIDY: {
        "household": HOUSEHOLD,
        "dwelling": DWELLING,
        "amount": Need(Text("Hvor stort et tilskud om måneden søges der om?", "What subsidy a month is applied for?")),
        "obtains_dwelling": Need(
            Text("Gør tilskuddet det muligt at få boligen?", "Does the subsidy make the dwelling possible?")
        ),
        "avoids_eviction": Need(
            Text("Undgås en udsættelse ved tilskuddet?", "Does the subsidy avoid an eviction?"),
            lambda facts: facts.particulars.obtains_dwelling is False,
        ),
    },
}

# What may be said without being asked for. A dwelling may always be told: it is shown, where no rule asks about it.
BESIDE: Mapping[CaseKind, frozenset[str]] = {
    CaseKind.DEPOSIT_LOAN: frozenset({"landlord", "moved_for_renewal"}),
}


def value_of(facts: Facts, name: str) -> object:
    """What is known of a fact, by its name; None where nobody has said."""
    return getattr(facts, name) if name in {"household", "dwelling"} else getattr(facts.particulars, name)


def pointer_to(name: str) -> str:
    """Where a fact is told in an application."""
    if name in {"household", "dwelling"}:
        return f"/{name}"
    return f"/facts/{name}_dkk" if name in PARTICULAR_AMOUNTS else f"/facts/{name}"


def missing(kind: CaseKind, facts: Facts) -> tuple[FactQuestion, ...]:
    """Every fact that the kind of case needs and nobody has told yet, in the order of the law."""
    return tuple(
        FactQuestion(pointer_to(name), need.question)
        for name, need in NEEDS[kind].items()
        if value_of(facts, name) is None and need.asked(facts)
    )


def foreign(kind: CaseKind, facts: Facts) -> list[FieldError]:
    """Each fact told that belongs to another kind of case."""
    known = NEEDS[kind].keys() | BESIDE.get(kind, frozenset())
    text = Text(
        f"Hører ikke til en sag om {NAMES[kind].da}",
        f"Does not belong to a case of this kind: {NAMES[kind].en}",
    )
    return [
        FieldError(pointer_to(name), text)
        for name in Particulars.__dataclass_fields__
        if getattr(facts.particulars, name) is not None and name not in known
    ]
