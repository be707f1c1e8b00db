"""Who a citizen is: encrypted under a key that can be changed, without an address, apart from everything else."""

from typing import Any

import pytest
from cryptography.fernet import Fernet, InvalidToken

from kit.database.stories import Stories
from kit.database.vault import Vault
from services.allocation.main import CALLER, sweeps
from services.allocation.store.citizens import find_citizen
from services.allocation.usecases.nominations.rotate_keys import rotate_keys
from tests.builders.posting import a_nomination
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.nomination_steps import act, nominate, put
from tests.integration.callers import slug_of
from tests.integration.conftest import Databases

NAME, CPR = "Nobody Inthisdata", "0101019999"
STREET = "Ingensteds Alle 1"


async def test_a_new_key_is_put_in_front_and_the_old_one_taken_away(
    judged: Callers, stories: Stories, fernet_key: str, databases: Databases
) -> None:
    found = await nominate(judged, name=NAME, cpr_number=CPR, situation="with_others")
    refusal = {"outcome": "refused", "codes": ["has_home"], "reason_da": "Du har en bolig.", "heard_on": "2025-03-02"}
    assert (await act(judged.office, found, "assessment", refusal)).status_code == 200
    newest = Fernet.generate_key().decode()
    both, alone = Vault(f"{newest},{fernet_key}", "secret"), Vault(newest, "secret")
    async with stories.begin(CALLER, "0217") as story:
        assert await rotate_keys(story, Vault(fernet_key, "secret")) == 0, "nothing to do under the key there is"
        before = await find_citizen(story, found["citizen_id"])
        assert before is not None
        with pytest.raises(InvalidToken):
            alone.open(before.name)
    swept = []
    for _ in range(2):
        async with stories.begin(CALLER, "0217") as story:
            swept.append(await sweeps(both)[-1](story))
    assert swept == [2, 0], "a name with its number and a refusal's words, once"
    async with stories.begin(CALLER, "0217") as story:
        after = await find_citizen(story, found["citizen_id"])
    assert after is not None
    assert (alone.open(after.name), alone.open(after.cpr_number)) == (NAME, CPR)
    with databases.admin("allocation") as connection:
        words = connection.execute("SELECT reason FROM nomination_assessment").fetchone()
    assert words is not None
    assert alone.open(words[0]) == "Du har en bolig."


async def test_a_name_told_later_leaves_the_number_that_is_known(
    callers: Callers, stories: Stories, fernet_key: str
) -> None:
    first = await nominate(callers, name=NAME, cpr_number=CPR)
    await act(callers.centre, first, "withdrawal")
    again = await nominate(callers, cpr_number=CPR)
    async with stories.begin(CALLER, "0217") as story:
        known = await find_citizen(story, again["citizen_id"])
    assert known is not None
    assert Vault(fernet_key, "secret").open(known.name) == NAME


def with_address(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [body | {name: STREET} for name in ("address", "street", "protected_address_text", "current_address")]


async def test_an_address_of_a_citizen_is_accepted_nowhere(callers: Callers, databases: Databases) -> None:
    """Protected or not: there is no field for it, and a field that is not known is refused."""
    found = await nominate(callers, protected_address=True)
    for body in with_address(a_nomination(protected_address=True)):
        assert slug_of(await callers.centre.post("/v1/nominations", body)) == "invalid-request"
    for body in with_address({"items": ["name"], "basis": "consent", "given_on": "2025-03-03"}):
        path = f"/v1/nominations/{found['id']}/consents"
        assert slug_of(await callers.social_worker.post(path, body)) == "invalid-request"
    facts = {k: v for k, v in a_nomination().items() if k not in ("reference", "nominated_on", "homeless_since_on")}
    for body in with_address(facts):
        assert slug_of(await put(callers.centre, found, "facts", body)) == "invalid-request"
    as_flag = await callers.centre.post("/v1/nominations", a_nomination(protected_address=STREET))
    assert as_flag.json()["errors"][0]["pointer"] == "/protected_address"
    with databases.admin("allocation") as connection:
        kept = connection.execute("SELECT string_agg(n::text, '') FROM nomination n").fetchone()
    assert kept is not None
    assert STREET not in kept[0]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"items": [], "basis": "consent", "given_on": "2025-03-03"}, "/items"),
        ({"items": ["address"], "basis": "consent", "given_on": "2025-03-03"}, "/items/0"),
        ({"items": ["name"], "basis": "law", "given_on": "2025-03-03"}, "/source"),
        ({"items": ["name"], "basis": "consent", "given_on": "2025-03-04"}, "/given_on"),
        ({"items": ["name"], "basis": "consent", "given_on": "2025-03-03", "valid_to": "2025-03-03"}, "/valid_to"),
    ],
)
async def test_a_consent_with_a_fault_is_told_where(callers: Callers, body: dict[str, Any], pointer: str) -> None:
    found = await nominate(callers)
    path = f"/v1/nominations/{found['id']}/consents"
    assert slug_of(await callers.centre.post(path, body)) == "person-required"
    answer = await callers.social_worker.post(path, body)
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert (await callers.centre.get(path)).json() == []


async def test_a_consent_that_ends_is_renewed_in_time(callers: Callers) -> None:
    found = await nominate(callers)
    path = f"/v1/nominations/{found['id']}/consents"
    consent = {"items": ["name"], "basis": "consent", "given_on": "2025-03-03", "valid_to": "2025-06-01"}
    assert (await callers.social_worker.post(path, consent)).status_code == 201
    [task] = (await callers.office.get("/v1/tasks?done=false")).json()
    assert (task["kind"], task["due_at"]) == ("renew_consent", "2025-05-22T22:00:00Z"), "ten days before"
    assert (await callers.social_worker.post(path, consent | {"valid_to": None})).status_code == 201
    assert (await callers.office.get("/v1/tasks?done=false")).json() == []
