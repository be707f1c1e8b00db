"""Everybody who waits, read at once: one statement, a column per fact, and only the facts that are looked at.

Ten thousand households are read for each shortlist; a row object each would take longer than the whole answer may.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kit.database.stories import Story
from services.allocation.domain.matching.candidates import Waiting
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.nominations.assessments import RestrictedArea
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.offers.offer import OPEN_OFFERS
from services.allocation.domain.other_homes.referrals import OPEN_REFERRALS

NUMBERS: Mapping[str, str] = {
    "nominated_on": "nominated_on",
    "homeless_since_on": "homeless_since_on",
    "waiting_since_on": "waiting_since_on",
    "birth_year": "birth_year",
    "persons": "adults + children",
    "children": "children",
    "needs_lift": "needs_lift",
    "has_pet": "has_pet",
    "leaving_care": "leaving_care",
    "highest_rent_oere": "(highest_rent_dkk * 100)::integer",
    "highest_floor_without_lift": "highest_floor_without_lift",
    "lottery": "lottery",
}
"""Each fact as a nomination's row has it: numbers, days, yes or no, read as arrays."""
TEXTS: Mapping[str, str] = {
    "nomination_id": "id::text",
    "reference": "reference",
    "situation": "situation",
    "debt_to_cvr": "coalesce(debt_to_cvr, '')",
    "wanted_estates": "array_to_string(wanted_estates, ',')",
    "unwanted_estates": "array_to_string(unwanted_estates, ',')",
}
"""Facts that are written without spaces, read as one text: that is twice as fast as an array of them."""
WISHES = ("wanted_estates", "unwanted_estates")

QUERY = """
    SELECT {columns}, (SELECT array_agg(nomination_id::text) FROM offer WHERE {here} AND status = ANY(%(open)s)),
           (SELECT array_agg(vacancy_id::text || ' ' || nomination_id) FROM offer
            WHERE {here} AND vacancy_id = ANY(%(vacancies)s) AND status <> ALL(%(open)s)),
           (SELECT jsonb_agg(jsonb_build_array(nomination_id, area, may_live_there)) FROM area_assessment
            WHERE {here} AND area = ANY(%(areas)s)),
           (SELECT array_agg(nomination_id::text) FROM other_home_referral
            WHERE {here} AND NOT also_ordinary_dwellings AND status = ANY(%(referred)s))
    FROM nomination WHERE {here} AND status = %(waiting)s
"""
HERE = "municipality_code = %(municipality_code)s"


async def list_waiting(
    story: Story, dwellings: Sequence[Dwelling], facts: Collection[str]
) -> tuple[list[Dwelling], Waiting]:
    """Everybody who waits, and the dwellings with whom they were offered to in vain; all as of one moment."""
    numbers, texts = ([name for name in each if name in facts] for each in (NUMBERS, TEXTS))
    columns = ", ".join(
        [f"array_agg({NUMBERS[name]})" for name in numbers] + [f"string_agg({TEXTS[name]}, ' ')" for name in texts]
    )
    parameters = {
        "municipality_code": story.municipality_code,
        "open": sorted(OPEN_OFFERS),
        "vacancies": [dwelling.vacancy_id for dwelling in dwellings],
        "areas": sorted({str(area) for dwelling in dwellings for area in dwelling.areas}),
        "waiting": NominationStatus.OPEN,
        "referred": sorted(OPEN_REFERRALS),
    }
    *read, busy, had, assessed, elsewhere = await _read_columns(
        story, QUERY.format(columns=columns, here=HERE), parameters
    )
    found: dict[str, Sequence[Any]] = {
        **{name: column or [] for name, column in zip(numbers, read, strict=False)},
        **{
            name: column.split(" ") if column is not None else []
            for name, column in zip(texts, read[len(numbers) :], strict=True)
        },
    }
    for name in WISHES:
        if name in found:
            found[name] = [tuple(each.split(",")) if each else () for each in found[name]]
    offered = defaultdict(set)
    for pair in had or []:
        vacancy_id, nomination_id = pair.split()
        offered[vacancy_id].add(nomination_id)
    seen = [replace(each, offered_to=frozenset(offered[str(each.vacancy_id)])) for each in dwellings]
    return seen, Waiting(found | _beside(found["nomination_id"], busy, assessed, elsewhere))


async def _read_columns(story: Story, query: str, parameters: Mapping[str, Any]) -> Sequence[Any]:
    """The one row of a query, in PostgreSQL's binary format: arrays of ten thousand are read five times as fast."""
    connection = await (await story.session.connection()).get_raw_connection()
    driver: Any = connection.driver_connection
    async with driver.cursor(binary=True) as cursor:
        await cursor.execute(query, parameters)
        [row] = await cursor.fetchall()
    columns: Sequence[Any] = row
    return columns


def _beside(
    ids: Sequence[str], busy: Sequence[str] | None, assessed: Sequence[Any] | None, elsewhere: Sequence[str] | None
) -> dict[str, Sequence[Any]]:
    """The facts that are not on the nomination's own row; one that nobody has is left out."""
    areas = defaultdict(set)
    for nomination_id, area, may_live_there in assessed or ():
        areas[nomination_id].add((RestrictedArea(area), may_live_there))
    found: dict[str, Sequence[Any]] = {"areas": [frozenset(areas.get(each, ())) for each in ids]} if areas else {}
    for name, those in (("has_open_offer", busy), ("other_home_only", elsewhere)):
        if those:
            holding = set(those)
            found[name] = [each in holding for each in ids]
    return found
