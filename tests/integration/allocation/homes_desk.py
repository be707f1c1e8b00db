"""Homes for those who cannot live alone, and referrals to them, as the callers send them."""

import itertools
from typing import Any

import httpx

from kit.database.stories import Stories
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import nominated
from tests.integration.callers import CallerOf

_numbers = itertools.count(1)


def a_home(places: int = 1, **replaced: Any) -> dict[str, Any]:
    """A temporary residence with so many places since New Year."""
    return {
        "reference": f"H-{next(_numbers):04}",
        "provider": "Bofællesskabet",
        "kind": "temporary_residence",
        "located_in": "0217",
        "target_group": ["long_homelessness"],
        "capacity": [{"valid_from": "2025-01-01", "places": places}],
    } | replaced


async def registered_home(callers: Callers, places: int = 1, **fields: Any) -> dict[str, Any]:
    answer = await callers.office.post("/v1/other-homes", a_home(places, **fields))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def home_now(callers: Callers, home: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await callers.office.get(f"/v1/other-homes/{home['id']}")).json()
    return found


def a_home_referral(home: dict[str, Any], nomination_id: str, **replaced: Any) -> dict[str, Any]:
    return {"home_id": home["id"], "nomination_id": nomination_id, "why": ["needs_staff_day_and_night"]} | replaced


async def referred(callers: Callers, home: dict[str, Any], nomination_id: str, **fields: Any) -> dict[str, Any]:
    body = a_home_referral(home, nomination_id, **fields)
    answer = await callers.social_worker.post("/v1/other-home-referrals", body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


APPROVED = {"outcome": "approved", "reasons": ["need_confirmed"], "need": "ordinary"}
REFUSED = {"outcome": "refused", "reasons": ["can_live_alone_with_support"]}


async def look(callers: Callers, referral: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await callers.office.get(f"/v1/other-home-referrals/{referral['id']}")).json()
    return found


async def step(
    caller: CallerOf, callers: Callers, referral: dict[str, Any], name: str, body: dict[str, Any] | None = None
) -> httpx.Response:
    """One step of a referral, in the version it has now."""
    version = (await look(callers, referral))["version"]
    return await caller.post(f"/v1/other-home-referrals/{referral['id']}/{name}", body, version=version)


async def waiting(callers: Callers, stories: Stories, home: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Somebody who has been referred to the home and approved."""
    referral = await referred(callers, home, await nominated(callers, stories))
    answer = await step(callers.social_worker, callers, referral, "decision", APPROVED | fields)
    assert answer.json()["status"] == "waiting", answer.text
    found: dict[str, Any] = answer.json()
    return found


async def promised(callers: Callers, referral: dict[str, Any], why: str | None = None) -> dict[str, Any]:
    """Offered a place, and yes to it."""
    offer = await step(callers.social_worker, callers, referral, "place-offer", {"why_out_of_order": why})
    assert offer.status_code == 200, offer.text
    answer = await step(callers.social_worker, callers, referral, "acceptance")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def moved_in(callers: Callers, referral: dict[str, Any], why: str | None = None, **fields: Any) -> dict[str, Any]:
    await promised(callers, referral, why)
    body = {"moved_in_on": "2025-03-03"} | fields
    answer = await step(callers.social_worker, callers, referral, "move-in", body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def told_next(callers: Callers) -> list[str]:
    """The referrals told to be next to a free place, in the order in which they were told."""
    events = (await callers.office.get("/v1/events?limit=1000")).json()["events"]
    return [event["subject_id"] for event in events if event["kind"] == "place_free_for_next"]
