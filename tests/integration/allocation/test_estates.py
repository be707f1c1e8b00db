"""The registry as it stands on a day: what is exempt is not claimed, and what was decided before stands."""

from typing import Any

import pytest

from tests.builders.posting import ORGANISATION_A, ORGANISATION_B, a_vacancy, an_agreement, an_estate
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import slug_of
from tests.integration.conftest import Databases


def a_standing(**replaced: Any) -> dict[str, Any]:
    """Estate 02 of organisation A on the list of vulnerable areas of December 2024."""
    return {
        "organisation_cvr": ORGANISATION_A,
        "estate": "02",
        "kind": "vulnerable",
        "valid_from": "2024-12-01",
        "valid_to": None,
        "source": "Liste over udsatte boligområder pr. 1. december 2024",
        "verified": False,
    } | replaced


async def stand(callers: Callers, *standings: dict[str, Any]) -> None:
    answer = await callers.office.put("/v1/estates/standings", {"standings": list(standings)})
    assert answer.status_code == 200, answer.text


async def posted(callers: Callers, **fields: Any) -> dict[str, Any]:
    answer = await callers.organisation_a.post("/v1/vacancies", a_vacancy(**fields))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()["decision"]
    return found


def rows(databases: Databases) -> int:
    with databases.admin("allocation") as connection:
        found = connection.execute("SELECT (SELECT count(*) FROM estate_standing) + (SELECT count(*) FROM journal)")
        (count,) = found.fetchone() or (0,)
        return int(count)


EXEMPT: list[tuple[str, dict[str, Any], str | None]] = [
    ("a vulnerable area", {}, "ABL § 59(6)"),
    ("a transformation area", {"kind": "transformation"}, "ABL § 59(6)"),
    ("agreed", {"kind": "exempt_by_agreement"}, "agreement: exempt estate (local choice)"),
    ("a law names itself", {"kind": "exempt_by_law", "source": "ABL § 51 d"}, "ABL § 51 d"),
    ("a prevention area is claimable", {"kind": "prevention"}, None),
    ("another estate", {"estate": "03"}, None),
    ("over on the day of posting", {"valid_to": "2025-03-03"}, None),
    ("from the day after", {"valid_from": "2025-03-04"}, None),
    ("from the day of posting", {"valid_from": "2025-03-03"}, "ABL § 59(6)"),
]


@pytest.mark.parametrize(("why", "fields", "clause"), EXEMPT, ids=[row[0] for row in EXEMPT])
async def test_what_is_exempt_on_the_day_is_outside_the_count(
    quarter: Callers, why: str, fields: dict[str, Any], clause: str | None
) -> None:
    await quarter.office.put("/v1/estates", {"estates": [an_estate(estate="03")]})
    await stand(quarter, a_standing(**fields))
    decision = await posted(quarter)
    assert decision["counted"] is (clause is None), why
    exempting = [reason["source"] for reason in decision["reasons"] if reason["rule"] == "estate_not_exempt"]
    assert exempting == ([clause] if clause else []), why


async def test_an_exempt_estate_never_moves_the_count_of_the_others(quarter: Callers) -> None:
    await quarter.office.put("/v1/estates", {"estates": [an_estate(estate="03")]})
    await stand(quarter, a_standing(estate="03"))
    results = [(await posted(quarter, estate=estate))["outcome"] for estate in ("02", "03", "02", "02", "03", "02")]
    assert results == ["released", "not_countable", "released", "released", "not_countable", "claimed"]


async def test_a_list_entered_later_changes_no_decision(quarter: Callers) -> None:
    for _ in range(4):
        await posted(quarter)
    before = (await quarter.organisation_a.get(f"/v1/ledgers/{ORGANISATION_A}")).json()
    await stand(quarter, a_standing())
    assert (await quarter.organisation_a.get(f"/v1/ledgers/{ORGANISATION_A}")).json() == before
    assert (await posted(quarter))["outcome"] == "not_countable", "from now on it is outside the count"


async def test_a_released_dwelling_under_flexible_letting_says_so_and_a_claimed_one_does_not(quarter: Callers) -> None:
    await stand(quarter, a_standing(kind="flexible_letting", source="Aftale om fleksibel udlejning"))
    decisions = [await posted(quarter) for _ in range(4)]
    said = [[r["source"] for r in each["reasons"] if r["rule"] == "flexible_letting"] for each in decisions]
    assert said == [["ABL § 60"]] * 3 + [[]]
    assert decisions[0]["reasons"][-1]["text"]["en"] == (
        "The dwelling goes to the waiting list, which is under flexible letting: it may, for instance, demand a job."
    )


async def test_both_parties_read_the_registry_and_an_organisation_its_own(quarter: Callers) -> None:
    await stand(quarter, a_standing(), a_standing(organisation_cvr=ORGANISATION_B, kind="flexible_letting"))
    all_of_them = (await quarter.office.get("/v1/estates")).json()
    assert all_of_them["on"] == "2025-03-03"
    told = {each["organisation_cvr"]: (each["exempt_by"], each["flexible_letting"]) for each in all_of_them["estates"]}
    assert told == {ORGANISATION_A: ("ABL § 59(6)", False), ORGANISATION_B: (None, True)}
    [own] = (await quarter.organisation_a.get("/v1/estates?on=2024-11-30")).json()["estates"]
    assert (own["organisation_cvr"], own["exempt_by"]) == (ORGANISATION_A, None), "before the list was in force"
    assert own["standings"] == [a_standing()]
    named = (await quarter.office.get(f"/v1/estates?organisation_cvr={ORGANISATION_B}")).json()["estates"]
    assert [each["organisation_cvr"] for each in named] == [ORGANISATION_B]


async def test_each_organisation_hears_how_its_own_estates_stand(quarter: Callers) -> None:
    await stand(quarter, a_standing(), a_standing(organisation_cvr=ORGANISATION_B, kind="prevention"))
    await stand(quarter, a_standing())
    for organisation, kind in ((quarter.organisation_a, "vulnerable"), (quarter.organisation_b, "prevention")):
        heard = [each for each in (await organisation.get("/v1/events")).json()["events"] if "stand" in each["kind"]]
        assert [each["facts"]["standings"][0]["kind"] for each in heard] == [kind], (
            "once: the same list says nothing new"
        )


async def test_a_standing_is_put_right_and_one_entered_in_error_is_never_in_force(quarter: Callers) -> None:
    await stand(quarter, a_standing())
    await stand(quarter, a_standing(valid_to="2025-12-01", verified=True), a_standing(valid_from="2025-12-01"))
    [estate, _] = (await quarter.office.get("/v1/estates")).json()["estates"]
    periods = [(each["valid_from"], each["valid_to"], each["verified"]) for each in estate["standings"]]
    assert periods == [("2024-12-01", "2025-12-01", True), ("2025-12-01", None, False)]
    await stand(quarter, a_standing(valid_to="2024-12-01"))
    assert (await posted(quarter))["counted"]


WRONG: list[tuple[list[dict[str, Any]], str, list[str], str]] = [
    ([a_standing(estate="77")], "unknown-estate", ["/standings/0/estate"], "an estate of no registry"),
    ([a_standing(organisation_cvr="99000252")], "unknown-estate", ["/standings/0/estate"], "nor of this organisation"),
    ([a_standing(), a_standing(estate="77", valid_to="2024-11-30")], "unknown-estate",
     ["/standings/1/estate", "/standings/1/valid_to"], "both faults of the second are told, and the first not entered"),
    ([a_standing(valid_to="2024-11-30")], "invalid-standings", ["/standings/0/valid_to"], "ends before it begins"),
    ([a_standing(), a_standing()], "invalid-standings", ["/standings/1/valid_from"], "the same line twice"),
    ([a_standing(), a_standing(valid_from="2025-12-01")], "standings-overlap", ["/standings/1/valid_from"],
     "the next list begins before the last has ended"),
    ([a_standing(valid_from="2023-12-01")], "standings-overlap", ["/standings/0/valid_from"], "one entered before"),
    ([a_standing(kind="slum")], "invalid-request", ["/standings/0/kind"], "no such kind"),
    ([a_standing(source="")], "invalid-request", ["/standings/0/source"], "without its source"),
    ([a_standing(valid_from="2024-13-01")], "invalid-request", ["/standings/0/valid_from"], "no such month"),
    ([], "invalid-request", ["/standings"], "nothing at all"),
]  # fmt: skip


@pytest.mark.parametrize(("standings", "slug", "pointers", "reason"), WRONG, ids=[row[3] for row in WRONG])
async def test_a_list_with_faults_is_refused_whole(
    quarter: Callers, databases: Databases, standings: list[dict[str, Any]], slug: str, pointers: list[str], reason: str
) -> None:
    await stand(quarter, a_standing(valid_from="2024-12-01", kind="vulnerable"))
    before = rows(databases)
    answer = await quarter.office.put("/v1/estates/standings", {"standings": standings})
    assert (answer.status_code, slug_of(answer)) == (422, slug), reason
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers, reason
    assert rows(databases) == before, reason


async def test_an_overlap_names_both(quarter: Callers) -> None:
    standings = [a_standing(), a_standing(valid_from="2025-12-01")]
    answer = await quarter.office.put("/v1/estates/standings", {"standings": standings})
    assert answer.json()["detail"] == (
        "Estate 02 is vulnerable both from 2024-12-01 and from 2025-12-01: let the first end before the second begins"
    )


async def test_who_may_say_how_an_estate_stands(quarter: Callers) -> None:
    body = {"standings": [a_standing()]}
    for caller in (quarter.organisation_a, quarter.centre):
        assert (await caller.put("/v1/estates/standings", body)).status_code == 403
    there = await quarter.neighbour_office.put("/v1/estates/standings", body)
    assert slug_of(there) == "unknown-estate", "another municipality does not know the estate"


async def test_the_same_estate_number_in_two_municipalities_stands_on_its_own(quarter: Callers) -> None:
    there = an_estate(organisation_cvr=ORGANISATION_B)
    await quarter.neighbour_office.put("/v1/estates", {"estates": [there]})
    await quarter.neighbour_office.post("/v1/agreements", an_agreement(organisation_cvr=ORGANISATION_B))
    listed = a_standing(organisation_cvr=ORGANISATION_B)
    assert (await quarter.neighbour_office.put("/v1/estates/standings", {"standings": [listed]})).status_code == 200
    counted = {}
    for code in ("0217", "0269"):
        body = a_vacancy(organisation_cvr=ORGANISATION_B, municipality_code=code)
        counted[code] = (await quarter.organisation_b.post("/v1/vacancies", body)).json()["decision"]["counted"]
    assert counted == {"0217": True, "0269": False}
    both = (await quarter.organisation_b.get("/v1/estates")).json()["estates"]
    assert [(each["municipality_code"], each["exempt_by"]) for each in both] == [
        ("0217", None), ("0269", "ABL § 59(6)")
    ]  # fmt: skip
