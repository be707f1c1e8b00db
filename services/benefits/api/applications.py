"""Applications: a case of any kind that no offer has asked for, and what is told of it afterwards."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AfterValidator, ConfigDict, Field, JsonValue

from kit.values.texts import Text
from kit.web.common import PROBLEMS, same_again
from kit.web.models import ApiModel, Day, Reference, YesOrNo
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.benefits.api.bodies import A_HOUSEHOLD
from services.benefits.api.callers import Applier
from services.benefits.api.facts import Amount, Area, HouseholdModel, PaidAmount, to_household
from services.benefits.api.models import CaseOut, FactAskedOut
from services.benefits.domain.cases.cases import Case, CaseFacts
from services.benefits.domain.entitlements.facts import PARTICULAR_AMOUNTS, Facts, Landlord, Particulars
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.households import Dwelling, DwellingClass
from services.benefits.domain.lanes.clock import Lane
from services.benefits.usecases.cases.apply import apply
from services.benefits.usecases.cases.supplement_case import supplement_case

router = APIRouter(prefix="/v1", tags=["applications"], route_class=StoryRoute, responses=PROBLEMS)


def _not_before_an_offer(kind: CaseKind) -> CaseKind:
    if kind is CaseKind.PRE_APPROVAL:
        raise ValueError(
            Text("Søges på POST /v1/fast-track-cases", "Is asked for at POST /v1/fast-track-cases"),
        )
    return kind


ApplicationKind = Annotated[CaseKind, AfterValidator(_not_before_an_offer)]

# Kept with the case, so nothing but a pointer may stand there.
ConfirmedHere = Annotated[
    list[Annotated[str, Field(pattern=r"^/[a-z0-9_/]{1,59}$")]],
    Field(max_length=20, description="JSON pointers of what is unusual, has been checked, and is right."),
]

A_FURNISHING_GRANT: dict[str, JsonValue] = {
    "kind": "furnishing_grant",
    "citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11",
    "reference": "A0042",
    "household": A_HOUSEHOLD,
    "facts": {"amount_dkk": "4000.00", "changed_circumstances": True, "necessary": True, "foreseeable": False},
}
SOME_ANSWERS: dict[str, JsonValue] = {"facts": {"foreseeable": True, "decisive_for_life": True}}


class DwellingIn(ApiModel):
    """A dwelling that is applied for, or lived in; the deposit where there is one."""

    rent_dkk: PaidAmount = Field(description="A month, without water, heat and electricity.", examples=["4500.00"])
    utilities_dkk: Amount = Field(description="Water, heat and electricity a month.", examples=["700.00"])
    deposit_dkk: Amount = Field(default=Decimal(0), examples=["25000.00"])
    first_let_year: Annotated[int, Field(strict=True, ge=1500, le=2200)] | None = None
    dwelling_class: DwellingClass = DwellingClass.FAMILY
    has_kitchen: YesOrNo = True
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


class FactsIn(ApiModel):
    """What only some kinds of case ask about; null where nobody has said. Another kind's facts are refused."""

    landlord: Landlord | None = None
    first_let_on: Day | None = Field(default=None, description="Deposit loan: the day of first use.")
    moved_for_renewal: YesOrNo | None = Field(default=None, description="Deposit loan: the old home is renewed.")
    cheaper_after_request: YesOrNo | None = Field(
        default=None, description="Deposit loan: a cheaper home, after the landlord has gone to the bailiff's court."
    )
    prepaid_rent_dkk: Amount | None = None
    allocated_by_municipality: YesOrNo | None = None
    housing_benefit_dkk: Amount | None = Field(default=None, description="Special support: a month.")
    amount_dkk: PaidAmount | None = Field(default=None, description="Applied for; in a rent subsidy, a month.")
    changed_circumstances: YesOrNo | None = None
    necessary: YesOrNo | None = None
    foreseeable: YesOrNo | None = None
    decisive_for_life: YesOrNo | None = None
    eviction_threatens: YesOrNo | None = None
    home_kept_by_payment: YesOrNo | None = None
    rent_payable_from_now: YesOrNo | None = None
    improves_housing: YesOrNo | None = None
    improves_work: YesOrNo | None = None
    obtains_dwelling: YesOrNo | None = None
    avoids_eviction: YesOrNo | None = None

    def to_particulars(self) -> Particulars:
        told = {
            name: getattr(self, f"{name}_dkk" if name in PARTICULAR_AMOUNTS else name)
            for name in Particulars.__dataclass_fields__
        }
        return Particulars(**told)


class SupplementIn(ApiModel):
    """Answers to what was asked; what is left out is not changed."""

    model_config = ConfigDict(json_schema_extra={"examples": [SOME_ANSWERS]})

    household: HouseholdModel | None = None
    dwelling: DwellingIn | None = None
    facts: FactsIn = FactsIn()
    confirmed: ConfirmedHere = Field(default_factory=list)

    def to_known(self) -> Facts:
        return Facts(
            household=to_household(self.household) if self.household else None,
            dwelling=self.dwelling.to_dwelling() if self.dwelling else None,
            particulars=self.facts.to_particulars(),
            confirmed=tuple(self.confirmed),
        )


class ApplicationIn(SupplementIn):
    """An application under a reference of its own, with as much as is known."""

    model_config = ConfigDict(json_schema_extra={"examples": [A_FURNISHING_GRANT]})

    kind: ApplicationKind
    citizen_id: UUID
    reference: Reference
    lane: Lane = Lane.ORDINARY


class ApplicationOut(CaseOut):
    """Where the case stands, and everything that is still missing; while anything is, its clock does not run."""

    missing: list[FactAskedOut]

    @staticmethod
    def of(case: Case) -> "ApplicationOut":
        asked = [FactAskedOut.model_validate(each) for each in case.lacks]
        return ApplicationOut(**CaseOut.model_validate(case).model_dump(), missing=asked)


@router.post(
    "/cases",
    status_code=201,
    summary="Apply for help of any kind",
    name="apply",
    responses=same_again(ApplicationOut),
)
async def post(body: ApplicationIn, story: CurrentStory, _: Applier, response: Response) -> ApplicationOut:
    """A case with its own rules by its kind. The same reference with the same content is answered with the case (200);
    other content is refused (409). What is missing is asked for at once; what cannot be right, and amounts that are
    unusual, are told at once, and no case is opened before they are put right or confirmed."""
    known = body.to_known()
    facts = CaseFacts(
        citizen_id=body.citizen_id,
        nomination_reference=body.reference,
        household=known.household,
        dwelling=known.dwelling,
        complete_at=story.now,
        offer_due_at=None,
        particulars=known.particulars,
        confirmed=known.confirmed,
    )
    case, is_new = await apply(story, body.kind, facts, body.lane)
    response.status_code = 201 if is_new else 200
    response.headers["Location"] = f"/benefits/v1/cases/{case.id}"
    response.headers["ETag"] = etag(case.version)
    return ApplicationOut.of(case)


@router.put("/cases/{case_id}/facts", summary="Tell what a case lacks", name="supplement_case")
async def put_facts(
    case_id: UUID, body: SupplementIn, story: CurrentStory, _: Applier, version: IfMatch, response: Response
) -> ApplicationOut:
    """With the last answer the application is complete, and its clock runs from then. What has been told already is
    not changed here (409), and an offer's household and dwelling come from the offer."""
    case = await supplement_case(story, case_id, body.to_known(), version)
    response.headers["ETag"] = etag(case.version)
    return ApplicationOut.of(case)
