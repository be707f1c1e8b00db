"""A case is about to be late."""

from dataclasses import replace

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.decisions import Reason
from services.benefits.domain.cases.case_clock import hours_left, with_escalation
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.lanes.escalation import Escalation
from services.benefits.domain.rates.rates import RateBook
from services.benefits.store.cases import save_case
from services.benefits.store.queues import take_escalating
from services.benefits.store.rates import get_rate_book


async def escalate_cases(story: Story) -> int:
    """Warn the key worker, then the manager, each once for a deadline and before it; how many cases.

    - A case that another sweep has in hand is left to it.
    - Once a case is late nobody is warned of it: it is told as late.
    """
    cases = await take_escalating(story, story.now)
    if not cases:
        return 0
    rates = await get_rate_book(story)
    for case in cases:
        await save_case(story, await _warned(story, case, rates))
    return len(cases)


async def _warned(story: Story, case: Case, rates: RateBook) -> Case:
    case, due = with_escalation(case, rates)
    while due is not None and due.at <= story.now:
        await _tell(story, case, due)
        case = replace(case, handling=replace(case.handling, escalated=due.stage))
        case, due = with_escalation(case, rates)
    return case


async def _tell(story: Story, case: Case, due: Escalation) -> None:
    facts = {
        "to": due.stage,
        "key_worker": case.handling.key_worker,
        "due_at": case.due_at.isoformat(),
        "hours_left": hours_left(case, story.now),
    }
    reasons = [case.due_reason]
    if due.unknown is not None:
        reasons.append(Reason("warned_in_time", "kommunens hurtige spor", False, due.unknown.question))
    await record(story, "benefits_case_at_risk", case.id, (Party.BENEFITS_DEPARTMENT,), facts=facts, reasons=reasons)
