"""Benefits' real app on a real database, called by the parties that call it."""

import csv
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from kit.calls.neighbours import Neighbour, ServiceToken
from kit.database.engine import connect
from kit.database.outbox import count_outstanding
from kit.database.stories import Stories
from kit.database.worker import Worker, sweep
from migrations.provision import Access
from services.benefits.jobs.sweeps import SWEEPS
from services.benefits.main import CALLER, deliveries
from tests.integration.conftest import Clock
from tests.integration.issuer import Issuer

HELSINGOER, SOLROED = "0217", "0269"
RATES = Path(__file__).parents[3] / "demo" / "data" / "rates.csv"

SCOPES = {
    "benefits_department": "queues:read queues:manage key-workers:write documents:receive "
    "rates:write rates:approve affordability:state cases:apply cases:read cases:decide hearings:write "
    "complaints:write letters:read events:read "
    "payments:read payments:export payments:report payments:decide figures:read journal:read operations:read",
    "service": "cases:open cases:read",
    "social_centre": "fast-track:request affordability:state cases:apply cases:read events:read journal:read",
    "shelter": "fast-track:request events:read journal:read",
    "allocation_office": "rates:write events:read journal:read",
    "management": "figures:read events:read",
    "housing_organisation": "events:read journal:read cases:read figures:read rates:write",
}


def helsingor_rates() -> list[dict[str, object]]:
    """The drawn rates as the replay enters them."""
    with RATES.open(encoding="utf-8", newline="") as lines:
        return [
            row | {"valid_to": row["valid_to"] or None, "verified": row["verified"] == "yes"}
            for row in csv.DictReader(lines)
        ]


def a_household(**changes: object) -> dict[str, object]:
    """A single person on the higher cash benefit unless said otherwise."""
    return {
        "adults": 1,
        "children": 0,
        "birth_year": 1980,
        "benefit": "cash_benefit_higher",
        "income_after_tax_dkk": "9800",
        "wealth_dkk": "0",
    } | changes


def an_offer(household: dict[str, object] | None = None, **dwelling: object) -> dict[str, object]:
    """What allocation sends of an offer: five working days, a small dwelling with a low rent."""
    return {
        "citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11",
        "nomination_reference": "C0113",
        "household": a_household(**(household or {})),
        "dwelling": {
            "rent_dkk": "4500",
            "utilities_dkk": "700",
            "deposit_dkk": "25000",
            "first_let_year": 1983,
            "dwelling_class": "family",
        }
        | dwelling,
        "offered_at": "2025-03-03T10:00:00+01:00",
        "offer_due_at": "2025-03-11T00:00:00+01:00",
        "lane": "fast",
    }


@dataclass(slots=True)
class Gateway:
    """What benefits' worker has sent, and with what it is answered."""

    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    headers: list[httpx.Headers] = field(default_factory=list)
    status: int = 200

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": "of-the-service", "expires_in": 3600})
        content = httpx.Response(200, content=request.content).json()
        self.sent.append((request.url.path, content))
        self.headers.append(request.headers)
        return httpx.Response(self.status, json={})


@dataclass(slots=True)
class Desk:
    """The app with a caller for each party."""

    http: httpx.AsyncClient
    issuer: Issuer
    clock: Clock
    database: Access
    municipality: str = HELSINGOER
    gateway: Gateway = field(default_factory=Gateway)

    def token(self, party: str, *, person: str | None = None, client: str | None = None, scopes: str = "") -> str:
        """A token as the issuer would sign it."""
        covered = ["*"] if party == "service" else [self.municipality]
        return self.issuer.token(
            client or f"{party}-{self.municipality}",
            party,
            scopes or SCOPES[party],
            municipalities=covered,
            person=person,
            cvr="99000236" if party == "housing_organisation" else None,
        )

    async def send(
        self, method: str, path: str, body: object = None, *, bearer: str, key: str | None = None
    ) -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {bearer}",
            "Accept-Language": "en",
            "Hjemvej-Municipality": self.municipality,
        }
        if method == "POST":
            headers["Idempotency-Key"] = key or uuid.uuid4().hex
        return await self.http.request(method, path, json=body, headers=headers)

    async def as_department(self, method: str, path: str, body: object = None) -> httpx.Response:
        """The benefits department's system."""
        return await self.send(method, path, body, bearer=self.token("benefits_department"))

    async def as_key_worker(
        self, method: str, path: str, body: object = None, *, person: str = "key-worker"
    ) -> httpx.Response:
        """A person in the benefits department."""
        return await self.send(method, path, body, bearer=self.token("benefits_department", person=person))

    async def as_allocation(self, method: str, path: str, body: object = None) -> httpx.Response:
        """The allocation service."""
        return await self.send(method, path, body, bearer=self.token("service"))

    async def as_party(self, party: str, method: str, path: str, body: object = None, **more: Any) -> httpx.Response:
        """Anybody else."""
        return await self.send(method, path, body, bearer=self.token(party, **more))

    async def open(self, household: dict[str, object] | None = None, **dwelling: object) -> str:
        """A case, opened by an offer."""
        offer = str(uuid.uuid4())
        answer = await self.as_allocation("PUT", f"/v1/cases/{offer}", an_offer(household, **dwelling))
        assert answer.status_code == 201, answer.text
        return offer

    async def decide(self, case: str, outcome: str = "committed", **body: object) -> httpx.Response:
        return await self.as_key_worker("POST", f"/v1/cases/{case}/decision", {"outcome": outcome} | body)

    async def refuse(self, case: str, **body: object) -> httpx.Response:
        """A refusal that rests on nothing but what the citizen knows, so that no hearing is needed."""
        waived = {"code": "known_to_citizen", "reason_da": "Oplysningerne er borgerens egne."}
        return await self.decide(case, "refused", **{"reason_da": "Begrundelse", "hearing_exception": waived} | body)

    async def end_offer(self, case: str, outcome: str) -> httpx.Response:
        body = {"outcome": outcome, "at": "2025-03-05T10:00:00+01:00"}
        return await self.as_allocation("PUT", f"/v1/cases/{case}/offer-outcome", body)

    async def sweep(self) -> int:
        """What the worker does as deadlines pass."""
        stories = Stories(connect(self.database.worker), self.clock)
        try:
            return await sweep(stories, CALLER, self.municipality, SWEEPS)
        finally:
            await stories.engine.dispose()

    async def deliver(self) -> list[tuple[str, dict[str, Any]]]:
        """Run the real worker until everything has been tried; everything sent so far."""
        stories = Stories(connect(self.database.worker), self.clock)
        async with httpx.AsyncClient(transport=httpx.MockTransport(self.gateway)) as http:
            token = ServiceToken(http, "http://gateway.test/oauth/token", CALLER.client_id, "secret")
            outgoing = deliveries(stories, Neighbour(http, "http://gateway.test", token))
            worker = Worker(self.database.worker, stories, CALLER, outgoing, SWEEPS)
            async with worker.app.open_async():
                await worker.app.run_worker_async(wait=False, install_signal_handlers=False)
                while await self._fresh(stories):
                    await worker.app.run_worker_async(wait=False, install_signal_handlers=False)
        await stories.engine.dispose()
        return self.gateway.sent

    def let_time_pass_for_retries(self) -> None:
        """What is to be tried again later is due now."""
        with psycopg.connect(self.database.worker) as connection:
            connection.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")

    async def _fresh(self, stories: Stories) -> int:
        async with stories.begin(CALLER, self.municipality) as story:
            return (await count_outstanding(story)).fresh

    async def events(self, party: str = "benefits_department") -> list[dict[str, Any]]:
        answer = await self.as_party(party, "GET", "/v1/events")
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["events"]
        return found
