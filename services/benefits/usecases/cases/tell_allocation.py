"""What allocation hears of a case: the outcome, when, how fast, and the rules that stood in the way; and of a payment
nothing but that it is made."""

from uuid import UUID

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.benefits.clients.allocation import DepositNews
from services.benefits.domain.cases.cases import DecisionOutcome
from services.benefits.domain.lanes.clock import elapsed_hours
from services.benefits.domain.payments.orders import Purpose
from services.benefits.store.cases import get_case
from services.benefits.store.decisions import list_decisions
from services.benefits.store.payments import find_living_order


async def news_of_decision(story: Story, case_id: UUID) -> DepositNews:
    """Committed, refused, or withdrawn where a commitment was changed to a refusal.

    The rules are codes; the sums and sentences stay in benefits.
    """
    decisions = await list_decisions(story, case_id)
    if not decisions:
        raise NotFound
    *earlier, decided = decisions
    unmet = [reason["rule"] for reason in decided.document["reasons"] if not reason["met"]]
    was_secured = any(one.outcome is DecisionOutcome.COMMITTED for one in earlier)
    is_withdrawn = was_secured and decided.outcome is DecisionOutcome.REFUSED
    outcome = "withdrawn" if is_withdrawn else decided.outcome
    return DepositNews(outcome, decided.decided_at, unmet, float(decided.hours))


async def news_of_lateness(story: Story, case_id: UUID) -> DepositNews:
    """Late: no answer yet, and by which deadline."""
    case = await get_case(story, case_id)
    late_at = case.late_at or story.now
    return DepositNews("late", late_at, [case.due_reason.rule], elapsed_hours(case.facts.complete_at, late_at))


async def news_of_payment(story: Story, case_id: UUID) -> DepositNews:
    """Paid, and when; no amount, no payee."""
    paid = await find_living_order(story, case_id, Purpose.DEPOSIT)
    if paid is None or paid.ended_at is None:
        raise NotFound
    return DepositNews("paid", paid.ended_at, [], None)
