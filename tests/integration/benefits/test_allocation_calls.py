"""Allocation's own client against benefits' real app, so that neither changes without the other."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import httpx

from kit.calls.neighbours import Neighbour, ServiceToken
from services.allocation.clients.benefits import Benefits
from tests.integration.benefits.desk import HELSINGOER, Desk

NOMINATION: Any = SimpleNamespace(
    id=uuid.uuid4(),
    citizen_id=uuid.uuid4(),
    facts_on=date(2025, 3, 3),
    facts=SimpleNamespace(
        reference="C0113",
        nominated_on=date(2025, 3, 3),
        adults=1,
        children=0,
        birth_year=1972,
        benefit="cash_benefit_higher",
        income_after_tax_dkk=Decimal("10110.00"),
        wealth_dkk=Decimal("9100.00"),
        unpaid_deposit_loan=False,
    ),
)
VACANCY: Any = SimpleNamespace(
    facts=SimpleNamespace(
        rent_dkk=Decimal("4500.00"),
        utilities_dkk=Decimal("700.00"),
        deposit_dkk=Decimal("25000.00"),
        first_let_year=1983,
        dwelling_class="family",
        area_m2=60,
    )
)
OFFER: Any = SimpleNamespace(
    id=uuid.uuid4(),
    offered_at=datetime(2025, 3, 3, 9, tzinfo=UTC),
    due_at=datetime(2025, 3, 10, 23, tzinfo=UTC),
    ended_at=datetime(2025, 3, 5, 9, tzinfo=UTC),
    status="declined",
)


class ThroughTheGateway(httpx.AsyncBaseTransport):
    """Takes the service's name off the address, as the gateway does, and answers for the issuer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": self._desk.token("service"), "expires_in": 600})
        path = request.url.path.removeprefix("/benefits")
        headers = {name: request.headers[name] for name in ("authorization", "content-type", "hjemvej-municipality")}
        answer = await self._desk.http.put(path, content=request.content, headers=headers)
        return httpx.Response(answer.status_code, content=answer.content)


async def test_allocation_asks_opens_and_ends(desk: Desk) -> None:
    async with httpx.AsyncClient(transport=ThroughTheGateway(desk)) as http:
        token = ServiceToken(http, "http://gateway.test/oauth/token", "allocation-service", "secret")
        benefits = Benefits(Neighbour(http, "http://gateway.test", token))
        assert await benefits.assess_ability(NOMINATION, HELSINGOER, None) == (Decimal("6110.00"), None)
        await benefits.open_case(OFFER, VACANCY, NOMINATION, HELSINGOER, "allocation-officer")
        await benefits.open_case(OFFER, VACANCY, NOMINATION, HELSINGOER, "allocation-officer")
        await benefits.tell_outcome(OFFER, None, "99000236", HELSINGOER, None)
    [case] = (await desk.as_department("GET", "/v1/cases")).json()
    assert (case["id"], case["status"], case["offer_outcome"]) == (str(OFFER.id), "closed", "declined")
