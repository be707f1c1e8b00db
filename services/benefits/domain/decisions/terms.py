"""How long the parties have: to answer a hearing, to complain, and to reassess a complaint."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kit.values.calendar import NO_DAYS, add_working_days, is_working_day, midnight_ending
from kit.values.problems import Unprocessable
from kit.values.texts import Text
from services.benefits.domain.lanes.running_time import days_off
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook, UnknownRate


class TermNeeded(Unprocessable):
    slug = "rate-needed"
    title = Text("En sats skal indtastes først", "A rate must be entered first")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one day. `closed` are the days that the municipality counts as closed although no holidays."""

    complaint_weeks: int
    reassessment_weeks: int
    warning_days: int
    closed: frozenset[date] = NO_DAYS

    def last_day_to_complain(self, received_on: date) -> date:
        """The same weekday so many weeks after the citizen received the decision; if closed, the next working day."""
        due = received_on + timedelta(weeks=self.complaint_weeks)
        return due if is_working_day(due, self.closed) else add_working_days(due, 1, self.closed)

    def reassessed_before(self, complained_on: date) -> datetime:
        """The end of the last day on which a complaint is reassessed in time; a closed day moves nothing."""
        return midnight_ending(complained_on + timedelta(weeks=self.reassessment_weeks))

    def warned_at(self, complained_on: date) -> datetime:
        """The start of the day so many working days before that last day."""
        day = complained_on + timedelta(weeks=self.reassessment_weeks)
        for _ in range(self.warning_days):
            day = _working_day_before(day, self.closed)
        return midnight_ending(day - timedelta(days=1))


def terms_of(day: date, rates: RateBook) -> Terms:
    """The terms by the rates of the day. Raises TermNeeded, naming the first term of law that is not known.

    A local choice that is not known holds nobody up: no day is closed beside the holidays, and the warning comes on the
    last day.
    """
    warning = rates.on(RateKey.REASSESSMENT_WARNING, day)
    return Terms(
        complaint_weeks=_whole(RateKey.COMPLAINT_DEADLINE, day, rates),
        reassessment_weeks=_whole(RateKey.REASSESSMENT_DEADLINE, day, rates),
        warning_days=0 if isinstance(warning, UnknownRate) else int(warning.value),
        closed=_closed_days(day, rates),
    )


def first_hearing_day(day: date, rates: RateBook) -> date:
    """The first day on which a hearing that is sent on the day may end. Raises TermNeeded."""
    count = _whole(RateKey.HEARING_DEADLINE, day, rates)
    return add_working_days(day, count, _closed_days(day, rates))


def _closed_days(day: date, rates: RateBook) -> frozenset[date]:
    return days_off(
        day.year,
        christmas_eve=_chosen(RateKey.CHRISTMAS_EVE_OFF, day, rates),
        new_years_eve=_chosen(RateKey.NEW_YEARS_EVE_OFF, day, rates),
        constitution_day=_chosen(RateKey.CONSTITUTION_DAY_OFF, day, rates),
    )


def _chosen(key: RateKey, day: date, rates: RateBook) -> bool:
    rate = rates.on(key, day)
    return not isinstance(rate, UnknownRate) and rate.value == 1


def _whole(key: RateKey, day: date, rates: RateBook) -> int:
    rate = rates.on(key, day)
    if isinstance(rate, UnknownRate):
        raise TermNeeded(rate.question, extra={"rate": rate.key, "on": rate.day.isoformat()})
    return int(rate.value)


def _working_day_before(day: date, closed: frozenset[date]) -> date:
    day -= timedelta(days=1)
    while not is_working_day(day, closed):
        day -= timedelta(days=1)
    return day
