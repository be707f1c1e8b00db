"""A commitment before there is an offer gives the citizen a pre-approval."""

from dataclasses import replace

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.benefits.domain.cases.cases import Case, DecisionOutcome
from services.benefits.domain.cases.proposal import Proposal
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.pre_approvals.pre_approvals import (
    DECISION_CHANGED,
    PreApproval,
    PreApprovalStatus,
    granted,
    replaced_by,
    used,
    withdrawn,
)
from services.benefits.domain.pre_approvals.terms import Terms, period_of
from services.benefits.store.pre_approvals import (
    add_pre_approval,
    find_pre_approval,
    list_standing,
    save_pre_approval,
)
from services.benefits.store.rates import get_rate_book

HEARD_BY = (Party.BENEFITS_DEPARTMENT, Party.SOCIAL_CENTRE, Party.SHELTER)


async def draw_pre_approval(
    story: Story, case: Case, proposal: Proposal, outcome: DecisionOutcome, by: str, terms: Terms
) -> PreApproval | None:
    """The pre-approval as it would be given; None where the decision gives none."""
    if case.kind is not CaseKind.PRE_APPROVAL or outcome is not DecisionOutcome.COMMITTED:
        return None
    period = period_of(terms, local_day(story.now), await get_rate_book(story))
    unmet = [reason.rule for reason in proposal.reasons if not reason.met]
    return granted(case, unmet, story.now, by, period, terms.classes)


async def keep_pre_approval(story: Story, case: Case, drawn: PreApproval | None, by: str) -> None:
    """Keep what the decision on the case, locked by this story, gives.

    - A newer one replaces the older: never two in force for a citizen. It answers for the offer that the older has
      committed, so it commits no second one meanwhile.
    - A decision changed to a refusal takes back what the former gave.
    """
    if case.kind is not CaseKind.PRE_APPROVAL:
        return
    former = await find_pre_approval(story, case.id, lock=True)
    if drawn is None:
        if former is not None and former.stands:
            await save_pre_approval(story, withdrawn(former, DECISION_CHANGED, story.now, by))
            await record(story, "pre_approval_withdrawn", case.id, HEARD_BY, facts={"code": DECISION_CHANGED})
        return
    for older in await list_standing(story, case.facts.citizen_id):
        if older.case_id == case.id:
            continue
        ended, drawn = replaced_by(older, drawn, story.now)
        await save_pre_approval(story, ended)
        await record(story, "pre_approval_replaced", older.case_id, HEARD_BY, facts={"by": case.id})
    if former is None:
        await add_pre_approval(story, drawn)
    else:
        if former.status is PreApprovalStatus.USED and former.offer_id is not None:
            drawn = used(drawn, former.offer_id)
        await save_pre_approval(story, replace(drawn, version=former.version))
    facts = {"valid_from_on": drawn.period.first, "valid_to_on": drawn.period.last}
    await record(story, "pre_approval_granted", case.id, HEARD_BY, facts=facts)
