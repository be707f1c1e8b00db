"""What the person who gives a pre-approval decides beside the amounts: from when, to when, for which dwellings."""

import calendar
from dataclasses import dataclass
from datetime import date

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.households.households import DwellingClass
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook, UnknownRate
from services.benefits.domain.wording import day_in_words

LONGEST_MONTHS = 120
USUAL_CLASSES = (DwellingClass.FAMILY, DwellingClass.YOUTH, DwellingClass.ELDERLY)
"""All but single rooms, for which the limit of income is another (boligstøtteloven § 56)."""


class PeriodNeeded(Unprocessable):
    slug = "rate-needed"
    title = Text("En sats skal indtastes først", "A rate must be entered first")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Terms:
    """As the person wants it; what is left out is today, as long as may be, and every usual class of dwelling."""

    valid_from_on: date | None = None
    valid_to_on: date | None = None
    dwelling_classes: tuple[DwellingClass, ...] = ()

    @property
    def classes(self) -> tuple[DwellingClass, ...]:
        """The classes of dwelling that it holds for."""
        return tuple(dict.fromkeys(self.dwelling_classes)) or USUAL_CLASSES


USUAL_TERMS = Terms()


def period_of(terms: Terms, today: date, rates: RateBook) -> Period:
    """The period: not before today, and no longer than the municipality's own number of months from today.

    Raises Unprocessable with every day that cannot be, and PeriodNeeded where the number of months is not known.
    """
    months = rates.on(RateKey.PRE_APPROVAL_MONTHS, today)
    if isinstance(months, UnknownRate):
        raise PeriodNeeded(months.question, extra={"rate": months.key, "on": months.day.isoformat()})
    latest = months_after(today, min(int(months.value), LONGEST_MONTHS))
    first, last = terms.valid_from_on or today, terms.valid_to_on or latest
    errors = []
    if first < today:
        text = Text("Ligger før i dag: der gives ikke tilsagn bagud", "Is before today: none is given backwards")
        errors.append(FieldError("/pre_approval/valid_from_on", text))
    if first > latest:
        words = day_in_words(latest)
        text = Text(f"Kan senest begynde {words.da}", f"Can begin on {words.en} at the latest")
        errors.append(FieldError("/pre_approval/valid_from_on", text))
    elif last < first:
        text = Text("Tilsagnet slutter, før det begynder", "The pre-approval ends before it begins")
        errors.append(FieldError("/pre_approval/valid_to_on", text))
    if last > latest:
        words = day_in_words(latest)
        text = Text(f"Kan højst gælde til {words.da}", f"Can be in force until {words.en} at most")
        errors.append(FieldError("/pre_approval/valid_to_on", text))
    if errors:
        raise Unprocessable(errors=errors)
    return Period(first, last)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a month that is shorter."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
