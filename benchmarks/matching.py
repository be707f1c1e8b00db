"""How long it takes to match five hundred dwellings among ten thousand households: the rule alone, in one process."""

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from benchmarks.figures import Waits
from services.allocation.domain.matching.batch import certificates, match
from services.allocation.domain.matching.candidates import Candidate, Waiting, waiting
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.matching.schemes import FIRST_SCHEME
from services.allocation.domain.nominations.situations import Situation
from tests.unit.allocation.builders import a_candidate, a_vacancy

DWELLINGS, HOUSEHOLDS = 500, 10_000
TIMES = 5


def measure_matching() -> list[Waits]:
    """The proposal by itself, and with the proof for everybody who goes without."""
    dwellings, households = [_dwelling(number) for number in range(DWELLINGS)], _households()
    alone: list[float] = []
    proved: list[float] = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        proposed = match(dwellings, households, FIRST_SCHEME)
        alone.append(time.perf_counter() - begun)
        certificates(proposed)
        proved.append(time.perf_counter() - begun)
    name = f"{DWELLINGS} dwellings matched among {HOUSEHOLDS:,} households"
    return [Waits(name, alone), Waits(f"{name}, with every certificate", proved)]


def _dwelling(number: int) -> Dwelling:
    facts = a_vacancy(
        reference=f"D-{number}",
        dwelling_id=UUID(int=number),
        rooms=1 + number % 4,
        area_m2=35 + number % 4 * 25,
        floor=number % 5,
        lift=number % 6 == 0,
        pets_allowed=number % 3 != 0,
        rent_dkk=Decimal(3_000 + number * 13 % 7_000),
    )
    return Dwelling(UUID(int=number), facts)


def _households() -> Waiting:
    return waiting(_household(number) for number in range(HOUSEHOLDS))


def _household(number: int) -> Candidate:
    situations = tuple(Situation)
    return replace(
        a_candidate(),
        nomination_id=str(UUID(int=number)),
        reference=f"H-{number}",
        homeless_since_on=date(2025, 1, 3) - timedelta(days=number * 7 % 900),
        birth_year=1950 + number % 55,
        adults=1 + number % 2,
        children=number * 3 % 4,
        situation=situations[number % len(situations)],
        needs_lift=number % 20 == 0,
        has_pet=number % 7 == 0,
        highest_rent_oere=(3_500 + number % 90 * 100) * 100,
        lottery=number * 7919 % HOUSEHOLDS,
    )
