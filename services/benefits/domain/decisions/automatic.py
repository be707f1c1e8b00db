"""Whether a commitment may be given without a person: never a refusal, and only where nothing is left to judge."""

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.cases.proposal import Proposal
from services.benefits.domain.judgements import Outcome

RULE, SOURCE = "automatic_commitment", "kommunens egen beslutning; databeskyttelsesforordningen art. 22"


def judge_automatic(proposal: Proposal) -> Reason:
    """Every rule met, also those that only guide, no question, and every rate used verified: the first that is not."""
    unmet = [reason.rule for reason in proposal.reasons if not reason.met]
    unverified = [rate.key for rate in proposal.rates if not rate.verified]
    unknown = [rate.key for rate in proposal.unknown]
    if unknown:
        names = ", ".join(unknown)
        text = Text(
            f"Afgøres af en person: ikke alle satser er kendt ({names}).",
            f"Decided by a person: not every rate is known ({names}).",
        )
        return Reason(RULE, SOURCE, False, text)
    if proposal.outcome is not Outcome.GRANT or unmet:
        names = ", ".join(unmet) or proposal.outcome
        text = Text(
            f"Afgøres af en person: ikke alle regler er opfyldt ({names}).",
            f"Decided by a person: not every rule is met ({names}).",
        )
        return Reason(RULE, SOURCE, False, text)
    if unverified:
        names = ", ".join(unverified)
        text = Text(
            f"Afgøres af en person: ikke alle satser er verificeret ({names}).",
            f"Decided by a person: not every rate is verified ({names}).",
        )
        return Reason(RULE, SOURCE, False, text)
    text = Text(
        "Alle regler er opfyldt, og alle satser er verificeret: tilsagnet er givet automatisk.",
        "Every rule is met and every rate is verified: the commitment was given automatically.",
    )
    return Reason(RULE, SOURCE, True, text)
