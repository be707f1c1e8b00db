"""Amounts and days in words, in both languages."""

from datetime import date
from decimal import Decimal

from kit.values.money import rounded
from kit.values.texts import Text


def in_kroner(amount: Decimal) -> Text:
    """An amount as people write it: 4.500 kr. in Danish, DKK 4,500 in English; øre only where there are any."""
    exact = rounded(amount)
    english = f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"
    danish = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    return Text(f"{danish} kr.", f"DKK {english}")


def day_in_words(day: date) -> Text:
    """A day as people write it: 31.12.2025 in Danish, 2025-12-31 in English."""
    return Text(f"{day:%d.%m.%Y}", day.isoformat())


def percent_in_words(value: Decimal) -> Text:
    """A percentage as people write it: 22,5 % in Danish, 22.5 % in English."""
    plain = f"{value.normalize():f}"
    return Text(f"{plain.replace('.', ',')} %", f"{plain} %")
