"""From when a claimed dwelling is at the municipality's disposal: the day on which vacancy rent begins."""

from datetime import date

from kit.values.calendar import local_day
from services.allocation.domain.answers.answer import AnswerTerms
from services.allocation.domain.vacancies.life import Answer
from services.allocation.domain.vacancies.posted import PostedVacancy


def at_disposal_from(
    terms: AnswerTerms | None,
    *,
    claimed_on: date,
    vacant_from_on: date,
    silent_from_on: date | None = None,
    confirmed_on: date | None = None,
    handed_back_on: date | None = None,
) -> date | None:
    """The day the dwelling is the municipality's to use and empty; None where it never was, and nothing is owed.

    `silent_from_on` is the first day after the deadline.

    - Ordinarily it is at disposal from the claim (ABL § 59(1)).
    - Where the municipality may inspect it first, and for a private dwelling, it is from the day the municipality
      takes it. Silence counts as taking it once the deadline has passed; a yes that comes later changes nothing.
    - Given back within the deadline, such a dwelling never was, though the municipality had said yes before.
    - Nor was a dwelling that silence hands back by agreement; for a private one the law makes silence cost rent (lov
      om kommunal anvisningsret § 5(3)).
    """
    if terms is None or silent_from_on is None or not terms.disposal_waits:
        return max(claimed_on, vacant_from_on)
    if handed_back_on is not None and handed_back_on < silent_from_on:
        return None
    answered = confirmed_on is not None and confirmed_on < silent_from_on
    if not answered and terms.silence_hands_back and not terms.private:
        return None
    taken_on = min(confirmed_on or silent_from_on, silent_from_on)
    return max(taken_on, vacant_from_on)


def disposal_of(vacancy: PostedVacancy, terms: AnswerTerms | None) -> date | None:
    """The same, of a claimed vacancy as it stands."""
    confirmed = vacancy.answered_at if vacancy.answer is Answer.CONFIRMED else None
    return at_disposal_from(
        terms,
        claimed_on=local_day(vacancy.decided_at),
        vacant_from_on=vacancy.facts.vacant_from_on,
        silent_from_on=local_day(vacancy.answer_due_at) if vacancy.answer_due_at else None,
        confirmed_on=local_day(confirmed) if confirmed else None,
        handed_back_on=vacancy.handed_back_on,
    )
