"""The shapes of a household and a dwelling, as callers send and read them."""

import re
from dataclasses import asdict
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from kit.web.models import ApiModel, Dkk
from services.benefits.domain.entitlements.facts import PARTICULAR_AMOUNTS, Landlord, Particulars
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


class DwellingOut(BaseModel):
    """What the dwelling of a case costs; in an application without a deposit the deposit is zero."""

    rent_dkk: Dkk
    utilities_dkk: Dkk
    deposit_dkk: Dkk
    first_let_year: int | None
    dwelling_class: DwellingClass
    has_kitchen: bool
    area_m2: int | None

    @staticmethod
    def of(dwelling: Dwelling) -> "DwellingOut":
        return DwellingOut(
            rent_dkk=dwelling.rent,
            utilities_dkk=dwelling.utilities,
            deposit_dkk=dwelling.deposit,
            first_let_year=dwelling.first_let_year,
            dwelling_class=dwelling.dwelling_class,
            has_kitchen=dwelling.has_kitchen,
            area_m2=dwelling.area_m2,
        )


class ParticularsOut(BaseModel):
    """What only some kinds of case ask about; null where nobody has said, or the kind does not ask."""

    landlord: Landlord | None
    first_let_on: date | None
    moved_for_renewal: bool | None
    cheaper_after_request: bool | None
    prepaid_rent_dkk: Dkk | None
    allocated_by_municipality: bool | None
    housing_benefit_dkk: Dkk | None
    amount_dkk: Dkk | None
    changed_circumstances: bool | None
    necessary: bool | None
    foreseeable: bool | None
    decisive_for_life: bool | None
    eviction_threatens: bool | None
    home_kept_by_payment: bool | None
    rent_payable_from_now: bool | None
    improves_housing: bool | None
    improves_work: bool | None
    obtains_dwelling: bool | None
    avoids_eviction: bool | None

    @staticmethod
    def of(told: Particulars) -> "ParticularsOut":
        named = {f"{name}_dkk" if name in PARTICULAR_AMOUNTS else name: value for name, value in asdict(told).items()}
        return ParticularsOut(**named)
