"""What the tests of answers and of silence do alike."""

from datetime import UTC, datetime
from typing import Any

from kit.database.stories import Stories
from services.allocation.main import CALLER
from services.allocation.usecases.vacancies.hear_silence import hear_silence
from tests.builders.posting import an_agreement, an_estate, an_offer_deadline
from tests.integration.allocation.conftest import Callers
from tests.integration.conftest import Databases

# Claimed on Monday 3 March 2025 at 10: five working days end with Monday the 10th.
DUE_AT = "2025-03-11T00:00:00+01:00"
JUST_IN_TIME, TOO_LATE = datetime(2025, 3, 10, 22, 59, tzinfo=UTC), datetime(2025, 3, 10, 23, tzinfo=UTC)
NO = {"code": "nobody_can_pay"}


async def agreed(callers: Callers, **clauses: Any) -> Callers:
    """Organisation A under the blind quarter with these clauses."""
    answers = [
        await callers.office.put("/v1/estates", {"estates": [an_estate()]}),
        await callers.office.put("/v1/rates", {"rates": [an_offer_deadline()]}),
        await callers.office.post("/v1/agreements", an_agreement(**clauses)),
    ]
    assert all(answer.is_success for answer in answers), [answer.text for answer in answers]
    return callers


async def swept(stories: Stories) -> int:
    async with stories.begin(CALLER, "0217") as story:
        return await hear_silence(story)


async def looked_at(callers: Callers, vacancy: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await callers.organisation_a.get(f"/v1/vacancies/{vacancy['id']}")).json()
    return found


def entries(databases: Databases, kind: str) -> int:
    with databases.admin("allocation") as connection:
        row = connection.execute("SELECT count(*) FROM journal WHERE kind = %s", [kind]).fetchone()
    assert row is not None
    return int(row[0])


def corrections(databases: Databases) -> int:
    with databases.admin("allocation") as connection:
        row = connection.execute("SELECT count(*) FROM ledger_entry WHERE outcome = 'handed_back'").fetchone()
    assert row is not None
    return int(row[0])
