"""A shortlist as JSON, written once: ten thousand reasons in one answer leave no time for a model each.

The models below are what is documented; a test holds the two against each other.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from itertools import repeat
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from kit.values.decisions import Reason
from kit.web.models import ReasonOut, TextOut
from services.allocation.domain.matching.fit_rules import FIT_RULES, FitRule
from services.allocation.domain.matching.shortlist import Shortlist


class FittingOut(BaseModel):
    """One who fits, and what decided the place."""

    nomination_id: UUID
    reference: str
    place: int
    order: list[TextOut]
    reasons: list[ReasonOut]


class StoppedOut(BaseModel):
    """One who does not fit, and the first rule that stopped them."""

    nomination_id: UUID
    reference: str
    reason: ReasonOut


class NamedOut(BaseModel):
    """One who waits, by what the office knows them by."""

    nomination_id: UUID
    reference: str


class StoppedByOut(BaseModel):
    """A rule as it is said to everybody named under it, who are in order of nomination."""

    reason: ReasonOut
    nominations: list[NamedOut]


class Explanations(StrEnum):
    """How those who do not fit are told of: one by one, or everybody with the same reason under it."""

    EACH = "each"
    GROUPED = "grouped"


class ShortlistOut(BaseModel):
    """Decision support: who fits, in order, and why the others do not. A caseworker decides.

    `fitting` is a page of the `fitting_count` who fit. Everybody else who waits stands once, under the first rule that
    stopped them: in `stopped`, in order of nomination, or in `stopped_by` where explanations are asked for grouped. The
    other of the two is empty.
    """

    criteria_version: str
    fitting_count: int
    stopped_count: int
    fitting: list[FittingOut]
    stopped: list[StoppedOut]
    stopped_by: list[StoppedByOut]


_json = json.JSONEncoder(separators=(",", ":")).encode
"""In ASCII, with all other characters escaped: as bytes it is what it was as text."""


def shortlist_json(found: Shortlist, *, after_place: int, limit: int, explanations: Explanations) -> bytes:
    """The answer: a page of those who fit from the place after `after_place`, and everybody whom a rule stopped."""
    count = len(found.fitting)
    page = range(min(after_place, count), min(after_place + limit, count))
    head = _json(
        {
            "criteria_version": found.scheme.version,
            "fitting_count": count,
            "stopped_count": len(found.waiting) - count,
        }
    )
    grouped = explanations is Explanations.GROUPED
    stopped, stopped_by = ("", _stopped_by(found)) if grouped else (_stopped(found), "")
    fitting = ",".join(_fitting(found, page))
    return f'{head[:-1]},"fitting":[{fitting}],"stopped":[{stopped}],"stopped_by":[{stopped_by}]}}'.encode()


def _fitting(found: Shortlist, page: range) -> list[str]:
    """Those of the page; a sentence that several share is written once."""
    ids, references = found.waiting.columns["nomination_id"], found.waiting.columns["reference"]
    said: dict[tuple[str, Any], str] = {}
    asked = [(rule, rule.names_figure and found.looks_at(rule)) for rule in FIT_RULES]
    answers = []
    for place in page:
        row, reasons = found.fitting[place][-1], []
        for rule, names_figure in asked:
            shared = (rule.rule, found.waiting.value(rule.fact, row) if names_figure else None)
            if shared not in said:
                said[shared] = _json(found.reason(rule, row, met=True).as_json())
            reasons.append(said[shared])
        order = _json([{"da": text.da, "en": text.en} for text in found.order(place)])
        named = f'{{"nomination_id":"{ids[row]}","reference":"{references[row]}"'
        answers.append(f'{named},"place":{place + 1},"order":{order},"reasons":[{",".join(reasons)}]}}')
    return answers


def _stopped(found: Shortlist) -> str:
    """Everybody whom a rule stopped, in order of nomination."""
    ids, references = found.waiting.columns["nomination_id"], found.waiting.columns["reference"]
    written: list[str] = [""] * len(ids)
    for rule, rows in found.stopped:
        for row, reason in zip(rows, _told(found, rule, rows), strict=True):
            written[row] = f'{{"nomination_id":"{ids[row]}","reference":"{references[row]}","reason":{reason}}}'
    return ",".join(filter(None, written))


def _stopped_by(found: Shortlist) -> str:
    """Each reason once, in the order of the rules, with everybody whom it stopped: a third of what `stopped` takes."""
    ids, references = found.waiting.columns["nomination_id"], found.waiting.columns["reference"]
    named: dict[str, list[str]] = defaultdict(list)
    for rule, rows in found.stopped:
        for row, reason in zip(rows, _told(found, rule, rows), strict=True):
            named[reason].append(f'{{"nomination_id":"{ids[row]}","reference":"{references[row]}"}}')
    return ",".join(f'{{"reason":{reason},"nominations":[{",".join(those)}]}}' for reason, those in named.items())


def _told(found: Shortlist, rule: FitRule, rows: tuple[int, ...]) -> Iterable[str]:
    """Why the rule stopped each; written once for all whose sentence is the same."""
    say = found.sentence(rule)

    def write(value: Any) -> str:
        return _json(Reason(rule.rule, rule.source, False, say(False, value)).as_json())

    if not rule.names_figure:
        return repeat(write(None), len(rows))
    values = list(found.waiting.values(rule.fact, rows))
    told = {value: write(value) for value in set(values)}
    return map(told.__getitem__, values)
