"""Entering rates: what is refused, and where in what was sent the fault lies."""

from collections.abc import Sequence
from decimal import Decimal

from kit.values.money import rounded
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.rates.rate_keys import (
    A_MONTH,
    A_YEAR,
    CHILDREN,
    DKK,
    HOUR_OF_DAY,
    HOURS,
    MONTHS,
    PERCENT,
    WEEKS,
    WORKING_DAYS,
    YEARS,
    YES_OR_NO,
)
from services.benefits.domain.rates.rate_kinds import RATE_KINDS
from services.benefits.domain.rates.rates import EmptyPeriod, OverlappingRates, Rate, rate_table

HIGHEST = {
    PERCENT: Decimal(100),
    HOURS: Decimal(8_760),
    HOUR_OF_DAY: Decimal(24),
    WORKING_DAYS: Decimal(260),
    WEEKS: Decimal(52),
    YES_OR_NO: Decimal(1),
    YEARS: Decimal(120),
    MONTHS: Decimal(120),
    CHILDREN: Decimal(15),
}
KRONER = frozenset({A_YEAR, A_MONTH, DKK})
AT_LEAST_ONE = frozenset({HOURS, WORKING_DAYS, WEEKS, YEARS, MONTHS, CHILDREN})
WHOLE = AT_LEAST_ONE | {YES_OR_NO, HOUR_OF_DAY}


class RatesRefused(Unprocessable):
    slug = "rates-refused"
    title = Text("Satserne kan ikke indtastes sådan", "The rates cannot be entered like this")


def merged(before: Sequence[Rate], entered: Sequence[Rate]) -> list[Rate]:
    """The municipality's rows once the entered ones are added, or replace those of the same key and first day.

    Raises RatesRefused, pointing at each row at fault; an overlap names both rows.
    """
    errors = [error for number, rate in enumerate(entered) for error in _faults(number, rate)]
    errors += _given_twice(entered)
    if errors:
        raise RatesRefused(errors=errors)
    by_start = {(rate.key, rate.valid_from): rate for rate in before}
    by_start |= {(rate.key, rate.valid_from): rate for rate in entered}
    try:
        rate_table(by_start.values())
    except OverlappingRates as overlap:
        raise RatesRefused(errors=[_overlap(overlap, entered)]) from overlap
    except EmptyPeriod as empty:
        text = Text("Slutter, før den har gældt en dag", "Ends before it has been valid for a day")
        raise RatesRefused(errors=[FieldError(f"/rates/{entered.index(empty.rate)}/valid_to", text)]) from empty
    return list(by_start.values())


def _faults(number: int, rate: Rate) -> list[FieldError]:
    return [FieldError(f"/rates/{number}/{field}", text) for field, text in value_faults(rate)]


def value_faults(rate: Rate) -> list[tuple[str, Text]]:
    """What is wrong with a row's unit or value, by field."""
    faults: list[tuple[str, Text]] = []
    kind = RATE_KINDS[rate.key]
    if rate.unit != kind.unit:
        faults.append(("unit", Text(f"Enheden er {kind.unit}", f"The unit is {kind.unit}")))
    too_high = rate.value > HIGHEST.get(kind.unit, rate.value)
    broken = kind.unit in WHOLE and rate.value != rate.value.to_integral_value()
    broken = broken or (kind.unit in KRONER and rate.value != rounded(rate.value))
    too_low = rate.value < (1 if kind.unit in AT_LEAST_ONE else 0)
    if too_high or too_low or broken:
        faults.append(("value", Text(f"Kan ikke være en værdi i {kind.unit}", f"Cannot be a value in {kind.unit}")))
    return faults


def _given_twice(entered: Sequence[Rate]) -> list[FieldError]:
    text = Text("Samme sats og dag er nævnt før", "The same rate and first day have been given before")
    starts = [(rate.key, rate.valid_from) for rate in entered]
    return [
        FieldError(f"/rates/{number}/valid_from", text)
        for number, start in enumerate(starts)
        if start in starts[:number]
    ]


def _overlap(overlap: OverlappingRates, entered: Sequence[Rate]) -> FieldError:
    at_fault = overlap.second if overlap.second in entered else overlap.first
    first, second = overlap.first, overlap.second
    text = Text(
        f"{first.key}: rækken fra {first.valid_from} ({first.value:f}) og rækken fra {second.valid_from} "
        f"({second.value:f}) gælder på samme dag",
        f"{first.key}: the row from {first.valid_from} ({first.value:f}) and the row from {second.valid_from} "
        f"({second.value:f}) are valid on the same day",
    )
    return FieldError(f"/rates/{entered.index(at_fault)}/valid_from", text)
