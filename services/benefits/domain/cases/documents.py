"""A proposal as a document: what a person reads before deciding, and what is kept with the decision."""

from typing import Any

from kit.values.texts import Text
from services.benefits.domain.cases.proposal import Proposal
from services.benefits.domain.lines import Line
from services.benefits.domain.rates.rates import Rate, UnknownRate


def text_as_json(text: Text) -> dict[str, str]:
    """A sentence in both languages."""
    return {"da": text.da, "en": text.en}


def line_as_json(line: Line) -> dict[str, Any]:
    """A line of the sum."""
    return {"name": line.name, "amount_dkk": f"{line.amount:.2f}", "text": text_as_json(line.text)}


def question_as_json(unknown: UnknownRate) -> dict[str, Any]:
    """A rate that must be entered."""
    return {"rate": unknown.key, "on": unknown.day.isoformat(), "text": text_as_json(unknown.question)}


def rate_as_json(rate: Rate) -> dict[str, Any]:
    """A rate as it was when it was used."""
    return {
        "key": rate.key,
        "valid_from": rate.valid_from.isoformat(),
        "valid_to": rate.valid_to.isoformat() if rate.valid_to else None,
        "value": f"{rate.value:f}",
        "unit": rate.unit,
        "verified": rate.verified,
        "note": rate.source,
    }


def proposal_as_json(proposal: Proposal) -> dict[str, Any]:
    """Outcome, sums, every reason in order, every question, every rate used."""
    statement = proposal.affordability
    return {
        "outcome": proposal.outcome,
        "amount_dkk": None if proposal.amount is None else f"{proposal.amount:.2f}",
        "affordability": statement
        and {"verdict": statement.verdict, "lines": [line_as_json(line) for line in statement.lines]},
        "reasons": [reason.as_json() for reason in proposal.reasons],
        "questions": [question_as_json(unknown) for unknown in proposal.unknown],
        "missing": [{"pointer": each.pointer, "text": text_as_json(each.text)} for each in proposal.missing],
        "rates": [rate_as_json(rate) for rate in proposal.rates],
    }
