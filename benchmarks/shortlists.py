"""How long a shortlist takes where ten thousand households wait."""

import json

import psycopg
from sqlalchemy import inspect

from benchmarks.figures import Waits
from benchmarks.load import NextRequest, run
from benchmarks.posting import Bench
from benchmarks.requests import readings
from services.allocation.domain.nominations.situations import Situation
from services.allocation.store.tables import Nomination
from tests.builders.posting import a_nomination
from tests.journeys.players import vacancy_of

HOUSEHOLDS = 10_000
MUNICIPALITY, CVR = "0217", "99000236"
LEAST_READINGS = 200
ONE_READER = 0.05
"""Seconds: the slowest hundredth of the answers to one reader are to take no longer."""

TENANCY = """
    SELECT set_config('hjemvej.municipality', %(municipality)s, false),
           set_config('hjemvej.municipalities', %(municipality)s, false), set_config('hjemvej.party', 'service', false)
"""
# Every other household is the one that was nominated through the API, with the facts drawn by its number.
COPY = """
    INSERT INTO nomination ({columns})
    SELECT {columns} FROM (SELECT (jsonb_populate_record(one, jsonb_build_object(
        'id', gen_random_uuid(), 'citizen_id', gen_random_uuid(), 'reference', 'W-' || number, 'status', 'open',
        'lottery', number, 'birth_year', 1950 + number %% 55, 'adults', 1 + number %% 2, 'children', number %% 4,
        'situation', CAST(%(situations)s AS jsonb) ->> (number %% %(kinds)s), 'needs_lift', number %% 20 = 0,
        'has_pet', number %% 7 = 0, 'highest_rent_dkk', 3500 + number %% 90 * 100, 'ability_question', NULL,
        'homeless_since_on', DATE '2025-03-01' - number %% 900))).*
    FROM nomination AS one CROSS JOIN generate_series(2, %(households)s) AS number WHERE one.reference = 'W-1'
    ) AS copied
"""
# What PostgreSQL makes from the others cannot be given.
COLUMNS = ", ".join(each.name for each in inspect(Nomination).columns if each.computed is None)


async def measure_shortlists(bench: Bench) -> list[Waits]:
    """Both ways of explaining, to one reader and to eight at once, and where the list is another each time."""
    posted = await bench.cast.organisation(CVR).post("/allocation/v1/vacancies", vacancy_of("shortlist", 1, CVR))
    (await bench.cast.centre.post("/allocation/v1/nominations", a_nomination(reference="W-1"))).expected()
    _let_wait(bench.suite.database_url("allocation"))
    token = await bench.cast.officer.token()
    address = f"/allocation/v1/vacancies/{posted.expected().body['id']}/shortlist"
    waits = []
    for explained, clients, changed, who, aim in (
        ("grouped", 1, False, "reasons grouped, one reader", ONE_READER),
        ("each", 1, False, "a reason each, one reader", ONE_READER),
        ("each", 1, True, "a reason each, one reader, somebody's facts changed before each answer", None),
        ("grouped", 8, False, "reasons grouped, eight readers at once", None),
        ("each", 8, False, "a reason each, eight readers at once", None),
    ):
        asked = readings(bench.suite.gateway_url, f"{address}?explanations={explained}", token)
        with psycopg.connect(bench.suite.database_url("allocation"), autocommit=True) as connection:
            connection.execute(TENANCY, {"municipality": MUNICIPALITY})
            following = _after_a_change(connection, asked) if changed else asked
            seconds: list[float] = []
            while len(seconds) < LEAST_READINGS:
                counted = await run(bench.suite.gateway_url, [following] * clients, bench.seconds)
                if counted.failures:
                    raise RuntimeError(f"answers by status: {counted.statuses}")
                seconds += counted.waits
        waits.append(Waits(f"a shortlist where {HOUSEHOLDS:,} wait, {who}, through the gateway", seconds, aim))
    return waits


def _after_a_change(connection: psycopg.Connection, asked: NextRequest) -> NextRequest:
    """The same request, asked when one household's facts have just changed."""

    def following() -> bytes:
        connection.execute("UPDATE nomination SET birth_year = 3900 - birth_year WHERE reference = 'W-2'")
        return asked()

    return following


def _let_wait(database_url: str) -> None:
    """Ten thousand households that wait, and know what they can pay."""
    with psycopg.connect(database_url) as connection:
        connection.execute(TENANCY, {"municipality": MUNICIPALITY})
        given = {"situations": json.dumps(list(Situation)), "kinds": len(Situation), "households": HOUSEHOLDS}
        copied = connection.execute(COPY.format(columns=COLUMNS), given).rowcount
        if copied != HOUSEHOLDS - 1:
            raise RuntimeError(f"{copied} households copied")
