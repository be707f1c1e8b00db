"""Everybody who waits, read at once: one statement, a column per fact, and only the facts that are looked at.

Ten thousand households are read for each shortlist; a row object each would take longer than the whole answer may.
PostgreSQL keeps most of what is read together on the row and in an index, in order of nomination, and reads that alone.
"""

import sys
from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from kit.database.stories import Story
from services.allocation.domain.matching.candidates import Waiting
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.nominations.assessments import RestrictedArea
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.offers.offer import OPEN_OFFERS
from services.allocation.domain.other_homes.referrals import OPEN_REFERRALS

DAYS = ("nominated_on", "homeless_since_on", "waiting_since_on")
PEOPLE = ("persons", "children")
YES_OR_NO = ("needs_lift", "has_pet", "leaving_care")
UNKNOWN_OR_NUMBER = ("highest_rent_oere", "highest_floor_without_lift")
NUMBERS = (*DAYS, "birth_year", *PEOPLE, *YES_OR_NO, *UNKNOWN_OR_NUMBER, "lottery")
"""The facts in a nomination's `facts_in_numbers`, four bytes each, in this order; days as `date.toordinal` has them."""
WIDTH = 4
UNKNOWN = -(2**31)
WORDS = ("nomination_id", "reference", "situation", "debt_to_cvr")
"""The facts in `facts_in_words`: none has a space in it, and no debt is an empty word."""
LISTS_REMEMBERED = 4
WISHES = ("wanted_estates", "unwanted_estates")

QUERY = """
    SELECT string_agg(facts_in_numbers, ''::bytea), string_agg(facts_in_words, ' '),
           (SELECT jsonb_agg(jsonb_build_array(id, wanted_estates, unwanted_estates)) FROM nomination
            WHERE {here} AND status = %(waiting)s AND (wanted_estates <> '{{}}' OR unwanted_estates <> '{{}}')),
           (SELECT array_agg(nomination_id::text) FROM offer WHERE {here} AND status = ANY(%(open)s)),
           (SELECT array_agg(vacancy_id::text || ' ' || nomination_id) FROM offer
            WHERE {here} AND vacancy_id = ANY(%(vacancies)s) AND status <> ALL(%(open)s)),
           (SELECT jsonb_agg(jsonb_build_array(nomination_id, area, may_live_there)) FROM area_assessment
            WHERE {here} AND area = ANY(%(areas)s)),
           (SELECT array_agg(nomination_id::text) FROM other_home_referral
            WHERE {here} AND NOT also_ordinary_dwellings AND status = ANY(%(referred)s))
    FROM nomination WHERE {here} AND status = %(waiting)s
""".format(here="municipality_code = %(municipality_code)s")


async def list_waiting(
    story: Story, dwellings: Sequence[Dwelling], facts: Collection[str]
) -> tuple[list[Dwelling], Waiting]:
    """Everybody who waits, and the dwellings with whom they were offered to in vain; all as of one moment."""
    parameters = {
        "municipality_code": story.municipality_code,
        "open": sorted(OPEN_OFFERS),
        "vacancies": [dwelling.vacancy_id for dwelling in dwellings],
        "areas": sorted({str(area) for dwelling in dwellings for area in dwelling.areas}),
        "waiting": NominationStatus.OPEN,
        "referred": sorted(OPEN_REFERRALS),
    }
    numbers, words, wishes, busy, had, assessed, elsewhere = await _read_columns(story, QUERY, parameters)
    found = _in_columns(numbers or b"", words or "", frozenset(facts))
    beside = _beside(found["nomination_id"], wishes, busy, assessed, elsewhere)
    offered = defaultdict(set)
    for pair in had or []:
        vacancy_id, nomination_id = pair.split()
        offered[vacancy_id].add(nomination_id)
    seen = [replace(each, offered_to=frozenset(offered[str(each.vacancy_id)])) for each in dwellings]
    return seen, Waiting({**found, **beside})


async def _read_columns(story: Story, query: str, parameters: Mapping[str, Any]) -> Sequence[Any]:
    """The one row of a query, in PostgreSQL's binary format: bytes come as they are."""
    connection = await (await story.session.connection()).get_raw_connection()
    driver: Any = connection.driver_connection
    async with driver.cursor(binary=True) as cursor:
        await cursor.execute(query, parameters)
        [row] = await cursor.fetchall()
    columns: Sequence[Any] = row
    return columns


@lru_cache(maxsize=LISTS_REMEMBERED)
def _in_columns(written: bytes, told: str, facts: frozenset[str]) -> Mapping[str, Sequence[Any]]:
    """The facts that are looked at, a column each, in order of nomination: the index has it, the table may not.

    The same bytes always say the same, so what was made of them is made once; PostgreSQL gathers them anew each time.
    """
    numbers, words = array("i", written), told.split(" ") if told else []
    if sys.byteorder == "little":
        numbers.byteswap()
    found: dict[str, Sequence[Any]] = {}
    for place, name in enumerate(NUMBERS):
        if name not in facts:
            continue
        if name in PEOPLE or name in YES_OR_NO:
            # How many people a household is, and a yes or no, stand in the last byte alone.
            last_bytes = written[place * WIDTH + WIDTH - 1 :: WIDTH * len(NUMBERS)]
            found[name] = last_bytes if name in PEOPLE else list(map(bool, last_bytes))
        else:
            found[name] = _as_facts(name, numbers[place :: len(NUMBERS)].tolist())
    found |= {name: words[place :: len(WORDS)] for place, name in enumerate(WORDS) if name in facts}
    nominated_on = numbers[NUMBERS.index("nominated_on") :: len(NUMBERS)].tolist()
    if nominated_on == sorted(nominated_on):
        return found
    rows = sorted(range(len(nominated_on)), key=nominated_on.__getitem__)
    return {name: [column[row] for row in rows] for name, column in found.items()}


def _as_facts(name: str, numbers: list[int]) -> Sequence[Any]:
    if name in DAYS:
        days = {number: date.fromordinal(number) for number in set(numbers)}
        return [days[number] for number in numbers]
    if name in UNKNOWN_OR_NUMBER:
        return [None if number == UNKNOWN else number for number in numbers]
    return numbers


def _beside(
    ids: Sequence[str],
    wishes: Sequence[Any] | None,
    busy: Sequence[str] | None,
    assessed: Sequence[Any] | None,
    elsewhere: Sequence[str] | None,
) -> dict[str, Sequence[Any]]:
    """The facts that are read apart, because few have them; one that nobody has is left out."""
    areas = defaultdict(set)
    for nomination_id, area, may_live_there in assessed or ():
        areas[nomination_id].add((RestrictedArea(area), may_live_there))
    found: dict[str, Sequence[Any]] = {"areas": [frozenset(areas.get(each, ())) for each in ids]} if areas else {}
    for place, name in enumerate(WISHES, start=1):
        those = {each[0]: tuple(each[place]) for each in wishes or () if each[place]}
        if those:
            found[name] = [those.get(each, ()) for each in ids]
    for name, holding in (("has_open_offer", set(busy or ())), ("other_home_only", set(elsewhere or ()))):
        if holding:
            found[name] = [each in holding for each in ids]
    return found
