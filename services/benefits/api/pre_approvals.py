"""Pre-approvals: read with what they are given on, withdrawn, and looked up for the offers that met one."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Dkk, ReasonOut, TextOut
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.benefits.api.callers import CaseDecider, CaseLister, CaseReader
from services.benefits.domain.households.households import DwellingClass
from services.benefits.domain.pre_approvals.pre_approvals import (
    PreApproval,
    PreApprovalStatus,
    WithdrawalCode,
    conditions,
)
from services.benefits.store import pre_approvals
from services.benefits.usecases.pre_approvals.read_pre_approval import read_check, read_pre_approval
from services.benefits.usecases.pre_approvals.withdraw_pre_approval import withdraw_pre_approval

router = APIRouter(prefix="/v1", tags=["pre-approvals"], route_class=StoryRoute, responses=PROBLEMS)


class PreApprovalWithdrawalIn(ApiModel):
    """Why the pre-approval is taken back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "household_changed"}]})

    code: WithdrawalCode


class PreApprovalOut(BaseModel):
    """A pre-approval and where it stands, without the citizen's means. `id` is the case's in which it was decided."""

    id: UUID
    citizen_id: UUID
    status: PreApprovalStatus
    highest_rent_dkk: Dkk
    highest_deposit_dkk: Dkk
    valid_from_on: date
    valid_to_on: date
    dwelling_classes: list[DwellingClass]
    granted_at: datetime
    offer_id: UUID | None = Field(description="The offer whose deposit it has committed.")
    ended_at: datetime | None
    version: int

    @staticmethod
    def of(found: PreApproval) -> "PreApprovalOut":
        return PreApprovalOut(
            id=found.case_id,
            citizen_id=found.citizen_id,
            status=found.status,
            highest_rent_dkk=found.highest_rent,
            highest_deposit_dkk=found.highest_deposit,
            valid_from_on=found.period.first,
            valid_to_on=found.period.last,
            dwelling_classes=list(found.dwelling_classes),
            granted_at=found.granted_at,
            offer_id=found.offer_id,
            ended_at=found.ended_at,
            version=found.version,
        )


class PreApprovalFileOut(PreApprovalOut):
    """A pre-approval with what it is given on in words, who gave it and how it ended."""

    granted_by: str
    end_code: str | None
    ended_by: str | None
    conditions: list[TextOut]

    @staticmethod
    def opened(found: PreApproval) -> "PreApprovalFileOut":
        return PreApprovalFileOut(
            **PreApprovalOut.of(found).model_dump(),
            granted_by=found.granted_by,
            end_code=found.end_code,
            ended_by=found.ended_by,
            conditions=[TextOut.model_validate(each.text) for each in conditions(found)],
        )


class PreApprovalCheckOut(BaseModel):
    """Whether a pre-approval covered the offer, condition by condition."""

    model_config = ConfigDict(from_attributes=True)

    pre_approval_id: UUID
    covered: bool
    reasons: list[ReasonOut]
    checked_at: datetime


@router.get("/pre-approvals", summary="List pre-approvals", name="list_pre_approvals")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: CaseLister,
    citizen_id: Annotated[UUID | None, Query(description="Only this citizen's.")] = None,
    status: Annotated[PreApprovalStatus | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[PreApprovalOut]:
    """Amounts, periods and where each stands, without the citizen's means. A social centre sees those it asked for."""
    page = await pre_approvals.list_pre_approvals(story, citizen_id=citizen_id, status=status, after=after, limit=limit)
    answer = [PreApprovalOut.of(found) for found in page]
    link_to_next(response, request.url, answer, limit)
    return answer


@router.get("/pre-approvals/{case_id}", summary="Read a pre-approval", name="read_pre_approval")
async def get(case_id: UUID, story: CurrentStory, _: CaseReader, response: Response) -> PreApprovalFileOut:
    """With what it is given on, in words for the citizen. Needs a person; the reading is entered in the journal."""
    found = await read_pre_approval(story, case_id)
    response.headers["ETag"] = etag(found.version)
    return PreApprovalFileOut.opened(found)


@router.post("/pre-approvals/{case_id}/withdrawal", summary="Take a pre-approval back", name="withdraw_pre_approval")
async def post_withdrawal(
    case_id: UUID,
    body: PreApprovalWithdrawalIn,
    story: CurrentStory,
    _: CaseDecider,
    version: IfMatch,
    response: Response,
) -> PreApprovalFileOut:
    """Needs a person and a code. Once; what it has committed already stands. One that is over is refused (409) and said
    how it ended."""
    found = await withdraw_pre_approval(story, case_id, version, body.code)
    response.headers["ETag"] = etag(found.version)
    return PreApprovalFileOut.opened(found)


@router.get(
    "/cases/{case_id}/pre-approval-check",
    summary="See why a pre-approval covered an offer, or did not",
    name="read_pre_approval_check",
)
async def get_check(case_id: UUID, story: CurrentStory, _: CaseReader) -> PreApprovalCheckOut:
    """Condition by condition, as it was when the offer's case was opened; 404 where the citizen had none. Needs a
    person; the reading is entered in the journal."""
    return PreApprovalCheckOut.model_validate(await read_check(story, case_id))
