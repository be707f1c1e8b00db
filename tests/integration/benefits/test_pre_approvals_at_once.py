"""Two at once: one pre-approval in force a citizen, one standing offer a pre-approval."""

import asyncio
import uuid
from typing import Any, LiteralString, cast

import pytest
from sqlmodel import col, select

from kit.database.stories import Story
from services.benefits.domain.pre_approvals.pre_approvals import PreApproval
from services.benefits.store import pre_approvals as rows
from services.benefits.store.tables import PreApproval as Row
from services.benefits.usecases.decisions import open_offers_case
from tests.integration.benefits.desk import Desk, an_offer
from tests.integration.benefits.pre_approvals import CITIZEN, ask, grant
from tests.integration.conftest import Databases


async def two_offers_at_once(desk: Desk) -> int:
    """How many of two offers at once are committed."""
    bodies = [desk.as_allocation("PUT", f"/v1/cases/{uuid.uuid4()}", an_offer()) for _ in range(2)]
    answers = await asyncio.gather(*bodies)
    assert [answer.status_code for answer in answers] == [201, 201]
    return sum(answer.json()["outcome"] == "committed" for answer in answers)


async def test_of_two_offers_at_once_one_is_committed(desk: Desk) -> None:
    await grant(desk)
    assert await two_offers_at_once(desk) == 1


async def test_control_without_the_pre_approval_held_both_are(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_read = asyncio.Barrier(2)

    async def unlocked(story: Story, citizen_id: uuid.UUID) -> PreApproval | None:
        row = (await story.session.exec(select(Row).where(col(Row.citizen_id) == citizen_id))).one()
        await asyncio.wait_for(both_have_read.wait(), 10)
        return await rows.find_pre_approval(story, row.case_id)

    monkeypatch.setattr(open_offers_case, "find_newest", unlocked)
    await grant(desk)
    assert await two_offers_at_once(desk) == 2


async def decided_at_once(desk: Desk, databases: Databases) -> tuple[list[int], list[Any]]:
    """Two requests of one citizen, decided by two people at once; what each is answered, and what is in force."""
    first = await ask(desk)
    with databases.admin("benefits") as connection:
        connection.execute("UPDATE benefits_case SET status = 'decided'")
    second = await ask(desk)
    paths = [(f"/v1/cases/{case}/decision", person) for case, person in ((first, "a"), (second, "b"))]
    answers = await asyncio.gather(
        *(desk.as_key_worker("POST", path, {"outcome": "committed"}, person=person) for path, person in paths)
    )
    listed = await desk.as_department("GET", f"/v1/pre-approvals?citizen_id={CITIZEN}&status=valid")
    return sorted(answer.status_code for answer in answers), listed.json()


@pytest.fixture
def nobody_sees_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked for one that stands before either has stored its own."""
    both_have_looked = asyncio.Barrier(2)

    async def looked(story: Story, *citizen_ids: uuid.UUID) -> list[PreApproval]:
        found = await rows.list_standing(story, *citizen_ids)
        await asyncio.wait_for(both_have_looked.wait(), 10)
        return found

    monkeypatch.setattr("services.benefits.usecases.pre_approvals.grant_pre_approval.list_standing", looked)


@pytest.mark.usefixtures("nobody_sees_the_other")
async def test_of_two_given_at_once_one_is_in_force(desk: Desk, databases: Databases) -> None:
    answers, in_force = await decided_at_once(desk, databases)
    assert (answers, len(in_force)) == ([201, 409], 1)


@pytest.mark.usefixtures("nobody_sees_the_other")
async def test_control_without_the_databases_rule_both_are(desk: Desk, databases: Databases) -> None:
    with databases.admin("benefits") as connection:
        [(rule,)] = connection.execute("SELECT pg_get_indexdef('uq_pre_approval_standing'::regclass)").fetchall()
        connection.execute("DROP INDEX uq_pre_approval_standing")
        try:
            answers, in_force = await decided_at_once(desk, databases)
        finally:
            connection.execute("TRUNCATE pre_approval")
            connection.execute(cast(LiteralString, rule))
    assert (answers, len(in_force)) == ([201, 201], 2)
