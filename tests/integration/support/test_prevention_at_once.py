"""The same concern, matter or outcome from several at once is one, by a unique key, a lock and a version."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest

from kit.database.stories import Story
from services.support.domain.prevention.evictions import EvictionCase
from services.support.store.evictions import get_case
from services.support.usecases.prevention import decide_eviction, raise_matter, receive_concern
from tests.integration.conftest import Databases
from tests.integration.support.house import House
from tests.integration.support.test_concerns import a_concern
from tests.integration.support.test_contact_line import a_matter, as_organisation
from tests.integration.support.test_evictions import act, opened

OUTCOMES = ("home_kept", "moved") * 4


async def sent_at_once(house: House) -> Counter[int]:
    """The same concern, sent by eight at once under a key each."""
    body, bearer = a_concern(words="Hun tør ikke åbne sine breve."), house.token("social_centre")
    return await statuses(*(house.send("POST", "/v1/concerns", body, bearer=bearer) for _ in range(8)))


async def raised_at_once(house: House) -> Counter[int]:
    """The same matter, raised by eight at once under a key each."""
    body = a_matter()
    return await statuses(*(as_organisation(house, "POST", "/v1/contact-line", body) for _ in range(8)))


async def decided_at_once(house: House) -> Counter[int]:
    """Two outcomes of one case, by eight who have all read it as it was."""
    case = await opened(house)
    bodies = [{"outcome": outcome, "outcome_on": "2025-03-01"} for outcome in OUTCOMES]
    return await statuses(*(act(house, "POST", f"/{case}/outcome", body, 1) for body in bodies))


async def statuses(*calls: Any) -> Counter[int]:
    return Counter(answer.status_code for answer in await asyncio.gather(*calls))


def rows(databases: Databases, table: str, kind: str) -> tuple[int, int]:
    """Rows of the table, and entries of the kind in the journal."""
    with databases.admin("support") as connection:
        query = f"SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM journal WHERE kind = %s)"
        found = connection.execute(query, [kind]).fetchone()
        assert found is not None
        return int(found[0]), int(found[1])


async def test_a_concern_sent_by_eight_at_once_is_one(house: House, databases: Databases) -> None:
    assert await sent_at_once(house) == {201: 1, 200: 7}
    assert rows(databases, "concern", "concern_received") == (1, 1)


async def test_a_matter_raised_by_eight_at_once_is_one(house: House, databases: Databases) -> None:
    assert await raised_at_once(house) == {201: 1, 200: 7}
    assert rows(databases, "contact_line", "matter_received") == (1, 1)
    assert rows(databases, "concern", "concern_received") == (1, 1)


async def test_of_two_outcomes_at_once_one_is_recorded(house: House, databases: Databases) -> None:
    assert await decided_at_once(house) == {200: 1, 412: 7}
    assert rows(databases, "eviction_case", "eviction_decided") == (1, 1)


async def test_control_without_its_key_a_concern_is_several(
    house: House, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first test means something only if it goes red when the key is taken away."""
    monkeypatch.setattr(receive_concern, "find_sent", nobody_before)
    with without_key(databases, "uq_concern_reference"):
        assert (await sent_at_once(house))[201] > 1
        assert rows(databases, "concern", "concern_received")[0] > 1


async def test_control_without_its_key_a_matter_is_several(
    house: House, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raise_matter, "find_raised", nobody_before)
    with without_key(databases, "uq_contact_line_reference"), without_key(databases, "uq_concern_reference"):
        assert (await raised_at_once(house))[201] > 1
        assert rows(databases, "contact_line", "matter_received")[0] > 1


async def test_without_the_lock_of_the_case_two_outcomes_are_recorded(
    house: House, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the lock: the version alone is compared with what was read, and everybody has read the same."""
    monkeypatch.setattr(decide_eviction, "get_case", not_locked)
    assert (await decided_at_once(house))[200] > 1
    assert rows(databases, "eviction_case", "eviction_decided")[1] > 1


async def test_control_without_the_version_the_second_is_told_that_it_has_ended(
    house: House, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock alone lets one outcome through; the version is what tells a caller that the case was not as read."""
    monkeypatch.setattr(decide_eviction, "require_version", lambda *_: None)
    assert await decided_at_once(house) == {200: 1, 409: 7}
    assert rows(databases, "eviction_case", "eviction_decided") == (1, 1)


async def nobody_before(*_: Any) -> None:
    # Everybody looks before anybody writes, as it happens on a busy day.
    await asyncio.sleep(0.2)


async def not_locked(story: Story, case_id: UUID, *, lock: bool = False) -> EvictionCase:
    del lock
    found = await get_case(story, case_id)
    await asyncio.sleep(0.2)
    return found


@contextmanager
def without_key(databases: Databases, name: str) -> Iterator[None]:
    """The unique index taken away, and put back on the emptied tables."""
    with databases.admin("support") as connection:
        found = connection.execute("SELECT pg_get_indexdef(%s::regclass)", [name]).fetchone()
        assert found is not None
        connection.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        databases.empty("support")
        with databases.admin("support") as connection:
            connection.execute(str(found[0]))
