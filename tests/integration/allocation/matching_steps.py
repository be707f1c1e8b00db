"""Council's orders, restricted areas and dwellings at hand, as the callers enter them."""

from typing import Any

from kit.database.stories import Stories
from tests.builders.posting import ORGANISATION_A, a_vacancy, an_agreement, an_estate, an_offer_deadline
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import nominated


def a_scheme(**replaced: Any) -> dict[str, Any]:
    """A council that puts households with children first."""
    return {
        "version": "council-1",
        "valid_from": "2025-01-01",
        "order": ["fit_class", "children", "situation", "homeless_since", "lottery"],
        "source": "drawn for a test",
    } | replaced


async def in_area(callers: Callers, kind: str) -> None:
    """The estate lies in an area of the published list."""
    standing = {
        "organisation_cvr": ORGANISATION_A, "estate": "02", "kind": kind, "valid_from": "2024-12-01",
        "source": "Liste 2024", "verified": True,
    }  # fmt: skip
    answer = await callers.office.put("/v1/estates/standings", {"standings": [standing]})
    assert answer.is_success, answer.text


async def all_ours(callers: Callers) -> None:
    """Every vacancy of organisation A is the municipality's by agreement."""
    answers = [
        await callers.office.put("/v1/estates", {"estates": [an_estate()]}),
        await callers.office.put("/v1/rates", {"rates": [an_offer_deadline()]}),
        await callers.office.post("/v1/agreements", an_agreement(kind="agreement", share="1/1")),
    ]
    assert all(answer.is_success for answer in answers), [answer.text for answer in answers]


async def free(callers: Callers, **fields: Any) -> str:
    """A claimed vacancy that nobody is offered."""
    answer = await callers.organisation_a.post("/v1/vacancies", a_vacancy(**fields))
    assert answer.json()["decision"]["result"] == "claimed", answer.text
    return str(answer.json()["id"])


async def ranked(callers: Callers, stories: Stories) -> list[str]:
    """Three households that fit, the first first: the street, then the shelter, the longest homeless first."""
    return [
        await nominated(callers, stories, situation="street"),
        await nominated(callers, stories, homeless_since_on="2023-01-01"),
        await nominated(callers, stories, homeless_since_on="2024-01-01"),
    ]


async def fitting(callers: Callers, vacancy_id: str) -> list[str]:
    """Those who fit, in order."""
    found = (await callers.office.get(f"/v1/vacancies/{vacancy_id}/shortlist")).json()
    return [one["nomination_id"] for one in found["fitting"]]


async def stopped_by(callers: Callers, vacancy_id: str) -> dict[str, str]:
    """The rule that stopped each of the others."""
    found = (await callers.office.get(f"/v1/vacancies/{vacancy_id}/shortlist")).json()
    return {one["nomination_id"]: one["reason"]["rule"] for one in found["stopped"]}
