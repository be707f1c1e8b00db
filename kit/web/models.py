"""Building blocks of API models: strict shapes, amounts as decimal strings, moments with their offset."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)

from kit.values.texts import Text
from kit.web.messages import EIGHT_DIGITS, ESTATE_SIGNS, FOUR_DIGITS, REFERENCE_SIGNS

AMOUNT_PATTERN = r"^-?[0-9]{1,9}(\.[0-9]{1,2})?$"


class ApiModel(BaseModel):
    """A body: unknown fields are refused, so that a misspelt field is told and not lost."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, str_max_length=2000)


def _no_float(value: object) -> object:
    if isinstance(value, float | bool):
        raise ValueError(Text('Skal være et beløb som tekst, fx "4500.00"', 'Must be an amount as text: "4500.00"'))
    return value


Dkk = Annotated[
    Decimal,
    BeforeValidator(_no_float),
    Field(max_digits=11, decimal_places=2, allow_inf_nan=False),
    PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": AMOUNT_PATTERN, "examples": ["4500.00"]}),
]


def _written(value: object) -> object:
    # A bare number would be read as seconds since 1970, which nobody means.
    if isinstance(value, int | float):
        raise ValueError(Text("Skal skrives som tekst, fx 2025-03-03", "Must be written as text: 2025-03-03"))
    return value


# Beyond these a date is a slip of the finger, and no deadline could be counted from it.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
FIRST_MOMENT, LAST_MOMENT = (datetime(day.year, 1, 1, tzinfo=UTC) for day in (FIRST_DAY, LAST_DAY))

Day = Annotated[date, BeforeValidator(_written), Field(ge=FIRST_DAY, lt=LAST_DAY)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written), Field(ge=FIRST_MOMENT, lt=LAST_MOMENT)]
YesOrNo = StrictBool
# PostgreSQL's integer is the widest that is stored; what a number may be is said by the rule it belongs to.
Count = Annotated[StrictInt, Field(ge=-(2**31), lt=2**31)]
MunicipalityCode = Annotated[str, StringConstraints(pattern=FOUR_DIGITS), Field(examples=["0217"])]
CvrNumber = Annotated[str, StringConstraints(pattern=EIGHT_DIGITS), Field(examples=["99000236"])]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=REFERENCE_SIGNS)]
EstateNumber = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=ESTATE_SIGNS)]


class TextOut(BaseModel):
    """A sentence in both languages."""

    model_config = ConfigDict(from_attributes=True)

    da: str
    en: str


class ReasonOut(BaseModel):
    """One rule of a decision: its name, its section of law or clause, whether it was met, and why in words."""

    model_config = ConfigDict(from_attributes=True)

    rule: str
    source: str
    met: bool
    text: TextOut
