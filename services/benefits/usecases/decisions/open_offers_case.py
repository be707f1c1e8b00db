"""An offer opens its case, and a pre-approval that covers it commits its deposit in the same request."""

from dataclasses import dataclass, replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.benefits.clients.allocation import DepositNews
from services.benefits.domain.cases.cases import NOTHING_MORE, Case, CaseFacts, DecisionOutcome, proposal_for
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.pre_approvals.covering import judge_cover
from services.benefits.domain.pre_approvals.pre_approvals import used
from services.benefits.store.pre_approvals import Check, add_check, find_newest, save_pre_approval
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.cases.open_case import open_case
from services.benefits.usecases.cases.tell_allocation import news_of_decision
from services.benefits.usecases.decisions.make_decision import Ruling, make_decision
from services.benefits.usecases.lanes.assign_case import assign_case

REASON_DA = "Boligen er inden for det forhåndstilsagn, du allerede har fået."


@dataclass(frozen=True, slots=True)
class Opened:
    """The case; whether it is new; and what is decided of the deposit already, for allocation."""

    case: Case
    is_new: bool
    deposit: DepositNews | None


async def open_offers_case(story: Story, offer_id: UUID, facts: CaseFacts, lane: Lane) -> Opened:
    """Open the case; the same again changes nothing and is answered with what is decided by then.

    - A pre-approval that covers the offer commits at once, and nobody needs to have the case.
    - Otherwise the case goes the ordinary way, to a key worker, with every reason why the pre-approval did not cover.
    """
    case, is_new = await open_case(story, offer_id, facts, lane)
    if is_new:
        case = await _commit_within(story, case) or await assign_case(story, case)
    deposit = await news_of_decision(story, offer_id) if case.outcome is not None else None
    return Opened(case, is_new, deposit)


async def _commit_within(story: Story, case: Case) -> Case | None:
    """The case committed; None where no pre-approval covers the offer.

    - The pre-approval is held while it is judged: of two offers at once one uses it, and the other is told so.
    - The commitment rests on the person's decision: what was decided then is not judged again.
    """
    pre_approval = await find_newest(story, case.facts.citizen_id)
    if pre_approval is None:
        return None
    reasons = judge_cover(pre_approval, case.facts, local_day(case.facts.complete_at))
    unmet = [reason.rule for reason in reasons if not reason.met]
    await add_check(story, Check(case.id, pre_approval.case_id, not unmet, reasons, story.now))
    told = {"offer_id": case.id, "unmet": unmet}
    kind = "pre_approval_not_used" if unmet else "pre_approval_used"
    await record(story, kind, pre_approval.case_id, (Party.BENEFITS_DEPARTMENT,), facts=told)
    if unmet:
        return None
    await save_pre_approval(story, used(pre_approval, case.id))
    proposal = proposal_for(case, NOTHING_MORE, await get_rate_book(story))
    covered = replace(proposal, outcome=Outcome.GRANT, reasons=(*reasons, *proposal.reasons))
    ruling = Ruling(DecisionOutcome.COMMITTED, REASON_DA, pre_approval.granted_by, automatic=True)
    return (await make_decision(story, case, covered, ruling)).case
