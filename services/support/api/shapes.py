"""Dates, moments and numbers as they are written, and nothing that only resembles them."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, Field, StrictBool, StrictInt

from kit.values.texts import Text


def _written(value: object) -> object:
    # A bare number would be read as seconds since 1970, which nobody means.
    if isinstance(value, int | float):
        text = Text("Skal skrives som tekst, fx 2025-03-03", "Must be written as text, such as 2025-03-03")
        raise ValueError(text)
    return value


# Beyond these years a date is a slip of the finger, and a course could not be counted from it.
FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)

Day = Annotated[date, BeforeValidator(_written), Field(ge=FIRST, le=LAST)]
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_written),
    Field(ge=datetime.combine(FIRST, datetime.min.time(), UTC), le=datetime.combine(LAST, datetime.min.time(), UTC)),
]
WholeNumber = StrictInt
YesOrNo = StrictBool
# PostgreSQL's integer is the widest that is stored; what a number may be is said by the rule it belongs to.
Count = Annotated[StrictInt, Field(ge=-(2**31), le=2**31 - 1)]
