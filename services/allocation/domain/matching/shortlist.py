"""Who fits a claimed vacancy, in the council's order, and which rule stopped each of the others.

Decision support: the order is lexicographic, without scores; a caseworker chooses and can read every step.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.allocation.domain.matching.candidates import Candidate
from services.allocation.domain.matching.criteria import Criteria
from services.allocation.domain.matching.fit_rules import FIT_RULES
from services.allocation.domain.offers.problems import NotOnShortlist
from services.allocation.domain.vacancies.facts import VacancyFacts


@dataclass(frozen=True, slots=True, order=True)
class Priority:
    """A household's place, compared field by field: a later field decides only where all before it are equal."""

    fit_class: int
    situation: int
    homeless_since_on: date
    lottery: int
    nomination_id: UUID


@dataclass(frozen=True, slots=True)
class Fitting:
    """A household that meets every hard condition, with its reasons and what decided its place."""

    candidate: Candidate
    reasons: tuple[Reason, ...]
    priority: Priority
    order: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """A household that does not fit, with the first rule that stopped it."""

    candidate: Candidate
    reason: Reason


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Everybody who was considered: those who fit, first the first; those who do not, in order of nomination."""

    criteria_version: str
    fitting: tuple[Fitting, ...]
    stopped: tuple[Stopped, ...]


def shortlist(vacancy: VacancyFacts, candidates: Iterable[Candidate], criteria: Criteria) -> Shortlist:
    """The shortlist of one vacancy.

    - Hard conditions first: a household that does not meet one is named with the first that stopped it.
    - Then the order: step-free dwellings to those who need them, the council's order of situations, the longest
      homeless, and between equals the lottery number. The same input in any order gives the same list.
    """
    fitting: list[Fitting] = []
    stopped: list[Stopped] = []
    for candidate in candidates:
        reason = why_stopped(vacancy, candidate, criteria)
        if reason is None:
            fitting.append(_fitting(vacancy, candidate, criteria))
        else:
            stopped.append(Stopped(candidate, reason))
    fitting.sort(key=lambda each: each.priority)
    stopped.sort(key=lambda each: (each.candidate.nominated_on, each.candidate.nomination_id))
    return Shortlist(criteria.version, tuple(fitting), tuple(stopped))


def why_stopped(vacancy: VacancyFacts, candidate: Candidate, criteria: Criteria) -> Reason | None:
    """The first hard condition that the household does not meet; None where it fits."""
    for rule in FIT_RULES:
        if not rule.holds(vacancy, candidate, criteria):
            return rule.reason(vacancy, candidate, criteria)
    return None


def require_fit(vacancy: VacancyFacts, candidate: Candidate, criteria: Criteria) -> Fitting:
    """The household as it stands on the shortlist; a problem with the rule that stops it where it does not fit."""
    reason = why_stopped(vacancy, candidate, criteria)
    if reason is not None:
        raise NotOnShortlist(reason.text, extra={"reason": reason.as_json()})
    return _fitting(vacancy, candidate, criteria)


def _fitting(vacancy: VacancyFacts, candidate: Candidate, criteria: Criteria) -> Fitting:
    reasons = tuple(rule.reason(vacancy, candidate, criteria) for rule in FIT_RULES)
    priority = Priority(
        fit_class=1 if vacancy.step_free and not candidate.needs_lift else 0,
        situation=criteria.place_of(candidate.situation),
        homeless_since_on=candidate.homeless_since_on,
        lottery=candidate.lottery,
        nomination_id=candidate.nomination_id,
    )
    return Fitting(candidate, reasons, priority, _order_in_words(vacancy, candidate, priority))


def _order_in_words(vacancy: VacancyFacts, candidate: Candidate, priority: Priority) -> tuple[Text, ...]:
    """What decided the place, first the first; about the applicant alone."""
    since = candidate.homeless_since_on.isoformat()
    steps = [
        Text(
            f"Situationen er nr. {priority.situation} i rådets rækkefølge.",
            f"The situation is number {priority.situation} in the council's order.",
        ),
        Text(f"Uden hjem siden {since}.", f"Without a home since {since}."),
        Text(
            f"Lodtrækningsnummer {priority.lottery}, kun mellem lige.",
            f"Lottery number {priority.lottery}, between equals only.",
        ),
    ]
    if vacancy.step_free:
        needs = Text("Ansøgeren har brug for en bolig uden trin.", "The applicant needs a step-free dwelling.")
        other = Text("Ansøgeren har ikke brug for en bolig uden trin.", "The applicant needs no step-free dwelling.")
        steps.insert(0, needs if priority.fit_class == 0 else other)
    return tuple(steps)
