"""Amounts in Danish kroner, exact to the øre."""

from decimal import ROUND_HALF_UP, Decimal

OERE = Decimal("0.01")


def rounded(amount: Decimal) -> Decimal:
    """The amount to the øre, half up."""
    return amount.quantize(OERE, rounding=ROUND_HALF_UP)
