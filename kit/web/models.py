"""Building blocks of API models: strict shapes, amounts as decimal strings, moments with their offset."""

from decimal import Decimal
from typing import Annotated

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from kit.values.texts import Text

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
Moment = AwareDatetime
MunicipalityCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$"), Field(examples=["0217"])]
CvrNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$"), Field(examples=["99000236"])]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9._:/-]+$")]
EstateNumber = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9-]+$")]


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
