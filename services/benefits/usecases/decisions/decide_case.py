"""A person decides a case."""

from dataclasses import dataclass
from uuid import UUID

from kit.database.stories import Story
from kit.values.problems import FieldError, PersonRequired, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.cases.cases import (
    NOTHING_MORE,
    Answers,
    Case,
    DecisionOutcome,
    proposal_for,
    require_open,
    require_reason,
)
from services.benefits.domain.cases.proposal import Proposal
from services.benefits.domain.decisions.hearings import Waiver, require_heard
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.pre_approvals.terms import USUAL_TERMS, Terms
from services.benefits.store.cases import get_case
from services.benefits.store.decisions import find_decision
from services.benefits.store.hearings import list_hearings
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.cases.read_case import CaseFile
from services.benefits.usecases.decisions.make_decision import Ruling, make_decision


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants decided, as it was sent."""

    outcome: DecisionOutcome
    reason_da: str | None
    answers: Answers = NOTHING_MORE
    considerations: tuple[str, ...] = ()
    waiver: Waiver | None = None
    terms: Terms = USUAL_TERMS


async def decide_case(story: Story, case_id: UUID, wish: Wish) -> CaseFile:
    """Decide, once.

    - Two at once: one decides, the other is told the first decision.
    - Somebody else who holds the case is in the way.
    - A refusal is always a person's, with the reason; a commitment against the proposal needs a reason too.
    - A refusal comes after a hearing about every rule that is not met, or under an exception that a person names
      (forvaltningsloven § 19).
    """
    if story.caller.person is None:
        raise PersonRequired
    case = await get_case(story, case_id, lock=True)
    require_open(case, await find_decision(story, case_id))
    case.handling.require_free_for(story.caller.person)
    proposal = proposal_for(case, wish.answers, await get_rate_book(story))
    require_reason(wish.outcome, proposal.outcome, wish.reason_da)
    ruling = Ruling(
        outcome=wish.outcome,
        reason_da=wish.reason_da,
        by=story.caller.person,
        answers=wish.answers,
        considerations=wish.considerations,
        hearing=await _heard(story, case, proposal, wish),
        terms=_terms(case, wish),
    )
    return await make_decision(story, case, proposal, ruling)


def _terms(case: Case, wish: Wish) -> Terms:
    """Only a commitment before there is an offer has terms. Raises Unprocessable where others are sent some."""
    if wish.terms != USUAL_TERMS and (case.kind, wish.outcome) != (CaseKind.PRE_APPROVAL, DecisionOutcome.COMMITTED):
        text = Text("Vilkår hører kun til et forhåndstilsagn", "Only a pre-approval has terms")
        raise Unprocessable(errors=[FieldError("/pre_approval", text)])
    return wish.terms


async def _heard(story: Story, case: Case, proposal: Proposal, wish: Wish) -> dict[str, object] | None:
    if wish.outcome is not DecisionOutcome.REFUSED:
        return None
    unmet = [reason.rule for reason in proposal.reasons if not reason.met]
    return require_heard(unmet, await list_hearings(story, case.id), wish.waiver, story.now)
