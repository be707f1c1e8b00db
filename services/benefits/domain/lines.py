"""A line of a sum, shown to people."""

from dataclasses import dataclass
from decimal import Decimal

from kit.values.texts import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sum, a month; what is paid is negative. `source` is the rule or the rate it comes from."""

    name: str
    amount: Decimal
    text: Text
    source: str = ""
