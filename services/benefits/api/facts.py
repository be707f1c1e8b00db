"""The shapes of a household and a dwelling, as callers send and read them."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from kit.web.models import ApiModel, Dkk
from services.benefits.domain.households.households import Benefit, Dwelling, DwellingClass, Household

Amount = Annotated[Dkk, Field(ge=0)]
PaidAmount = Annotated[Dkk, Field(gt=0)]
Area = Annotated[int, Field(ge=5, le=1000, description="Square metres: housing benefit counts an allowed area.")]
Confirmed = Annotated[
    list[Annotated[str, Field(max_length=60)]],
    Field(max_length=20, description="JSON pointers of unusual amounts that have been checked and are right."),
]


def _known(value: object) -> object:
    unknown = isinstance(value, str) and value not in set(Benefit) and KIND.fullmatch(value)
    return Benefit.OTHER if unknown else value


KIND = re.compile(r"[a-z_]{1,60}")
AnyBenefit = Annotated[
    Benefit,
    BeforeValidator(_known),
    WithJsonSchema({"type": "string", "pattern": "^[a-z_]{1,60}$", "examples": ["cash_benefit_higher"]}),
    Field(description="A kind that benefits does not know is counted as `other`, on the safe side."),
]


class HouseholdFields(ApiModel):
    """Who moves in, and what they live on a month."""

    adults: int = Field(ge=1, le=10, examples=[1])
    children: int = Field(ge=0, le=15, examples=[0])
    birth_year: int = Field(ge=1900, le=2200, examples=[1980])
    benefit: Benefit
    income_after_tax_dkk: Amount = Field(examples=["9800.00"])
    wealth_dkk: Amount = Field(examples=["0.00"])
    income_before_tax_dkk: Amount | None = Field(default=None, description="Where it has been seen.")


class HouseholdModel(HouseholdFields):
    """A household with what a deposit loan asks about."""

    unpaid_deposit_loan: bool = False
    first_home_after_eviction: bool | None = Field(
        default=None, description="Whether this is the first lasting home after an eviction for non-payment; if known."
    )

    @staticmethod
    def of(household: Household) -> "HouseholdModel":
        return HouseholdModel(
            adults=household.adults,
            children=household.children,
            birth_year=household.birth_year,
            benefit=household.benefit,
            income_after_tax_dkk=household.income_after_tax,
            wealth_dkk=household.wealth,
            income_before_tax_dkk=household.income_before_tax,
            unpaid_deposit_loan=household.unpaid_deposit_loan,
            first_home_after_eviction=household.first_home_after_eviction,
        )


def to_household(body: HouseholdFields) -> Household:
    """The household that was sent."""
    loan = body if isinstance(body, HouseholdModel) else None
    return Household(
        adults=body.adults,
        children=body.children,
        birth_year=body.birth_year,
        benefit=body.benefit,
        income_after_tax=body.income_after_tax_dkk,
        wealth=body.wealth_dkk,
        income_before_tax=body.income_before_tax_dkk,
        unpaid_deposit_loan=loan.unpaid_deposit_loan if loan else False,
        first_home_after_eviction=loan.first_home_after_eviction if loan else None,
    )


class DwellingModel(ApiModel):
    """What the dwelling costs. In an approval before there is an offer: the highest amounts, and no first year."""

    rent_dkk: PaidAmount = Field(description="A month, without water, heat and electricity.", examples=["4500.00"])
    utilities_dkk: Amount = Field(description="Water, heat and electricity a month.", examples=["700.00"])
    deposit_dkk: PaidAmount = Field(examples=["25000.00"])
    first_let_year: int | None = Field(ge=1500, le=2200, examples=[1983])
    dwelling_class: DwellingClass
    has_kitchen: bool = True
    area_m2: Area | None = None

    @staticmethod
    def of(dwelling: Dwelling) -> "DwellingModel":
        return DwellingModel(
            rent_dkk=dwelling.rent,
            utilities_dkk=dwelling.utilities,
            deposit_dkk=dwelling.deposit,
            first_let_year=dwelling.first_let_year,
            dwelling_class=dwelling.dwelling_class,
            has_kitchen=dwelling.has_kitchen,
            area_m2=dwelling.area_m2,
        )

    def to_dwelling(self) -> Dwelling:
        return Dwelling(
            rent=self.rent_dkk,
            utilities=self.utilities_dkk,
            deposit=self.deposit_dkk,
            first_let_year=self.first_let_year,
            dwelling_class=self.dwelling_class,
            has_kitchen=self.has_kitchen,
            area_m2=self.area_m2,
        )
