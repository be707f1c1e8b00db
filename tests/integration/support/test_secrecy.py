"""What others than support can read of it: every field of every answer, and every word of every feed."""

import uuid
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from kit.database.journal import record
from kit.database.stories import Stories
from kit.values.callers import Caller, Party
from tests.integration.support.house import HELSINGOER, TEAM, House
from tests.integration.support.secrecy import models_read, scopes_of_roles

ALLOWED = (Path(__file__).parent / "may_be_read.txt").read_text().splitlines()
FIELDS = {
    name: set(fields.split()) for name, _, fields in (line.partition(": ") for line in ALLOWED if ": " in line[:40])
}
MODELS = {
    role: set(models.split())
    for role, _, models in (line[1:].partition("] ") for line in ALLOWED if line.startswith("["))
}
ROLES = scopes_of_roles()
WORDS = "Zebra"
# What may be told of a citizen in the feeds of others, by kind of event: codes and references, nothing in words.
HEARD = {
    "support_without_room": set[str](),
    "support_in_place": {"nomination_reference"},
}


def leaks(document: dict[str, Any], role: str) -> set[str]:
    """Fields that the role can read and that nobody has allowed."""
    found = models_read(document, ROLES[role])
    fields = {f"{model}.{field}" for model, names in found.items() for field in names}
    return fields - {f"{model}.{field}" for model in MODELS[role] for field in FIELDS[model]}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_role_reads_a_field_that_is_not_allowed(application: FastAPI, role: str) -> None:
    assert role in MODELS, "a new role reads nothing until somebody has decided what"
    assert leaks(application.openapi(), role) == set()


@pytest.mark.parametrize(("role", "model"), [("social_centre", "StandingOut"), ("management", "FiguresOut")])
def test_control_a_planted_note_is_found(application: FastAPI, role: str, model: str) -> None:
    """The test above means something only if it goes red when a note can be read."""
    document = deepcopy(application.openapi())
    document["components"]["schemas"][model]["properties"]["note"] = {"type": "string"}
    assert leaks(document, role) == {f"{model}.note"}


def test_no_other_role_may_read_notes_needs_or_consents() -> None:
    own = {"notes:read", "notes:write", "notes:supervise", "referrals:needs", "passings:read", "passings:write"}
    assert {role: scopes & own for role, scopes in ROLES.items() if scopes & own} == {}


async def a_course_with_words(house: House) -> tuple[str, str]:
    """A citizen in a course of whom support has written; referral and citizen."""
    citizen = str(uuid.uuid4())
    referral = await house.open(citizen_id=citizen)
    await house.worker("W1")
    await house.assign(referral, "W1")
    await house.outcome(referral, "signed", "2025-03-03")
    worker = house.issuer.token("support_team", "support_team", TEAM, municipalities=[HELSINGOER], person="W1")
    goal = {"dimension": "surroundings", "words": WORDS, "steps": [{"words": WORDS, "due_on": "2025-03-10"}]}
    for path, body in (("notes", {"words": WORDS}), ("goals", goal)):
        answer = await house.send("POST", f"/v1/courses/{referral}/{path}", body, bearer=worker)
        assert answer.status_code == 201, answer.text
    consent = {"what": "needs", "to": "job_centre", "basis": "consent", "given_on": "2025-03-03"}
    put = await house.send("PUT", f"/v1/citizens/{citizen}/consents", consent, bearer=worker)
    assert put.status_code == 201, put.text
    return referral, citizen


async def overheard(house: House, role: str, *subjects: str) -> list[dict[str, Any]]:
    """What a caller of the role reads in the feed and the timelines, and finds wrong with: kinds and facts beyond the
    allowed, and words."""
    cvr = "99000236" if role == "housing_organisation" else None
    more: dict[str, Any] = {"cvr": cvr} if cvr else {}
    bearer = house.issuer.token(role, role, " ".join(ROLES[role]), municipalities=[HELSINGOER], **more)
    wrong = []
    for path in ("/v1/events", *(f"/v1/timeline/{subject}" for subject in subjects)):
        answer = await house.send("GET", path, bearer=bearer)
        if answer.status_code == 403:
            continue
        assert answer.status_code == 200, answer.text
        assert WORDS not in answer.text
        entries = answer.json()["events"] if path == "/v1/events" else answer.json()
        wrong += [entry for entry in entries if not set(entry["facts"]) <= HEARD.get(entry["kind"], {"-"}) - {"-"}]
        wrong += [entry for entry in entries if entry["kind"] not in HEARD or entry["reasons"]]
    return wrong


@pytest.mark.parametrize("role", sorted(role for role in ROLES if "events:read" in ROLES[role]))
async def test_no_feed_tells_of_a_course_more_than_that_somebody_helps(house: House, role: str) -> None:
    assert await overheard(house, role, *await a_course_with_words(house)) == []


async def test_control_a_note_planted_in_a_feed_is_found(house: House, stories: Stories) -> None:
    """The test above means something only if it goes red when a feed tells more."""
    referral, citizen = await a_course_with_words(house)
    caller = Caller("support-service", Party.SERVICE, (HELSINGOER,), frozenset())
    async with stories.begin(caller, HELSINGOER, None) as story:
        facts = {"note": "planted"}
        await record(story, "support_in_place", uuid.UUID(referral), (Party.ALLOCATION_OFFICE,), facts=facts)
    assert [entry["facts"] for entry in await overheard(house, "allocation_office", referral, citizen)] == [
        {"note": "planted"},
        {"note": "planted"},
    ]
