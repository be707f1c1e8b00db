"""What benefits tells of a deposit: what allocation keeps of it, and how little of it an organisation hears."""

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
from tests.integration.allocation.reading import Reading, scopes_of
from tests.integration.allocation.steps import LEASE, accepted, claimed, nominated, offered, secured
from tests.integration.allocation.test_disclosure import Town, beyond
from tests.integration.allocation.what_organisations_read import TOLD
from tests.integration.callers import CallerOf
from tests.integration.issuer import Issuer

NEVER_TOLD = ("withdrawn", "paid", "late", "refused", "hours", "rules", "dkk", "loan")
"""Of a deposit an organisation hears that it is secured; none of these words."""


async def tell(callers: Callers, offer_id: str, outcome: str, at: str = "10") -> dict[str, Any]:
    body = {"outcome": outcome, "decided_at": f"2025-03-{at}T15:00:00+01:00", "reasons": ["deposit_loan_need"]}
    path = f"/v1/offers/{offer_id}/deposit-decision"
    answer = await callers.service.put(path, body | {"hours": "7"}, **{"Hjemvej-Municipality": "0217"})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


KEPT: list[tuple[tuple[str, ...], str, str]] = [
    (("late", "committed"), "committed", "decided after it was late"),
    (("committed", "late"), "committed", "a late notice comes too late"),
    (("committed", "paid"), "paid", "the money is sent"),
    (("committed", "paid", "committed"), "paid", "a repeat takes nothing back"),
    (("committed", "paid", "withdrawn"), "paid", "what is paid stands"),
    (("committed", "withdrawn"), "withdrawn", "the decision is changed"),
    (("committed", "withdrawn", "late"), "withdrawn", "a late notice comes too late"),
    (("committed", "withdrawn", "committed"), "committed", "changed back"),
    (("refused", "committed"), "committed", "changed after a complaint"),
    (("refused", "paid"), "refused", "nothing is paid of what is refused"),
]


@pytest.mark.parametrize(("told", "kept", "why"), KEPT, ids=[", ".join(row[0]) for row in KEPT])
async def test_what_is_kept_of_what_is_told(
    quarter: Callers, stories: Stories, told: tuple[str, ...], kept: str, why: str
) -> None:
    offer = await offered(quarter, await claimed(quarter), await nominated(quarter, stories))
    for outcome in told:
        heard = await tell(quarter, offer["id"], outcome)
    assert heard["deposit"] == kept, why


async def test_a_payment_does_not_move_when_it_was_decided(quarter: Callers, stories: Stories) -> None:
    offer = await offered(quarter, await claimed(quarter), await nominated(quarter, stories))
    await tell(quarter, offer["id"], "committed", at="04")
    paid = await tell(quarter, offer["id"], "paid", at="20")
    assert (paid["deposit_decided_at"], paid["deposit_hours"]) == ("2025-03-04T14:00:00Z", "7")
    assert (await quarter.office.get("/v1/figures")).json()["deposits_by_decision"] == {"committed": 1}


async def deposit_events(callers: Callers) -> list[dict[str, Any]]:
    """What organisation A hears of deposits."""
    events = (await callers.organisation_a.get("/v1/events")).json()["events"]
    return [event for event in events if "deposit" in event["kind"]]


def told_too_much(events: list[dict[str, Any]]) -> set[str]:
    """Kinds and facts that are on no list, and words that are never told."""
    unlisted = {event["kind"] for event in events if event["kind"] not in TOLD}
    facts = {fact for event in events for fact in event["facts"] if fact not in TOLD.get(event["kind"], "").split()}
    said = " ".join(f"{event['kind']} {event['facts']} {event['reasons']}" for event in events)
    return unlisted | facts | {word for word in NEVER_TOLD if word in said}


@pytest.mark.parametrize(
    ("told", "is_secured"),
    [
        (("late",), False),
        (("late", "refused"), False),
        (("late", "committed"), True),
        (("committed", "withdrawn"), False),
        (("committed", "paid"), True),
        (("committed", "withdrawn", "committed", "paid"), True),
    ],
    ids=str,
)
async def test_the_organisation_hears_only_that_the_deposit_is_secured(
    quarter: Callers, stories: Stories, told: tuple[str, ...], is_secured: bool
) -> None:
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    await accepted(quarter, offer["id"])
    for outcome in told:
        await tell(quarter, offer["id"], outcome)
    tenant = (await quarter.organisation_a.get(f"/v1/vacancies/{vacancy['id']}/tenant")).json()
    assert tenant["deposit_secured"] is is_secured
    events = await deposit_events(quarter)
    assert {event["kind"] for event in events} == ({"deposit_secured"} if "committed" in told else set())
    assert told_too_much(events) == set()
    assert await deposit_events_of_b(quarter) == []


async def deposit_events_of_b(callers: Callers) -> list[dict[str, Any]]:
    events = (await callers.organisation_b.get("/v1/events", **{"Hjemvej-Municipality": "0217"})).json()["events"]
    return [event for event in events if "deposit" in event["kind"]]


async def test_after_the_signature_a_changed_decision_is_told_and_a_payment_is_not(
    quarter: Callers, stories: Stories
) -> None:
    vacancy = await claimed(quarter)
    offer = await offered(quarter, vacancy, await nominated(quarter, stories))
    await secured(quarter, offer["id"])
    await accepted(quarter, offer["id"])
    lease = await quarter.organisation_a.put(f"/v1/vacancies/{vacancy['id']}/lease", LEASE)
    assert lease.status_code == 200, lease.text
    before = len(await deposit_events(quarter))
    await tell(quarter, offer["id"], "paid")
    assert len(await deposit_events(quarter)) == before
    heard = (await quarter.office.get(f"/v1/timeline/{vacancy['id']}")).json()
    assert "deposit_paid" in [entry["kind"] for entry in heard], "the municipality hears it"


async def test_every_field_that_the_organisation_reads_after_each_piece_of_news_is_on_the_list(
    quarter: Callers, stories: Stories, http: httpx.AsyncClient, issuer: Issuer
) -> None:
    scopes = scopes_of("housing_organisation")
    token = issuer.token("organisation-a", "housing_organisation", scopes, cvr=ORGANISATION_A)
    town = Town(quarter, stories, Reading(CallerOf(http, token), http))
    await town.stand()
    offer = await town.offer()
    await accepted(quarter, offer["id"])
    for outcome in ("late", "refused", "committed", "withdrawn", "committed", "paid"):
        await tell(quarter, offer["id"], outcome)
        read = await town.look()
        assert (town.told(read), read.tells("deposit_loan_need")) == ({}, set()), outcome
    assert beyond(town.reading) == {}


async def test_control_a_planted_payment_is_found(quarter: Callers, stories: Stories) -> None:
    vacancy = await claimed(quarter)
    async with stories.begin(CALLER, "0217") as story:
        facts = {"reference": "r", "amount_dkk": "25000.00"}
        audience = (Party.HOUSING_ORGANISATION,)
        await record(story, "deposit_paid", UUID(vacancy["id"]), audience, facts=facts, organisation_cvr=ORGANISATION_A)
    assert told_too_much(await deposit_events(quarter)) == {"deposit_paid", "reference", "amount_dkk", "paid", "dkk"}
