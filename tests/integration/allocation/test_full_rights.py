"""A dwelling to which the municipality has the full right is claimed outside the count, agreement or not."""

from typing import Any

import pytest

from kit.database.stories import Stories
from tests.builders.posting import ORGANISATION_A, ORGANISATION_B, a_vacancy, an_estate, an_offer_deadline
from tests.integration.allocation.account_steps import account_of, lease_from, month_ends, stand_on
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock

DWELLING = "00000000-0000-4000-9000-000000000001"
SCHEME = {"ordinary_rent_dkk": "7600.00", "reduced_rent_dkk": "5000.00", "starts_on": "2024-02-29"}


def a_right(**replaced: Any) -> dict[str, Any]:
    """A municipal dwelling of organisation A."""
    return {
        "organisation_cvr": ORGANISATION_A,
        "dwelling_id": DWELLING,
        "kind": "municipal_dwelling",
        "valid_from": "2024-02-29",
        "legal_basis": "ABL § 59(2)",
        "source": "deed of 2024",
    } | replaced


def a_reduction(**replaced: Any) -> dict[str, Any]:
    return a_right(kind="rent_reduction", legal_basis="agreement on rent reduction", scheme=SCHEME) | replaced


async def entered(callers: Callers, *rights: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await callers.office.put("/v1/full-rights", {"full_rights": list(rights)})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["full_rights"]
    return found


async def posted(callers: Callers, **fields: Any) -> dict[str, Any]:
    answer = await callers.organisation_a.post("/v1/vacancies", a_vacancy(**fields))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
async def bare(callers: Callers) -> Callers:
    """Organisation A with estates of three classes, and no agreement at all."""
    classes = {"02": "family", "03": "youth", "04": "elderly"}
    estates = [an_estate(estate=estate, dwelling_class=each) for estate, each in classes.items()]
    assert (await callers.office.put("/v1/estates", {"estates": estates})).is_success
    assert (await callers.office.put("/v1/rates", {"rates": [an_offer_deadline()]})).is_success
    return callers


async def test_it_is_claimed_outside_the_count_and_the_quarter_goes_on_as_before(quarter: Callers) -> None:
    await entered(quarter, a_right())
    decisions = []
    for dwelling in (None, DWELLING, None, DWELLING, None, None):
        fields = {"dwelling_id": dwelling} if dwelling else {}
        decisions.append((await posted(quarter, **fields))["decision"])
    assert [(each["result"], each["right"]) for each in decisions] == [
        ("released", None),
        ("claimed", "full"),
        ("released", None),
        ("claimed", "full"),
        ("released", None),
        ("claimed", "general"),
    ]
    full = decisions[1]
    assert (full["counted"], [(each["rule"], each["source"]) for each in full["reasons"]]) == (
        False,
        [("full_right", "ABL § 59(2)")],
    )
    ledger = (await quarter.organisation_a.get(f"/v1/ledgers/{ORGANISATION_A}")).json()
    rows = ledger if isinstance(ledger, list) else ledger["entries"]
    assert [row["countable"] for row in rows] == [1, 1, 2, 2, 3, 4]


@pytest.mark.parametrize(
    ("day", "right", "why"),
    [
        ("2025-03-02", None, "the day before it begins"),
        ("2025-03-03", "full", "its first day"),
        ("2025-03-09", "full", "its last day"),
        ("2025-03-10", None, "the day it ends is no longer covered"),
    ],
)
async def test_the_right_holds_on_its_days(bare: Callers, clock: Clock, day: str, right: str | None, why: str) -> None:
    await entered(bare, a_right(valid_from="2025-03-03", valid_to="2025-03-10"))
    stand_on(clock, "2025-03-20")
    vacancy = await posted(bare, dwelling_id=DWELLING, posted_on=day, notice_received_on="2025-02-28")
    assert vacancy["decision"]["right"] == right, why


@pytest.mark.parametrize(("estate", "dwelling_class"), [("02", "family"), ("03", "youth"), ("04", "elderly")])
async def test_a_transitional_dwelling_of_any_class_without_an_agreement_ends_let_and_paid(
    bare: Callers, stories: Stories, clock: Clock, estate: str, dwelling_class: str
) -> None:
    await entered(bare, a_right(kind="transitional", legal_basis="ABL § 63", rent_method="monthly_pro_rata"))
    vacancy = await posted(
        bare, dwelling_id=DWELLING, estate=estate, dwelling_class=dwelling_class, vacant_from_on="2025-03-17"
    )
    assert (vacancy["decision"]["right"], vacancy["status"]) == ("full", "claimed")
    stand_on(clock, "2025-04-02")
    assert await month_ends(stories) == 1
    birth_year = {"youth": 2003, "elderly": 1950}.get(dwelling_class, 1984)
    await lease_from(bare, stories, vacancy, "2025-04-02", "2025-04-16", birth_year=birth_year)
    lines = (await account_of(bare))["lines"]
    assert [(line["days"], line["method"], line["amount_dkk"]) for line in lines] == [
        (15, "monthly_pro_rata", "2322.58"),
        (15, "monthly_pro_rata", "2400.00"),
    ]


async def test_without_an_agreement_it_can_be_handed_back_and_its_rent_ends_at_the_cap(
    bare: Callers, stories: Stories, clock: Clock
) -> None:
    await entered(bare, a_right())
    vacancy = await posted(bare, dwelling_id=DWELLING, vacant_from_on="2025-03-03")
    handed = await bare.office.post(f"/v1/vacancies/{vacancy['id']}/hand-back", {"code": "not_needed"}, version=1)
    assert handed.status_code == 200, handed.text
    stand_on(clock, "2025-08-01")
    await month_ends(stories)
    lines = (await account_of(bare))["lines"]
    assert (lines[0]["period_from"], lines[-1]["period_to"], lines[0]["method"]) == (
        "2025-03-03",
        "2025-07-01",
        "yearly_365",
    )


async def test_the_rent_as_posted_is_the_schemes_on_the_vacant_date(bare: Callers) -> None:
    await entered(bare, a_reduction())
    wrong = await bare.organisation_a.post("/v1/vacancies", a_vacancy(dwelling_id=DWELLING, rent_dkk="7600.00"))
    assert wrong.status_code == 422
    [error] = wrong.json()["errors"]
    assert error["pointer"] == "/rent_dkk"
    assert "DKK 7,600" in error["detail"]
    assert "DKK 5,000" in error["detail"]
    vacancy = await posted(bare, dwelling_id=DWELLING, rent_dkk="5000.00")
    assert vacancy["decision"]["right"] == "full"


async def test_the_rent_of_any_day_is_read_with_its_sentence(bare: Callers) -> None:
    [right] = await entered(bare, a_reduction())
    assert right["scheme"]["taper"] == ["4/5", "3/5", "2/5", "1/5", "0"]
    assert (right["scheme"]["full_years"], right["verified"]) == (4, False)
    address = f"/v1/full-rights/{right['id']}"
    assert (await bare.organisation_a.get(address)).json() == right, "both parties read the same"
    rents = {}
    for day in ("2024-02-28", "2028-02-28", "2028-02-29", "2029-02-28", "2032-02-29"):
        rents[day] = (await bare.organisation_a.get(f"{address}/rent?on={day}")).json()["rent_dkk"]
    assert list(rents.values()) == ["7600.00", "5000.00", "5520.00", "6040.00", "7600.00"]
    told = (await bare.office.get(f"{address}/rent?on=2028-02-29")).json()["reason"]
    assert told["text"]["en"].startswith("The rent is DKK 5,520 a month on 2028-02-29: year 1 of 5 of the taper")
    assert (await bare.office.get(f"{address}/rent")).status_code == 422
    assert (await bare.office.get(f"{address}/rent?on=2300-01-01")).status_code == 422


async def test_own_years_and_steps_are_data(bare: Callers) -> None:
    own = SCHEME | {"full_years": 2, "taper": ["1/2", "1/4"]}
    [right] = await entered(bare, a_reduction(scheme=own))
    address = f"/v1/full-rights/{right['id']}/rent"
    rents = [(await bare.office.get(f"{address}?on={day}")).json()["rent_dkk"] for day in ("2026-03-01", "2027-03-01")]
    assert rents == ["6300.00", "6950.00"]


async def test_only_a_rent_reduction_has_a_rent_to_read(bare: Callers) -> None:
    [right] = await entered(bare, a_right())
    assert slug_of(await bare.office.get(f"/v1/full-rights/{right['id']}/rent?on=2025-01-01")) == "no-rent-reduction"


async def test_all_rights_are_entered_or_none(bare: Callers) -> None:
    other = "00000000-0000-4000-9000-000000000002"
    rights = [
        a_right(dwelling_id=other),
        a_reduction(scheme=SCHEME | {"reduced_rent_dkk": "4499.99"}),
        a_right(organisation_cvr="99000237", dwelling_id="00000000-0000-4000-9000-000000000003"),
        a_right(dwelling_id=other),
    ]
    answer = await bare.office.put("/v1/full-rights", {"full_rights": rights})
    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "/full_rights/1/scheme/reduced_rent_dkk",
        "/full_rights/2/organisation_cvr",
        "/full_rights/3/valid_from",
    }
    assert (await posted(bare, dwelling_id=other))["decision"]["right"] is None, "nothing of it was kept"


async def test_a_right_is_put_right_by_its_dwelling_and_first_day(bare: Callers) -> None:
    [first] = await entered(bare, a_right())
    [same] = await entered(bare, a_right(valid_to="2025-01-01", verified=True))
    assert (same["id"], same["valid_to"], same["verified"]) == (first["id"], "2025-01-01", True)
    overlapping = await bare.office.put("/v1/full-rights", {"full_rights": [a_right(valid_from="2024-12-31")]})
    assert slug_of(overlapping) == "full-rights-overlap"
    await entered(bare, a_right(valid_from="2025-01-01"))


async def test_anothers_right_looks_as_if_it_were_not_there(quarter: Callers) -> None:
    [right] = await entered(quarter, a_right())
    address = f"/v1/full-rights/{right['id']}"
    assert (await quarter.organisation_b.get(address)).status_code == 404
    assert (await quarter.neighbour_office.get(address)).status_code == 404
    assert (await quarter.organisation_a.put("/v1/full-rights", {"full_rights": [a_right()]})).status_code == 403
    here = a_vacancy(dwelling_id=DWELLING, organisation_cvr=ORGANISATION_B)
    other = await quarter.organisation_b.post("/v1/vacancies", here)
    assert other.json()["decision"]["right"] is None, "the right is to a dwelling of organisation A"
    kinds = [event["kind"] for event in (await quarter.organisation_a.get("/v1/events")).json()["events"]]
    assert "full_right_entered" in kinds
    others = [event["kind"] for event in (await quarter.organisation_b.get("/v1/events")).json()["events"]]
    assert "full_right_entered" not in others
