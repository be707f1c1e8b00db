"""A short story through the gateway: from a posted vacancy to a signed lease, as the callers play it."""

import csv
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey

from tests.builders.posting import a_nomination, a_vacancy, an_agreement, an_estate, an_offer_deadline

RATES = Path(__file__).parents[2] / "demo" / "data" / "rates.csv"
HELSINGOER = "0217"
NOW = "2025-03-03T09:00:00+01:00"
TOLD_WITHIN = 60.0
EXCHANGE = {
    "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
    "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
}

Body = dict[str, Any]
Found = TypeVar("Found")


class Caller:
    """A system, or a person acting through it, on the far side of the gateway."""

    def __init__(self, gateway: httpx.Client, client_id: str, person: str | None = None) -> None:
        secret = f"demonstration-secret-of-{client_id}"
        form = {"grant_type": "client_credentials"}
        if person:
            claims = {"iss": client_id, "sub": person, "aud": "hjemvej", "exp": int(time.time()) + 120}
            form = EXCHANGE | {
                "subject_token": jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret), ["HS256"])
            }
        answer = gateway.post("/oauth/token", data=form, auth=(client_id, secret))
        assert answer.status_code == 200, answer.text
        self._gateway = gateway
        self._headers = {
            "Authorization": f"Bearer {answer.json()['access_token']}",
            "Hjemvej-Municipality": HELSINGOER,
            "Accept-Language": "en",
        }

    def get(self, path: str) -> Any:
        return self._send("GET", path)

    def put(self, path: str, body: object) -> Any:
        return self._send("PUT", path, body)

    def post(self, path: str, body: object = None, *, version: int | None = None) -> Any:
        matching = {"If-Match": f'"{version}"'} if version is not None else {}
        return self._send("POST", path, body, {"Idempotency-Key": uuid.uuid4().hex} | matching)

    def _send(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> Any:
        answer = self._gateway.request(method, path, json=body, headers=self._headers | (headers or {}))
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()


def awaited(look: Callable[[], Found | None], what: str) -> Found:
    """What `look` finds, once it does: jobs between the services take their time."""
    until = time.monotonic() + TOLD_WITHIN
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {TOLD_WITHIN:.0f} seconds: {what}")


def play(gateway_url: str) -> None:
    """The story, each step asserted."""
    with httpx.Client(base_url=gateway_url, timeout=30) as gateway:
        _prepare(gateway)
        vacancy = _claimed(gateway)
        offer = _offered(gateway, vacancy)
        _decide(gateway, offer)
        _sign(gateway, vacancy, offer)


def _prepare(gateway: httpx.Client) -> None:
    driver = Caller(gateway, "demonstration-driver")
    for service in ("allocation", "support", "benefits"):
        driver.put(f"/{service}/v1/clock", {"now_at": NOW})
    office = Caller(gateway, "allocation-office")
    office.put("/allocation/v1/estates", {"estates": [an_estate()]})
    office.put("/allocation/v1/rates", {"rates": [an_offer_deadline()]})
    office.post("/allocation/v1/agreements", an_agreement())
    with RATES.open(encoding="utf-8", newline="") as lines:
        rates = [row | {"valid_to": row["valid_to"] or None, "verified": False} for row in csv.DictReader(lines)]
    Caller(gateway, "benefits-department").put("/benefits/v1/rates", {"rates": rates})
    team = Caller(gateway, "support-team")
    terms = {"method": "cti", "valid_from": "2025-01-01", "caseload_limit": 10, "source": "drawn for a test"}
    team.put("/support/v1/methods", {"methods": [terms]})
    team.put("/support/v1/workers/W1", {"team": "north", "method": "cti"})


def _claimed(gateway: httpx.Client) -> Body:
    organisation = Caller(gateway, "organisation-a")
    posted: list[Body] = [organisation.post("/allocation/v1/vacancies", a_vacancy()) for _ in range(4)]
    assert [each["decision"]["result"] for each in posted] == ["released"] * 3 + ["claimed"]
    return posted[3]


def _offered(gateway: httpx.Client, vacancy: Body) -> Body:
    centre, office = Caller(gateway, "social-centre"), Caller(gateway, "allocation-office", "allocation-officer")
    nomination = centre.post("/allocation/v1/nominations", a_nomination())
    path = f"/allocation/v1/nominations/{nomination['id']}"
    awaited(lambda: centre.get(path)["highest_rent_dkk"], "benefits' answer on what the household can pay")
    office.get(f"/allocation/v1/vacancies/{vacancy['id']}/shortlist")
    offer: Body = office.post("/allocation/v1/offers", {"vacancy_id": vacancy["id"], "nomination_id": nomination["id"]})
    return offer


def _decide(gateway: httpx.Client, offer: Body) -> None:
    worker, coordinator = (
        Caller(gateway, "benefits-department", "key-worker"),
        Caller(gateway, "support-team", "support-coordinator"),
    )
    here = offer["id"]
    awaited(lambda: [case for case in worker.get("/benefits/v1/cases") if case["offer_id"] == here], "the case")
    worker.post(f"/benefits/v1/cases/{here}/decision", {"outcome": "committed"})
    awaited(lambda: [each for each in coordinator.get("/support/v1/referrals") if each["id"] == here], "the referral")
    assigned = coordinator.post(f"/support/v1/referrals/{here}/assignment", {"worker_reference": "W1"})
    assert assigned["recommendation"]["method"] == "cti", "medium needs out of a shelter point at CTI"


def _sign(gateway: httpx.Client, vacancy: Body, offer: Body) -> None:
    centre, organisation = Caller(gateway, "social-centre"), Caller(gateway, "organisation-a")
    path = f"/allocation/v1/offers/{offer['id']}"

    def ready() -> Body | None:
        now: Body = centre.get(path)
        return now if (now["deposit"], now["support"]) == ("committed", "assigned") else None

    offered = awaited(ready, "the deposit committed and a worker named, told to allocation")
    centre.post(f"{path}/acceptance", version=offered["version"])
    lease = {"signed_on": "2025-03-03", "starts_on": "2025-04-15"}
    organisation.put(f"/allocation/v1/vacancies/{vacancy['id']}/lease", lease)
    assert organisation.get(f"/allocation/v1/vacancies/{vacancy['id']}")["status"] == "let"
    team = Caller(gateway, "support-team")
    started = awaited(lambda: team.get(f"/support/v1/referrals/{offer['id']}")["course"], "the course of support")
    assert started["ends_on"] == "2026-01-15", "nine months from the day of the move"
