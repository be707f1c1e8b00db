"""What a municipality owes the owner of a private dwelling (lov om kommunal anvisningsret § 5), worked by hand.

A month's rent of 7,300 DKK makes a day 240 DKK: 7,300 × 12 / 365.
"""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from kit.values.calendar import COPENHAGEN
from services.allocation.domain.account.vacancy_rent import idle_until, rent_line
from services.allocation.domain.agreements.terms import RentMethod
from services.allocation.domain.answers.answer import answer_due, confirmed, silent, terms_of, waived
from services.allocation.domain.answers.disposal import disposal_of
from services.allocation.domain.vacancies.outcomes import Right
from tests.unit.allocation.builders import a_vacancy
from tests.unit.allocation.test_answers import a_claim, a_private_agreement

RENT_DKK = Decimal("7300.00")
MARCH, APRIL = date(2025, 3, 3), date(2025, 4, 11)
NEVER = date(2030, 1, 1)

# Posted on Monday 3 March 2025: seven working days are 4-7 and 10-12 March, so silence begins on the 13th; where
# Saturday counts they are 4-8, 10 and 11 March, so it begins on the 12th.
# Posted on Friday 11 April 2025, before Easter (17, 18 and 21 April): 14-16 and 22-25 April, silence from the 26th;
# where Saturday counts 12, 14-16, 19, 22 and 23 April, silence from the 24th.
# why, posted, empty from, Saturday counts, yes on, given back on, let from; owed from, days
OWED = [
    ("waived on the seventh day: nothing", MARCH, MARCH, False, None, (3, 12), (5, 1), None, 0),
    ("waived on the first day: nothing", MARCH, MARCH, False, None, (3, 4), (5, 1), None, 0),
    ("a yes taken back within the deadline: nothing", MARCH, MARCH, False, (3, 5), (3, 7), (5, 1), None, 0),
    ("silence, then let on 1 April: 13-31 March", MARCH, MARCH, False, None, (3, 13), (4, 1), (3, 13), 19),
    ("the same where Saturday counts: a day more", MARCH, MARCH, True, None, (3, 12), (4, 1), (3, 12), 20),
    (
        "silence, and never let: a notice of 13 March has effect on 1 July, so 19 + 30 + 31 + 30 days",
        MARCH,
        MARCH,
        False,
        None,
        (3, 13),
        None,
        (3, 13),
        110,
    ),
    ("silence, then waived on the 20th: from the silence", MARCH, MARCH, False, None, (3, 20), (4, 1), (3, 13), 19),
    (
        "silence, then waived on 2 April, never let: a notice of that day has effect on 1 August, 110 + 31 days",
        MARCH,
        MARCH,
        False,
        None,
        (4, 2),
        None,
        (3, 13),
        141,
    ),
    (
        "waived late after a yes of the 5th, never let: 5 March to 1 August, 27 + 30 + 31 + 30 + 31 days",
        MARCH,
        MARCH,
        False,
        (3, 5),
        (4, 2),
        None,
        (3, 5),
        149,
    ),
    ("waived late after a yes, let on 1 May: 27 + 30 days", MARCH, MARCH, False, (3, 5), (4, 2), (5, 1), (3, 5), 57),
    ("waived a day late: as late as a month", MARCH, MARCH, False, (3, 12), (3, 13), (3, 20), (3, 12), 8),
    ("a citizen's lease from 1 April after a yes of the 10th", MARCH, MARCH, False, (3, 10), None, (4, 1), (3, 10), 22),
    ("a citizen's lease the day it is empty: nothing", MARCH, date(2025, 4, 1), False, (3, 5), None, (4, 1), (4, 1), 0),
    ("empty only on 1 April: from then", MARCH, date(2025, 4, 1), False, (3, 5), None, (4, 15), (4, 1), 14),
    ("silence long before it is empty: from then", MARCH, date(2025, 4, 1), False, None, (3, 13), (4, 20), (4, 1), 19),
    (
        "empty only after a notice of the silence would have had effect on 1 July: nothing",
        MARCH,
        date(2025, 8, 1),
        False,
        None,
        (3, 13),
        (9, 1),
        (8, 1),
        0,
    ),
    ("across Easter: silence from 26 April, let on 1 May", APRIL, APRIL, False, None, (4, 26), (5, 1), (4, 26), 5),
    ("across Easter where Saturday counts: from the 24th", APRIL, APRIL, True, None, (4, 24), (5, 1), (4, 24), 7),
    ("waived on 25 April: in time", APRIL, APRIL, False, None, (4, 25), (5, 1), None, 0),
    ("waived on 25 April where Saturday counts: two days late", APRIL, APRIL, True, None, (4, 25), (5, 1), (4, 24), 7),
]
Day = tuple[int, int] | None


def on(day: Day) -> date | None:
    return date(2025, *day) if day else None


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), COPENHAGEN)


@pytest.mark.parametrize(
    ("why", "posted", "empty", "saturday", "yes", "back", "let", "begins", "days"), OWED, ids=[row[0] for row in OWED]
)
def test_the_rent_owed_for_a_private_dwelling(
    why: str, posted: date, empty: date, saturday: bool, yes: Day, back: Day, let: Day, begins: Day, days: int
) -> None:
    agreement = a_private_agreement(saturday_is_a_working_day=saturday)
    terms, due_at = terms_of(agreement), answer_due(Right.GENERAL, agreement, noon(posted))
    claim = a_claim(
        facts=a_vacancy(vacant_from_on=empty, rent_dkk=RENT_DKK), decided_at=noon(posted), answer_due_at=due_at
    )
    yes_on, back_on = on(yes), on(back)
    answered = confirmed(claim, terms, noon(yes_on)) if yes_on else silent(claim)
    if back_on:
        answered = replace(waived(answered, noon(back_on)), handed_back_on=back_on)
    disposal = disposal_of(answered, terms)
    assert disposal == on(begins), why
    if disposal is not None:
        until = idle_until(let_from=on(let), handed_back_on=back_on, up_to=NEVER)
        line = rent_line(RENT_DKK, disposal, max(disposal, until), RentMethod.YEARLY_365)
        assert (line.days, line.amount_dkk) == (days, Decimal(240) * days), why
