"""Whatever the OpenAPI documents allow, and what they do not: never a 500, always what the document promises."""

import itertools
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from pydantic import SecretStr
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from kit.database.engine import connect
from kit.database.stories import Stories
from kit.web import common
from kit.web.tokens import TokenVerifier
from services.allocation import main as allocation
from services.allocation.settings import Settings as AllocationSettings
from services.benefits import main as benefits
from services.benefits.settings import Settings as BenefitsSettings
from services.support import main as support
from services.support.settings import Settings as SupportSettings
from tests.integration.conftest import Databases
from tests.integration.issuer import AUDIENCE, ISSUER, Issuer

SCOPES = (
    "registry:write agreements:write rates:write rates:approve affordability:state "
    "payments:read payments:export payments:report payments:decide "
    "vacancies:write vacancies:read vacancies:hand-back nominations:write "
    "vacancies:answer "
    "nominations:assess priorities:write matchings:write "
    "nominations:close consents:write criteria:write tasks:read tenants:read "
    "ledgers:audit accounts:correct accounts:object guarantees:claim guarantees:decide full-rights:write "
    "requests:write requests:read requests:answer other-homes:write other-homes:read other-homes:offer "
    "other-home-referrals:write other-home-referrals:read other-home-referrals:decide "
    "nominations:read shortlists:read offers:write offers:read offers:answer leases:write accounts:read events:read "
    "clock:drive cases:open cases:apply cases:read cases:decide queues:read queues:manage key-workers:write "
    "documents:receive hearings:write complaints:write letters:read "
    "referrals:open referrals:read referrals:assign workers:write "
    "courses:read courses:write courses:close notes:read notes:write notes:supervise "
    "stays:read stays:write refunds:read refunds:write "
    "sanction-notices:write sanction-notices:read exemptions:write discharge-notices:write discharge-notices:read "
    "alerts:read alerts:acknowledge "
    "referrals:refer referrals:follow referrals:outreach referrals:needs referrals:decide passings:read passings:write "
    "concerns:write concerns:read concerns:work contact-line:write contact-line:read contact-line:answer "
    "evictions:read evictions:write "
    "citizens:identify figures:read fast-track:request offers:inform journal:read"
)
PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]
EXAMPLES = settings(
    max_examples=8, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)

Join = Callable[[Stories, TokenVerifier], FastAPI]


def served(databases: Databases, issuer: Issuer, service: str, join: Join) -> Iterator[str]:
    """The real app on a real socket, in a thread with a loop of its own; its address."""
    databases.empty(service)
    # No worker runs beside the app, so a clock that is moved would wait in vain for what was enqueued before.
    waited, common.DRAINED_WITHIN_SECONDS = common.DRAINED_WITHIN_SECONDS, 0.1
    stories = Stories(connect(databases.access[service].app), lambda: datetime(2025, 3, 3, 9, tzinfo=UTC))
    app = join(stories, TokenVerifier(issuer.keys, issuer=ISSUER, audience=AUDIENCE))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
    common.DRAINED_WITHIN_SECONDS = waited


def schema_of(address: str) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{address}/openapi.json")


@pytest.fixture(scope="session")
def allocation_schema(databases: Databases, issuer: Issuer, fernet_key: str) -> Iterator[schemathesis.BaseSchema]:
    secret = SecretStr("secret")
    of = AllocationSettings(
        allocation_database_url="",
        allocation_client_secret=secret,
        encryption_keys=SecretStr(fernet_key),
        citizen_secret=secret,
    )
    for address in served(databases, issuer, "allocation", lambda s, t: allocation.join(s, t, of)):
        yield schema_of(address)


@pytest.fixture(scope="session")
def benefits_schema(databases: Databases, issuer: Issuer, fernet_key: str) -> Iterator[schemathesis.BaseSchema]:
    secret = SecretStr("secret")
    of = BenefitsSettings(
        benefits_database_url="",
        benefits_client_secret=secret,
        encryption_keys=SecretStr(fernet_key),
        citizen_secret=secret,
    )
    for address in served(databases, issuer, "benefits", lambda s, t: benefits.join(s, t, of)):
        yield schema_of(address)


@pytest.fixture(scope="session")
def support_schema(databases: Databases, issuer: Issuer, fernet_key: str) -> Iterator[schemathesis.BaseSchema]:
    secret = SecretStr("secret")
    of = SupportSettings(
        support_database_url="",
        support_client_secret=secret,
        encryption_keys=SecretStr(fernet_key),
        citizen_secret=secret,
    )
    for address in served(databases, issuer, "support", lambda s, t: support.join(s, t, of)):
        yield schema_of(address)


def break_promises(schema: schemathesis.BaseSchema, issuer: Issuer) -> dict[str, str]:
    """Each operation tried with what its document allows and with what it does not; those that broke a promise."""
    token = issuer.token("allocation-office", "allocation_office", SCOPES, person="officer")
    headers = {"Authorization": f"Bearer {token}", "Hjemvej-Municipality": "0217"}
    broken: dict[str, str] = {}
    for found, mode in itertools.product(schema.get_all_operations(), GenerationMode):
        operation = found.ok()

        @EXAMPLES
        @given(case=operation.as_strategy(generation_mode=mode))
        def keeps(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(headers=headers, checks=PROMISES)

        try:
            keeps()
        except Unsatisfiable:
            continue  # nothing can be sent that the document does not allow
        except (Exception, ExceptionGroup) as failure:
            broken[f"{operation.label} ({mode.value})"] = str(failure)
    return broken


def test_allocation_keeps_its_document(allocation_schema: schemathesis.BaseSchema, issuer: Issuer) -> None:
    assert break_promises(allocation_schema, issuer) == {}


def test_benefits_keeps_its_document(benefits_schema: schemathesis.BaseSchema, issuer: Issuer) -> None:
    assert break_promises(benefits_schema, issuer) == {}


def test_support_keeps_its_document(support_schema: schemathesis.BaseSchema, issuer: Issuer) -> None:
    assert break_promises(support_schema, issuer) == {}
