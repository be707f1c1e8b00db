"""A table of rates before it is in force: its faults by line, its differences in words, what is to be confirmed.

A gap is allowed in a row that somebody enters (a date in it asks); in next year's table it is a slip, and is told.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.benefits.domain.rates.entering import value_faults
from services.benefits.domain.rates.rate_keys import YES_OR_NO, RateKey
from services.benefits.domain.rates.rate_kinds import RATE_KINDS
from services.benefits.domain.rates.rates import Rate, RateBook, rate_table
from services.benefits.domain.wording import day_in_words, percent_in_words

HUNDRED = Decimal(100)
ONE_DAY = timedelta(days=1)
Placed = tuple[str, Rate]


@dataclass(frozen=True, slots=True)
class Difference:
    """One line against what stands: in words, and the question where the change is unusually large."""

    place: str
    rate: Rate
    old: Decimal | None
    text: Text
    question: Text | None


@dataclass(frozen=True, slots=True)
class Review:
    """What an import would change, and what is wrong with it; with a fault nothing can be approved.

    A gap may be right (nobody has the rate of that year), so whoever imports may confirm it.
    """

    differences: tuple[Difference, ...]
    faults: tuple[FieldError, ...]
    gaps: tuple[FieldError, ...] = ()

    def told(self, confirmed: Collection[str]) -> list[FieldError]:
        """The faults, and the gaps that nobody has confirmed."""
        return [*self.faults, *(gap for gap in self.gaps if gap.pointer not in confirmed)]

    def unanswered(self, confirmed: Collection[str]) -> list[Difference]:
        """The questioned lines that nobody has confirmed."""
        return [each for each in self.differences if each.question and each.place not in confirmed]


def review(lines: Sequence[Placed], local: Sequence[Rate], national: Sequence[Rate]) -> Review:
    """The lines against the municipality's own rows and the national ones. A line replaces the row of its first day."""
    faults, gaps = [*_values(lines), *_periods(lines), *_given_twice(lines)], []
    if not faults:
        stand = _standing(lines, local)
        faults, gaps = [*_overlaps(lines, stand)], [*_gaps(lines, stand, national)]
    book = RateBook(rate_table(local), rate_table(national))
    differences = tuple(_difference(place, rate, book, local) for place, rate in lines)
    return Review(differences, tuple(faults), tuple(gaps))


def _standing(lines: Sequence[Placed], local: Sequence[Rate]) -> list[Rate]:
    replaced = {(rate.key, rate.valid_from) for _, rate in lines}
    return [rate for rate in local if (rate.key, rate.valid_from) not in replaced]


def _values(lines: Sequence[Placed]) -> Iterator[FieldError]:
    for place, rate in lines:
        for column, text in value_faults(rate):
            yield FieldError(f"{place}/{column}", text)


def _periods(lines: Sequence[Placed]) -> Iterator[FieldError]:
    text = Text("Slutter, før den har gældt en dag", "Ends before it has been valid for a day")
    for place, rate in lines:
        if rate.valid_to is not None and rate.valid_to <= rate.valid_from:
            yield FieldError(f"{place}/valid_to", text)


def _given_twice(lines: Sequence[Placed]) -> Iterator[FieldError]:
    text = Text("Samme sats og dag er nævnt før", "The same rate and first day have been given before")
    seen: set[tuple[RateKey, date]] = set()
    for place, rate in lines:
        if (rate.key, rate.valid_from) in seen:
            yield FieldError(f"{place}/valid_from", text)
        seen.add((rate.key, rate.valid_from))


def _overlaps(lines: Sequence[Placed], stand: Sequence[Rate]) -> Iterator[FieldError]:
    """Against what stands and against the lines before it, so that each pair is told once."""
    for number, (place, rate) in enumerate(lines):
        others = [*stand, *(before for _, before in lines[:number])]
        for other in others:
            if rate.overlaps(other):
                da, en = _period(other).da, _period(other).en
                text = Text(
                    f"{rate.key}: gælder på samme dage som rækken {da} ({other.value:f}); afslut den i samme fil",
                    f"{rate.key}: is valid on the same days as the row {en} ({other.value:f}); end it in the same file",
                )
                yield FieldError(f"{place}/valid_from", text)


def _gaps(lines: Sequence[Placed], stand: Sequence[Rate], national: Sequence[Rate]) -> Iterator[FieldError]:
    """Days without a rate just before or just after a line, where the rate is known on the other side of them."""
    for place, rate in lines:
        same = [each for each in (*stand, *national, *(sent for _, sent in lines)) if each.key == rate.key]
        for first, second in pairwise(_covered(same)):
            if rate.valid_from == second[0] or rate.valid_to == first[1]:
                assert first[1] is not None
                start, end = day_in_words(first[1]), day_in_words(second[0] - ONE_DAY)
                text = Text(
                    f"{rate.key}: ingen sats gælder fra {start.da} til {end.da}",
                    f"{rate.key}: no rate is valid from {start.en} to {end.en}",
                )
                yield FieldError(f"{place}/{'valid_from' if rate.valid_from == second[0] else 'valid_to'}", text)


def _covered(rates: Sequence[Rate]) -> list[tuple[date, date | None]]:
    """The unbroken periods that the rows cover together, in order."""
    periods: list[tuple[date, date | None]] = []
    for rate in sorted(rates, key=lambda each: each.valid_from):
        if periods and (periods[-1][1] is None or rate.valid_from <= periods[-1][1]):
            start, end = periods[-1]
            periods[-1] = (start, None if end is None or rate.valid_to is None else max(end, rate.valid_to))
        else:
            periods.append((rate.valid_from, rate.valid_to))
    return periods


def _difference(place: str, rate: Rate, book: RateBook, local: Sequence[Rate]) -> Difference:
    replaced = next((row for row in local if (row.key, row.valid_from) == (rate.key, rate.valid_from)), None)
    before = replaced or _in_force(book, rate)
    name, period, value = RATE_KINDS[rate.key].name, _period(rate), f"{rate.value:f} {rate.unit}"
    if before is None:
        text = Text(f"{name.da}, {period.da}: {value} (ny)", f"{name.en}, {period.en}: {value} (new)")
        return Difference(place, rate, None, text, None)
    old = before.value
    text = Text(
        f"{name.da}, {period.da}: fra {old:f} til {value}{_change(old, rate.value).da}",
        f"{name.en}, {period.en}: from {old:f} to {value}{_change(old, rate.value).en}",
    )
    return Difference(place, rate, old, text, _jump(rate, old, book))


def _in_force(book: RateBook, rate: Rate) -> Rate | None:
    """The row that is in force on the line's first day, else on the day before it."""
    days = [day for day in (rate.valid_from, rate.valid_from - ONE_DAY) if day > date.min]
    rows = [book.local.on(rate.key, day) or book.national.on(rate.key, day) for day in days]
    return next((row for row in rows if row is not None), None)


def _jump(rate: Rate, old: Decimal, book: RateBook) -> Text | None:
    """A change of more than the parameter is questioned; where the parameter is unknown, every change is."""
    if rate.unit == YES_OR_NO or rate.value == old:
        return None
    limit = book.on(RateKey.JUMP_QUESTIONED, rate.valid_from)
    most = limit.value if isinstance(limit, Rate) else Decimal(0)
    if old and abs(rate.value - old) * HUNDRED <= most * old:
        return None
    asked = percent_in_words(most)
    return Text(
        f"Ændringen er over {asked.da}: er {rate.value:f} rigtigt?",
        f"The change is above {asked.en}: is {rate.value:f} right?",
    )


def _change(old: Decimal, new: Decimal) -> Text:
    if old == new:
        return Text(" (uændret)", " (unchanged)")
    if not old:
        return Text("", "")
    percent = ((new - old) * HUNDRED / old).quantize(Decimal("0.1"))
    shown = percent_in_words(abs(percent))
    return Text(f" ({'+' if new > old else '-'}{shown.da})", f" ({'+' if new > old else '-'}{shown.en})")


def _period(rate: Rate) -> Text:
    start = day_in_words(rate.valid_from)
    if rate.valid_to is None:
        return Text(f"fra {start.da}", f"from {start.en}")
    end = day_in_words(rate.valid_to - ONE_DAY)
    return Text(f"{start.da}-{end.da}", f"{start.en} to {end.en}")
