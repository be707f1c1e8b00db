"""What citizens and caseworkers say in hearings and complaints, and a citizen's means, are closed at rest."""

from uuid import UUID

import psycopg
from cryptography.fernet import Fernet

from kit.database.stories import Stories
from kit.database.vault import Vault
from services.benefits.main import CALLER
from services.benefits.store.complaints import list_complaints_of_case
from services.benefits.store.hearings import list_hearings
from services.benefits.usecases.decisions.rotate_keys import rotate_keys
from tests.integration.benefits.desk import HELSINGOER, Desk
from tests.integration.benefits.test_decisions import OLD, WORDS, heard, reply


async def test_what_was_said_is_closed_at_rest_and_in_no_journal_or_kept_answer(desk: Desk) -> None:
    case = await desk.open(**OLD)
    await heard(desk, case, about_da="Byggesagen fra 1948.")
    await reply(desk, case)
    [hearing] = (await desk.as_key_worker("GET", f"/v1/cases/{case}/hearings")).json()
    assert (hearing["about_da"], hearing["words_da"]) == ("Byggesagen fra 1948.", WORDS)
    with psycopg.connect(desk.database.owner) as connection:
        connection.execute("SELECT set_config('hjemvej.municipalities', '0217', true)")
        connection.execute("SELECT set_config('hjemvej.client', 'benefits_department-0217', true)")
        connection.execute("SELECT set_config('hjemvej.party', 'service', true)")
        rows: list[str] = []
        for table in ("hearing", "journal", "kept_answer"):
            rows += [str(row) for row in connection.execute(f"SELECT * FROM {table}").fetchall()]
        kept = connection.execute("SELECT convert_from(body, 'UTF8') FROM kept_answer").fetchall()
    assert len(rows) > 3
    assert not [row for row in [*rows, str(kept)] if "anvist" in row or "Byggesagen" in row]


async def test_the_means_in_the_answer_to_a_decision_are_kept_closed_and_repeated_open(desk: Desk) -> None:
    case, bearer = await desk.open(), desk.token("benefits_department", person="key-worker")
    path, body = f"/v1/cases/{case}/decision", {"outcome": "committed"}
    first, again = [await desk.send("POST", path, body, bearer=bearer, key="once") for _ in range(2)]
    assert (again.status_code, again.json(), again.headers["idempotent-replay"]) == (201, first.json(), "true")
    assert again.headers["content-type"] == first.headers["content-type"]
    asked = await desk.send("POST", "/v1/fast-track-cases", {"offer_id": case}, bearer=desk.token("social_centre"))
    with psycopg.connect(desk.database.owner) as connection:
        kept: list[bytes] = []
        for client in ("benefits_department-0217", "social_centre-0217"):
            connection.execute("SELECT set_config('hjemvej.client', %s, true)", [client])
            kept += [bytes(row) for (row,) in connection.execute("SELECT body FROM kept_answer").fetchall()]
    assert "9800" in first.text
    assert sorted(b"9800" in row or case.encode() in row for row in kept) == [False, True], (
        "the control: a case is open"
    )
    assert asked.content in kept


async def test_an_older_key_can_be_taken_away_once_all_is_closed_under_the_newest(
    desk: Desk, stories: Stories, fernet_key: str
) -> None:
    first, second = await desk.open(**OLD), await desk.open(**OLD)
    await heard(desk, first)
    await reply(desk, first)
    await heard(desk, second)
    await desk.refuse(first)
    complaint = {"complained_on": "2025-03-03", "words_da": WORDS}
    await desk.as_key_worker("POST", f"/v1/cases/{first}/complaints", complaint)
    newest = Fernet.generate_key().decode()
    both, only = Vault(f"{newest},{fernet_key}", "secret"), Vault(newest, "secret")
    async with stories.begin(CALLER, HELSINGOER) as story:
        assert [await rotate_keys(story, both), await rotate_keys(story, both)] == [3, 0]
    async with stories.begin(CALLER, HELSINGOER) as story:
        [hearing], [kept] = await list_hearings(story, UUID(first)), await list_complaints_of_case(story, UUID(first))
    assert [only.open(hearing.about), only.open(hearing.words)] == ["Boligen er fra 1948.", WORDS]
    assert only.open(kept.words) == WORDS
