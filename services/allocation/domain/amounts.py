"""Numbers as people read them, in Danish and in English."""

from decimal import Decimal

from kit.values.money import rounded
from kit.values.texts import Text

_DANISH_MARKS = str.maketrans(",.", ".,")


def kroner(amount: Decimal) -> Text:
    """An amount: `4.500 kr.` and `DKK 4,500`; øre are shown where there are any."""
    exact = rounded(amount)
    written = f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"
    return Text(f"{written.translate(_DANISH_MARKS)} kr.", f"DKK {written}")


def kroner_of(oere: int) -> Text:
    """The same of an amount in whole øre; thousands of them are written at once."""
    whole, rest = divmod(oere, 100)
    written = f"{whole:,}" if rest == 0 else f"{whole:,}.{rest:02}"
    return Text(f"{written.translate(_DANISH_MARKS)} kr.", f"DKK {written}")
