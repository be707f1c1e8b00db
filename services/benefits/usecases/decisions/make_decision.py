"""What every decision does, a person's first or changed one and an automatic one: kept, entered, and told."""

import hashlib
import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.cases.cases import (
    NOTHING_MORE,
    Answers,
    Case,
    CaseStatus,
    Decided,
    DecisionOutcome,
    OfferOutcome,
)
from services.benefits.domain.cases.documents import proposal_as_json
from services.benefits.domain.cases.proposal import Proposal
from services.benefits.domain.lanes.clock import elapsed_hours
from services.benefits.domain.pre_approvals.pre_approvals import conditions
from services.benefits.domain.pre_approvals.terms import USUAL_TERMS, Terms
from services.benefits.store.cases import save_case
from services.benefits.store.decisions import add_decision, find_decision
from services.benefits.store.outbox import tell_decision
from services.benefits.usecases.cases.read_case import CaseFile
from services.benefits.usecases.payments.order_payment import order_payment
from services.benefits.usecases.pre_approvals.grant_pre_approval import draw_pre_approval, keep_pre_approval


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided, by whom and why; `considerations` is what weighed where discretion was used."""

    outcome: DecisionOutcome
    reason_da: str | None
    by: str
    answers: Answers = NOTHING_MORE
    considerations: tuple[str, ...] = ()
    hearing: dict[str, Any] | None = None
    automatic: bool = False
    complaint_id: UUID | None = None
    terms: Terms = USUAL_TERMS


async def make_decision(story: Story, case: Case, proposal: Proposal, ruling: Ruling) -> CaseFile:
    """Add the decision to the case, which this story has locked.

    - It is kept with every reason and the rates it rests on; later rates never change it, and a later decision stands
      beside it under the next number.
    - What it says is to be paid now is ordered in the same transaction; what it no longer says is called off.
    - Allocation hears of the decision, not of its grounds, unless the offer has come to nothing.
    - A commitment before there is an offer is a pre-approval; what it is given on stands among the reasons.
    """
    pre_approval = await draw_pre_approval(story, case, proposal, ruling.outcome, ruling.by, ruling.terms)
    if pre_approval is not None:
        proposal = replace(proposal, reasons=(*proposal.reasons, *conditions(pre_approval)))
    former = await find_decision(story, case.id)
    decided = Decided(
        case_id=case.id,
        outcome=ruling.outcome,
        proposed=proposal.outcome,
        reason_da=ruling.reason_da,
        answers=ruling.answers,
        document=proposal_as_json(proposal),
        decided_at=story.now,
        decided_by=ruling.by,
        client_id=story.caller.client_id,
        hours=Decimal(str(elapsed_hours(case.facts.complete_at, story.now))),
        number=former.number + 1 if former else 1,
        automatic=ruling.automatic,
        considerations=ruling.considerations,
        hearing=ruling.hearing,
        complaint_id=ruling.complaint_id,
    )
    await add_decision(story, decided)
    decided_case = await save_case(story, replace(case, status=CaseStatus.DECIDED, outcome=ruling.outcome))
    await keep_pre_approval(story, decided_case, pre_approval, decided.decided_by)
    await _tell(story, decided_case, decided)
    await order_payment(story, decided_case)
    return CaseFile(decided_case, decided.document, decided)


async def _tell(story: Story, case: Case, decided: Decided) -> None:
    """Two entries: what everybody concerned may know, and for the department the rules and a digest of the grounds.

    The grounds hold the citizen's means, so they stay in the case; the digest proves that they were not changed.
    """
    in_time = decided.decided_at < case.due_at
    facts: dict[str, object] = {"offer_id": case.offer_id, "kind": case.kind, "hours": str(decided.hours)}
    facts |= {"in_time": in_time, "number": decided.number, "automatic": decided.automatic}
    subject = case.kind if case.is_application else "deposit"
    await record(story, f"{subject}_{decided.outcome}", case.id, case.heard_of_by, facts=facts)
    content = json.dumps(
        [decided.document, decided.reason_da, decided.considerations, decided.hearing],
        sort_keys=True,
        ensure_ascii=False,
    )
    grounds = {
        "number": decided.number,
        "proposed": decided.proposed,
        "unmet": [reason["rule"] for reason in decided.document["reasons"] if not reason["met"]],
        "exception_to_hearing": (decided.hearing or {}).get("exception"),
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
    }
    await record(story, "deposit_grounds", case.id, (Party.BENEFITS_DEPARTMENT,), facts=grounds)
    if case.offer_id is not None and case.offer_outcome in {None, OfferOutcome.SIGNED}:
        await tell_decision(story, case.id)
