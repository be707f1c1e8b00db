"""The files of the year as bodies, and what the callers remember of their answers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from demo.replay.beginning import HOLIDAYS, TEAMS
from demo.replay.cast import ORGANISATIONS
from demo.replay.files import read_files
from demo.replay.notebook import Notebook
from demo.replay.posting import first_of_next_month
from demo.replay.table import EXPECTED_CLAIMS, EXPECTED_FATES

FILES = read_files()
VACANCIES = [body for day in FILES.vacancies.values() for body in day]


def test_the_whole_year_is_read() -> None:
    assert len(VACANCIES) == sum(EXPECTED_FATES.values()) == 840
    assert sum(len(day) for day in FILES.nominations.values()) == 178
    assert {body["organisation_cvr"] for body in VACANCIES} == set(ORGANISATIONS) == set(EXPECTED_CLAIMS)
    assert sum(EXPECTED_CLAIMS.values()) == EXPECTED_FATES["claimed"]


def test_a_row_becomes_a_body() -> None:
    assert FILES.vacancies[date(2025, 1, 2)][0] == {
        "reference": "236-06-0331",
        "municipality_code": "0217",
        "dwelling_id": "8c1930c0-25b8-4551-8a89-504b0eb19fb1",
        "posted_on": "2025-01-02",
        "notice_received_on": "2024-12-30",
        "vacant_from_on": "2025-03-01",
        "organisation_cvr": "99000236",
        "estate": "06",
        "dwelling_class": "family",
        "rooms": 4,
        "area_m2": 101,
        "floor": 3,
        "lift": False,
        "pets_allowed": False,
        "first_let_year": 1948,
        "rent_dkk": "7600",
        "utilities_dkk": "1220",
        "deposit_dkk": "31100",
        "chain_reference": None,
    }


def test_each_rate_goes_to_the_service_that_decides_by_it() -> None:
    assert {rate["key"] for rate in FILES.allocation_rates} == {"offer_deadline", "answer_deadline"}
    assert not {rate["key"] for rate in FILES.benefits_rates} & {"offer_deadline", "answer_deadline"}
    assert not any(rate["verified"] for rate in FILES.allocation_rates + FILES.benefits_rates)


def test_everybody_on_holiday_works_here() -> None:
    workers = {f"{method.replace('_', '-')}-{n}" for method, _, count in TEAMS for n in range(1, count + 1)}
    assert HOLIDAYS.keys() <= workers


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2025, 1, 1), date(2025, 2, 1)),
        (date(2025, 1, 31), date(2025, 2, 1)),
        (date(2025, 2, 28), date(2025, 3, 1)),
        (date(2025, 12, 31), date(2026, 1, 1)),
    ],
)
def test_leases_start_on_the_first_of_the_next_month(day: date, first: date) -> None:
    assert first_of_next_month(day) == first


def _nominated(name: str, highest: str | None) -> dict[str, Any]:
    return {"id": name, "reference": name, "highest_rent_dkk": highest}


def test_a_shortlist_is_asked_for_again_when_somebody_who_can_pay_has_come() -> None:
    notebook = Notebook(vacancies={"home": {"rent_dkk": "5000.00", "utilities_dkk": "500.00"}})
    assert notebook.has_news_for("home"), "it has not been looked at"
    notebook.looked["home"] = 0
    assert not notebook.has_news_for("home"), "nobody has come"
    notebook.note_household(_nominated("poor", "5499.99"))
    notebook.note_household(_nominated("unknown", None))
    assert not notebook.has_news_for("home"), "nobody who came can pay"
    notebook.note_household(_nominated("able", "5500.00"))
    assert notebook.has_news_for("home")
    notebook.looked["home"] = len(notebook.available)
    assert not notebook.has_news_for("home"), "that one has been looked at"


def test_whose_offer_is_over_is_available_again_and_the_dwelling_is_looked_at_anew() -> None:
    notebook = Notebook(vacancies={"home": {"reference": "V", "rent_dkk": "5000.00", "utilities_dkk": "0.00"}})
    notebook.note_household(_nominated("able", "5500.00"))
    notebook.looked["home"] = 1
    offer = {"id": "offer", "vacancy_id": "home", "nomination_id": "able", "status": "made", "support": "pending"}
    notebook.note_offer(offer | {"offered_at": "2025-03-03T08:00:00Z"})
    assert not notebook.is_quiet
    notebook.note_open_offers([])
    assert notebook.has_news_for("home")
    assert notebook.available == ["able", "able"]
    assert notebook.households["able"].highest_rent == Decimal("5500.00")
