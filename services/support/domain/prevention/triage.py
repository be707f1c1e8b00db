"""In which lane a concern goes: by danger first, then by how near its deadline is. A person can act sooner."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.support.domain.prevention.terms import PreventionTerms

SOURCE = "kommunens frister for forebyggelse"


class Danger(StrEnum):
    """How the one who is concerned sees it: `acute` is harm now, `serious` is harm or a lost home soon."""

    NONE = "none"
    SERIOUS = "serious"
    ACUTE = "acute"


class ConcernKind(StrEnum):
    """What the concern is about."""

    RENT_ARREARS = "rent_arrears"
    EVICTION_DATE = "eviction_date"
    CONFLICT = "conflict"
    NOISE = "noise"
    DIVORCE = "divorce"
    DRUG_USE = "drug_use"
    DISCHARGE = "discharge"
    OTHER = "other"


class Lane(StrEnum):
    """How fast first contact is to be made."""

    AT_ONCE = "at_once"
    FAST = "fast"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class Triage:
    """The lane, its opening hours to first contact, and why."""

    lane: Lane
    hours: int
    reason: Reason


def triage(kind: ConcernKind, danger: Danger, deadline_on: date | None, today: date, terms: PreventionTerms) -> Triage:
    """The lane of a concern.

    - Acute danger, or a deadline within `at_once_days`: at once.
    - Serious danger, a deadline within `fast_days`, or an eviction whose date nobody has said: fast.
    - Everything else: ordinary. Who is concerned, and whether the citizen has support, makes no difference.
    """
    days = None if deadline_on is None else (deadline_on - today).days
    if danger is Danger.ACUTE:
        text = Text("Nogen kan komme til skade nu.", "Somebody may come to harm now.")
        return _in_lane(Lane.AT_ONCE, "acute-danger", text, terms)
    if days is not None and days <= terms.at_once_days:
        return _in_lane(Lane.AT_ONCE, "deadline-very-near", _days(days), terms)
    if danger is Danger.SERIOUS:
        text = Text("Nogen kan snart komme til skade eller miste boligen.", "Harm or the loss of the home is near.")
        return _in_lane(Lane.FAST, "serious-danger", text, terms)
    if days is not None and days <= terms.fast_days:
        return _in_lane(Lane.FAST, "deadline-near", _days(days), terms)
    if kind is ConcernKind.EVICTION_DATE and days is None:
        text = Text("En udsættelse, hvis dato ingen har sagt.", "An eviction whose date nobody has said.")
        return _in_lane(Lane.FAST, "eviction-without-date", text, terms)
    text = Text("Ingen fare og ingen nær frist.", "No danger and no deadline that is near.")
    return _in_lane(Lane.ORDINARY, "nothing-urgent", text, terms)


def _days(days: int) -> Text:
    return Text(f"Der er {days} dage til fristen.", f"The deadline is {days} days away.")


def _in_lane(lane: Lane, rule: str, text: Text, terms: PreventionTerms) -> Triage:
    hours = {
        Lane.AT_ONCE: terms.at_once_hours,
        Lane.FAST: terms.fast_hours,
        Lane.ORDINARY: terms.ordinary_hours,
    }
    return Triage(lane, hours[lane], Reason(rule, SOURCE, lane is not Lane.ORDINARY, text))
