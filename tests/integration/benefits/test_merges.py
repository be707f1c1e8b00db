"""A citizen known by two identifiers is one: the cases follow, and there is one open request."""

import uuid
from datetime import datetime, timedelta

from tests.integration.benefits.desk import Desk, an_offer
from tests.integration.benefits.test_fast_track import CENTRE, a_request

OLD, STAYS = "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11", "7b9f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a22"
MERGE = f"/v1/citizens/{OLD}/merge"


async def test_the_cases_of_the_old_identifier_bear_the_one_that_stays(desk: Desk) -> None:
    case = str(uuid.uuid4())
    body = an_offer() | {"citizen_id": OLD}
    assert (await desk.as_allocation("PUT", f"/v1/cases/{case}", body)).status_code == 201
    told = [await desk.as_allocation("PUT", MERGE, {"into": STAYS}) for _ in range(2)]
    assert [answer.json()["cases"] for answer in told] == [1, 0], "the same again changes nothing"
    assert (await desk.as_key_worker("GET", f"/v1/cases/{case}")).json()["citizen_id"] == STAYS
    repeat = await desk.as_allocation("PUT", f"/v1/cases/{case}", body | {"citizen_id": STAYS})
    assert repeat.status_code == 200, "and the case is still the offer's"
    assert (await desk.as_party(CENTRE, "PUT", MERGE, {"into": STAYS})).status_code == 403


async def test_of_two_open_requests_the_older_keeps_its_clock(desk: Desk) -> None:
    older = (await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", a_request(citizen_id=STAYS))).json()
    desk.clock.now += timedelta(hours=1)
    newer = (await desk.as_party(CENTRE, "POST", "/v1/fast-track-cases", a_request(citizen_id=OLD))).json()
    assert (await desk.as_allocation("PUT", MERGE, {"into": STAYS})).json()["cases"] == 1
    found = {case["id"]: case for case in (await desk.as_department("GET", "/v1/cases")).json()}
    assert (found[older["id"]]["status"], found[newer["id"]]["status"]) == ("open", "closed")
    assert datetime.fromisoformat(found[older["id"]]["due_at"]) == datetime.fromisoformat(older["due_at"])


async def test_an_identifier_merged_into_itself_stays_as_it_is(desk: Desk) -> None:
    answer = await desk.as_allocation("PUT", MERGE, {"into": OLD})
    assert (answer.status_code, answer.json()["cases"]) == (200, 0)
