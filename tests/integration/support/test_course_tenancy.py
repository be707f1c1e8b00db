"""What is known of courses is closed to other municipalities and to every housing organisation, by the database."""

import psycopg
import pytest

from tests.integration.support.house import HELSINGOER, SOLROED, House
from tests.integration.support.test_courses import a_course
from tests.integration.support.test_move_in import put_items
from tests.integration.support.test_notes import a_goal, written
from tests.integration.support.test_tenancy import seen

TABLES = ("course_terms", "course_end", "course_item", "visit", "goal", "goal_step", "note")


async def a_full_course(house: House) -> None:
    course = await a_course(house)
    await written(house, course)
    await a_goal(house, course)
    await put_items(house, course, ("bed", "needed"))
    days = {"cooling_days": 2, "next_attempt_days": 1, "reminder_days": 3, "assessment_days": 20}
    terms = {"valid_from": "2025-01-01", **days, "source": "us"}
    await house.as_team("PUT", "/v1/course-terms", terms)
    wish = {"said_on": "2025-03-03", "channel": "in_person"}
    await house.as_coordinator("POST", f"/v1/courses/{course}/closing-wish", wish)


async def test_each_table_of_courses_is_seen_by_its_municipality_alone(house: House) -> None:
    await a_full_course(house)
    for table in TABLES:
        assert seen(house, table, municipalities=HELSINGOER) > 0, table
        assert seen(house, table, municipalities=SOLROED) == 0, table
        assert seen(house, table, municipalities="") == 0, table
        assert seen(house, table, municipalities=HELSINGOER, cvr="99000236") == 0, table


@pytest.mark.parametrize("table", TABLES)
def test_no_row_of_a_course_can_be_deleted(house: House, table: str) -> None:
    with psycopg.connect(house.database) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"DELETE FROM {table}")
