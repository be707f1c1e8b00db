"""A vacancy as posted: what cannot be right, and when it is late."""

from datetime import date
from decimal import Decimal

import pytest

from services.allocation.domain.vacancies.facts import find_faults, is_late
from tests.unit.allocation.builders import a_vacancy, helsingor_year

RECEIVED_ON = date(2025, 1, 8)

FAULTS = [
    ("rent of nothing", "/rent_dkk", {"rent_dkk": Decimal(0)}),
    ("rent of a million", "/rent_dkk", {"rent_dkk": Decimal(1_000_000)}),
    ("rent below nothing", "/rent_dkk", {"rent_dkk": Decimal(-4500)}),
    ("rent that is no number", "/rent_dkk", {"rent_dkk": Decimal("NaN")}),
    ("rent without end", "/rent_dkk", {"rent_dkk": Decimal("Infinity")}),
    ("utilities below nothing", "/utilities_dkk", {"utilities_dkk": Decimal(-1)}),
    ("utilities above any rent", "/utilities_dkk", {"utilities_dkk": Decimal(10_001)}),
    ("a deposit as for a house", "/deposit_dkk", {"deposit_dkk": Decimal(2_000_000)}),
    ("vacant before notice", "/vacant_from_on", {"vacant_from_on": date(2025, 1, 5)}),
    ("vacant in another century", "/vacant_from_on", {"vacant_from_on": date(2125, 3, 1)}),
    ("posted before notice", "/posted_on", {"posted_on": date(2025, 1, 5)}),
    ("posted tomorrow", "/posted_on", {"posted_on": date(2025, 1, 9)}),
    ("notice ten years ago", "/notice_received_on", {"notice_received_on": date(2015, 1, 6)}),
    ("no room", "/rooms", {"rooms": 0}),
    ("a hundred rooms", "/rooms", {"rooms": 100}),
    ("an area of nothing", "/area_m2", {"area_m2": 0}),
    ("an area in square centimetres", "/area_m2", {"area_m2": 600_000}),
    ("far under ground", "/floor", {"floor": -2}),
    ("above the tallest block", "/floor", {"floor": 41}),
    ("first let before there were estates", "/first_let_year", {"first_let_year": 1066}),
    ("first let after it falls vacant", "/first_let_year", {"first_let_year": 2026}),
    ("a CVR number with a wrong check digit", "/organisation_cvr", {"organisation_cvr": "99000237"}),
    ("a dwelling that follows itself", "/chain_reference", {"chain_reference": "236-06-0001"}),
]


@pytest.mark.parametrize(("why", "pointer", "changes"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_points_at_its_field(why: str, pointer: str, changes: dict[str, object]) -> None:
    faults = find_faults(a_vacancy(**changes), RECEIVED_ON)
    assert [fault.pointer for fault in faults] == [pointer], why
    assert faults[0].text.da != faults[0].text.en


POSSIBLE = [
    ("the least rent", {"rent_dkk": Decimal(500)}),
    ("the highest rent", {"rent_dkk": Decimal(50_000)}),
    ("no utilities", {"utilities_dkk": Decimal(0)}),
    ("no deposit", {"deposit_dkk": Decimal(0)}),
    ("vacant on the day of notice", {"vacant_from_on": date(2025, 1, 6)}),
    ("posted on the day of notice", {"posted_on": date(2025, 1, 6)}),
    ("a basement", {"floor": -1}),
    ("a new building", {"first_let_year": 2025}),
]


@pytest.mark.parametrize(("why", "changes"), POSSIBLE, ids=[row[0] for row in POSSIBLE])
def test_what_is_possible_is_no_fault(why: str, changes: dict[str, object]) -> None:
    assert find_faults(a_vacancy(**changes), RECEIVED_ON) == [], why


def test_several_faults_are_told_at_once() -> None:
    wrong = a_vacancy(rent_dkk=Decimal(0), rooms=0, vacant_from_on=date(2025, 1, 5))
    assert {fault.pointer for fault in find_faults(wrong)} == {"/rent_dkk", "/rooms", "/vacant_from_on"}


def test_the_sentence_names_the_bounds_in_both_languages() -> None:
    text = find_faults(a_vacancy(rent_dkk=Decimal(0)))[0].text
    assert text.da == "Skal ligge fra 500 kr. til 50.000 kr.: er tallet rigtigt?"
    assert text.en == "Must lie from DKK 500 to DKK 50,000: is the figure right?"


def test_helsingors_year_has_no_fault() -> None:
    assert [fault for facts in helsingor_year() for fault in find_faults(facts, facts.posted_on)] == []


LATE = [
    ("the fifth working day is in time", date(2025, 1, 6), date(2025, 1, 13), False),
    ("the day after it is late", date(2025, 1, 6), date(2025, 1, 14), True),
    ("weekends do not count", date(2025, 1, 10), date(2025, 1, 17), False),
    ("nor does Easter", date(2025, 4, 16), date(2025, 4, 28), False),
    ("the day after that is late", date(2025, 4, 16), date(2025, 4, 29), True),
]


@pytest.mark.parametrize(("why", "notice", "posted", "late"), LATE, ids=[row[0] for row in LATE])
def test_late_is_more_than_five_working_days_after_notice(why: str, notice: date, posted: date, late: bool) -> None:
    assert is_late(a_vacancy(notice_received_on=notice, posted_on=posted)) is late, why
