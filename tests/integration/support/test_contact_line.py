"""The contact line: acknowledged at once, answered in codes, and nothing about a citizen reaches an organisation."""

import asyncio
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from kit.database.stories import Stories
from tests.integration.support.house import HELSINGOER, House
from tests.integration.support.test_concern_clocks import heard, swept
from tests.integration.support.test_concerns import SECRET, read
from tests.integration.support.test_concerns import act as act_on_concern

OWN, OTHER = "99000236", "99000244"


def a_matter(**changes: object) -> dict[str, object]:
    return {
        "reference": f"K-{uuid.uuid4().hex[:8]}",
        "tenancy_reference": "L-1007-12",
        "kind": "rent_arrears",
        "danger": "none",
    } | changes


async def as_organisation(house: House, method: str, path: str, body: object = None, cvr: str = OWN) -> Any:
    return await house.send(method, path, body, bearer=house.token("housing_organisation", cvr=cvr))


async def raised(house: House, cvr: str = OWN, **changes: object) -> dict[str, Any]:
    answer = await as_organisation(house, "POST", "/v1/contact-line", a_matter(**changes), cvr)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def act(house: House, matter: str, what: str, version: int, body: object = None) -> Any:
    bearer = house.token("support_team", person="support-coordinator")
    return await house.send("POST", f"/v1/contact-line/{matter}/{what}", body, bearer=bearer, if_match=version)


async def test_a_matter_is_acknowledged_at_once_with_by_when_it_is_answered(house: House) -> None:
    matter = await raised(house, words=SECRET)
    # Received on Monday at ten, twelve opening hours: five on Monday, six on Tuesday, one on Wednesday.
    assert (matter["state"], matter["answer_due_at"]) == ("received", "2025-03-05T09:00:00Z")
    concern = await read(house, matter["id"])
    assert (concern["source"], concern["tenancy_reference"]) == ("housing_organisation", "L-1007-12")
    words = await house.as_coordinator("GET", f"/v1/concerns/{matter['id']}/words")
    assert words.json() == {"words": SECRET}


async def test_a_matter_is_looked_at_answered_and_closed_in_codes(house: House) -> None:
    matter = (await raised(house))["id"]

    async def shown() -> tuple[str, str | None]:
        found = (await as_organisation(house, "GET", f"/v1/contact-line/{matter}")).json()
        return found["state"], found["answer_text"] and found["answer_text"]["en"]

    assert await shown() == ("received", None)
    assert (await act(house, matter, "closing", 1)).json()["type"].endswith("contact-line-unanswered")
    assert (await act(house, matter, "looking", 1)).status_code == 200
    assert await shown() == ("being_looked_at", None)
    answered = await act(house, matter, "answer", 2, {"answer": "will_attend_court_date"})
    assert answered.status_code == 200
    assert await shown() == ("answered", "We will attend the court date.")
    assert (await act(house, matter, "answer", 2, {"answer": "noted"})).status_code == 412
    house.clock.now = datetime(2025, 3, 4, 9, tzinfo=UTC)
    anew = await act(house, matter, "answer", 3, {"answer": "in_contact"})
    assert anew.json()["answered_at"] == answered.json()["answered_at"], "what was promised was the first answer"
    assert (await act(house, matter, "closing", 4)).status_code == 200
    assert await shown() == ("closed", "We have been in contact.")
    late = await act(house, matter, "answer", 5, {"answer": "noted"})
    assert (late.status_code, late.json()["type"].rsplit(":", 1)[-1]) == (409, "contact-line-closed")
    assert await shown() == ("closed", "We have been in contact.")
    assert (await house.as_team("GET", f"/v1/concerns/{matter}")).json()["state"] == "open", "the concern lives on"


async def test_an_answer_is_told_of_before_it_is_late(house: House, stories: Stories) -> None:
    matter = await raised(house)
    answered = await raised(house)
    assert (await act(house, answered["id"], "answer", 1, {"answer": "noted"})).status_code == 200
    for concern in (matter["id"], answered["id"]):
        contact = {"contacted_at": "2025-03-03T10:00:00+01:00", "channel": "phone"}
        assert (await act_on_concern(house, concern, "contact", contact, 1)).status_code == 200
    assert await swept(stories, house, "2025-03-04T13:59:00+01:00") == 0
    assert await swept(stories, house, "2025-03-04T14:00:00+01:00") == 1, "two opening hours before"
    assert await swept(stories, house, "2025-03-05T10:00:01+01:00") == 1
    assert await heard(house) == [
        ("prevention_deadline_near", "line_answer"),
        ("prevention_deadline_missed", "line_answer"),
    ]
    figures = (await house.as_party("management", "GET", "/v1/prevention-figures")).json()["contact_line"]
    assert figures == {"raised": 2, "answered": 1, "answered_in_time": 1}


async def test_an_organisation_reads_its_own_matters_and_no_concern(house: House) -> None:
    matter = (await raised(house))["id"]
    assert (await as_organisation(house, "GET", f"/v1/contact-line/{matter}", cvr=OTHER)).status_code == 404
    assert (await as_organisation(house, "GET", "/v1/contact-line", cvr=OTHER)).json() == []
    assert (await as_organisation(house, "GET", f"/v1/timeline/{matter}", cvr=OTHER)).json() == []
    for path in ("/v1/concerns", f"/v1/concerns/{matter}", "/v1/evictions", "/v1/prevention-deadlines"):
        assert (await as_organisation(house, "GET", path)).status_code == 403, path
    widest = house.issuer.token(
        "housing_organisation",
        "housing_organisation",
        "concerns:read concerns:write evictions:read figures:read",
        municipalities=[HELSINGOER],
        cvr=OWN,
    )
    assert (await house.send("GET", f"/v1/concerns/{matter}", bearer=widest)).status_code == 404
    assert (await house.send("GET", "/v1/concerns", bearer=widest)).json() == []
    concern = {"reference": "B-1", "source": "housing_organisation", "kind": "noise", "danger": "none"}
    concern |= {"about": {"tenancy_reference": "L-1"}}  # type: ignore[dict-item]
    refused = await house.send("POST", "/v1/concerns", concern, bearer=widest)
    assert (refused.status_code, refused.json()["type"].rsplit(":", 1)[-1]) == (403, "use-the-contact-line")


async def test_the_same_reference_is_the_same_matter(house: House) -> None:
    body = a_matter(words=SECRET)
    answers = await asyncio.gather(*(as_organisation(house, "POST", "/v1/contact-line", body) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    other = await as_organisation(house, "POST", "/v1/contact-line", body | {"danger": "acute", "words": "Andet"})
    assert other.status_code == 409
    assert [error["pointer"] for error in other.json()["errors"]] == ["/danger", "/words"]
    elsewhere = await as_organisation(house, "POST", "/v1/contact-line", body, cvr=OTHER)
    assert elsewhere.status_code == 201, "another organisation's references are its own"
    assert len((await house.as_team("GET", "/v1/concerns")).json()) == 2


async def test_only_an_organisation_raises_a_matter_and_only_a_person_answers(house: House) -> None:
    bearer = house.issuer.token("team", "support_team", "contact-line:write", municipalities=[HELSINGOER])
    refused = await house.send("POST", "/v1/contact-line", a_matter(), bearer=bearer)
    assert (refused.status_code, refused.json()["type"].rsplit(":", 1)[-1]) == (403, "only-for-organisations")
    matter = (await raised(house))["id"]
    team = house.token("support_team")
    answer = await house.send("POST", f"/v1/contact-line/{matter}/answer", {"answer": "noted"}, bearer=team, if_match=1)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("changes", "pointers", "reason"),
    [
        ({"tenancy_reference": None}, ["/tenancy_reference"], "about nobody"),
        ({"deadline_on": "2025-03-02"}, ["/deadline_on"], "yesterday"),
        ({"citizen_id": str(uuid.uuid4())}, ["/citizen_id"], "an organisation knows no citizen here"),
        ({"kind": "smell"}, ["/kind"], "not a code"),
    ],
)
async def test_a_matter_that_makes_no_sense_is_told_and_nothing_is_kept(
    house: House, changes: dict[str, object], pointers: list[str], reason: str
) -> None:
    answer = await as_organisation(house, "POST", "/v1/contact-line", a_matter(**changes))
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers, reason
    assert (await house.as_team("GET", "/v1/contact-line")).json() == [], reason
    assert (await house.as_team("GET", "/v1/concerns")).json() == [], reason
