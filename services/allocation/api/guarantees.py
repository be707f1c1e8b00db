"""The municipality's guarantee for a tenant: moving out, claims, decisions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.values.callers import Caller
from kit.web.common import PROBLEMS, same_again
from kit.web.models import ApiModel, Day, Dkk, ReasonOut, Reference
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.allocation.api.callers import AccountReader, GuaranteeClaimer, GuaranteeDecider
from services.allocation.domain.account.guarantees import (
    AskedClaim,
    ClaimStatus,
    DecisionCode,
    Guarantee,
    GuaranteeClaim,
    GuaranteeKind,
    decision_reasons,
)
from services.allocation.store import guarantees
from services.allocation.usecases.account.claim_guarantee import claim_guarantee, decide_claim
from services.allocation.usecases.account.read_guarantee import read_guarantee
from services.allocation.usecases.account.report_move_out import report_move_out

router = APIRouter(prefix="/v1", tags=["guarantees"], route_class=StoryRoute, responses=PROBLEMS)


class MoveOutIn(ApiModel):
    """The day the tenant moved out."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"moved_out_on": "2026-02-28"}]})

    moved_out_on: Day


class ClaimIn(ApiModel):
    """What the organisation claims, under a reference of its own."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "reinstatement",
                    "amount_dkk": "18450.00",
                    "claimed_on": "2026-03-20",
                    "reference": "236-06-0331-G1",
                }
            ]
        }
    )

    kind: GuaranteeKind
    amount_dkk: Dkk
    claimed_on: Day
    reference: Reference


class DecisionIn(ApiModel):
    """The amount accepted, or none where the claim is refused; whatever is not accepted has its reasons."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"accepted_dkk": "15000.00", "codes": ["ordinary_wear"]}]}
    )

    accepted_dkk: Dkk | None = None
    codes: list[DecisionCode] = Field(default=[], max_length=10)


class ClaimOut(BaseModel):
    """A claim under the guarantee, and the decision on it with its reasons."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    organisation_cvr: str
    vacancy_id: UUID
    reference: str
    kind: GuaranteeKind
    amount_dkk: Dkk
    claimed_on: date
    received_at: datetime
    status: ClaimStatus
    accepted_dkk: Dkk | None
    codes: list[DecisionCode]
    reasons: list[ReasonOut]
    decided_at: datetime | None
    decided_by: str | None = Field(description="The member of staff; not shown to an organisation.")
    version: int

    @staticmethod
    def of(claim: GuaranteeClaim, reader: Caller) -> "ClaimOut":
        values = {name: getattr(claim, name) for name in GuaranteeClaim.__dataclass_fields__}
        reasons = decision_reasons(claim) if claim.status is not ClaimStatus.OPEN else []
        shown = {"codes": list(claim.codes), "decided_by": None if reader.cvr else claim.decided_by}
        return ClaimOut(**values | shown, reasons=[ReasonOut.model_validate(reason) for reason in reasons])


class GuaranteeOut(BaseModel):
    """What is guaranteed from the lease's start: reinstatement by law, arrears for so many months by agreement."""

    vacancy_id: UUID
    lease_starts_on: date
    moved_out_on: date | None
    reinstatement_source: str
    arrears_months: int
    arrears_end_on: date = Field(description="The first day that is not covered.")
    claims: list[ClaimOut]

    @staticmethod
    def of(vacancy_id: UUID, guarantee: Guarantee, claims: Sequence[GuaranteeClaim], reader: Caller) -> "GuaranteeOut":
        return GuaranteeOut(
            vacancy_id=vacancy_id,
            lease_starts_on=guarantee.lease_starts_on,
            moved_out_on=guarantee.moved_out_on,
            reinstatement_source="ABL § 59(1)",
            arrears_months=guarantee.arrears_months,
            arrears_end_on=guarantee.arrears_end_on,
            claims=[ClaimOut.of(claim, reader) for claim in claims],
        )


@router.get("/vacancies/{vacancy_id}/guarantee", summary="Look at the guarantee for a tenant", name="get_guarantee")
async def get_guarantee(vacancy_id: UUID, story: CurrentStory, caller: AccountReader) -> GuaranteeOut:
    """It begins with the lease; both sides read the same terms and claims."""
    guarantee, claims = await read_guarantee(story, vacancy_id)
    return GuaranteeOut.of(vacancy_id, guarantee, claims, caller)


@router.post(
    "/vacancies/{vacancy_id}/move-out",
    status_code=201,
    summary="Report that the tenant has moved out",
    name="move_out",
    responses=same_again(GuaranteeOut),
)
async def post_move_out(
    vacancy_id: UUID, body: MoveOutIn, story: CurrentStory, caller: GuaranteeClaimer, response: Response
) -> GuaranteeOut:
    """From then on the organisation can claim reinstatement. The same day again is the same report (200)."""
    _, is_new = await report_move_out(story, vacancy_id, body.moved_out_on)
    response.status_code = 201 if is_new else 200
    guarantee, claims = await read_guarantee(story, vacancy_id)
    return GuaranteeOut.of(vacancy_id, guarantee, claims, caller)


@router.post(
    "/vacancies/{vacancy_id}/guarantee-claims",
    status_code=201,
    summary="Claim under the guarantee",
    responses=same_again(ClaimOut),
    name="post_guarantee_claim",
)
async def post_claim(
    vacancy_id: UUID, body: ClaimIn, story: CurrentStory, caller: GuaranteeClaimer, response: Response
) -> ClaimOut:
    """Reinstatement once the tenant has moved out; arrears only for months that the agreement covers, and never above
    their rent. The same reference again is the same claim (200); with other content it is refused (409)."""
    asked = AskedClaim(body.kind, body.amount_dkk, body.claimed_on, body.reference)
    claim, is_new = await claim_guarantee(story, vacancy_id, asked)
    response.status_code = 201 if is_new else 200
    response.headers["ETag"] = etag(claim.version)
    return ClaimOut.of(claim, caller)


@router.get("/guarantee-claims", summary="List claims under the guarantee", name="list_guarantee_claims")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    caller: AccountReader,
    status: Annotated[ClaimStatus | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[ClaimOut]:
    """An organisation sees its own; the municipality all of its own."""
    page = await guarantees.list_claims(story, status=status, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [ClaimOut.of(claim, caller) for claim in page]


@router.get("/guarantee-claims/{claim_id}", summary="Look at a claim", name="get_guarantee_claim")
async def get_claim(claim_id: UUID, story: CurrentStory, caller: AccountReader, response: Response) -> ClaimOut:
    """With its `ETag` for the decision."""
    claim = await guarantees.get_claim(story, claim_id)
    response.headers["ETag"] = etag(claim.version)
    return ClaimOut.of(claim, caller)


@router.post("/guarantee-claims/{claim_id}/decision", summary="Decide a claim", name="decide_guarantee_claim")
async def post_decision(
    claim_id: UUID,
    body: DecisionIn,
    story: CurrentStory,
    caller: GuaranteeDecider,
    version: IfMatch,
    response: Response,
) -> ClaimOut:
    """A person's act: accept it wholly or in part, or refuse it, with reasons. What is accepted is put on the account,
    once."""
    claim = await decide_claim(story, claim_id, version, body.accepted_dkk, tuple(body.codes))
    response.headers["ETag"] = etag(claim.version)
    return ClaimOut.of(claim, caller)
