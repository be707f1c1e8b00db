"""A person reads a citizen's file."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.cases.cases import Answers, Case, Decided, proposal_for
from services.benefits.domain.cases.documents import proposal_as_json
from services.benefits.store.cases import get_case
from services.benefits.store.decisions import find_decision
from services.benefits.store.rates import get_rate_book


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with what is proposed, or what it was decided by."""

    case: Case
    proposal: dict[str, Any]
    decided: Decided | None


async def read_case(story: Story, case_id: UUID) -> CaseFile:
    """The sums line by line and the proposal rule by rule.

    - A decided case shows what it was decided by, as it was that day; an open one is counted by today's table.
    - Each reading is an entry in the journal, with the person who read.
    """
    case = await get_case(story, case_id)
    decided = await find_decision(story, case_id)
    await record(story, "benefits_case_read", case.id, (Party.BENEFITS_DEPARTMENT,))
    return CaseFile(case, decided.document if decided else await propose_now(story, case), decided)


async def propose_now(story: Story, case: Case) -> dict[str, Any]:
    """The proposal by the rates as they are entered now."""
    return proposal_as_json(proposal_for(case, Answers(), await get_rate_book(story)))
