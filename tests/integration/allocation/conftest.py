"""Allocation under test, and its callers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from kit.database.engine import connect
from kit.database.stories import Stories
from kit.web.tokens import TokenVerifier
from services.allocation.main import join
from services.allocation.settings import Settings
from tests.builders.council import council
from tests.builders.posting import (
    ORGANISATION_A,
    ORGANISATION_B,
    PRIVATE_OWNER,
    an_agreement,
    an_estate,
    an_offer_deadline,
)
from tests.integration.callers import CallerOf
from tests.integration.conftest import Clock, Databases, stories_of
from tests.integration.issuer import AUDIENCE, ISSUER, Issuer

ORGANISATION = (
    "requests:answer vacancies:write vacancies:read leases:write accounts:read accounts:object "
    "guarantees:claim events:read journal:read tenants:read"
)
OFFICE = (
    "requests:write requests:read other-homes:write other-homes:read other-homes:offer other-home-referrals:read "
    "registry:write rates:write agreements:write vacancies:read vacancies:hand-back vacancies:answer nominations:read "
    "nominations:assess nominations:close consents:write criteria:write tasks:read "
    "accounts:correct guarantees:decide full-rights:write ledgers:audit "
    "shortlists:read priorities:write matchings:write "
    "offers:write offers:read accounts:read events:read journal:read figures:read operations:read"
)
CENTRE = (
    "other-homes:read other-homes:offer other-home-referrals:write other-home-referrals:read "
    "other-home-referrals:decide "
    "nominations:write nominations:read offers:answer offers:read vacancies:read events:read journal:read "
    "nominations:close consents:write tasks:read"
)


@pytest.fixture
async def stories(databases: Databases, clock: Clock) -> AsyncIterator[Stories]:
    async for stories in stories_of(databases, "allocation", clock):
        yield stories


@pytest.fixture(scope="session")
def application(databases: Databases, issuer: Issuer, fernet_key: str) -> FastAPI:
    """Joined once: its operations take longer to prepare than most tests to run. Each test gives it its stories."""
    settings = Settings(
        allocation_database_url=databases.access["allocation"].app,
        allocation_client_secret=SecretStr("secret"),
        encryption_keys=SecretStr(fernet_key),
        citizen_secret=SecretStr("citizens of the tests"),
    )
    unused = Stories(connect(databases.access["allocation"].app), Clock())
    return join(unused, TokenVerifier(issuer.keys, issuer=ISSUER, audience=AUDIENCE), settings)


@pytest.fixture
async def http(stories: Stories, application: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    application.state.stories = stories
    transport = httpx.ASGITransport(application, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://allocation") as client:
        yield client


@dataclass
class Callers:
    """Everybody who calls allocation in the tests."""

    organisation_a: CallerOf
    organisation_b: CallerOf
    private_owner: CallerOf
    office: CallerOf
    office_system: CallerOf
    centre: CallerOf
    social_worker: CallerOf
    neighbour_office: CallerOf
    service: CallerOf
    driver: CallerOf


@pytest.fixture
def callers(http: httpx.AsyncClient, issuer: Issuer) -> Callers:
    def caller(client: str, party: str, scopes: str, **more: object) -> CallerOf:
        return CallerOf(http, issuer.token(client, party, scopes, **more))  # type: ignore[arg-type]

    office = "allocation_office"
    return Callers(
        organisation_a=caller("organisation-a", "housing_organisation", ORGANISATION, cvr=ORGANISATION_A),
        organisation_b=caller(
            "organisation-b", "housing_organisation", ORGANISATION, cvr=ORGANISATION_B, municipalities=["0217", "0269"]
        ),
        private_owner=caller("private-owner", "housing_organisation", ORGANISATION, cvr=PRIVATE_OWNER),
        office=caller("allocation-office", office, OFFICE, person="allocation-officer"),
        office_system=caller("allocation-office", office, OFFICE),
        centre=caller("social-centre", "social_centre", CENTRE),
        social_worker=caller("social-centre", "social_centre", CENTRE, person="social-worker"),
        neighbour_office=caller(
            "solrod-allocation-office", office, OFFICE, person="officer-2", municipalities=["0269"]
        ),
        service=caller("benefits-service", "service", "offers:inform", municipalities=["*"]),
        driver=caller("demonstration-driver", "management", "clock:drive events:read"),
    )


@pytest.fixture
async def quarter(callers: Callers) -> Callers:
    """Organisations A and B under the blind quarter, each with an estate 02, and offers that stand five days."""
    estates = [an_estate(), an_estate(organisation_cvr=ORGANISATION_B, organisation_name="Boligorganisation B")]
    answers = [
        await callers.office.put("/v1/estates", {"estates": estates}),
        await callers.office.put("/v1/rates", {"rates": [an_offer_deadline()]}),
        await callers.office.post("/v1/agreements", an_agreement()),
        await callers.office.post("/v1/agreements", an_agreement(organisation_cvr=ORGANISATION_B)),
    ]
    assert all(answer.is_success for answer in answers), [answer.text for answer in answers]
    return callers


@pytest.fixture
async def registered(callers: Callers) -> Callers:
    """Organisations A and B have an estate each, and no agreement with the municipality."""
    estates = [an_estate(), an_estate(organisation_cvr=ORGANISATION_B, organisation_name="Boligorganisation B")]
    assert (await callers.office.put("/v1/estates", {"estates": estates})).is_success
    assert (await callers.office.put("/v1/rates", {"rates": [an_offer_deadline()]})).is_success
    return callers


@pytest.fixture
async def judged(callers: Callers) -> Callers:
    """A municipality whose council has entered criteria."""
    answer = await callers.office.put("/v1/allocation-criteria", council())
    assert answer.status_code == 200, answer.text
    return callers
