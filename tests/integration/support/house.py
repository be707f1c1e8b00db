"""Support's real app on a real database, called by the parties that call it."""

import uuid
from dataclasses import dataclass
from typing import Any

import httpx

from tests.integration.conftest import Clock
from tests.integration.issuer import Issuer

HELSINGOER, SOLROED = "0217", "0269"

TEAM = (
    "sanction-notices:read exemptions:write discharge-notices:read alerts:read alerts:acknowledge "
    "stays:read stays:write refunds:read refunds:write "
    "citizens:identify referrals:open referrals:read referrals:assign workers:write "
    "referrals:refer referrals:outreach referrals:needs referrals:decide passings:read passings:write "
    "concerns:write concerns:read concerns:work contact-line:read contact-line:answer evictions:read evictions:write "
    "events:read figures:read journal:read "
    "courses:read courses:write courses:close notes:read notes:write"
)
SCOPES = {
    "job_centre": "sanction-notices:write sanction-notices:read exemptions:write events:read journal:read",
    "partner": "discharge-notices:write discharge-notices:read events:read journal:read",
    "support_team": TEAM,
    "service": "referrals:open referrals:read offers:inform",
    "allocation_office": "events:read journal:read referrals:read",
    "management": "refunds:read figures:read events:read",
    "housing_organisation": "events:read journal:read referrals:read contact-line:write contact-line:read",
    "shelter": "stays:write referrals:refer events:read",
    "social_centre": "events:read journal:read concerns:write referrals:follow",
    "bailiffs_court": "concerns:write",
    "civil_society": "concerns:write",
    "citizen": "citizens:identify concerns:write",
}


@dataclass(slots=True)
class House:
    """The app with a caller for each party."""

    http: httpx.AsyncClient
    issuer: Issuer
    clock: Clock
    database: str
    worker_database: str
    municipality: str = HELSINGOER

    def token(self, party: str, *, person: str | None = None, municipality: str | None = None, **more: Any) -> str:
        """A token of the party's system, or of a person behind it."""
        municipalities = ["*"] if party == "service" else [municipality or self.municipality]
        return self.issuer.token(party, party, SCOPES[party], municipalities=municipalities, person=person, **more)

    async def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        bearer: str,
        key: str | None = None,
        if_match: int | None = None,
    ) -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {bearer}",
            "Accept-Language": "en",
            "Hjemvej-Municipality": self.municipality,
        }
        if method == "POST":
            headers["Idempotency-Key"] = key or uuid.uuid4().hex
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"'
        return await self.http.request(method, path, json=body, headers=headers)

    async def as_team(self, method: str, path: str, body: object = None) -> httpx.Response:
        """The support team's system."""
        return await self.send(method, path, body, bearer=self.token("support_team"))

    async def as_coordinator(self, method: str, path: str, body: object = None) -> httpx.Response:
        """A person in the support team."""
        bearer = self.token("support_team", person="support-coordinator")
        return await self.send(method, path, body, bearer=bearer)

    async def as_allocation(self, method: str, path: str, body: object = None) -> httpx.Response:
        """The allocation service."""
        return await self.send(method, path, body, bearer=self.token("service"))

    async def as_party(self, party: str, method: str, path: str, **more: Any) -> httpx.Response:
        """Anybody else."""
        return await self.send(method, path, bearer=self.token(party, **more))

    async def open(self, offer_id: uuid.UUID | None = None, **changes: object) -> str:
        """A referral, opened by an offer to a citizen of its own."""
        found, citizen = str(offer_id or uuid.uuid4()), {"citizen_id": str(uuid.uuid4())}
        answer = await self.as_allocation("PUT", f"/v1/referrals/{found}", an_offer(**citizen | changes))
        assert answer.status_code == 201, answer.text
        return found

    async def worker(self, reference: str, **changes: object) -> str:
        """A worker, entered by the team."""
        answer = await self.as_team("PUT", f"/v1/workers/{reference}", {"team": "north", "method": "icm"} | changes)
        assert answer.status_code in (200, 201), answer.text
        return reference

    async def assign(self, referral: str, worker: str) -> httpx.Response:
        return await self.as_coordinator("POST", f"/v1/referrals/{referral}/assignment", {"worker_reference": worker})

    async def assign_to(self, referral: str, **body: object) -> httpx.Response:
        """A worker or a team, with what else is said of the assignment."""
        return await self.as_coordinator("POST", f"/v1/referrals/{referral}/assignment", body)

    async def team(self, reference: str, **changes: object) -> str:
        """A team of ACT with staff for eight citizens, entered by the team."""
        answer = await self.as_team("PUT", f"/v1/teams/{reference}", a_team() | changes)
        assert answer.status_code in (200, 201), answer.text
        return reference

    async def hand_over(self, referral: str, **body: object) -> httpx.Response:
        """A handover by a person who has just read the referral."""
        return await self.as_last_read(f"/v1/referrals/{referral}/handover", referral, body)

    async def change_method(self, referral: str, method: str, **body: object) -> httpx.Response:
        """A change of method by a person who has just read the referral."""
        return await self.as_last_read(f"/v1/referrals/{referral}/method-change", referral, body | {"method": method})

    async def as_last_read(self, path: str, referral: str, body: object) -> httpx.Response:
        """A person's act on a referral with the ETag last read."""
        read = (await self.as_team("GET", f"/v1/referrals/{referral}")).json()
        bearer = self.token("support_team", person="support-coordinator")
        return await self.send("POST", path, body, bearer=bearer, if_match=read["version"])

    async def outcome(self, referral: str, outcome: str, move_in_on: str | None = None) -> httpx.Response:
        body = {"outcome": outcome, "at": "2025-03-05T10:00:00+01:00"} | (
            {"move_in_on": move_in_on} if move_in_on else {}
        )
        return await self.as_allocation("PUT", f"/v1/referrals/{referral}/offer-outcome", body)


def an_offer(**changes: object) -> dict[str, object]:
    """What allocation sends of an offer."""
    return {
        "citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11",
        "nomination_reference": "C0121",
        "birth_year": 1984,
        "support_needs": "medium",
        "situation": "street",
        "offered_at": "2025-03-03T09:00:00+01:00",
        "offer_due_at": "2025-03-11T00:00:00+01:00",
    } | changes


def a_team() -> dict[str, object]:
    """A team of ACT: one full-time member of staff, eight citizens."""
    hours = {"discipline": "nurse", "hours_per_week": "37.00", "filled_hours_per_week": "37.00"}
    return {"method": "act", "coordinator": "act-01", "ratio": 8, "disciplines": [hours]}
