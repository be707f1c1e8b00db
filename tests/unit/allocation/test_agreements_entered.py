"""What keeps an agreement from being entered: the law, the registry, and targets that no dwelling could meet."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.feasibility import Registered, require_feasible
from services.allocation.domain.agreements.shares import InvalidAgreement, Share
from services.allocation.domain.agreements.terms import AgreementKind, EstateShare, Overlap, Place, Spread, Target
from services.allocation.domain.ledger.ledger import decide
from services.allocation.domain.ledger.state import LedgerState
from services.allocation.domain.registry.standings import Standing, StandingKind
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.domain.vacancies.outcomes import Right
from tests.unit.allocation.builders import CVR, a_vacancy, an_agreement

TODAY = date(2025, 3, 3)
AGREED = {"kind": AgreementKind.AGREEMENT}
ESTATES = frozenset({"05", "06"})


def exempt(estate: str, valid_to: date | None = None) -> Standing:
    return Standing(CVR, estate, StandingKind.VULNERABLE, date(2024, 12, 1), valid_to, "Liste 2024", True)


def share(written: str) -> Share:
    return Share.parse(written)


def a_target(written: str = "1/2", overlap: Overlap = Overlap.MAX, **limits: Any) -> dict[str, Any]:
    return {"target": Target(Condition(**limits), share(written), overlap)}


def pointers(changes: dict[str, Any], registered: Registered) -> list[str]:
    try:
        require_feasible(an_agreement(**changes), registered, TODAY)
    except InvalidAgreement as refused:
        return [error.pointer for error in refused.errors]
    return []


CONDITIONS = "/target/condition"
ENTERED: list[tuple[str, dict[str, Any], list[str]]] = [
    ("the blind quarter", {}, []),
    ("a target of small flats", AGREED | a_target(max_rooms=2, max_rent_dkk=Decimal(4500)), []),
    ("the largest that can be asked for", AGREED | a_target(min_rooms=15, min_area_m2=500), []),
    ("the least that can be asked for", AGREED | a_target(max_rooms=1, max_area_m2=8, max_rent_dkk=Decimal(500)), []),
    ("no dwelling has so many rooms", AGREED | a_target(min_rooms=16), [f"{CONDITIONS}/min_rooms"]),
    ("no dwelling has no room", AGREED | a_target(max_rooms=0), [f"{CONDITIONS}/max_rooms"]),
    ("no dwelling is so large", AGREED | a_target(min_area_m2=501), [f"{CONDITIONS}/min_area_m2"]),
    ("no dwelling is so small", AGREED | a_target(max_area_m2=7), [f"{CONDITIONS}/max_area_m2"]),
    ("below the least rent", AGREED | a_target(max_rent_dkk=Decimal("499.99")), [f"{CONDITIONS}/max_rent_dkk"]),
    ("a rent below nothing", AGREED | a_target(max_rent_dkk=Decimal(-1)), [f"{CONDITIONS}/max_rent_dkk"]),
    ("another class", AGREED | a_target(classes=(DwellingClass.YOUTH,)), [f"{CONDITIONS}/classes"]),
    ("its own class among others", AGREED | a_target(classes=(DwellingClass.YOUTH, DwellingClass.FAMILY)), []),
    ("an estate that is not registered", AGREED | a_target(estates=("06", "07")), [f"{CONDITIONS}/estates/1"]),
    ("an estate named twice", AGREED | a_target(estates=("06", "06")), [f"{CONDITIONS}/estates/1"]),
    ("usable is judged alike", {"usable": Condition(min_rooms=16, estates=("07",))},
     ["/usable/min_rooms", "/usable/estates/0"]),
    ("a share for an estate nobody knows", AGREED | {"estate_shares": (EstateShare("07", share("1/2")),)},
     ["/estate_shares/0/estate"]),
    ("two shares for one estate", AGREED | {
        "estate_shares": (EstateShare("06", share("1/2")), EstateShare("06", share("1/4")))},
     ["/estate_shares/1/estate"]),
    ("estates exempt from the right by a share of 0", AGREED | {"estate_shares": (EstateShare("06", share("0/1")),)},
     []),
    ("spread that lets nothing be claimed", {"spread": Spread(Place.ESTATE, share("0/1"))}, ["/spread/share"]),
    ("signed tomorrow", AGREED | {"signed_on": date(2025, 3, 4)}, ["/signed_on"]),
    ("signed today", AGREED | {"signed_on": TODAY}, []),
    ("more of an estate than the quarter, undecided by both", {"estate_shares": (EstateShare("06", share("1/3")),)},
     ["/estate_shares/0/share"]),
    ("a target beside the quarter can give more than the quarter", a_target("1/4"), ["/target/overlap"]),
    ("a target instead of it", a_target("1/4", Overlap.INSTEAD), []),
    ("a target instead of it, above the quarter", a_target("1/2", Overlap.INSTEAD), ["/target/share"]),
    ("the same by agreement", AGREED | a_target("1/2", Overlap.SUM), []),
    ("arrears are guaranteed by agreement only", {"arrears_guarantee_months": 12}, ["/arrears_guarantee_months"]),
    ("and by agreement they are", AGREED | {"arrears_guarantee_months": 12}, []),
    ("everything at once", {"signed_on": date(2026, 1, 1), "arrears_guarantee_months": 1}
     | a_target("1/4", Overlap.SUM, max_rooms=0),
     ["/target/overlap", "/arrears_guarantee_months", "/signed_on", f"{CONDITIONS}/max_rooms"]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "changes", "expected"), ENTERED, ids=[row[0] for row in ENTERED])
def test_what_can_be_entered(why: str, changes: dict[str, Any], expected: list[str]) -> None:
    assert pointers(changes, Registered(ESTATES)) == expected, why


UNTIL_DECEMBER = date(2025, 12, 1)
EXEMPT: list[tuple[str, dict[str, Any], list[Standing], list[str]]] = [
    ("one of two estates is exempt", {}, [exempt("05")], []),
    ("both are, for good", {}, [exempt("05"), exempt("06")], ["/target"]),
    ("the only one named is", {"estates": ("05",)}, [exempt("05")], [f"{CONDITIONS}/estates"]),
    ("one of them only until December", {}, [exempt("05"), exempt("06", UNTIL_DECEMBER)], []),
    ("both until December", {}, [exempt("05", UNTIL_DECEMBER), exempt("06", UNTIL_DECEMBER)], []),
]


@pytest.mark.parametrize(("why", "limits", "standings", "expected"), EXEMPT, ids=[row[0] for row in EXEMPT])
def test_a_target_in_exempt_estates_alone(
    why: str, limits: dict[str, Any], standings: list[Standing], expected: list[str]
) -> None:
    registered = Registered(ESTATES, standings)
    assert pointers(AGREED | a_target(**limits), registered) == expected, why
    assert pointers({}, registered) == [], "without a target there is nothing that must be met"


def test_exempt_until_december_is_never_met_by_an_agreement_that_ends_before() -> None:
    registered = Registered(ESTATES, [exempt("05", UNTIL_DECEMBER), exempt("06")])
    ends = {"in_force_to": UNTIL_DECEMBER}
    assert pointers(AGREED | ends | a_target(), registered) == ["/target"]


def test_before_the_registry_is_loaded_a_target_may_be_agreed_if_it_names_no_estate() -> None:
    assert pointers(AGREED | a_target(max_rooms=2), Registered(frozenset())) == []


def test_a_target_whose_dwellings_are_never_usable_can_be_entered_since_it_is_claimed_all_the_same() -> None:
    """Usable concerns the general right and what is owed: the target says itself which dwellings it is for."""
    agreement = an_agreement(
        kind=AgreementKind.AGREEMENT,
        usable=Condition(min_rooms=3),
        target=Target(Condition(max_rooms=2), share("1/2")),
    )
    require_feasible(agreement, Registered(ESTATES), TODAY)
    first = decide(LedgerState(), agreement, a_vacancy(rooms=2))
    second = decide(first.after, agreement, a_vacancy(rooms=2))
    assert [decision.right for decision in (first, second)] == [None, Right.TARGETED]
