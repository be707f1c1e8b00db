"""Commitments that need no person: a municipality's own dated choice, off unless it is entered."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.benefits.domain.cases.cases import NOTHING_MORE, DecisionOutcome, proposal_for
from services.benefits.domain.decisions.automatic import judge_automatic
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Rate
from services.benefits.store.decisions import add_check, list_unchecked_cases
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.decisions.make_decision import Ruling, make_decision

AT_ONCE = 50
AUTOMATIC = "automatic"


async def decide_automatically(story: Story) -> int:
    """Commit what every rule grants by verified rates alone; how many cases were looked at.

    - Only where the municipality has chosen so today. Each case is looked at once; what is not plain is a person's.
    - Never a refusal. A case that somebody holds is left alone.
    """
    rates = await get_rate_book(story)
    chosen = rates.on(RateKey.AUTOMATIC_COMMITMENTS, local_day(story.now))
    if not isinstance(chosen, Rate) or chosen.value != 1:
        return 0
    cases = await list_unchecked_cases(story, AT_ONCE)
    for case in cases:
        proposal = proposal_for(case, NOTHING_MORE, rates)
        reason = judge_automatic(proposal)
        await add_check(story, case.id, reason, story.now)
        await record(story, "automatic_commitment_judged", case.id, (Party.BENEFITS_DEPARTMENT,), reasons=[reason])
        if reason.met:
            ruling = Ruling(DecisionOutcome.COMMITTED, reason.text.da, AUTOMATIC, automatic=True)
            await make_decision(story, case, proposal, ruling)
    return len(cases)
