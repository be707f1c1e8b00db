"""Nominations, and the shortlist of a vacancy."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, CvrNumber, Day, Dkk, ReasonOut, Reference, TextOut, YesOrNo
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute, etag
from services.allocation.api.callers import CurrentVault, NominationReader, Nominator, ShortlistReader
from services.allocation.api.models import Year
from services.allocation.domain.matching.shortlist import Shortlist
from services.allocation.domain.nominations.nomination import Nomination, NominationFacts
from services.allocation.domain.nominations.situations import NominationStatus, Situation, SupportNeeds
from services.allocation.store import nominations
from services.allocation.usecases.matching.read_shortlist import read_shortlist
from services.allocation.usecases.nominations.nominate_citizen import nominate_citizen

EstateReference = Annotated[
    str, Field(pattern=r"^[0-9]{8}/[A-Za-z0-9-]{1,20}$", examples=["99000236/06"], description="CVR number/estate.")
]

router = APIRouter(prefix="/v1", tags=["nominations"], route_class=StoryRoute, responses=PROBLEMS)


class NominationIn(ApiModel):
    """A citizen put forward. Name and CPR number may be left out: nothing but the lease needs them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reference": "C0152",
                    "nominated_on": "2025-01-03",
                    "homeless_since_on": "2024-11-19",
                    "birth_year": 1992,
                    "adults": 1,
                    "children": 0,
                    "benefit": "cash_benefit_minimum",
                    "income_after_tax_dkk": "5940.00",
                    "wealth_dkk": "12900.00",
                    "situation": "with_others",
                    "support_needs": "low",
                    "needs_lift": False,
                    "has_pet": False,
                    "debt_to_cvr": None,
                    "unpaid_deposit_loan": False,
                    "protected_address": False,
                    "wanted_estates": [],
                    "unwanted_estates": ["99000236/06"],
                    "highest_floor_without_lift": 2,
                    "leaving_care": False,
                }
            ]
        }
    )

    reference: Reference
    nominated_on: Day
    homeless_since_on: Day
    birth_year: Year
    adults: Count
    children: Count
    benefit: Annotated[str, Field(pattern=r"^[a-z_]{1,60}$")]
    income_after_tax_dkk: Dkk
    wealth_dkk: Dkk
    situation: Situation
    support_needs: SupportNeeds
    needs_lift: YesOrNo
    has_pet: YesOrNo
    debt_to_cvr: CvrNumber | None = None
    unpaid_deposit_loan: YesOrNo
    protected_address: YesOrNo
    wanted_estates: list[EstateReference] = Field(default=[], max_length=50, description="None: anywhere.")
    unwanted_estates: list[EstateReference] = Field(default=[], max_length=50)
    highest_floor_without_lift: Count | None = Field(default=None, description="0 is the ground floor.")
    leaving_care: YesOrNo = Field(default=False, description="A young person who moves out of a placement.")
    name: str | None = Field(default=None, min_length=1, max_length=200)
    cpr_number: Annotated[str, Field(pattern=r"^[0-9]{10}$")] | None = None

    def to_facts(self) -> NominationFacts:
        values = {name: getattr(self, name) for name in NominationFacts.__dataclass_fields__}
        amounts = {name: value.quantize(Decimal("0.01")) for name, value in values.items() if name.endswith("_dkk")}
        lists = {name: tuple(sorted(set(values[name]))) for name in ("wanted_estates", "unwanted_estates")}
        return NominationFacts(**values | amounts | lists)


class NominationOut(BaseModel):
    """Where a nomination stands; `highest_rent_dkk` is with utilities, a month, as benefits found it."""

    id: UUID
    citizen_id: UUID
    reference: str
    nominated_on: date
    status: NominationStatus
    highest_rent_dkk: Dkk | None
    ability_question: TextOut | None
    version: int

    @staticmethod
    def of(nomination: Nomination) -> "NominationOut":
        return NominationOut(
            id=nomination.id,
            citizen_id=nomination.citizen_id,
            reference=nomination.facts.reference,
            nominated_on=nomination.facts.nominated_on,
            status=nomination.status,
            highest_rent_dkk=nomination.highest_rent_dkk,
            ability_question=TextOut.model_validate(nomination.ability_question)
            if nomination.ability_question
            else None,
            version=nomination.version,
        )


class FittingOut(BaseModel):
    """One who fits, and what decided the place."""

    nomination_id: UUID
    reference: str
    order: list[TextOut]
    reasons: list[ReasonOut]


class StoppedOut(BaseModel):
    """One who does not fit, and the first rule that stopped them."""

    nomination_id: UUID
    reference: str
    reason: ReasonOut


class ShortlistOut(BaseModel):
    """Decision support: who fits, in order, and why the others do not. A caseworker decides."""

    criteria_version: str
    fitting: list[FittingOut]
    stopped: list[StoppedOut]

    @staticmethod
    def of(found: Shortlist) -> "ShortlistOut":
        def named(candidate: Any) -> dict[str, Any]:
            return {"nomination_id": candidate.nomination_id, "reference": candidate.reference}

        return ShortlistOut(
            criteria_version=found.criteria_version,
            fitting=[
                FittingOut(
                    **named(one.candidate),
                    order=[TextOut.model_validate(text) for text in one.order],
                    reasons=[ReasonOut.model_validate(reason) for reason in one.reasons],
                )
                for one in found.fitting
            ],
            stopped=[
                StoppedOut(**named(one.candidate), reason=ReasonOut.model_validate(one.reason)) for one in found.stopped
            ],
        )


@router.post("/nominations", status_code=201, summary="Nominate a citizen", name="post_nomination")
async def post(
    body: NominationIn, story: CurrentStory, _: Nominator, vault: CurrentVault, response: Response
) -> NominationOut:
    """The same reference with the same content is the same nomination (200). Benefits is asked at once what the
    household can pay."""
    nomination, is_new = await nominate_citizen(story, vault, body.to_facts(), body.name, body.cpr_number)
    response.status_code = 201 if is_new else 200
    response.headers["ETag"] = etag(nomination.version)
    response.headers["Location"] = f"/allocation/v1/nominations/{nomination.id}"
    return NominationOut.of(nomination)


@router.get("/nominations", summary="List nominations", name="list_nominations")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: NominationReader,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[NominationOut]:
    """The municipality's nominations; no names."""
    page = await nominations.list_nominations(story, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [NominationOut.of(nomination) for nomination in page]


@router.get("/nominations/{nomination_id}", summary="Look at one nomination", name="get_nomination")
async def get(nomination_id: UUID, story: CurrentStory, _: NominationReader) -> NominationOut:
    """Where it stands, and what benefits found the household can pay."""
    return NominationOut.of(await nominations.get_nomination(story, nomination_id))


@router.get("/vacancies/{vacancy_id}/shortlist", summary="Ask who fits a claimed vacancy", name="get_shortlist")
async def get_shortlist(vacancy_id: UUID, story: CurrentStory, _: ShortlistReader) -> ShortlistOut:
    """Needs a token that names a person; the reading is recorded."""
    return ShortlistOut.of(await read_shortlist(story, vacancy_id))
