"""A ledger follows from what was known when each entry was made, whatever becomes of the registry afterwards."""

from typing import Any

from tests.builders.posting import ORGANISATION_A, a_vacancy, an_estate
from tests.integration.allocation.conftest import Callers

LEDGER = "/v1/ledgers/99000236"
EXEMPT = {
    **{"organisation_cvr": ORGANISATION_A, "estate": "05", "kind": "vulnerable"},
    **{"valid_from": "2024-12-01", "source": "Liste 2024", "verified": True},
}


def a_full_right(dwelling_id: str) -> dict[str, Any]:
    return {
        **{"organisation_cvr": ORGANISATION_A, "dwelling_id": dwelling_id, "kind": "municipal_dwelling"},
        **{"valid_from": "2024-01-01", "legal_basis": "ABL § 59(2)", "source": "deed of gift", "verified": True},
    }


async def recomputed(callers: Callers) -> dict[str, Any]:
    found: dict[str, Any] = (await callers.organisation_a.get(f"{LEDGER}/recomputation")).json()
    return found


async def test_what_was_known_that_day_is_kept_with_the_entry(quarter: Callers) -> None:
    """An exempt estate and two rights of 100 % are known, and then they are not."""
    await quarter.office.put("/v1/estates", {"estates": [an_estate(), an_estate(estate="05")]})
    await quarter.office.put("/v1/estates/standings", {"standings": [EXEMPT]})
    posted, missed = a_vacancy(), a_vacancy()
    rights = [a_full_right(each["dwelling_id"]) for each in (posted, missed)]
    answer = await quarter.office.put("/v1/full-rights", {"full_rights": rights})
    assert answer.is_success, answer.text
    bodies = [posted, a_vacancy(estate="05"), *(a_vacancy() for _ in range(4))]
    for body in bodies:
        assert (await quarter.organisation_a.post("/v1/vacancies", body)).status_code == 201
    assert (await quarter.office.post(f"{LEDGER}/missed-vacancies", missed)).status_code == 201
    rows = (await quarter.office.get(LEDGER)).json()
    assert [(row["outcome"], row["claimed_by"], row["counted"]) for row in rows] == [
        ("claimed", "full", False),
        ("not_countable", None, False),
        *[("released", None, True)] * 3,
        ("claimed", "general", True),
        ("not_countable", None, False),
    ]
    before = await recomputed(quarter)
    assert before == {"holds": True, "entries": 7, "difference": None}
    ended = [each | {"valid_to": each["valid_from"]} for each in (EXEMPT, *rights)]
    await quarter.office.put("/v1/estates/standings", {"standings": ended[:1]})
    await quarter.office.put("/v1/full-rights", {"full_rights": ended[1:]})
    assert await recomputed(quarter) == before


async def test_a_batch_is_recomputed_like_single_postings(quarter: Callers) -> None:
    vacancies = [a_vacancy(notice_received_on=f"2025-02-{day}") for day in range(10, 22)]
    answer = await quarter.organisation_a.post("/v1/vacancy-batches", {"vacancies": vacancies})
    assert answer.status_code == 201, answer.text
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    assert await recomputed(quarter) == {"holds": True, "entries": 13, "difference": None}
    [first, *_] = (await quarter.organisation_a.get(LEDGER)).json()
    assert (first["made_by"], first["moved"]) == ("organisation-a", {"countable": 1})


async def test_a_waiver_is_a_line_of_the_ledger(quarter: Callers) -> None:
    posted = [(await quarter.organisation_a.post("/v1/vacancies", a_vacancy())).json() for _ in range(4)]
    address = f"/v1/vacancies/{posted[3]['id']}"
    assert (await quarter.office.post(f"{address}/waiver", {"code": "nobody_fits"}, version=1)).is_success
    rows = (await quarter.office.get(LEDGER)).json()
    assert [row["outcome"] for row in rows[3:]] == ["claimed", "handed_back"]
    assert (await recomputed(quarter))["holds"]
