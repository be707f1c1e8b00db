"""Affordability statements: counted for whoever asks, and not stored."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kit.database.stories import Story
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, Dkk, ReasonOut, TextOut, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute, Tell
from services.benefits.api.callers import AffordabilityReader
from services.benefits.api.facts import Area, Confirmed
from services.benefits.api.models import LineOut, RateUsedOut
from services.benefits.domain.affordability.affordability import FixedCost, Verdict
from services.benefits.domain.affordability.housing_benefit import HousingCost
from services.benefits.domain.affordability.statement import Home, Statement
from services.benefits.domain.households.circumstances import Applicant, Circumstances
from services.benefits.domain.households.households import Benefit
from services.benefits.domain.households.means import Means
from services.benefits.domain.lines import Line
from services.benefits.usecases.affordability.make_statement import make_statement

Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]
TOLD = Decimal(1_000_000_000)
CostName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class UnkeptRoute(StoryRoute):
    """A POST that makes nothing: its answer holds a citizen's means, so it is not even kept for a repeat."""

    async def _once(self, request: Request, story: Story, key: str, body: bytes, tell: Tell) -> Response:  # noqa: ARG002
        return await tell(request)


router = APIRouter(prefix="/v1", tags=["affordability"], route_class=UnkeptRoute, responses=PROBLEMS)


class CircumstancesIn(ApiModel):
    """What the rate of a benefit depends on; null where nobody has asked. A fact that is needed is asked for."""

    born_on: Day | None = None
    lives_with_parents: YesOrNo = False
    provides_elsewhere: YesOrNo = False
    extra_child_benefit: YesOrNo | None = Field(
        default=None, description="The right to ekstra børnetilskud for an own child at the address."
    )
    pregnant: YesOrNo = False
    diagnosis: YesOrNo = False
    activity_supplement: YesOrNo = False
    meets_residence_requirement: YesOrNo | None = None
    worked_two_and_a_half_years: YesOrNo | None = None
    ready_for_activity: YesOrNo = False
    adaptation_supplement: YesOrNo = False
    residence_years: Annotated[int, Field(strict=True, ge=0, le=120)] | None = None
    pension_age_reached_on: Day | None = None

    def to_circumstances(self) -> Circumstances:
        return Circumstances(**{name: getattr(self, name) for name in Circumstances.__dataclass_fields__})


class ApplicantIn(ApiModel):
    """Who moves in and what they live on a month: after tax where it is known, else before tax, else by its kind."""

    adults: int = Field(strict=True, ge=1, le=10, examples=[1])
    children: int = Field(strict=True, ge=0, le=15, examples=[0])
    children_birth_years: list[Year] = Field(default_factory=list, max_length=15)
    birth_year: Year
    benefit: Benefit
    wealth_dkk: Dkk
    income_after_tax_dkk: Dkk | None = None
    income_before_tax_dkk: Dkk | None = None
    others_after_tax_dkk: Dkk | None = Field(default=None, description="What the other adults have after tax.")
    circumstances: CircumstancesIn = Field(default_factory=CircumstancesIn)

    def to_applicant(self) -> Applicant:
        return Applicant(
            adults=self.adults,
            children=self.children,
            birth_year=self.birth_year,
            benefit=self.benefit,
            wealth=self.wealth_dkk,
            income_after_tax=self.income_after_tax_dkk,
            income_before_tax=self.income_before_tax_dkk,
            others_after_tax=self.others_after_tax_dkk,
            children_birth_years=tuple(self.children_birth_years),
            circumstances=self.circumstances.to_circumstances(),
        )


class HomeIn(ApiModel):
    """What the dwelling costs a month: rent without water, heat and electricity, and those apart."""

    rent_dkk: Dkk
    utilities_dkk: Dkk
    area_m2: Area | None = None
    has_kitchen: YesOrNo = True
    for_severely_disabled: YesOrNo = False
    without_maximum: YesOrNo = Field(default=False, description="An assigned dwelling without maximum of boligydelse.")


class OtherCostIn(ApiModel):
    """Another fixed cost a month: licence, insurance, transport."""

    name: CostName
    amount_dkk: Dkk


class StatementIn(ApiModel):
    """A household, a dwelling, and the day whose rates are counted by."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "on": "2025-08-01",
                    "household": {
                        "adults": 1,
                        "children": 0,
                        "birth_year": 1980,
                        "benefit": "cash_benefit_higher",
                        "wealth_dkk": "0.00",
                    },
                    "dwelling": {"rent_dkk": "4500.00", "utilities_dkk": "700.00", "area_m2": 60},
                    "other_costs": [{"name": "Forsikring", "amount_dkk": "150.00"}],
                }
            ]
        }
    )

    on: Day
    household: ApplicantIn
    dwelling: HomeIn
    other_costs: list[OtherCostIn] = Field(default_factory=list, max_length=20)
    confirmed: Confirmed = Field(default_factory=list)

    def to_home(self) -> Home:
        home = self.dwelling
        return Home(
            cost=HousingCost(
                home.rent_dkk, home.area_m2, home.has_kitchen, home.for_severely_disabled, home.without_maximum
            ),
            utilities=home.utilities_dkk,
            others=tuple(FixedCost(other.name, other.amount_dkk) for other in self.other_costs),
        )


class IncomeOut(BaseModel):
    """Income after tax a month by its bounds, line by line; null while it is a question."""

    benefit: Benefit
    at_least_dkk: Dkk | None
    at_most_dkk: Dkk | None
    before_tax_at_most_dkk: Dkk | None
    lines: list[LineOut]

    @staticmethod
    def of(means: Means) -> "IncomeOut":
        return IncomeOut(
            benefit=means.benefit,
            at_least_dkk=means.at_least,
            at_most_dkk=means.at_most,
            before_tax_at_most_dkk=means.before_tax if means.before_tax is None or means.before_tax < TOLD else None,
            lines=[_line(line) for line in means.lines],
        )


class NeededOut(BaseModel):
    """What must be known first: a fact at `pointer`, or the rate of a day."""

    pointer: str | None
    rate: str | None
    on: date | None
    text: TextOut


class StatementOut(BaseModel):
    """The sum line by line and what it says: guidance, never a refusal by itself."""

    verdict: Verdict
    income: IncomeOut
    lines: list[LineOut]
    highest_rent_dkk: Dkk | None = Field(description="The highest rent and utilities together.")
    reasons: list[ReasonOut]
    questions: list[NeededOut]
    rates: list[RateUsedOut]

    @staticmethod
    def of(made: Statement) -> "StatementOut":
        facts = [
            NeededOut(pointer=each.pointer, rate=None, on=None, text=TextOut.model_validate(each.text))
            for each in made.questions
        ]
        rates = [
            NeededOut(pointer=None, rate=each.key, on=each.day, text=TextOut.model_validate(each.question))
            for each in made.unknown
        ]
        return StatementOut(
            verdict=made.verdict,
            income=IncomeOut.of(made.income),
            lines=[_line(line) for line in made.lines],
            highest_rent_dkk=made.highest.amount if made.highest else None,
            reasons=[ReasonOut.model_validate(reason) for reason in made.reasons],
            questions=facts + rates,
            rates=[RateUsedOut.of(rate) for rate in made.rates],
        )


def _line(line: Line) -> LineOut:
    text = TextOut.model_validate(line.text)
    return LineOut(name=line.name, amount_dkk=line.amount, text=text, source=line.source or None)


@router.post("/affordability-statements", summary="Count what a household can afford", name="make_statement")
async def post(body: StatementIn, story: CurrentStory, _: AffordabilityReader) -> StatementOut:
    """Income after tax as given, or from the kind of benefit on the day with tax by its bounds; housing benefit; rent,
    utilities and other fixed costs; the municipality's guideline. Everything that contradicts itself or is unusual is
    told at once; what is unusual may be confirmed. A rate or a fact that is missing gives a question, never a guess.
    Nothing is stored, also not for a repeat."""
    made = await make_statement(story, body.household.to_applicant(), body.to_home(), body.on, body.confirmed)
    return StatementOut.of(made)
