"""A person decides a case."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import PersonRequired
from services.benefits.domain.cases.cases import (
    Answers,
    Case,
    CaseStatus,
    Decided,
    DecisionOutcome,
    proposal_for,
    require_open,
    require_reason,
)
from services.benefits.domain.cases.documents import proposal_as_json
from services.benefits.domain.lanes.clock import elapsed_hours
from services.benefits.store.cases import get_case, save_case
from services.benefits.store.decisions import add_decision, find_decision
from services.benefits.store.outbox import tell_decision
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.cases.read_case import CaseFile

HEARD_BY = (Party.BENEFITS_DEPARTMENT, Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER)


async def decide_case(
    story: Story, case_id: UUID, outcome: DecisionOutcome, reason_da: str | None, answers: Answers
) -> CaseFile:
    """Decide, once.

    - Two at once: one decides, the other is told the first decision.
    - A refusal is always a person's, with the reason; a commitment against the proposal needs a reason too.
    - The decision is kept with every reason and the rates it rests on; later rates never change it.
    - Allocation hears of the decision, not of its grounds.
    """
    if story.caller.person is None:
        raise PersonRequired
    case = await get_case(story, case_id, lock=True)
    require_open(case, await find_decision(story, case_id))
    case.handling.require_free_for(story.caller.person)
    proposal = proposal_for(case, answers, await get_rate_book(story))
    require_reason(outcome, proposal.outcome, reason_da)
    decided = Decided(
        case_id=case.id,
        outcome=outcome,
        proposed=proposal.outcome,
        reason_da=reason_da,
        answers=answers,
        document=proposal_as_json(proposal),
        decided_at=story.now,
        decided_by=story.caller.person,
        client_id=story.caller.client_id,
        hours=Decimal(str(elapsed_hours(case.facts.complete_at, story.now))),
    )
    await add_decision(story, decided)
    decided_case = await save_case(story, replace(case, status=CaseStatus.DECIDED, outcome=outcome))
    await _tell(story, decided_case, decided)
    return CaseFile(decided_case, decided.document, decided)


async def _tell(story: Story, case: Case, decided: Decided) -> None:
    """Two entries: what everybody concerned may know, and for the department the rules and a digest of the grounds.

    The grounds hold the citizen's means, so they stay in the case; the digest proves that they were not changed.
    """
    in_time = decided.decided_at < case.due_at
    facts = {"offer_id": case.offer_id, "kind": case.kind, "hours": str(decided.hours), "in_time": in_time}
    await record(story, f"deposit_{decided.outcome}", case.id, HEARD_BY, facts=facts)
    content = json.dumps([decided.document, decided.reason_da], sort_keys=True, ensure_ascii=False)
    grounds = {
        "proposed": decided.proposed,
        "unmet": [reason["rule"] for reason in decided.document["reasons"] if not reason["met"]],
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
    }
    await record(story, "deposit_grounds", case.id, (Party.BENEFITS_DEPARTMENT,), facts=grounds)
    if case.offer_id is not None:
        await tell_decision(story, case.id)
