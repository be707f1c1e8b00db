"""Every field that an organisation can read, at every stage, is on a list; and nothing on it is about the citizen."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from kit.database.journal import record
from kit.database.stories import Stories
from kit.values.callers import Party
from services.allocation.main import CALLER
from tests.builders.posting import ORGANISATION_A
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.reading import Reading, fields_promised, kinds_told_to_organisations, scopes_of
from tests.integration.allocation.steps import LEASE, accepted, claimed, nominated, offered, secured
from tests.integration.allocation.what_organisations_read import MAY_BE_READ, NAMED_ELSEWHERE, NEVER_FILLED, TOLD
from tests.integration.callers import CallerOf, slug_of
from tests.integration.conftest import Clock, Databases
from tests.integration.issuer import Issuer

NAME, CPR = "Nobody Inthisdata", "0101019999"
PRIVATE = {
    "reference": "PRIVATE-REFERENCE",
    "benefit": "private_benefit",
    "birth_year": 1957,
    "income_after_tax_dkk": "9871.23",
    "wealth_dkk": "345.67",
    "unwanted_estates": ["99000236/77"],
    "protected_address": True,
}
SIGNS = ("PRIVATE-REFERENCE", "private_benefit", "1957", "9871.23", "345.67", "99000236/77", "shelter", "social-worker")
CONSENT = {"items": ["name", "cpr_number"], "basis": "consent", "given_on": "2025-03-03"}
TENANT = "/v1/vacancies/{vacancy_id}/tenant"


@pytest.fixture
def reading(http: httpx.AsyncClient, issuer: Issuer) -> Reading:
    """Organisation A with every scope that the demonstration's issuer grants an organisation."""
    scopes = scopes_of("housing_organisation")
    token = issuer.token("organisation-a", "housing_organisation", scopes, cvr=ORGANISATION_A)
    return Reading(CallerOf(http, token), http)


class Town:
    """One household on its way to one dwelling, read at each stage."""

    def __init__(self, callers: Callers, stories: Stories, reading: Reading) -> None:
        self.callers, self.stories, self.reading = callers, stories, reading
        self.known: dict[str, list[str]] = {"cvr": [ORGANISATION_A, "99000244"], "month": ["2025-03"]}

    async def stand(self) -> None:
        agreements = (await self.callers.office.get("/v1/agreements")).json()["agreements"]
        self.known["agreement_id"] = [one["id"] for one in agreements]
        contact = {"name": "Boliganvisningen", "phone": "+4500000000"}
        assert (await self.callers.office.put("/v1/contact-point", contact)).is_success
        self.vacancy = await claimed(self.callers)
        self.nomination = await nominated(self.callers, self.stories, name=NAME, cpr_number=CPR, **PRIVATE)
        citizen = (await self.callers.centre.get(f"/v1/nominations/{self.nomination}")).json()["citizen_id"]
        self.signs = ["allocation-officer", *SIGNS, self.nomination, citizen]
        self.know("vacancy_id", self.vacancy["id"])
        self.know("nomination_id", self.nomination)

    def know(self, name: str, value: str) -> None:
        """An identifier is tried in every place of its name, and as the subject of a timeline."""
        self.known.setdefault(name, []).append(value)
        self.known.setdefault("subject_id", []).append(value)

    async def offer(self) -> dict[str, Any]:
        offer = await offered(self.callers, self.vacancy, self.nomination)
        self.know("offer_id", offer["id"])
        self.signs.append(offer["id"])
        return offer

    async def consent(self, **replaced: Any) -> dict[str, Any]:
        path = f"/v1/nominations/{self.nomination}/consents"
        answer = await self.callers.social_worker.post(path, CONSENT | replaced)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def look(self) -> Reading:
        """Read everything anew, as a stage of its own."""
        stage = Reading(self.reading.caller, self.reading.http, self.reading.closed)
        await stage.read_all(self.known)
        self.reading.closed = stage.closed
        self.reading.fields = {
            path: self.reading.fields.get(path, set()) | stage.fields.get(path, set())
            for path in {*self.reading.fields, *stage.fields}
        }
        return stage

    def told(self, stage: Reading) -> dict[str, set[str]]:
        """What is told about the citizen, and where."""
        found = {sign: stage.tells(sign) for sign in self.signs}
        return {sign: paths for sign, paths in found.items() if paths}


@pytest.fixture
async def town(quarter: Callers, stories: Stories, reading: Reading) -> Town:
    town = Town(quarter, stories, reading)
    await town.stand()
    return town


def not_listed(path: str, fields: set[str]) -> set[str]:
    """The fields that are on no list. What is empty now may be filled with what the list names below it."""
    may = MAY_BE_READ.get(path, set())
    return {field for field in fields - may if not any(each.startswith((f"{field}.", f"{field}[")) for each in may)}


def beyond(reading: Reading) -> dict[str, set[str]]:
    """What was read and is on no list."""
    found = {path: not_listed(path, fields) for path, fields in reading.fields.items()}
    return {path: fields for path, fields in found.items() if fields}


async def test_every_field_at_every_stage_is_on_the_list(town: Town, databases: Databases) -> None:
    callers, path = town.callers, f"/v1/vacancies/{town.vacancy['id']}"
    for stage in ("before the offer", "offered"):
        read = await town.look()
        assert town.told(read) == {}, stage
        assert TENANT not in read.fields, f"{stage}: 404"
        if stage == "before the offer":
            offer = await town.offer()
    await secured(callers, offer["id"])
    await accepted(callers, offer["id"])
    read = await town.look()
    assert town.told(read) == {}
    assert (read.tells(NAME), read.tells(CPR)) == (set(), set()), "accepted, but nobody has consented"
    await town.consent()
    read = await town.look()
    assert town.told(read) == {}
    assert (read.tells(NAME), read.tells(CPR)) == ({TENANT}, set()), "the name there and nowhere else"
    assert (await callers.organisation_a.put(f"{path}/lease", LEASE)).status_code == 200
    read = await town.look()
    assert town.told(read) == {}
    assert read.tells(NAME) == {TENANT}, "signed"
    assert beyond(town.reading) == {}
    assert await lottery_of(databases) not in str(read.texts)


async def lottery_of(databases: Databases) -> str:
    with databases.admin("allocation") as connection:
        found = connection.execute("SELECT max(lottery)::text FROM nomination").fetchone()
    assert found is not None
    return str(found[0])


async def test_after_a_decline_and_a_hand_back_nothing_of_the_household_is_left(town: Town) -> None:
    callers, address = town.callers, f"/v1/vacancies/{town.vacancy['id']}"
    await town.consent()
    offer = await town.offer()
    held = await accepted(callers, offer["id"])
    path = f"/v1/offers/{offer['id']}/decline"
    assert (await callers.centre.post(path, {"code": "not_now"}, version=held["version"])).status_code == 200
    read = await town.look()
    assert town.told(read) == {}
    assert (read.tells(NAME), read.tells("not_now"), TENANT in read.fields) == (set(), set(), False)
    version = (await callers.office.get(address)).json()["version"]
    handed = await callers.office.post(f"{address}/hand-back", {"code": "nobody_can_pay"}, version=version)
    assert handed.status_code == 200, handed.text
    read = await town.look()
    assert town.told(read) == {}
    assert (read.tells("nobody_can_pay"), TENANT in read.fields) == (set(), False)
    assert beyond(town.reading) == {}


async def test_control_a_planted_field_turns_the_list_red(town: Town) -> None:
    async with town.stories.begin(CALLER, "0217") as story:
        facts = {"reference": "r", "benefit": "private_benefit"}
        vacancy_id, audience = UUID(town.vacancy["id"]), (Party.HOUSING_ORGANISATION,)
        await record(story, "tenant_found", vacancy_id, audience, facts=facts, organisation_cvr=ORGANISATION_A)
    read = await town.look()
    assert beyond(town.reading)["/v1/events"] == {"events[].facts(tenant_found).benefit"}
    assert town.told(read) == {"private_benefit": {"/v1/events", "/v1/timeline/{subject_id}"}}


async def test_every_field_that_is_promised_to_an_organisation_is_on_the_list(town: Town) -> None:
    """An address that opens to organisations, or a field added to one, fails here until somebody has decided on it."""
    read = await town.look()
    document = (await read.http.get("/openapi.json")).json()
    addresses = {path for path, methods in document["paths"].items() if "get" in methods} - read.closed
    assert addresses == {*MAY_BE_READ, *NEVER_FILLED}
    promised = {path: not_listed(path, fields_promised(document, path)) for path in MAY_BE_READ}
    assert {path: fields for path, fields in promised.items() if fields} == {}
    assert all(read.fields.get(path, set()) == set() for path in NEVER_FILLED)


async def test_every_kind_of_event_told_to_an_organisation_is_on_the_list() -> None:
    assert kinds_told_to_organisations() - set(TOLD) - set(NAMED_ELSEWHERE) == set()


SHOWN: list[tuple[str, dict[str, Any], str, str | None, str | None]] = [
    ("a need is no consent", {"items": ["name"]}, "1", NAME, None),
    ("consent to both, and leases need no number", {}, "0", NAME, None),
    ("consent to both, and leases need the number", {}, "1", NAME, CPR),
    ("another organisation's", {"to_cvr": "99000244"}, "1", None, None),
    ("a rule of law", {"basis": "law", "source": "a rule that a person names"}, "1", NAME, CPR),
]


@pytest.mark.parametrize(("why", "consent", "needs_cpr", "name", "number"), SHOWN, ids=[row[0] for row in SHOWN])
async def test_what_of_the_tenant_is_passed_on(
    town: Town, why: str, consent: dict[str, Any], needs_cpr: str, name: str | None, number: str | None
) -> None:
    rate = {"key": "lease_needs_cpr", "valid_from": "2025-01-01", "unit": "yes or no", "verified": False, "note": ""}
    assert (await town.callers.office.put("/v1/rates", {"rates": [rate | {"value": needs_cpr}]})).is_success
    await town.consent(**consent)
    await accepted(town.callers, (await town.offer())["id"])
    tenant = (await town.callers.organisation_a.get(f"/v1/vacancies/{town.vacancy['id']}/tenant")).json()
    assert (tenant["name"], tenant["cpr_number"]) == (name, number), why
    assert (tenant["adults"], tenant["children"], tenant["deposit_secured"]) == (1, 0, False)
    assert (tenant["contact"]["name"], tenant["protected_name_and_address"]) == ("Boliganvisningen", True)


async def test_the_tenant_is_the_organisations_own_and_each_reading_is_recorded(town: Town) -> None:
    path = f"/v1/vacancies/{town.vacancy['id']}/tenant"
    await town.consent()
    await accepted(town.callers, (await town.offer())["id"])
    assert (await town.callers.organisation_b.get(path)).status_code == 404
    assert (await town.callers.office.get(path)).status_code == 403
    assert (await town.callers.organisation_a.get(path)).status_code == 200
    entries = (await town.callers.office.get(f"/v1/timeline/{town.vacancy['id']}")).json()
    [read] = [entry for entry in entries if entry["kind"] == "tenant_disclosed"]
    assert (read["client_id"], read["facts"]["items"]) == ("organisation-a", ["name"])
    assert NAME not in str(entries)


async def test_a_consent_withdrawn_passes_nothing_on(town: Town) -> None:
    path = f"/v1/vacancies/{town.vacancy['id']}/tenant"
    consent = await town.consent()
    await accepted(town.callers, (await town.offer())["id"])
    withdrawal = f"/v1/nominations/{town.nomination}/consents/{consent['id']}/withdrawal"
    assert slug_of(await town.callers.centre.post(withdrawal)) == "person-required"
    assert (await town.callers.social_worker.post(withdrawal)).status_code == 200
    assert slug_of(await town.callers.social_worker.post(withdrawal)) == "consent-withdrawn"
    assert (await town.callers.organisation_a.get(path)).json()["name"] is None


async def test_the_tenant_is_shown_until_some_days_after_the_lease_starts(town: Town, clock: Clock) -> None:
    address = f"/v1/vacancies/{town.vacancy['id']}"
    offer = await town.offer()
    await secured(town.callers, offer["id"])
    await accepted(town.callers, offer["id"])
    await town.callers.organisation_a.put(f"{address}/lease", LEASE)
    for day, status in ((timedelta(days=43 + 14), 200), (timedelta(days=1), 404)):
        clock.now += day
        assert (await town.callers.organisation_a.get(f"{address}/tenant")).status_code == status
