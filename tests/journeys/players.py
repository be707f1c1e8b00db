"""The players of the story: each does its own part through the gateway, as the real callers would."""

import asyncio
import csv
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.builders.posting import a_nomination, a_vacancy, an_agreement, an_estate, an_offer_deadline
from tests.journeys.book import Book
from tests.journeys.callers import Answer, Caller, until

RATES = Path(__file__).parents[2] / "demo" / "data" / "rates.csv"
TODAY = "2025-03-03"
NOW = f"{TODAY}T10:00:00+01:00"
MOVES_IN_ON = "2025-04-01"
ORGANISATIONS = {
    "99000236": "organisation-a",
    "99000244": "organisation-b",
    "99000252": "organisation-c",
    "99000260": "organisation-d",
    "99000279": "organisation-e",
}
METHODS = {"icm": 8, "cti": 10, "ordinary_support": 20}
"""How many citizens a worker may have: ICM's own limit, and drawn choices where the municipality must choose."""


@dataclass(slots=True)
class Cast:
    """Everybody who takes part, in one municipality."""

    http: aiohttp.ClientSession
    gateway_url: str
    made: dict[tuple[str, str | None], Caller] = field(default_factory=dict)

    def caller(self, client_id: str, person: str | None = None) -> Caller:
        """The same caller each time, so that its token is asked for once."""
        name = (client_id, person)
        return self.made.setdefault(name, Caller(self.http, self.gateway_url, client_id, person))

    def organisation(self, cvr: str) -> Caller:
        return self.caller(ORGANISATIONS[cvr])

    @property
    def centre(self) -> Caller:
        return self.caller("social-centre")

    @property
    def officer(self) -> Caller:
        return self.caller("allocation-office", "allocation-officer")

    @property
    def key_worker(self) -> Caller:
        return self.caller("benefits-department", "key-worker")

    @property
    def coordinator(self) -> Caller:
        return self.caller("support-team", "support-coordinator")

    @property
    def driver(self) -> Caller:
        return self.caller("demonstration-driver")


async def furnish(cast: Cast) -> None:
    """What stands before the first vacancy: the clock on one day, registry, agreements by which each vacancy is
    claimed, rates and methods."""
    for service in ("allocation", "support", "benefits"):
        (await cast.driver.put(f"/{service}/v1/clock", {"now_at": NOW})).expected()
    estates = [
        an_estate(organisation_cvr=cvr, organisation_name=f"Boligorganisation {name[-1].upper()}")
        for cvr, name in ORGANISATIONS.items()
    ]
    (await cast.officer.put("/allocation/v1/estates", {"estates": estates})).expected()
    (await cast.officer.put("/allocation/v1/rates", {"rates": [an_offer_deadline()]})).expected()
    for cvr in ORGANISATIONS:
        every_vacancy = an_agreement(organisation_cvr=cvr, kind="agreement", share="1/1", legal_basis="ABL § 59(2)")
        (await cast.officer.post("/allocation/v1/agreements", every_vacancy)).expected()
    (await cast.key_worker.put("/benefits/v1/rates", {"rates": _rates()})).expected()
    limits = [
        {"method": method, "valid_from": "2025-01-01", "caseload_limit": limit, "source": "drawn for a test"}
        for method, limit in METHODS.items()
    ]
    (await cast.coordinator.put("/support/v1/methods", {"methods": limits})).expected()


def _rates() -> list[dict[str, object]]:
    with RATES.open(encoding="utf-8", newline="") as lines:
        return [
            row | {"valid_to": row["valid_to"] or None, "verified": row["verified"] == "yes"}
            for row in csv.DictReader(lines)
        ]


async def employ(cast: Cast, run: str, citizens: int) -> list[str]:
    """Workers by several methods; the list names one for each citizen, so that nobody gets more than the limit."""
    places: list[str] = []
    while len(places) < citizens:
        for method, limit in METHODS.items():
            reference = f"{run}-{method}-{len(places):04}"
            worker = {"team": run, "method": method}
            (await cast.coordinator.put(f"/support/v1/workers/{reference}", worker)).expected()
            places += [reference] * limit
    return places[:citizens]


def vacancy_of(run: str, number: int, cvr: str, **replaced: Any) -> dict[str, Any]:
    """The body of a run's n-th vacancy: each of its own dwelling."""
    reference = f"{run}-{number:04}"
    dwelling = uuid.uuid5(uuid.NAMESPACE_OID, reference)
    return a_vacancy(reference=reference, dwelling_id=str(dwelling), organisation_cvr=cvr) | replaced


async def post_vacancy(cast: Cast, book: Book, number: int) -> str:
    """The organisation posts; the vacancy is claimed at once."""
    body = vacancy_of(book.run, number, book.organisation_cvr)
    answer = await cast.organisation(book.organisation_cvr).post("/allocation/v1/vacancies", body)
    vacancy = answer.expected().body
    assert vacancy["decision"]["result"] == "claimed"
    book.vacancies[body["reference"]] = vacancy["id"]
    book.note()
    return str(vacancy["id"])


async def nominate(cast: Cast, book: Book, number: int) -> str:
    """The social centre nominates, and waits until it is known what the household can pay."""
    body = a_nomination(reference=f"{book.run}-C{number:04}")
    answer = (await cast.centre.post("/allocation/v1/nominations", body)).expected()
    nomination_id = str(answer.body["id"])
    book.nominations[body["reference"]] = nomination_id
    book.note()

    async def able() -> bool | None:
        found = (await cast.centre.get(f"/allocation/v1/nominations/{nomination_id}")).expected(200).body
        assert found["ability_question"] is None
        return True if found["highest_rent_dkk"] is not None else None

    await until(able, f"what {body['reference']} can pay")
    return nomination_id


async def make_offer(cast: Cast, book: Book, vacancy_id: str, nomination_id: str) -> str:
    """The officer offers the dwelling to the household, whoever else waits."""
    body = {"vacancy_id": vacancy_id, "nomination_id": nomination_id, "override": {"code": "near_support"}}
    offer_id = str((await cast.officer.post("/allocation/v1/offers", body)).expected().body["id"])
    book.offers[vacancy_id] = offer_id
    book.note()
    return offer_id


async def decide_deposit(cast: Cast, book: Book, offer_id: str) -> None:
    """The key worker commits the deposit, once the case has been opened."""
    key = uuid.uuid4().hex

    async def decided() -> Answer | None:
        path = f"/benefits/v1/cases/{offer_id}/decision"
        answer = await cast.key_worker.post(path, {"outcome": "committed"}, key=key)
        return None if answer.status == 404 else answer

    (await until(decided, f"the case of offer {offer_id}")).expected()
    book.decisions.add(offer_id)
    book.note()


async def assign_worker(cast: Cast, book: Book, offer_id: str, worker: str) -> None:
    """The coordinator assigns a worker, once the referral has been opened."""
    key = uuid.uuid4().hex

    async def assigned() -> Answer | None:
        path = f"/support/v1/referrals/{offer_id}/assignment"
        answer = await cast.coordinator.post(path, {"worker_reference": worker}, key=key)
        return None if answer.status == 404 else answer

    (await until(assigned, f"the referral of offer {offer_id}")).expected()
    book.workers[offer_id] = worker
    book.note()


async def accept(cast: Cast, book: Book, offer_id: str) -> None:
    """The citizen says yes at the centre; where benefits or support have answered meanwhile, the offer is read anew."""
    key = uuid.uuid4().hex

    async def accepted() -> Answer | None:
        version = (await cast.centre.get(f"/allocation/v1/offers/{offer_id}")).expected(200).etag
        answer = await cast.centre.post(f"/allocation/v1/offers/{offer_id}/acceptance", key=key, version=version)
        return None if answer.status == 412 else answer

    (await until(accepted, f"the acceptance of {offer_id}")).expected()
    book.acceptances.add(offer_id)
    book.note()


async def sign_lease(cast: Cast, book: Book, vacancy_id: str, offer_id: str) -> None:
    """The organisation reports the signed lease, once deposit and worker are in place."""

    async def in_place() -> bool | None:
        offer = (await cast.officer.get(f"/allocation/v1/offers/{offer_id}")).expected(200).body
        return True if (offer["deposit"], offer["support"]) == ("committed", "assigned") else None

    await until(in_place, f"deposit and worker for {offer_id}")
    lease = {"signed_on": TODAY, "starts_on": MOVES_IN_ON}
    path = f"/allocation/v1/vacancies/{vacancy_id}/lease"
    (await cast.organisation(book.organisation_cvr).put(path, lease)).expected()
    book.leases.add(vacancy_id)
    book.note()


async def place(cast: Cast, book: Book, number: int, worker: str) -> tuple[str, str]:
    """One placement, from the posted vacancy to the signed lease; the vacancy's and the offer's identifiers."""
    vacancy_id, nomination_id = await asyncio.gather(post_vacancy(cast, book, number), nominate(cast, book, number))
    offer_id = await make_offer(cast, book, vacancy_id, nomination_id)
    await asyncio.gather(
        decide_deposit(cast, book, offer_id),
        assign_worker(cast, book, offer_id, worker),
        accept(cast, book, offer_id),
    )
    await sign_lease(cast, book, vacancy_id, offer_id)
    return vacancy_id, offer_id
