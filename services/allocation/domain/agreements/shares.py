"""The share of the vacancies that the municipality may claim: a fraction n/d, never a float."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text

WRITTEN_SHARE = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


class InvalidAgreement(Unprocessable):
    """The agreement cannot stand as it is written."""

    slug = "invalid-agreement"
    title = Text("Aftalen kan ikke gælde, som den er skrevet", "The agreement cannot stand as it is written")


def refused_share(text: Text) -> InvalidAgreement:
    """The problem that points at the share."""
    return InvalidAgreement(text, errors=[FieldError("/share", text)])


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction from 0 to 1 in whole numbers, so that both sides get the same count with pen and paper.

    2/8 and 1/4 are the same share. A float is refused: 0.1 + 0.2 is not 0.3.
    """

    fraction: Fraction

    def __post_init__(self) -> None:
        if not isinstance(self.fraction, Fraction):
            raise TypeError("a share is a Fraction: a float would round the right away")
        if not 0 <= self.fraction <= 1:
            raise refused_share(Text("Andelen skal ligge fra 0 til 1", "The share must lie from 0 to 1"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The share written as `n/d`, for instance `1/4`; anything else is refused, decimal numbers too."""
        written = WRITTEN_SHARE.fullmatch(text)
        if written is None or int(written[2]) == 0:
            raise refused_share(
                Text("Andelen skrives som en brøk, f.eks. 1/4", "The share is written as a fraction, such as 1/4")
            )
        return cls(Fraction(int(written[1]), int(written[2])))

    def rights_of(self, countable: int) -> int:
        """The whole rights that so many vacancies give, rounded down: "up to" every fourth is a maximum."""
        return countable * self.fraction.numerator // self.fraction.denominator

    def __str__(self) -> str:
        return f"{self.fraction.numerator}/{self.fraction.denominator}"


QUARTER = Share(Fraction(1, 4))
