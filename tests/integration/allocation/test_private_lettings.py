"""A private owner's dwellings (lov om kommunal anvisningsret): every fourth, an answer in seven days, and the rent.

Posted on Friday 11 April 2025, before Easter (17, 18 and 21 April): the seventh working day is Friday the 25th, and
Wednesday the 23rd where Saturday counts.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kit.database.stories import Stories
from services.allocation.main import CALLER
from services.allocation.usecases.vacancies.hear_silence import hear_silence
from tests.builders.posting import PRIVATE_OWNER, a_vacancy, an_agreement, an_estate, an_offer_deadline
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import accepted, nominated, offered, secured
from tests.integration.callers import slug_of
from tests.integration.conftest import Clock

FRIDAY = datetime(2025, 4, 11, 9, tzinfo=UTC)
AFTER_THE_25TH = datetime(2025, 4, 25, 22, tzinfo=UTC)
NO = {"code": "not_needed"}
ACCOUNT = f"/v1/accounts/{PRIVATE_OWNER}"


async def agreed(callers: Callers, **clauses: Any) -> Callers:
    """The private owner's agreement, and what else must stand before an offer."""
    own = {"organisation_cvr": PRIVATE_OWNER, "dwelling_class": "private"}
    terms = {**own, "kind": "private", "saturday_is_a_working_day": False, **clauses}
    answers = [
        await callers.office.put("/v1/estates", {"estates": [an_estate(**own, organisation_name="Privat udlejer")]}),
        await callers.office.put("/v1/rates", {"rates": [an_offer_deadline()]}),
        await callers.office.post("/v1/agreements", an_agreement(**terms)),
    ]
    assert all(answer.is_success for answer in answers), [answer.text for answer in answers]
    return callers


def a_private_dwelling(**fields: Any) -> dict[str, Any]:
    """A private dwelling at 4,800 DKK, empty since it was posted: a day is 157.81 DKK."""
    dates = {"posted_on": "2025-04-11", "notice_received_on": "2025-04-10", "vacant_from_on": "2025-04-11"}
    return a_vacancy(organisation_cvr=PRIVATE_OWNER, dwelling_class="private", **dates | fields)


async def claimed(callers: Callers, clock: Clock, **fields: Any) -> dict[str, Any]:
    """The fourth dwelling."""
    clock.now = FRIDAY
    for _ in range(3):
        released = await callers.private_owner.post("/v1/vacancies", a_private_dwelling())
        assert released.json()["decision"]["result"] == "released"
    found: dict[str, Any] = (await callers.private_owner.post("/v1/vacancies", a_private_dwelling(**fields))).json()
    assert found["decision"]["result"] == "claimed"
    return found


async def swept(stories: Stories) -> int:
    async with stories.begin(CALLER, "0217") as story:
        return await hear_silence(story)


async def rent(callers: Callers) -> list[tuple[str, str, int]]:
    """What is owed: from, to and days, in the months' order, without the lines of no days."""
    lines = (await callers.private_owner.get(ACCOUNT)).json()["lines"]
    return sorted((line["period_from"], line["period_to"], line["days"]) for line in lines if line["days"])


async def let(callers: Callers, vacancy: dict[str, Any], day: str) -> None:
    answer = await callers.private_owner.put(f"/v1/vacancies/{vacancy['id']}/letting", {"let_from_on": day})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("clauses", "due_at", "why"),
    [
        ({}, "2025-04-26T00:00:00+02:00", "seven working days where nothing else is agreed"),
        ({"saturday_is_a_working_day": True}, "2025-04-24T00:00:00+02:00", "two Saturdays count"),
        ({"saturday_is_a_working_day": None}, "2025-04-24T00:00:00+02:00", "left out, Saturday is one of the hverdage"),
        ({"answer_deadline_working_days": 3}, "2025-04-17T00:00:00+02:00", "an agreement may promise it sooner"),
    ],
)
async def test_an_owner_is_answered_within_seven_working_days(
    callers: Callers, clock: Clock, clauses: dict[str, Any], due_at: str, why: str
) -> None:
    own = {"organisation_cvr": PRIVATE_OWNER, "dwelling_class": "private"}
    terms = {**own, "kind": "private", "saturday_is_a_working_day": False} | clauses
    given = {name: value for name, value in terms.items() if value is not None}
    assert (await callers.office.put("/v1/estates", {"estates": [an_estate(**own)]})).is_success
    assert (await callers.office.post("/v1/agreements", an_agreement(**given))).is_success
    assert (await claimed(callers, clock))["answer_due_at"] == due_at, why


async def test_the_act_sets_the_bounds_of_the_agreement(callers: Callers) -> None:
    own = {"organisation_cvr": PRIVATE_OWNER, "dwelling_class": "private", "kind": "private"}
    for wrong, pointer in (
        ({"share": "1/3"}, "/share"),
        ({"answer_deadline_working_days": 8}, "/answer_deadline_working_days"),
        ({"dwelling_class": "family"}, "/kind"),
    ):
        refused = await callers.office.post("/v1/agreements", an_agreement(**own | wrong))
        assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


async def test_a_no_in_time_costs_nothing(callers: Callers, stories: Stories, clock: Clock) -> None:
    vacancy = await claimed(await agreed(callers), clock)
    clock.now = AFTER_THE_25TH - timedelta(minutes=1)
    waived = await callers.office.post(f"/v1/vacancies/{vacancy['id']}/waiver", NO, version=1)
    assert waived.json()["status"] == "handed_back"
    clock.now += timedelta(days=30)
    await let(callers, vacancy, "2025-05-20")
    assert await rent(callers) == []
    told = (await callers.private_owner.get("/v1/events")).json()["events"]
    [reason] = next(event["reasons"] for event in told if event["kind"] == "claim_waived")
    assert reason["source"] == "lov om kommunal anvisningsret § 5"
    assert "no vacancy rent is owed" in reason["text"]["en"]


async def test_silence_gives_the_dwelling_back_and_costs_rent_until_it_is_let(
    callers: Callers, stories: Stories, clock: Clock
) -> None:
    """Whatever the agreement says of silence: 26 April to 6 May is 10 days."""
    vacancy = await claimed(await agreed(callers, silence="keep"), clock)
    clock.now = AFTER_THE_25TH
    assert [await swept(stories), await swept(stories)] == [1, 0]
    found = (await callers.private_owner.get(f"/v1/vacancies/{vacancy['id']}")).json()
    assert (found["status"], found["answer"], found["handed_back_on"]) == ("handed_back", "silence", "2025-04-26")
    late = await callers.office.post(f"/v1/vacancies/{vacancy['id']}/waiver", NO, version=found["version"])
    assert slug_of(late) == "vacancy-over", "a no after the silence changes nothing"
    clock.now += timedelta(days=20)
    await let(callers, vacancy, "2025-05-06")
    assert sum(days for *_, days in await rent(callers)) == 10
    assert (await rent(callers))[0][0] == "2025-04-26"


async def test_a_no_too_late_before_anybody_noticed_the_silence_costs_the_same(callers: Callers, clock: Clock) -> None:
    vacancy = await claimed(await agreed(callers), clock)
    clock.now = AFTER_THE_25TH + timedelta(days=2)
    assert (await callers.office.post(f"/v1/vacancies/{vacancy['id']}/waiver", NO, version=1)).is_success
    clock.now += timedelta(days=20)
    await let(callers, vacancy, "2025-05-06")
    assert sum(days for *_, days in await rent(callers)) == 10


async def test_a_mind_changed_after_the_deadline_costs_rent_at_most_until_a_notice_has_effect(
    callers: Callers, stories: Stories, clock: Clock
) -> None:
    """Yes on 14 April, no on 28 April: a notice of that day has effect on 1 August. 17 + 31 + 30 + 31 days."""
    vacancy = await claimed(await agreed(callers), clock)
    clock.now = datetime(2025, 4, 14, 9, tzinfo=UTC)
    assert (await callers.office.post(f"/v1/vacancies/{vacancy['id']}/confirmation", version=1)).is_success
    clock.now = datetime(2025, 4, 28, 9, tzinfo=UTC)
    back = await callers.office.post(f"/v1/vacancies/{vacancy['id']}/waiver", NO, version=2)
    assert (back.json()["answer"], back.json()["status"]) == ("confirmed", "handed_back")
    clock.now = datetime(2025, 10, 1, 9, tzinfo=UTC)
    await let(callers, vacancy, "2025-09-15")
    owed = await rent(callers)
    assert sum(days for *_, days in owed) == 109
    assert (owed[0][0], owed[-1][1]) == ("2025-04-14", "2025-08-01")


async def test_a_citizens_lease_ends_the_rent(callers: Callers, stories: Stories, clock: Clock) -> None:
    """Offered, so taken, on 14 April; the lease starts on 1 May: 17 days."""
    vacancy = await claimed(await agreed(callers), clock)
    nomination_id = await nominated(callers, stories)
    clock.now = datetime(2025, 4, 14, 9, tzinfo=UTC)
    offer = await offered(callers, vacancy, nomination_id)
    await secured(callers, offer["id"])
    await accepted(callers, offer["id"])
    lease = {"signed_on": "2025-04-14", "starts_on": "2025-05-01"}
    assert (await callers.private_owner.put(f"/v1/vacancies/{vacancy['id']}/lease", lease)).is_success
    assert await rent(callers) == [("2025-04-14", "2025-05-01", 17)]
    assert (await callers.private_owner.get(ACCOUNT)).json()["total_dkk"] == "2682.74"


async def test_an_owner_has_a_ledger_of_its_own_and_sees_no_more_than_an_organisation(
    callers: Callers, stories: Stories, clock: Clock
) -> None:
    vacancy = await claimed(await agreed(callers), clock)
    ledger = await callers.private_owner.get(f"/v1/ledgers/{PRIVATE_OWNER}?dwelling_class=private")
    assert [row["outcome"] for row in ledger.json()] == ["released", "released", "released", "claimed"]
    assert (await callers.private_owner.get(f"/v1/ledgers/{PRIVATE_OWNER}")).json() == []
    assert (await callers.organisation_a.get(f"/v1/vacancies/{vacancy['id']}")).status_code == 404
    assert (await callers.organisation_a.get(ACCOUNT)).status_code == 404
    offer = await offered(callers, vacancy, await nominated(callers, stories))
    for path in ("/v1/nominations", f"/v1/offers/{offer['id']}", f"/v1/vacancies/{vacancy['id']}/shortlist"):
        assert (await callers.private_owner.get(path)).status_code in (403, 404), path
    told = str((await callers.private_owner.get("/v1/events")).json())
    assert offer["nomination_id"] not in told
    assert offer["id"] not in told


async def test_a_private_dwelling_needs_an_agreement_of_its_own_kind(callers: Callers, clock: Clock) -> None:
    clock.now = FRIDAY
    estate = an_estate(organisation_cvr=PRIVATE_OWNER, dwelling_class="private")
    assert (await callers.office.put("/v1/estates", {"estates": [estate]})).is_success
    posted = (await callers.private_owner.post("/v1/vacancies", a_private_dwelling())).json()
    assert (posted["decision"]["outcome"], posted["answer_due_at"]) == ("not_countable", None)
